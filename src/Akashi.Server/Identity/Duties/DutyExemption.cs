using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity.Duties;

public readonly record struct DutyExemptionId(Guid Value) : IId;

/// <summary>職務分掌の例外. One person may have or do both of a pair for a while, since somebody else than they and whoever asked agreed.</summary>
public sealed class DutyExemption : Entry
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 500;

    public DutyExemptionId Id { get; private set; }
    public PersonId Person { get; private set; }

    /// <summary>Key of a <see cref="Duty"/>.</summary>
    public string Pair { get; private set; } = "";

    public string Reason { get; private set; } = "";

    /// <summary>UTC, not included; at most <see cref="Longest"/> after it was asked for.</summary>
    public DateTimeOffset Until { get; private set; }

    public Approval Approval { get; private set; } = Approval.Of(1, default, "");

    /// <summary>UTC; null until somebody has agreed.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>UTC; null while nobody has refused it or taken it back.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public override Guid Key => Id.Value;

    public bool HoldsAt(DateTimeOffset at) => ApprovedAt is not null && EndedAt is null && at < Until;

    /// <summary>True while somebody is still to decide.</summary>
    public bool WaitsAt(DateTimeOffset at) => ApprovedAt is null && EndedAt is null && at < Until;

    /// <summary>Refusals: <c>duties.reason</c>, <c>duties.period</c>, <c>duties.unknown</c>.</summary>
    public static readonly OpenAct<DutyExemption, DutyExemptionBody> Except = new("duties.except", new("職務分掌の例外の申請", "Ask for an exception of duties"), (body, stand, id) =>
    {
        var reason = body.Reason?.Trim() ?? "";
        if (reason.Length is 0 or > LongestReason) return new Refusal("duties.reason", new Text("例外が必要な理由を{0}字までで入力してください。", "Please say in up to {0} characters why the exception is needed.").With(LongestReason), 400);
        var until = Clock.Truncate(body.Until.ToUniversalTime());
        if (until <= stand.At || until > stand.At + Longest) return new Refusal("duties.period", new Text("終わりは{0}日以内の日時にしてください。", "The end must lie within {0} days from now.").With(Longest.Days), 400);
        var exception = new DutyExemption { Id = new(id), Person = body.Person, Pair = body.Pair, Reason = reason, Until = until, Approval = Approval.Of(1, stand.By.Person, "duties.approve") };
        exception.Record(new DutyExemptionAsked(body.Person, body.Pair, reason, until), stand.At);
        exception.Owe(new("duties.asked", new("職務分掌の例外が申請されました。内容を確認し、承認するか判断してください。", "An exception of duties was asked for. Please look at it and decide."), false, "duties.approve"), stand.At);
        return exception;
    }, async (db, exception, body, ct) =>
        await db.People.AnyAsync(p => p.Id == body.Person && p.State == PersonState.Active, ct) && (await DutyCheck.DutiesAsync(db, ct)).Any(d => d.Key == exception.Pair)
            ? null : new("duties.unknown", new("利用中の方と、現在有効な組を選んでください。", "Please choose somebody active and a pair that holds."), 400));

    /// <summary>Refusals: <c>duties.decided</c>, <c>duties.own</c>, <c>approval.self</c>.</summary>
    public static readonly Act<DutyExemption, NoBody> Approve = new("duties.approve", new("職務分掌の例外の承認", "Approve exception of duties"), (exception, _, stand) =>
    {
        if (!exception.WaitsAt(stand.At)) return Decided;
        if (stand.By.Person == exception.Person) return new("duties.own", new("ご自身の例外は承認できません。ほかの方に依頼してください。", "You cannot approve an exception for yourself. Please ask somebody else."));
        var agreed = exception.Approval.Agree(stand);
        if (agreed.Refusal is { } no) return no;
        (exception.Approval, exception.ApprovedAt) = (agreed.Value!, stand.At);
        exception.Record(new DutyExemptionApproved(exception.Person, exception.Pair, exception.Until), stand.At);
        exception.Owe(new("duties.approved", new Text("職務分掌の例外が{0:yyyy-MM-dd}まで認められました。", "An exception of duties was approved until {0:yyyy-MM-dd}.").With(exception.Until.ToOffset(Clock.Japan)), false, "", exception.Person), stand.At);
        return null;
    }) { Dangerous = true };

    /// <summary>Refuses what was asked for, or ends it early. Refusal: <c>duties.decided</c>.</summary>
    public static readonly Act<DutyExemption, Because> Lift = new("duties.lift", new("職務分掌の例外の取消し", "Refuse or end exception of duties"), (exception, body, stand) =>
    {
        if (!exception.WaitsAt(stand.At) && !exception.HoldsAt(stand.At)) return Decided;
        exception.EndedAt = stand.At;
        exception.Record(new DutyExemptionLifted(exception.Person, exception.Pair, body.Reason), stand.At);
        return null;
    });

    private static readonly Refusal Decided = new("duties.decided", new("この例外はすでに承認・取消し済みか、期限が過ぎています。", "This exception has been decided already, or its time is over."));

    internal sealed class Table : IEntityTypeConfiguration<DutyExemption>
    {
        public void Configure(EntityTypeBuilder<DutyExemption> builder)
        {
            builder.ToTable("duty_exceptions");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Person });
            builder.Property(x => x.Pair).HasMaxLength(40);
            builder.Property(x => x.Reason).HasMaxLength(LongestReason);
            builder.Property(x => x.Approval).AsJson();
            builder.HasOne<Person>().WithMany().HasForeignKey(x => new { x.Organisation, x.Person }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="Pair">Key of a <see cref="Duty"/>.</param>
public sealed record DutyExemptionBody(PersonId Person, string Pair, string? Reason, DateTimeOffset Until);

public sealed record DutyExemptionAsked(PersonId Person, string Pair, string Reason, DateTimeOffset Until) : Event;

public sealed record DutyExemptionApproved(PersonId Person, string Pair, DateTimeOffset Until) : Event;

public sealed record DutyExemptionLifted(PersonId Person, string Pair, string Reason) : Event;
