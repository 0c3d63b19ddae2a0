using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.Incidents;

/// <summary>Acts on an incident that concern more than its own row: they number it, and start the clocks of the reports that follow from it.</summary>
public sealed class IncidentResponse(Desk desk, Permissions permissions, TimeProvider time)
{
    public static readonly Act Report = new("incidents.report", new("インシデントの報告", "Report incident"));
    public static readonly Act Triage = new("incidents.triage", new("重大度の判断", "Decide severity"));
    public static readonly Act Recover = new("incidents.recover", new("復旧の記録", "Record recovery"));
    public static readonly Act Tell = new("incidents.tell", new("報告の記録", "Record report given"));

    /// <summary>What the calendar alone brings about; only the server does it.</summary>
    public static readonly Act Remind = new("incidents.remind", new("報告期限の経過", "Report falls due"));

    /// <summary>Writes an incident down; the same mark again, while the former is open, becomes a line in its timeline.</summary>
    /// <returns>Refusals: <c>incident.title</c>, <c>incident.text</c>, <c>incident.time</c>, <c>incident.mark</c>, <c>incident.unknown</c>.</returns>
    public Task<Outcome<Incident>> ReportAsync(NewIncident body, Actor by, CancellationToken ct) =>
        desk.RunAsync<Incident>(Report, by, async (db, stand) =>
        {
            var mark = string.IsNullOrWhiteSpace(body.Mark) ? null : body.Mark.Trim();
            if (mark?.Length > NewIncident.LongestMark) return new Refusal("incident.mark", new Text("印は{0}字までにしてください。", "A mark has up to {0} characters.").With(NewIncident.LongestMark), 400);
            if (!await KnownAsync(db, body.Services, null, null)) return IncidentRefusals.Unknown;
            var made = Incident.Make(new(Ids.New(time)), await NextAsync(db), body with { Mark = mark }, stand);
            if (!made.Done) return made;
            if (mark is not null && await db.Incidents.FirstOrDefaultAsync(i => i.Mark == mark && i.State != IncidentState.Closed && i.State != IncidentState.Dismissed, CancellationToken.None) is { } open)
            {
                var words = made.Value!.Description.Length > 0 ? made.Value.Description : made.Value.Title;
                var again = IncidentNote.Make(new(Ids.New(time)), new(open.Id, NoteKind.Again, words, made.Value.DiscoveredAt), stand);
                if (again.Refusal is { } no) return no;
                db.Add(again.Value!);
                return open;
            }
            db.Add(made.Value!);
            return made;
        }, ct);

    /// <summary>Decides how grave it is. Management, every affected customer and, for personal data, the authority are owed a first report from then on.</summary>
    /// <returns>Refusals: <c>not-found</c>, <c>stale</c>, <c>incident.over</c>, <c>incident.basis</c>, <c>incident.unknown</c>.</returns>
    public async Task<Outcome<Incident>> TriageAsync(IncidentId id, int version, TriageBody body, Actor by, CancellationToken ct)
    {
        var rules = await permissions.LoadAsync(by.Organisation, ct);
        return await OnAsync(Triage, id, version, by, async (db, incident, stand) =>
        {
            if (!await KnownAsync(db, body.Services, body.Customers, body.Lead)) return IncidentRefusals.Unknown;
            if (incident.Judge(body, stand) is { } no) return no;
            var noticed = incident.DiscoveredAt;
            var owed = await db.ReportDuties.Where(d => d.Incident == id && d.Stage == ReportStage.First).Select(d => new { d.Recipient, d.Customer }).ToListAsync(CancellationToken.None);
            void Owe(Recipient recipient, PartyId? customer, DateTimeOffset due)
            {
                if (!owed.Any(o => o.Recipient == recipient && o.Customer == customer)) db.Add(ReportDuty.Make(new(Ids.New(time)), id, recipient, customer, ReportStage.First, noticed, due, stand));
            }
            Owe(Recipient.Management, null, noticed.AddHours(rules.Number("incidents.manager-hours")));
            foreach (var customer in incident.Customers) Owe(Recipient.Customer, customer, noticed.AddMinutes(rules.Number("incidents.first-minutes")));
            if (incident is { PersonalData: PersonalData.Yes, Exercise: false }) Owe(Recipient.Authority, null, noticed.AddDays(rules.Number("incidents.authority-days")));
            return null;
        }, ct);
    }

    /// <summary>All is whole again. Whoever had a first report is owed the final one.</summary>
    /// <returns>Refusals: <c>not-found</c>, <c>stale</c>, <c>incident.over</c>, <c>incident.not-triaged</c>, <c>incident.recovered</c>, <c>incident.text</c>, <c>incident.time</c>.</returns>
    public async Task<Outcome<Incident>> RecoverAsync(IncidentId id, int version, RecoveryBody body, Actor by, CancellationToken ct)
    {
        var rules = await permissions.LoadAsync(by.Organisation, ct);
        return await OnAsync(Recover, id, version, by, async (db, incident, stand) =>
        {
            if (incident.Recover(body, stand) is { } no) return no;
            var told = await db.ReportDuties.Where(d => d.Incident == id).Select(d => new { d.Recipient, d.Customer, d.Stage, Waits = d.GivenAt == null }).ToListAsync(CancellationToken.None);
            foreach (var whom in told.Where(d => d.Stage == ReportStage.First && !told.Any(o => o.Stage == ReportStage.Final && o.Waits && o.Recipient == d.Recipient && o.Customer == d.Customer)))
                db.Add(ReportDuty.Make(new(Ids.New(time)), id, whom.Recipient, whom.Customer, ReportStage.Final, stand.At, WorkDays.Japan.EndAfter(stand.At, rules.Number("incidents.final-workdays")), stand));
            return null;
        }, ct);
    }

    /// <summary>Somebody was told. While it is not recovered, what was told calls for a follow-up.</summary>
    /// <returns>Refusals: <c>not-found</c>, <c>stale</c>, <c>report.given</c>, <c>report.cause</c>, <c>incident.text</c>, <c>incident.time</c>.</returns>
    public async Task<Outcome<ReportDuty>> TellAsync(ReportDutyId id, int version, ReportBody body, Actor by, CancellationToken ct)
    {
        var rules = await permissions.LoadAsync(by.Organisation, ct);
        return await desk.RunAsync<ReportDuty>(Tell, by, async (db, stand) =>
        {
            if (await db.ReportDuties.AsTracking().FirstOrDefaultAsync(d => d.Id == id, CancellationToken.None) is not { } duty) return Refusal.NotFound;
            if (duty.Version != version) return Refusal.Stale(duty.Version, duty);
            var incident = await db.Incidents.FirstAsync(i => i.Id == duty.Incident, CancellationToken.None);
            if (duty.Give(body, incident.DiscoveredAt, stand) is { } no) return no;
            // What is still unknown, or was only the first word, calls for the next one; a final report ends the row.
            if (duty.Stage is not ReportStage.Final && incident is { State: IncidentState.Responding } && duty.Recipient is not Recipient.Authority && (duty.Stage is ReportStage.First || duty.Cause is null || duty.Forecast is null))
                db.Add(ReportDuty.Make(new(Ids.New(time)), incident.Id, duty.Recipient, duty.Customer, ReportStage.FollowUp, duty.GivenAt!.Value, duty.GivenAt.Value.AddHours(rules.Number("incidents.follow-up-hours")), stand));
            return duty;
        }, ct);
    }

    /// <summary>Tells people, once, of a report whose time has run out.</summary>
    internal Task<Outcome<ReportDuty>> RemindAsync(ReportDutyId id, OrganisationId organisation, CancellationToken ct) =>
        desk.RunAsync<ReportDuty>(Remind, Actor.Machine(organisation), async (db, stand) =>
        {
            if (await db.ReportDuties.AsTracking().FirstOrDefaultAsync(d => d.Id == id, CancellationToken.None) is not { } duty) return Refusal.NotFound;
            if (duty.Reminded || duty.GivenAt is not null || !duty.LateAt(stand.At)) return duty;
            var whom = duty.Customer is { } customer ? await db.Parties.Where(p => p.Id == customer).Select(p => p.Name).FirstAsync(CancellationToken.None)
                : duty.Recipient is Recipient.Authority ? new Text("監督官庁", "the authority") : new Text("責任者", "management");
            duty.Remind(await db.Incidents.FirstAsync(i => i.Id == duty.Incident, CancellationToken.None), whom, stand);
            return duty;
        }, ct);

    private Task<Outcome<Incident>> OnAsync(Act act, IncidentId id, int version, Actor by, Func<Db, Incident, Stand, Task<Refusal?>> work, CancellationToken ct) =>
        desk.RunAsync<Incident>(act, by, async (db, stand) =>
        {
            if (await db.Incidents.AsTracking().FirstOrDefaultAsync(i => i.Id == id, CancellationToken.None) is not { } incident) return Refusal.NotFound;
            if (incident.Version != version) return Refusal.Stale(incident.Version, incident);
            return await work(db, incident, stand) is { } no ? no : incident;
        }, ct);

    private static async Task<int> NextAsync(Db db) => (await db.Incidents.OrderByDescending(i => i.Number).Select(i => (int?)i.Number).FirstOrDefaultAsync(CancellationToken.None) ?? 0) + 1;

    private static async Task<bool> KnownAsync(Db db, IReadOnlyList<ServiceId>? services, IReadOnlyList<PartyId>? parties, PersonId? lead)
    {
        List<ServiceId> named = [.. (services ?? []).Distinct()];
        List<PartyId> told = [.. (parties ?? []).Distinct()];
        return (named.Count == 0 || await db.Services.CountAsync(s => named.Contains(s.Id), CancellationToken.None) == named.Count)
            && (told.Count == 0 || await db.Parties.CountAsync(p => told.Contains(p.Id), CancellationToken.None) == told.Count)
            && (lead is not { } who || await db.People.AnyAsync(p => p.Id == who && p.State == PersonState.Active && !p.Machine, CancellationToken.None));
    }
}
