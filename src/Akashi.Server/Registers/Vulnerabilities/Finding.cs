using Akashi.Server.Kernel;
using Akashi.Server.Registers.Vulnerabilities.Scoring;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.Vulnerabilities;

public readonly record struct FindingId(Guid Value) : IId
{
    /// <summary>As the database orders ids; for lists that continue after one.</summary>
    public static bool operator >(FindingId left, FindingId right) => left.Value > right.Value;

    public static bool operator <(FindingId left, FindingId right) => left.Value < right.Value;
}

public enum FindingState { Open, Fixed }

/// <summary>What is to be done about a finding. Undecided: nobody has said.</summary>
public enum Treatment { Undecided, Fix, Mitigate, Accept, NotAffected }

/// <summary>Why a weakness does not affect a service, in the words of CycloneDX VEX (<c>analysis.justification</c>).</summary>
public enum Justification
{
    CodeNotPresent, CodeNotReachable, RequiresConfiguration, RequiresDependency, RequiresEnvironment, ProtectedByCompiler, ProtectedAtRuntime, ProtectedAtPerimeter, ProtectedByMitigatingControl,
}

/// <summary>脆弱性の検出. One weakness in one package of one service, whatever says so. It is closed by a newer look that does not see it, never by a decision.</summary>
public sealed class Finding : Entry
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 500;

    public FindingId Id { get; private set; }
    public ServiceId Service { get; private set; }

    /// <summary>Type, namespace and name of the package URL, without version.</summary>
    public string Package { get; private set; } = "";

    public string Weakness { get; private set; } = "";

    /// <summary>Affected versions that run, as last seen.</summary>
    public string Versions { get; private set; } = "";

    public FindingState State { get; private set; }
    public CvssSeverity Severity { get; private set; }

    /// <summary>CVSS base score in tenths, 0 to 100; null when no source has a vector.</summary>
    public int? Tenths { get; private set; }

    public decimal? Score
    {
        get => Tenths / 10m;
        private set => Tenths = (int?)(value * 10);
    }

    /// <summary>Known to be exploited (CISA KEV).</summary>
    public bool Exploited { get; private set; }

    /// <summary>UTC, of the first time.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>Last day in Japan to have it fixed or a decision in force.</summary>
    public DateOnly Due { get; private set; }

    /// <summary>How often it came back.</summary>
    public int Reopened { get; private set; }

    /// <summary>The component set or feed run that last opened or closed it.</summary>
    public Guid Evidence { get; private set; }

    public Treatment Treatment { get; private set; }
    public string Reason { get; private set; } = "";
    public Justification? Justification { get; private set; }

    /// <summary>Last day of an acceptance; null for anything else.</summary>
    public DateOnly? AcceptedUntil { get; private set; }

    /// <summary>Who agrees to an acceptance; null for anything else.</summary>
    public Approval? Approval { get; private set; }

    public override Guid Key => Id.Value;
    internal override Place Place => new(Service.Value);

    /// <summary>An acceptance that somebody else agreed to and that has not run out, or a justified "not affected", lets the day pass.</summary>
    public bool IsOverdue(DateOnly today) => State is FindingState.Open && Due < today && !IsSettled(today);

    public bool IsSettled(DateOnly today) => Treatment is Treatment.NotAffected || (Treatment is Treatment.Accept && Approval is { Given: true } && AcceptedUntil >= today);

    public static readonly Act<Finding, DecisionBody> Decide = new("vulnerabilities.decide", new("脆弱性への対応の決定", "Decide about finding"), (finding, body, stand) => finding.Take(body, stand));

    /// <summary>Agrees to an acceptance; never the one who asked for it.</summary>
    public static readonly Act<Finding, NoBody> Approve = new("vulnerabilities.approve", new("脆弱性の受容の承認", "Approve acceptance"), (finding, _, stand) =>
    {
        if (finding.State is not FindingState.Open || finding.Approval is not { Given: false } asked || finding.AcceptedUntil < Clock.DayOf(stand.At)) return NothingToApprove;
        var agreed = asked.Agree(stand);
        if (agreed.Refusal is { } no) return no;
        finding.Approval = agreed.Value;
        finding.Record(new AcceptanceApproved(finding.AcceptedUntil!.Value), stand.At);
        return null;
    });

    private static readonly Refusal NothingToApprove = new("finding.nothing-to-approve", new("承認を待っている受容がありません。", "No acceptance waits for approval."));
    private static readonly Refusal Closed = new("finding.closed", new("この検出はすでに解消しています。", "This finding is closed already."));
    private static readonly Refusal NoUntil = new("finding.until", new("受容の期限には、今日から1年以内の日を選んでください。", "An acceptance ends on a day from today to a year ahead."), 400);
    private static readonly Refusal NoJustification = new("finding.justification", new("影響しない理由の区分を選んでください。", "Say by which justification it does not affect the service."), 400);
    private static readonly Refusal NoTreatment = new("finding.treatment", new("対応を選んでください。", "Choose what is to be done."), 400);

    /// <returns>Refusals: <c>finding.closed</c>, <c>finding.treatment</c>, <c>finding.reason</c>, <c>finding.until</c>, <c>finding.justification</c>.</returns>
    private Refusal? Take(DecisionBody body, Stand stand)
    {
        if (State is not FindingState.Open) return Closed;
        if (body.Treatment is Treatment.Undecided || !Enum.IsDefined(body.Treatment)) return NoTreatment;
        var (reason, today) = (body.Reason?.Trim() ?? "", Clock.DayOf(stand.At));
        if (reason.Length is 0 or > LongestReason) return new("finding.reason", new Text("理由を{0}字までで入力してください。", "Please give a reason of up to {0} characters.").With(LongestReason), 400);
        if (body.Treatment is Treatment.Accept && (body.Until is not { } until || until < today || until > today.AddYears(1))) return NoUntil;
        if (body.Treatment is Treatment.NotAffected && (body.Justification is not { } why || !Enum.IsDefined(why))) return NoJustification;
        (Treatment, Reason) = (body.Treatment, reason);
        Justification = body.Treatment is Treatment.NotAffected ? body.Justification : null;
        AcceptedUntil = body.Treatment is Treatment.Accept ? body.Until : null;
        Approval = body.Treatment is Treatment.Accept ? Approval.Of(1, stand.By.Person, Approve.Id) : null;
        Record(new FindingDecided(Treatment, Reason, Justification, AcceptedUntil), stand.At);
        if (Approval is not null) Owe(new("finding.acceptance", new Text("{0}（{1}）の受容に承認をお願いします。", "Accepting {0} in {1} waits for approval.").With(Weakness, Package), true, Approve.Id), stand.At);
        return null;
    }

    internal static Finding Make(FindingId id, Seen seen, Guid evidence, DueRule rule, Stand stand)
    {
        var finding = new Finding { Id = id, Service = seen.Service, Package = seen.Package, Weakness = seen.Weakness, OpenedAt = stand.At };
        finding.Open(seen, evidence, rule, stand);
        return finding;
    }

    /// <summary>A look saw it: it opens, opens again, or weighs more or less than before. A day that was set never moves further away.</summary>
    /// <returns>True when it opened or opened again.</returns>
    internal bool See(Seen seen, Guid evidence, DueRule rule, Stand stand)
    {
        if (State is FindingState.Fixed)
        {
            Reopened++;
            (Treatment, Reason, Justification, AcceptedUntil, Approval) = (Treatment.Undecided, "", null, null, null);
            Open(seen, evidence, rule, stand);
            return true;
        }
        if ((Severity, Score, Exploited, Versions) == (seen.Severity, seen.Score, seen.Exploited, seen.Versions)) return false;
        var heavier = seen.Severity > Severity || (seen.Exploited && !Exploited);
        (Severity, Score, Exploited, Versions) = (seen.Severity, seen.Score, seen.Exploited, seen.Versions);
        if (heavier && rule.DueOf(seen, stand) is var due && due < Due) Due = due;
        Record(new FindingWeighed(Severity, Score, Exploited, Versions, Due), stand.At);
        return false;
    }

    /// <summary>A newer look did not see it any more.</summary>
    internal void Close(Guid evidence, Stand stand)
    {
        (State, Evidence) = (FindingState.Fixed, evidence);
        Record(new FindingClosed(evidence), stand.At);
    }

    private void Open(Seen seen, Guid evidence, DueRule rule, Stand stand)
    {
        (State, Severity, Score, Exploited, Versions, Evidence, Due) = (FindingState.Open, seen.Severity, seen.Score, seen.Exploited, seen.Versions, evidence, rule.DueOf(seen, stand));
        Record(new FindingOpened(Weakness, Package, Versions, Severity, Score, Exploited, Due, evidence, Reopened), stand.At);
    }

    internal sealed class Table : IEntityTypeConfiguration<Finding>
    {
        public void Configure(EntityTypeBuilder<Finding> builder)
        {
            builder.ToTable("findings");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Service, x.Weakness, x.Package }).IsUnique();
            // The list: what is open, by day.
            builder.HasIndex(x => new { x.Organisation, x.State, x.Due, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Weakness });
            builder.Ignore(x => x.Score);
            builder.Property(x => x.Weakness).HasMaxLength(100);
            builder.Property(x => x.Reason).HasMaxLength(LongestReason);
            builder.Property(x => x.Approval!).AsJson();
        }
    }
}

/// <summary>A weakness as a look saw it.</summary>
internal sealed record Seen(ServiceId Service, string Package, string Weakness, string Versions, CvssSeverity Severity, decimal? Score, bool Exploited);

/// <summary>How many work days there are, by what the organisation set.</summary>
internal sealed record DueRule(int Exploited, int Critical, int High, int Other)
{
    public static DueRule Of(Identity.Membership members) => new(
        members.Number("vulnerabilities.due-exploited"), members.Number("vulnerabilities.due-critical"), members.Number("vulnerabilities.due-high"), members.Number("vulnerabilities.due-other"));

    public DateOnly DueOf(Seen seen, Stand stand)
    {
        var days = seen.Severity switch { CvssSeverity.Critical => Critical, CvssSeverity.High => High, _ => Other };
        return WorkDays.Japan.Add(Clock.DayOf(stand.At), seen.Exploited ? Math.Min(days, Exploited) : days);
    }
}

/// <param name="Justification">Wanted for <see cref="Treatment.NotAffected"/>.</param>
/// <param name="Until">Wanted for <see cref="Treatment.Accept"/>: the last day.</param>
public sealed record DecisionBody(Treatment Treatment, string? Reason, Justification? Justification = null, DateOnly? Until = null);

public sealed record FindingOpened(string Weakness, string Package, string Versions, CvssSeverity Severity, decimal? Score, bool Exploited, DateOnly Due, Guid Evidence, int Reopened) : Event;

public sealed record FindingWeighed(CvssSeverity Severity, decimal? Score, bool Exploited, string Versions, DateOnly Due) : Event;

/// <summary>The component set or feed run did not show it any more.</summary>
public sealed record FindingClosed(Guid Evidence) : Event;

public sealed record FindingDecided(Treatment Treatment, string Reason, Justification? Justification, DateOnly? Until) : Event;

public sealed record AcceptanceApproved(DateOnly Until) : Event;
