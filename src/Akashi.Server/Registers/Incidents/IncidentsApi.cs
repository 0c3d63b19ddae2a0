using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.AspNetCore.Mvc;

namespace Akashi.Server.Registers.Incidents;

/// <summary>Incidents over REST. A program reports with a token and a mark of its own, so that the same again is no second incident.</summary>
internal static class IncidentsApi
{
    private const int Most = 200;

    public static void Map(RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("incidents").WithTags("Incidents");
        incidents.MapGet("", async (Word<IncidentState>[]? state, int? page, HttpContext http, IncidentsReading reading, CancellationToken ct) =>
        {
            var found = await reading.PageAsync([.. (state ?? []).Select(s => s.Value)], Math.Max(page ?? 1, 1), Most, http.Actor(), ct);
            return TypedResults.Ok(new IncidentListView([.. found.Lines.Select(l => IncidentView.Of(l.Incident) with { ReportsOwed = l.Owed, NextReportDue = l.NextDue })], found.Total, found.Counts.ToDictionary(c => c.Key, c => c.Value), found.Late));
        }).Produces<IncidentListView>().Reads("incidents.list", "Incidents, newest first, 200 to a page; state may be given more than once").ProducesProblem(400);
        incidents.MapGet("{id:guid}", async Task<IResult> (Guid id, HttpContext http, IncidentsReading reading, CancellationToken ct) =>
            await reading.FindAsync(new(id), http.Actor(), ct) is { } found ? TypedResults.Ok(IncidentWholeView.Of(found)) : ActRoutes.Problem(Refusal.NotFound))
            .Produces<IncidentWholeView>().Reads("incidents.read", "One incident with its reports and its timeline");
        incidents.MapPost("", async Task<IResult> (NewIncident body, HttpContext http, IncidentResponse room, CancellationToken ct) =>
        {
            var outcome = await room.ReportAsync(body, http.Actor(), ct);
            if (outcome.Refusal is { } no) return ActRoutes.Problem(no);
            http.Response.Headers.ETag = ActRoutes.Tag(outcome.Value!.Version);
            return TypedResults.Created($"{http.Request.Path}/{outcome.Value.Key}", IncidentView.Of(outcome.Value));
        }).Produces<IncidentView>(201).Describe(IncidentResponse.Report);
        incidents.MapPost("{id:guid}/triage", async (Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, TriageBody body, HttpContext http, IncidentResponse room, CancellationToken ct) =>
            ActRoutes.Answer(http, await room.TriageAsync(new(id), ActRoutes.Seen(ifMatch), body, http.Actor(), ct), IncidentView.Of)).Produces<IncidentView>().Describe(IncidentResponse.Triage).ProducesProblem(412);
        incidents.MapPost("{id:guid}/recover", async (Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, RecoveryBody body, HttpContext http, IncidentResponse room, CancellationToken ct) =>
            ActRoutes.Answer(http, await room.RecoverAsync(new(id), ActRoutes.Seen(ifMatch), body, http.Actor(), ct), IncidentView.Of)).Produces<IncidentView>().Describe(IncidentResponse.Recover).ProducesProblem(412);
        incidents.MapAct(Incident.Dismiss, IncidentView.Of).Produces<IncidentView>();
        incidents.MapAct(Incident.Close, IncidentView.Of).Produces<IncidentView>();
        incidents.MapAct(Incident.Reopen, IncidentView.Of).Produces<IncidentView>();
        var notes = api.MapGroup("incidents/notes").WithTags("Incidents");
        notes.MapOpen(IncidentNote.Write, (IncidentNote n) => NoteView.Of(n)).Produces<NoteView>(201);
        incidents.MapPost("reports/{id:guid}/tell", async (Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, ReportBody body, HttpContext http, IncidentResponse room, CancellationToken ct) =>
            ActRoutes.Answer(http, await room.TellAsync(new(id), ActRoutes.Seen(ifMatch), body, http.Actor(), ct), ReportView.Of)).Produces<ReportView>().Describe(IncidentResponse.Tell).ProducesProblem(412);
    }
}

/// <param name="Late">Reports that are late in all incidents.</param>
public sealed record IncidentListView(IReadOnlyList<IncidentView> Items, int Total, IReadOnlyDictionary<IncidentState, int> Counts, int Late);

public sealed record IncidentView(
    IncidentId Id, int Version, int Number, string Title, string Description, IncidentSource Source, bool Exercise, string? Mark, DateTimeOffset DiscoveredAt, DateTimeOffset ReportedAt, PersonId ReportedBy,
    IncidentState State, IncidentSeverity? Severity, string Basis, PersonalData PersonalData, IReadOnlyList<ServiceId> Services, IReadOnlyList<PartyId> Customers, PersonId? Lead,
    DateTimeOffset? RecoveredAt, string Cause, string Lesson, DateTimeOffset? ClosedAt, int? ReportsOwed = null, DateTimeOffset? NextReportDue = null)
{
    public static IncidentView Of(Incident i) => new(
        i.Id, i.Version, i.Number, i.Title, i.Description, i.Source, i.Exercise, i.Mark, i.DiscoveredAt, i.ReportedAt, i.ReportedBy, i.State, i.Severity, i.Basis, i.PersonalData, i.Services, i.Customers, i.Lead,
        i.RecoveredAt, i.Cause, i.Lesson, i.ClosedAt);
}

public sealed record ReportView(
    ReportDutyId Id, int Version, IncidentId Incident, Recipient Recipient, PartyId? Customer, ReportStage Stage, DateTimeOffset From, DateTimeOffset Due,
    DateTimeOffset? GivenAt, PersonId? GivenBy, ReportChannel? Channel, string Words, string? Cause, string? Forecast)
{
    public static ReportView Of(ReportDuty d) => new(d.Id, d.Version, d.Incident, d.Recipient, d.Customer, d.Stage, d.From, d.Due, d.GivenAt, d.GivenBy, d.Channel, d.Words, d.Cause, d.Forecast);
}

public sealed record NoteView(IncidentNoteId Id, NoteKind Kind, DateTimeOffset At, PersonId By, string Words)
{
    public static NoteView Of(IncidentNote n) => new(n.Id, n.Kind, n.At, n.By, n.Words);
}

public sealed record IncidentWholeView(IncidentView Incident, IReadOnlyList<ReportView> Reports, IReadOnlyList<NoteView> Timeline)
{
    public static IncidentWholeView Of(IncidentWhole w) => new(IncidentView.Of(w.Incident), [.. w.Reports.Select(ReportView.Of)], [.. w.Notes.Select(NoteView.Of)]);
}
