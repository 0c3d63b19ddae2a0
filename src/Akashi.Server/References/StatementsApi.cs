using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References.Checks;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References;

internal static class StatementsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var statements = api.MapGroup("statements").WithTags("Statements");
        statements.MapOpen(Statement.Open, StatementView.Of).Produces<StatementView>(201);
        statements.MapAct(Statement.Assess, StatementView.Of).Produces<StatementView>();
        statements.MapAct(Statement.Confirm, StatementView.Of).Produces<StatementView>();

        statements.MapGet("{id:guid}", async Task<IResult> (Guid id, HttpContext http, DbFactory databases, SensitiveReads reads, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            // A single statement is given whole or not at all.
            if (await db.FindEntryAsync<Statement>(id, ct) is not { } statement || !http.Actor().Sight.Opens(statement.Service) || !Withholding.Nothing(http.Actor().Sight, statement.Service)) return ActRoutes.Problem(Refusal.NotFound);
            if (SensitiveReads.Sensitive(statement.Body.Disclosure)) await reads.StatementAsync("statements.read", statement.Id, http.Actor());
            http.Response.Headers.ETag = ActRoutes.Tag(statement.Version);
            return TypedResults.Ok(StatementView.Of(statement));
        }).Produces<StatementView>().Reads("statements.read", "One statement with its ETag");

        statements.MapGet("{id:guid}/history", async Task<IResult> (Guid id, HttpContext http, DbFactory databases, SensitiveReads reads, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            if (await db.FindEntryAsync<Statement>(id, ct) is not { } statement || !http.Actor().Sight.Opens(statement.Service) || !Withholding.Nothing(http.Actor().Sight, statement.Service)) return ActRoutes.Problem(Refusal.NotFound);
            var events = await db.Events.Where(e => e.EntryId == id && e.Register == nameof(Statement)).OrderBy(e => e.EntryVersion).ToListAsync(ct);
            if (events.Any(StatementAssessed.WasSensitive)) await reads.StatementAsync("statements.history", new(id), http.Actor());
            return TypedResults.Ok(events.Select(e => new EventView(e.EntryVersion, e.Act, e.Type, e.Person, e.At, JsonSerializer.Deserialize<JsonElement>(e.Body), e.Leaf)));
        }).Produces<IEnumerable<EventView>>().Reads("statements.history", "Everything that happened to a statement");

        var reference = api.MapGroup("services/{slug}").WithTags("Reference");
        reference.MapGet("statements", async Task<IResult> (
            string slug, string catalog, string? group, Word<ControlClass>? @class, Word<Conformity>? conformity, Word<Disclosure>? disclosure, Word<CoverageState>? coverage, Word<TaskState>? task,
            string? theme, Word<PartyKind>? duty, bool? reviewNeeded, string? text, int? after, int? limit, HttpContext http, Names names, Rows rows, SensitiveReads reads, CancellationToken ct) =>
        {
            var organisation = http.Actor().Organisation;
            if (await names.ServiceAsync(http.Actor(), slug, ct) is not { } service || await names.CatalogAsync(organisation, catalog, ct) is not { } of) return ActRoutes.Problem(Refusal.NotFound);
            var filter = new RowFilter
            {
                Group = group, Class = @class?.Value, Conformity = conformity?.Value, Disclosure = disclosure?.Value, Coverage = coverage?.Value, Task = task?.Value,
                Theme = theme, Duty = duty?.Value, ReviewNeeded = reviewNeeded ?? false, Text = text,
            };
            if (await rows.PageAsync(http.Actor(), service, of, filter, after, 0, limit ?? 100, ct) is not { } page) return ActRoutes.Problem(Refusal.NotFound);
            await reads.RowsAsync(page, slug, catalog, http.Actor());
            return TypedResults.Ok(page);
        }).Produces<RowPage>().Reads("references.rows", "Rows of a reference: controls with statement and coverage, filtered, paged by key");

        reference.MapGet("summary", async Task<IResult> (string slug, HttpContext http, Names names, Summaries summaries, CancellationToken ct) =>
            await names.ServiceAsync(http.Actor(), slug, ct) is { } service && await summaries.OfAsync(http.Actor().Organisation, service, ct) is { } summary
                ? TypedResults.Ok(summary) : ActRoutes.Problem(Refusal.NotFound))
            .Produces<ServiceSummary>().Reads("references.summary", "Counts per catalog and chapter");

        reference.MapGet("coverage", async Task<IResult> (
            string slug, string catalog, Word<CoverageState>? state, string? group, bool? reviewNeeded, int? after, int? limit, HttpContext http, Names names, Chains chains, CancellationToken ct) =>
        {
            var organisation = http.Actor().Organisation;
            if (await names.ServiceAsync(http.Actor(), slug, ct) is not { } service || await names.CatalogAsync(organisation, catalog, ct) is not { } of) return ActRoutes.Problem(Refusal.NotFound);
            var filter = new RowFilter { Coverage = state?.Value, Group = group, ReviewNeeded = reviewNeeded ?? false };
            return await chains.PageAsync(organisation, service, of, filter, after, limit ?? 100, ct) is { } page ? TypedResults.Ok(page) : ActRoutes.Problem(Refusal.NotFound);
        }).Produces<ChainPage>().Reads("references.coverage", "Who in the chain answers each control; uncovered ones first");

        reference.MapGet("todo", async Task<IResult> (
            string slug, string? catalog, Word<TaskState>? state, Word<CoverageState>? coverage, bool? reviewNeeded, int? after, int? limit, HttpContext http, Names names, Todos todos, CancellationToken ct) =>
        {
            var organisation = http.Actor().Organisation;
            if (await names.ServiceAsync(http.Actor(), slug, ct) is not { } service) return ActRoutes.Problem(Refusal.NotFound);
            var of = catalog is null ? null : await names.CatalogAsync(organisation, catalog, ct);
            if (catalog is not null && of is null) return ActRoutes.Problem(Refusal.NotFound);
            var filter = new RowFilter { Task = state?.Value, Coverage = coverage?.Value, ReviewNeeded = reviewNeeded ?? false };
            return await todos.PageAsync(organisation, service, of, filter, after, limit ?? 100, ct) is { } page ? TypedResults.Ok(page) : ActRoutes.Problem(Refusal.NotFound);
        }).Produces<TodoPage>().Reads("references.todo", "What the service's party must do, worst first");

        reference.MapGet("checks", async Task<IResult> (string slug, string? check, int? after, int? limit, HttpContext http, Names names, Checks.Checks checks, CancellationToken ct) =>
            await names.ServiceAsync(http.Actor(), slug, ct) is { } service && await checks.RunAsync(http.Actor().Organisation, service, ct) is { } results
            && FindingPage.Of(results, check, after, Math.Clamp(limit ?? 100, 1, Rows.MaximumPage)) is { } page
                ? TypedResults.Ok(page) : ActRoutes.Problem(Refusal.NotFound))
            .Produces<FindingPage>().Reads("references.checks", "What the checks found, errors first, with counts per check on the first page");

        reference.MapGet("controls/{catalog}/{code}", async Task<IResult> (string slug, string catalog, string code, HttpContext http, Names names, ControlPages pages, SensitiveReads reads, CancellationToken ct) =>
        {
            if (await names.ServiceAsync(http.Actor(), slug, ct) is not { } service || await pages.OfAsync(http.Actor(), service, catalog, code, ct) is not { } detail)
                return ActRoutes.Problem(Refusal.NotFound);
            await reads.ControlAsync(detail, http.Actor());
            return TypedResults.Ok(ControlAnswer.Of(detail));
        })
            .Produces<ControlAnswer>().Reads("references.control", "One control with every layer's statement");
    }
}

public sealed record ControlAnswer(ControlView Control, string Catalog, CoverageCell Coverage, IReadOnlyList<ControlLayer> Layers)
{
    public static ControlAnswer Of(ControlDetail d) => new(d.Control, d.Catalog, d.Cell, [.. d.Layers.Select(l => new ControlLayer(l.Service, l.Speaker, l.Statement))]);
}

public sealed record ControlLayer(ChainService Service, PartyId Speaker, StatementView? Statement);

public sealed record StatementView(
    StatementId Id, int Version, ServiceId Service, CatalogId Catalog, ControlId Control, PartyId Party, StatementBody Body, DateTimeOffset AssessedAt, DateTimeOffset ReviewedAt)
{
    public static StatementView Of(Statement s) => new(s.Id, s.Version, s.Service, s.Catalog, s.Control, s.Party, s.Body, s.AssessedAt, s.ReviewedAt);
}

/// <param name="Leaf">Index in the organisation's log; null for what happened before the log began.</param>
public sealed record EventView(int Version, string Act, string Type, PersonId Person, DateTimeOffset At, JsonElement Body, long? Leaf);
