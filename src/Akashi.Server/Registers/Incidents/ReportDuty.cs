using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.Incidents;

public readonly record struct ReportDutyId(Guid Value) : IId;

/// <summary>Who must be told. Management is the responsible manager; the authority is the one for personal data.</summary>
public enum Recipient { Management, Customer, Authority }

/// <summary>速報, 続報, 最終報告.</summary>
public enum ReportStage { First, FollowUp, Final }

/// <summary>How somebody was told.</summary>
public enum ReportChannel { Email, Phone, Portal, Meeting, Paper }

/// <summary>
/// 報告義務. One report that one recipient is owed about one incident: from when its time runs, until when it must be given, and, once it was, by
/// whom, how and with which words (provision standard 6.1.2, 11.1.3, 11.1.4). Its time is that of the rules of the moment at which it arose.
/// </summary>
public sealed class ReportDuty : Entry
{
    public ReportDutyId Id { get; private set; }
    public IncidentId Incident { get; private set; }
    public Recipient Recipient { get; private set; }

    /// <summary>The customer; null for management and authorities.</summary>
    public PartyId? Customer { get; private set; }

    public ReportStage Stage { get; private set; }

    /// <summary>UTC; from here its time runs.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>UTC; until then it must be given.</summary>
    public DateTimeOffset Due { get; private set; }

    /// <summary>True once people were told that it is late.</summary>
    public bool Reminded { get; private set; }

    /// <summary>UTC; when the recipient was told; null while it is owed.</summary>
    public DateTimeOffset? GivenAt { get; private set; }

    /// <summary>Who told them; null while it is owed.</summary>
    public PersonId? GivenBy { get; private set; }

    /// <summary>Null while it is owed.</summary>
    public ReportChannel? Channel { get; private set; }

    /// <summary>What they were told.</summary>
    public string Words { get; private set; } = "";

    /// <summary>What is known of the cause; null when it was said to be unknown.</summary>
    public string? Cause { get; private set; }

    /// <summary>When recovery is expected; null when that was said to be unknown.</summary>
    public string? Forecast { get; private set; }

    public override Guid Key => Id.Value;

    public bool LateAt(DateTimeOffset now) => (GivenAt ?? now) > Due;

    internal static ReportDuty Make(ReportDutyId id, IncidentId incident, Recipient recipient, PartyId? customer, ReportStage stage, DateTimeOffset from, DateTimeOffset due, Stand stand)
    {
        var duty = new ReportDuty { Id = id, Incident = incident, Recipient = recipient, Customer = customer, Stage = stage, From = from, Due = due };
        duty.Record(new ReportOwed(incident, recipient, customer, stage, from, due), stand.At);
        return duty;
    }

    /// <summary>The recipient was told. A first report goes out whether or not the cause is known; later ones say what is known of cause and recovery, or that it is not.</summary>
    /// <param name="discovered">When the incident was noticed: nobody can have been told before.</param>
    /// <returns>Refusals: <c>report.given</c>, <c>incident.text</c>, <c>incident.time</c>, <c>report.cause</c>.</returns>
    internal Refusal? Give(ReportBody body, DateTimeOffset discovered, Stand stand)
    {
        if (GivenAt is not null) return new("report.given", new("この報告は記録済みです。", "This report is on record already."));
        if (IncidentRefusals.Words(body.Words) is { } no) return no;
        var at = Clock.Truncate((body.At ?? stand.At).ToUniversalTime());
        if (at > stand.At.AddMinutes(1) || at < discovered) return IncidentRefusals.Future;
        var (cause, forecast) = (Said(body.Cause), Said(body.Forecast));
        if (Stage is not ReportStage.First && ((cause is null) != body.CauseUnknown || (forecast is null) != body.ForecastUnknown))
            return new("report.cause", new("続報と最終報告では、原因の分析結果と復旧の見込みを書くか、「まだ分からない」を選んでください。", "A later report says what is known of cause and recovery, or that it is not known yet: one of both."), 400);
        if ((cause?.Length ?? 0) > Registers.Incidents.Incident.LongestText || (forecast?.Length ?? 0) > Registers.Incidents.Incident.LongestText) return IncidentRefusals.TooLong;
        (GivenAt, GivenBy, Channel, Words, Cause, Forecast) = (at, stand.By.Person, body.Channel, body.Words!.Trim(), cause, forecast);
        Record(new ReportGiven(Incident, Recipient, Customer, Stage, at, body.Channel, Words, cause, forecast), stand.At);
        return null;
    }

    /// <summary>The time is over, and those who can give it hear of it, once.</summary>
    internal void Remind(Incident of, Text whom, Stand stand)
    {
        Reminded = true;
        Record(new ReportLate(Incident, Stage), stand.At);
        Owe(new("incident.report-late", new Text("インシデント #{0}：{1}への{2}が期限を過ぎています。", "Incident #{0}: {2} to {1} is late.").With(of.Number, whom, NameOf(Stage)), true, IncidentResponse.Tell.Id), stand.At);
    }

    public static Text NameOf(ReportStage stage) => stage switch
    {
        ReportStage.First => new("速報", "the first report"),
        ReportStage.FollowUp => new("続報", "a follow-up report"),
        _ => new("最終報告", "the final report"),
    };

    /// <returns>Refusal <c>incident.reports-owed</c> while a report is owed.</returns>
    internal static async Task<Refusal?> NoneWaitAsync(Db db, Incident incident, CancellationToken ct)
    {
        var id = incident.Id;
        var owed = await db.ReportDuties.CountAsync(d => d.Incident == id && d.GivenAt == null, ct);
        return owed == 0 ? null : new Refusal("incident.reports-owed", new Text("まだ行っていない報告が{0}件あります。先に報告して記録してください。", "{0} reports are still owed. Please give and record them first.").With(owed));
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    internal sealed class Table : IEntityTypeConfiguration<ReportDuty>
    {
        public void Configure(EntityTypeBuilder<ReportDuty> builder)
        {
            builder.ToTable("incident_reports");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Incident });
            builder.HasIndex(x => new { x.Organisation, x.GivenAt, x.Due });
            builder.HasOne<Incident>().WithMany().HasForeignKey(x => new { x.Organisation, x.Incident }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="At">When they were told; null for now.</param>
/// <param name="CauseUnknown">Said instead of a cause.</param>
/// <param name="ForecastUnknown">Said instead of when recovery is expected.</param>
public sealed record ReportBody(ReportChannel Channel, string? Words, DateTimeOffset? At = null, string? Cause = null, bool CauseUnknown = false, string? Forecast = null, bool ForecastUnknown = false);

/// <summary>Somebody is owed a report by a time.</summary>
public sealed record ReportOwed(IncidentId Incident, Recipient Recipient, PartyId? Customer, ReportStage Stage, DateTimeOffset From, DateTimeOffset Due) : Event;

public sealed record ReportGiven(IncidentId Incident, Recipient Recipient, PartyId? Customer, ReportStage Stage, DateTimeOffset At, ReportChannel Channel, string Words, string? Cause, string? Forecast) : Event;

/// <summary>Its time ran out, and people were told.</summary>
public sealed record ReportLate(IncidentId Incident, ReportStage Stage) : Event;
