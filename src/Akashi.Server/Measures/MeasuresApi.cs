using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;

namespace Akashi.Server.Measures;

internal static class MeasuresApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var clauses = api.MapGroup("clauses").WithTags("Clauses");
        clauses.MapGet("", async Task<IResult> (string? catalog, DateOnly? asOf, Word<ClauseStatus>? status, string? group, HttpContext http, ClauseReading reading, CancellationToken ct) =>
        {
            var outcome = await reading.ListAsync(http.Actor(), catalog ?? ClauseReading.DefaultCatalog, reading.EndOf(asOf), ct);
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : TypedResults.Ok(ClauseListView.Of(outcome.Value!, status?.Value, group));
        }).Produces<ClauseListView>().Reads(ClauseReading.List.Id, "How the controls of a catalog stand, now or at the end of a past day (in Japan)");

        clauses.MapGet("{catalog}/{code}", async Task<IResult> (string catalog, string code, DateOnly? asOf, HttpContext http, ClauseReading reading, CancellationToken ct) =>
        {
            var outcome = await reading.FindAsync(http.Actor(), catalog, code, reading.EndOf(asOf), ct);
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : TypedResults.Ok(ClauseView.Of(outcome.Value!));
        }).Produces<ClauseView>().Reads(ClauseReading.Read.Id, "How one control stands, and why");

        var observations = api.MapGroup("observations").WithTags("Clauses");
        observations.MapGet("", async Task<IResult> (string subject, DateTimeOffset? before, int? limit, HttpContext http, ClauseReading reading, CancellationToken ct) =>
        {
            var outcome = await reading.ObservedAsync(http.Actor(), subject, before?.ToUniversalTime(), Math.Clamp(limit ?? 100, 1, ClauseReading.Most), ct);
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : TypedResults.Ok(outcome.Value!.Select(ObservationView.Of));
        }).Produces<IEnumerable<ObservationView>>().Reads("clauses.observations", "What was observed of a measure or an attestation, newest first");
        observations.MapPost("attest", (AttestationBody body, HttpContext http, Desk desk, CancellationToken ct) => OpenAsync(Observation.Attest, body, http, desk, ct)).Produces<ObservationView>(201).Describe(Observation.Attest);
        observations.MapPost("exempt", (AttestationBody body, HttpContext http, Desk desk, CancellationToken ct) => OpenAsync(Observation.Exempt, body, http, desk, ct)).Produces<ObservationView>(201).Describe(Observation.Exempt);
        observations.MapAct(Observation.Withdraw, ObservationView.Of).Produces<ObservationView>();

        var measures = api.MapGroup("measures").WithTags("Clauses");
        measures.MapGet("", async Task<IResult> (HttpContext http, ClauseReading reading, CancellationToken ct) =>
        {
            var outcome = await reading.MeasuresAsync(http.Actor(), null, ct);
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : TypedResults.Ok(outcome.Value!.Select(MeasureView.Of));
        }).Produces<IEnumerable<MeasureView>>().Reads("clauses.measures", "Every measure with what it gives now");
        measures.MapGroup("targets").MapOpen(TargetSetting.Set, TargetView.Of).Produces<TargetView>(201);
    }

    private static async Task<IResult> OpenAsync(OpenAct<Observation, AttestationBody> act, AttestationBody body, HttpContext http, Desk desk, CancellationToken ct)
    {
        var outcome = await desk.OpenAsync(act, body, http.Actor(), ct);
        if (outcome.Refusal is { } no) return ActRoutes.Problem(no);
        http.Response.Headers.ETag = ActRoutes.Tag(outcome.Value!.Version);
        return TypedResults.Created($"/api/observations/{outcome.Value.Key}", ObservationView.Of(outcome.Value));
    }
}

/// <param name="Counts">How many controls of the whole catalog stand how.</param>
public sealed record ClauseListView(string Catalog, DateTimeOffset AsOf, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<ClauseLineView> Items)
{
    public static ClauseListView Of(ClauseList list, ClauseStatus? status, string? group) => new(list.Catalog.Key, list.AsOf,
        Enum.GetValues<ClauseStatus>().ToDictionary(s => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(s.ToString()), list.Count),
        [.. list.Lines.Where(l => (status is null || l.Clause.Status == status) && (group is null || list.IsIn(l.Control, group))).Select(ClauseLineView.Of)]);
}

/// <param name="Oscal">State and reason of an OSCAL finding's target.</param>
public sealed record ClauseLineView(string Code, string Number, string Group, Text Title, ClauseStatus Status, OscalView Oscal, DateTimeOffset? LapsesAt, IReadOnlyList<string> Measures)
{
    public static ClauseLineView Of(ClauseLine l) =>
        new(l.Control.Code, l.Control.Number, l.Control.Group, l.Control.Title, l.Clause.Status, OscalView.Of(l.Clause.Status), l.Clause.LapsesAt, [.. l.Clause.Measures.Select(m => m.Measure.Id)]);
}

public sealed record OscalView(string State, string Reason)
{
    public static OscalView Of(ClauseStatus status) => ClauseFold.Oscal(status) is var (state, reason) ? new(state, reason) : throw new InvalidOperationException();
}

public sealed record ClauseView(
    string Catalog, string Code, Text Title, DateTimeOffset AsOf, ClauseStatus Status, OscalView Oscal, DateTimeOffset? LapsesAt, IReadOnlyList<MeasureView> Measures, IReadOnlyList<AttestationView> Attestations,
    AttestationView? Exemption, IReadOnlyList<StatusView> History)
{
    public static ClauseView Of(ClauseDetail d) => new(d.Catalog.Key, d.Control.Code, d.Control.Title, d.AsOf, d.Clause.Status, OscalView.Of(d.Clause.Status), d.Clause.LapsesAt,
        [.. d.Clause.Measures.Select(m => MeasureView.Of((m.Measure, m.Given)) with { Outcome = m.Outcome })],
        [.. d.Clause.Attestations.Select(a => AttestationView.Of(a.Attestation.Id, a.Attestation.Asks, a.Outcome, a.Said))],
        d.Clause.Exemption is { } x ? AttestationView.Of(AttestationNames.Exemption, null, PartOutcome.NotApplicable, x) : null,
        [.. d.History.Select(h => new StatusView(h.At, h.Status, h.Because?.Id.Value))]);
}

public sealed record StatusView(DateTimeOffset At, ClauseStatus Status, Guid? Because);

/// <param name="Outcome">What it means for the clause; null outside one.</param>
public sealed record MeasureView(string Id, Text Title, Text Computes, Unit Unit, int? WindowDays, Measurement Given, PartOutcome? Outcome)
{
    public static MeasureView Of((Measure Measure, Measurement Given) m) => new(m.Measure.Id, m.Measure.Title, m.Measure.Computes, m.Measure.Unit, (int?)m.Measure.Window?.TotalDays, m.Given, null);
}

public sealed record AttestationView(string Id, Text? Asks, PartOutcome Outcome, Guid? Observation, Verdict? Verdict, DateTimeOffset? At, DateTimeOffset? Expires, string? Remarks, IReadOnlyList<DocumentId>? Documents)
{
    public static AttestationView Of(string id, Text? asks, PartOutcome outcome, Declaration? said) =>
        new(id, asks, outcome, said?.Observation.Id, said?.Verdict, said?.At, said?.Expires, said?.Remarks, said?.Documents);
}

public sealed record ObservationView(
    ObservationId Id, int Version, ObservationMethod Method, string Subject, Verdict Verdict, DateTimeOffset Collected, DateTimeOffset Expires, Measurement? Measured, LogRange? Evidence,
    IReadOnlyList<DocumentId> Documents, string? Remarks, PersonId By, bool Withdrawn)
{
    public static ObservationView Of(Observation o) =>
        new(o.Id, o.Version, o.Method, o.Subject, o.Verdict, o.Collected, o.Expires, o.Measured, o.Evidence, o.Documents, o.Remarks, o.By, o.Withdrawn);
}

public sealed record TargetView(TargetSettingId Id, int Version, string Measure, Target? Target, string Basis, PersonId By)
{
    public static TargetView Of(TargetSetting s) => new(s.Id, s.Version, s.Measure, s.Target, s.Basis, s.By);
}
