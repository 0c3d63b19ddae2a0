using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.Changes;

public readonly record struct ChangeRuleId(Guid Value) : IId;

/// <summary>変更の規則. Rules are never changed: the newest counts, and a change keeps the one it was made under.</summary>
public sealed class ChangeRule : Entry
{
    public ChangeRuleId Id { get; private set; }
    public ChangeRuleBody Body { get; private set; } = Default;
    public PersonId SetBy { get; private set; }
    public override Guid Key => Id.Value;

    /// <summary>While an organisation has decided nothing: 1, 1 and 2 approvers, 24 hours to approve an emergency, 14 days of notice.</summary>
    public static ChangeRuleBody Default { get; } = new(1, 1, 2, 24, 14);

    /// <summary>Refusal: <c>change-rule.value</c>.</summary>
    public static readonly OpenAct<ChangeRule, ChangeRuleBody> Set = new("change-rules.set", new("変更の規則の設定", "Set rule of changes"), (body, stand, id) =>
    {
        if (body.Low is < 1 or > 10 || body.Medium is < 1 or > 10 || body.High is < 1 or > 10 || body.LateHours is < 1 or > 240 || body.NoticeDays is < 0 or > 365) return ChangeRefusals.RuleValue;
        var rule = new ChangeRule { Id = new(id), Body = body, SetBy = stand.By.Person };
        rule.Record(new ChangeRuleSet(body), stand.At);
        return rule;
    });

    /// <summary>The rule in force.</summary>
    public static async Task<ChangeRuleBody> OfAsync(Db db, CancellationToken ct) => (await db.ChangeRules.OrderByDescending(r => r.Id).FirstOrDefaultAsync(ct))?.Body ?? Default;

    internal sealed class Table : IEntityTypeConfiguration<ChangeRule>
    {
        public void Configure(EntityTypeBuilder<ChangeRule> builder)
        {
            builder.ToTable("change_rules");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.Property(x => x.Body).AsJson();
        }
    }
}

/// <param name="Low">How many must approve a change of low risk.</param>
/// <param name="Medium">How many for medium risk.</param>
/// <param name="High">How many for high risk.</param>
/// <param name="LateHours">Hours within which an emergency change must be approved after it began.</param>
/// <param name="NoticeDays">Calendar days between telling customers and beginning.</param>
public sealed record ChangeRuleBody(int Low, int Medium, int High, int LateHours, int NoticeDays)
{
    public int Of(RiskClass risk) => risk switch { RiskClass.Low => Low, RiskClass.Medium => Medium, _ => High };
}

/// <summary>The organisation decided a rule.</summary>
public sealed record ChangeRuleSet(ChangeRuleBody Rule) : Event;
