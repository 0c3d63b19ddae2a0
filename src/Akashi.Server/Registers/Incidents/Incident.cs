using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.Incidents;

public readonly record struct IncidentId(Guid Value) : IId;

/// <summary>Who noticed. A monitor is one of ours that watches; a machine is anything else that reports by itself.</summary>
public enum IncidentSource { Staff, Customer, Monitor, Machine }

/// <summary>How far an incident has come. Dismissed: it was none.</summary>
public enum IncidentState { Reported, Responding, Recovered, Closed, Dismissed }

/// <summary>How grave it is; the organisation decides by its own criteria.</summary>
public enum IncidentSeverity { Low, Medium, High, Critical }

/// <summary>Whether personal data are concerned. While it is unknown the clocks for authorities do not run.</summary>
public enum PersonalData { Unknown, No, Yes }

/// <summary>
/// インシデント. Something that harms or may harm a service or its data, from its first report to what was learnt from it (provision standard 6.1, 11.1.3, 11.1.4).
/// An exercise goes the same way and is marked as one; nobody outside is told of it.
/// </summary>
public sealed class Incident : Entry
{
    /// <summary>Characters of a title.</summary>
    public const int LongestTitle = 150;

    /// <summary>Characters of what happened, of a reason, a cause or a lesson.</summary>
    public const int LongestText = 4_000;

    public IncidentId Id { get; private set; }

    /// <summary>Counted from 1 in the organisation; by it people speak of it.</summary>
    public int Number { get; private set; }

    public string Title { get; private set; } = "";
    public string Description { get; private set; } = "";
    public IncidentSource Source { get; private set; }
    public bool Exercise { get; private set; }

    /// <summary>What the reporter calls the matter, so that the same message again is seen as one; null for people.</summary>
    public string? Mark { get; private set; }

    /// <summary>UTC; when it was noticed, by whoever noticed it. Clocks for customers and management start here.</summary>
    public DateTimeOffset DiscoveredAt { get; private set; }

    /// <summary>UTC; when it was written down here.</summary>
    public DateTimeOffset ReportedAt { get; private set; }

    public PersonId ReportedBy { get; private set; }
    public IncidentState State { get; private set; }

    /// <summary>Null while nobody has decided.</summary>
    public IncidentSeverity? Severity { get; private set; }

    /// <summary>Why that severity, by the organisation's criteria; or why it was none.</summary>
    public string Basis { get; private set; } = "";

    public PersonalData PersonalData { get; private set; }
    public IReadOnlyList<ServiceId> Services { get; private set; } = [];

    /// <summary>Parties that are customers and are affected: each is owed reports of its own.</summary>
    public IReadOnlyList<PartyId> Customers { get; private set; } = [];

    /// <summary>Who leads the response; null while nobody was named.</summary>
    public PersonId? Lead { get; private set; }

    /// <summary>UTC; when service and data were whole again.</summary>
    public DateTimeOffset? RecoveredAt { get; private set; }

    /// <summary>What it came from; empty until it is closed.</summary>
    public string Cause { get; private set; } = "";

    /// <summary>What is done so that it does not come again.</summary>
    public string Lesson { get; private set; } = "";

    /// <summary>UTC; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public override Guid Key => Id.Value;

    public bool Open => State is not (IncidentState.Closed or IncidentState.Dismissed);

    /// <param name="number">The next of the organisation.</param>
    /// <returns>Refusals: <c>incident.title</c>, <c>incident.text</c>, <c>incident.time</c>.</returns>
    internal static Outcome<Incident> Make(IncidentId id, int number, NewIncident body, Stand stand)
    {
        var (title, text) = (body.Title?.Trim() ?? "", body.Description?.Trim() ?? "");
        if (title.Length is 0 or > LongestTitle) return new Refusal("incident.title", new Text("件名を{0}字までで入力してください。", "Please give a title of up to {0} characters.").With(LongestTitle), 400);
        if (text.Length > LongestText) return IncidentRefusals.TooLong;
        var noticed = Clock.Truncate((body.DiscoveredAt ?? stand.At).ToUniversalTime());
        // A minute's grace: clocks of machines differ a little.
        if (noticed > stand.At.AddMinutes(1)) return IncidentRefusals.Future;
        var incident = new Incident
        {
            Id = id, Number = number, Title = title, Description = text, Source = body.Source, Exercise = body.Exercise, Mark = body.Mark, DiscoveredAt = noticed < stand.At ? noticed : stand.At,
            ReportedAt = stand.At, ReportedBy = stand.By.Person, Services = [.. (body.Services ?? []).Distinct()],
        };
        incident.Record(new IncidentReported(number, title, body.Source, body.Exercise, incident.DiscoveredAt), stand.At);
        incident.Owe(new("incident.reported", new Text("{0}インシデント #{1}「{2}」が報告されました。重大度を判断してください。", "{0}Incident #{1} “{2}” was reported. Its severity waits to be decided.")
            .With(body.Exercise ? new Text("【訓練】", "[Exercise] ") : new Text("", ""), number, title), !body.Exercise, IncidentResponse.Triage.Id), stand.At);
        return incident;
    }

    /// <summary>How grave it is, and whom it concerns; may be decided anew while it is open.</summary>
    /// <returns>Refusals: <c>incident.over</c>, <c>incident.basis</c>.</returns>
    internal Refusal? Judge(TriageBody body, Stand stand)
    {
        if (!Open) return IncidentRefusals.Over;
        if (body.Basis?.Trim() is not { Length: > 0 and <= LongestText } basis) return new("incident.basis", new("重大度の判断の根拠を入力してください。", "Please say on what the severity rests."), 400);
        (Severity, Basis, PersonalData, Lead) = (body.Severity, basis, body.PersonalData, body.Lead);
        (Services, Customers) = ([.. (body.Services ?? []).Distinct()], Exercise ? [] : [.. (body.Customers ?? []).Distinct()]);
        if (State is IncidentState.Reported) State = IncidentState.Responding;
        Record(new IncidentTriaged(body.Severity, basis, body.PersonalData, Services, Customers, body.Lead, Exercise), stand.At);
        return null;
    }

    /// <summary>It was none.</summary>
    public static readonly Act<Incident, IncidentReason> Dismiss = new("incidents.dismiss", new("インシデントに当たらないと判断", "Dismiss as no incident"), (incident, body, stand) =>
    {
        if (!incident.Open) return IncidentRefusals.Over;
        if (IncidentRefusals.Words(body.Reason) is { } no) return no;
        (incident.State, incident.Basis, incident.ClosedAt) = (IncidentState.Dismissed, body.Reason!.Trim(), stand.At);
        incident.Record(new IncidentDismissed(incident.Basis), stand.At);
        return null;
    }, (db, incident, _, ct) => ReportDuty.NoneWaitAsync(db, incident, ct));

    /// <summary>Cause and lesson are known, and everybody was told what was owed.</summary>
    public static readonly Act<Incident, ClosingBody> Close = new("incidents.close", new("インシデントの終結", "Close incident"), (incident, body, stand) =>
    {
        if (incident.State is not IncidentState.Recovered) return incident.Open ? new("incident.not-recovered", new("先に復旧を記録してください。", "Please record the recovery first.")) : IncidentRefusals.Over;
        if ((IncidentRefusals.Words(body.Cause) ?? IncidentRefusals.Words(body.Lesson)) is { } no) return no;
        (incident.State, incident.Cause, incident.Lesson, incident.ClosedAt) = (IncidentState.Closed, body.Cause!.Trim(), body.Lesson!.Trim(), stand.At);
        incident.Record(new IncidentClosed(incident.Cause, incident.Lesson), stand.At);
        return null;
    }, (db, incident, _, ct) => incident.State is IncidentState.Recovered ? ReportDuty.NoneWaitAsync(db, incident, ct) : Task.FromResult<Refusal?>(null));

    /// <summary>It was not over after all.</summary>
    public static readonly Act<Incident, IncidentReason> Reopen = new("incidents.reopen", new("インシデントの再開", "Reopen incident"), (incident, body, stand) =>
    {
        if (incident.Open) return new("incident.open", new("このインシデントは終わっていません。", "This incident is open."));
        if (IncidentRefusals.Words(body.Reason) is { } no) return no;
        (incident.State, incident.ClosedAt, incident.RecoveredAt) = (incident.Severity is null ? IncidentState.Reported : IncidentState.Responding, null, null);
        incident.Record(new IncidentReopened(body.Reason!.Trim(), incident.ReportedAt, incident.Customers.Count > 0), stand.At);
        return null;
    });

    /// <returns>Refusals: <c>incident.over</c>, <c>incident.not-triaged</c>, <c>incident.time</c>, <c>incident.text</c>.</returns>
    internal Refusal? Recover(RecoveryBody body, Stand stand)
    {
        if (!Open) return IncidentRefusals.Over;
        if (State is IncidentState.Reported) return new("incident.not-triaged", new("先に重大度を判断してください。", "Please decide the severity first."));
        if (State is IncidentState.Recovered) return new("incident.recovered", new("復旧はすでに記録されています。", "Its recovery is on record already."));
        if (IncidentRefusals.Words(body.How) is { } no) return no;
        var at = Clock.Truncate((body.At ?? stand.At).ToUniversalTime());
        if (at > stand.At.AddMinutes(1) || at < DiscoveredAt) return IncidentRefusals.Future;
        (State, RecoveredAt) = (IncidentState.Recovered, at);
        Record(new IncidentRecovered(at, body.How!.Trim()), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<Incident>
    {
        public void Configure(EntityTypeBuilder<Incident> builder)
        {
            builder.ToTable("incidents");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Number }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.State, x.Number });
            builder.HasIndex(x => new { x.Organisation, x.Mark, x.State });
            builder.Property(x => x.Title).HasMaxLength(LongestTitle);
            builder.Property(x => x.Mark).HasMaxLength(NewIncident.LongestMark);
            builder.Property(x => x.Services).AsJson();
            builder.Property(x => x.Customers).AsJson();
        }
    }
}
