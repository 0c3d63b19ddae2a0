using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.Incidents;

/// <summary>An incident in a list.</summary>
/// <param name="Owed">Reports that are owed.</param>
/// <param name="NextDue">UTC; when the next of them is due; null when none is owed.</param>
public sealed record IncidentLine(Incident Incident, int Owed, DateTimeOffset? NextDue);

/// <summary>A page of incidents, with how many there are in each state.</summary>
/// <param name="Total">Of all that fit the filter.</param>
/// <param name="Late">Reports that are late, in all open incidents.</param>
public sealed record IncidentListing(IReadOnlyList<IncidentLine> Lines, int Total, IReadOnlyDictionary<IncidentState, int> Counts, int Late);

/// <summary>One incident with all that belongs to it: reports in the order in which they are due, the timeline newest first.</summary>
public sealed record IncidentWhole(Incident Incident, IReadOnlyList<ReportDuty> Reports, IReadOnlyList<IncidentNote> Notes);

/// <summary>Lists and single incidents. Only the organisation's own people reach it: the permission is one for the whole.</summary>
public sealed class IncidentsReading(DbFactory databases, TimeProvider time) : IDues
{
    /// <summary>Reports that are owed, for whoever may give them.</summary>
    public async Task<IEnumerable<Due>> OfAsync(Actor by, DateTimeOffset now, CancellationToken ct)
    {
        if (!by.May(IncidentResponse.Tell.Id)) return [];
        await using var db = databases.Open(by.Organisation);
        var owed = await (from d in db.ReportDuties.Where(d => d.GivenAt == null) join i in db.Incidents on d.Incident equals i.Id
                          select new { d.Incident, i.Number, i.Title, d.Stage, d.Due }).ToListAsync(ct);
        return owed.GroupBy(o => (o.Incident, o.Number, o.Title, o.Stage, o.Due)).Select(o => new Due(nameof(Incident), o.Key.Incident.Value,
            new Text("インシデント #{0}「{1}」：{2}（{3}件）", "Incident #{0} “{1}”: {2} ({3})").With(o.Key.Number, o.Key.Title, ReportDuty.NameOf(o.Key.Stage), o.Count()), o.Key.Due));
    }

    /// <param name="states">Those that are asked for; empty for all.</param>
    public async Task<IncidentListing> PageAsync(IReadOnlyCollection<IncidentState> states, int page, int size, Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var now = Clock.Truncate(time.GetUtcNow());
        var counts = await db.Incidents.GroupBy(i => i.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var asked = states.Count == 0 ? Enum.GetValues<IncidentState>() : [.. states];
        var incidents = await db.Incidents.Where(i => asked.Contains(i.State)).OrderByDescending(i => i.Number).Skip((page - 1) * size).Take(size).ToListAsync(ct);
        List<IncidentId> shown = [.. incidents.Select(i => i.Id)];
        var owed = await db.ReportDuties.Where(d => d.GivenAt == null && shown.Contains(d.Incident)).Select(d => new { d.Incident, d.Due }).ToListAsync(ct);
        var late = await db.ReportDuties.CountAsync(d => d.GivenAt == null && d.Due < now, ct);
        var byIncident = owed.ToLookup(o => o.Incident, o => o.Due);
        return new([.. incidents.Select(i => new IncidentLine(i, byIncident[i.Id].Count(), byIncident[i.Id].Any() ? byIncident[i.Id].Min() : null))],
            counts.Where(c => asked.Contains(c.Key)).Sum(c => c.Value), counts, late);
    }

    /// <summary>The incident that a report is about; null when there is none in the organisation.</summary>
    public async Task<IncidentId?> OfReportAsync(ReportDutyId id, Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        return await db.ReportDuties.Where(d => d.Id == id).Select(d => (IncidentId?)d.Incident).FirstOrDefaultAsync(ct);
    }

    /// <summary>Null when there is none in the organisation.</summary>
    public async Task<IncidentWhole?> FindAsync(IncidentId id, Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        if (await db.Incidents.FirstOrDefaultAsync(i => i.Id == id, ct) is not { } incident) return null;
        var reports = await db.ReportDuties.Where(d => d.Incident == id).OrderBy(d => d.Due).ThenBy(d => d.Id).ToListAsync(ct);
        var notes = await db.IncidentNotes.Where(n => n.Incident == id).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).ToListAsync(ct);
        return new(incident, reports, notes);
    }
}
