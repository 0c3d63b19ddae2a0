using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.PrivilegedAccess;

public readonly record struct PrivilegeRuleId(Guid Value) : IId;

/// <summary>特権の規則. What the organisation decided about one kind of target. Rules are never changed: the newest of its kind counts, and a request keeps the one it was made under.</summary>
public sealed class PrivilegeRule : Entry
{
    /// <summary>No grant is longer: 30 days.</summary>
    public const int LongestMinutes = 30 * 24 * 60;

    public PrivilegeRuleId Id { get; private set; }
    public TargetKind Target { get; private set; }

    /// <summary>How many persons must approve.</summary>
    public int Approvals { get; private set; }

    /// <summary>Id of the act that an approver must be permitted.</summary>
    public string Approver { get; private set; } = "";

    /// <summary>Longest time of a grant, in minutes.</summary>
    public int MostMinutes { get; private set; }

    /// <summary>Longest time of a break-glass, in minutes; 0 forbids it.</summary>
    public int BreakGlassMinutes { get; private set; }

    /// <summary>Hours within which approvers must decide; afterwards the request lapses.</summary>
    public int DecideHours { get; private set; }

    /// <summary>Days after its end within which a grant must be reviewed; afterwards a finding opens itself.</summary>
    public int ReviewDays { get; private set; }

    public PersonId SetBy { get; private set; }
    public override Guid Key => Id.Value;

    /// <summary>What holds while an organisation has decided nothing: one approver, 8 hours, 1 hour of break-glass, 72 hours to decide, 7 days to review.</summary>
    public static RuleBody Default(TargetKind target) => new(target, 1, PrivilegeRequest.Approve.Id, 8 * 60, 60, 72, 7);

    public RuleBody Body => new(Target, Approvals, Approver, MostMinutes, BreakGlassMinutes, DecideHours, ReviewDays);

    public static readonly OpenAct<PrivilegeRule, RuleBody> Set = new("privilege-rules.set", new("特権の規則の設定", "Set rule of privileges"), (body, stand, id) =>
    {
        if (Check(body) is { } no) return no;
        var rule = new PrivilegeRule
        {
            Id = new(id), Target = body.Target, Approvals = body.Approvals, Approver = body.Approver, MostMinutes = body.MostMinutes,
            BreakGlassMinutes = body.BreakGlassMinutes, DecideHours = body.DecideHours, ReviewDays = body.ReviewDays, SetBy = stand.By.Person,
        };
        rule.Record(new PrivilegeRuleSet(body), stand.At);
        return rule;
    }) { Privileged = true };

    /// <summary>The rule in force.</summary>
    public static async Task<RuleBody> OfAsync(Db db, TargetKind target, CancellationToken ct) =>
        (await db.PrivilegeRules.Where(r => r.Target == target).OrderByDescending(r => r.Id).FirstOrDefaultAsync(ct))?.Body ?? Default(target);

    /// <returns>Refusal: <c>privilege-rule.value</c>.</returns>
    private static Refusal? Check(RuleBody body) =>
        body.Approvals is >= 1 and <= 10 && body.MostMinutes is >= 1 and <= LongestMinutes && body.BreakGlassMinutes >= 0 && body.BreakGlassMinutes <= body.MostMinutes
        && body.DecideHours is >= 1 and <= 24 * 30 && body.ReviewDays is >= 1 and <= 90 && body.Approver is { Length: > 0 and <= 100 } ? null : PrivilegeRefusals.RuleValue;

    internal sealed class Table : IEntityTypeConfiguration<PrivilegeRule>
    {
        public void Configure(EntityTypeBuilder<PrivilegeRule> builder)
        {
            builder.ToTable("privilege_rules");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.Ignore(x => x.Body);
        }
    }
}

/// <summary>A rule's values; units as on <see cref="PrivilegeRule"/>.</summary>
public sealed record RuleBody(TargetKind Target, int Approvals, string Approver, int MostMinutes, int BreakGlassMinutes, int DecideHours, int ReviewDays);

/// <summary>The organisation decided a rule.</summary>
public sealed record PrivilegeRuleSet(RuleBody Rule) : Event;
