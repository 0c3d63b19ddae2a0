using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References.Reading;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Importing;

internal static class ImportsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var imports = api.MapGroup("services/{slug}/imports").WithTags("Import");
        imports.MapPost("preview", (string slug, Guid? party, IFormFileCollection files, HttpContext http, Names names, Importer importer, CancellationToken ct) =>
                AnswerAsync(slug, party, files, http, names, (request, by) => importer.PlanAsync(request, by, ct), ct))
            .DisableAntiforgery().Produces<ImportPlan>().Describe(Importer.Preview);

        imports.MapPost("", (string slug, Guid? party, IFormFileCollection files, HttpContext http, Names names, Importer importer, CancellationToken ct) =>
                AnswerAsync(slug, party, files, http, names, (request, by) => importer.ApplyAsync(request, by, ct), ct))
            .DisableAntiforgery().Produces<ImportPlan>().ProducesProblem(422).ProducesProblem(412).Describe(Importer.Import);

        imports.MapGet("", async Task<IResult> (string slug, HttpContext http, Names names, DbFactory databases, CancellationToken ct) =>
        {
            if (await names.ServiceAsync(http.Actor(), slug, ct) is not { } service) return ActRoutes.Problem(Refusal.NotFound);
            await using var db = databases.OpenFor(http.Actor());
            var runs = await db.Imports.Where(i => i.Service == service).ToListAsync(ct);
            return TypedResults.Ok(runs.OrderByDescending(r => r.At).Select(r => new ImportView(r.Id, r.Party, r.Files, r.Added, r.Changed, r.Report, r.By, r.At)));
        }).Produces<IEnumerable<ImportView>>().Reads("references.imports", "Imports that were applied, with their reports");
    }

    /// <summary>Form fields beside the files: <c>decisions</c> (JSON: headers, catalogs, ignored) and <c>expected</c> (fingerprint).</summary>
    private static async Task<IResult> AnswerAsync(
        string slug, Guid? party, IFormFileCollection files, HttpContext http, Names names, Func<ImportRequest, Actor, Task<Outcome<ImportPlan>>> run, CancellationToken ct)
    {
        if (await names.ServiceAsync(http.Actor(), slug, ct) is not { } service) return ActRoutes.Problem(Refusal.NotFound);
        if (files.Count == 0) return ActRoutes.Problem(Refusal.Malformed(new("ファイルを選んでください。", "Please choose a file.")));
        var form = await http.Request.ReadFormAsync(ct);
        ReadOptions decisions;
        try
        {
            decisions = Decisions(form["decisions"]);
        }
        catch (JsonException broken)
        {
            return ActRoutes.Problem(Refusal.Malformed(new Text("対応付けの形式が正しくありません: {0}", "The decisions cannot be read: {0}").With(broken.Message)));
        }
        var inputs = new List<InputFile>();
        foreach (var file in files) inputs.Add(new(Path.GetFileName(file.FileName), file.OpenReadStream()));
        var expected = form["expected"].ToString();
        var outcome = await run(new(service, party is { } id ? new PartyId(id) : null, inputs, decisions, expected.Length > 0 ? expected : null), http.Actor());
        foreach (var input in inputs) await input.Content.DisposeAsync();
        return outcome.Refusal is { } refusal ? ActRoutes.Problem(refusal) : TypedResults.Ok(outcome.Value);
    }

    private static ReadOptions Decisions(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return ReadOptions.None;
        var said = JsonSerializer.Deserialize<DecisionsBody>(json, CatalogFile.Json) ?? new(null, null, null);
        // Headers are compared folded; what a person types as key is folded here.
        var headers = (said.Headers ?? new Dictionary<string, BookField?>()).ToDictionary(h => h.Key.StartsWith('#') ? h.Key : PrintedWords.Fold(h.Key), h => h.Value);
        return new(headers, said.Catalogs ?? new Dictionary<string, string>(), (said.Ignored ?? []).ToHashSet());
    }

    private sealed record DecisionsBody(IReadOnlyDictionary<string, BookField?>? Headers, IReadOnlyDictionary<string, string>? Catalogs, IReadOnlyList<string>? Ignored);
}

public sealed record ImportView(
    ImportRunId Id, PartyId Party, IReadOnlyList<string> Files, int Added, int Changed, IReadOnlyList<ImportRemark> Report, PersonId By, DateTimeOffset At);
