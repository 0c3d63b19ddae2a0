using System.Text.Json;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Workbook;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace Akashi.Server.Catalogs.Tables;

internal static class CatalogTablesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var catalogs = api.MapGroup("catalogs").WithTags("Catalogs");

        catalogs.MapPost("table", async Task<IResult> (
            IFormFile? file, [FromForm] string? key, [FromForm] string? title, [FromForm] string? titleEn, [FromForm] string? issuer, [FromForm] string? issuerEn,
            [FromForm] string? edition, [FromForm] string? editionEn, [FromForm] string? published, [FromForm] string? columns, [FromForm] bool? dryRun,
            HttpContext http, CatalogTables tables, CancellationToken ct) =>
        {
            if (file is null) return ActRoutes.Problem(Refusal.Malformed(new("ファイルを選んでください。", "Please choose a file.")));
            if (!TryColumns(columns, out var said)) return ActRoutes.Problem(Refusal.Malformed(new("列の対応付け（columns）の形式が正しくありません。", "The field columns cannot be read.")));
            var head = new NewCatalog(key, title, titleEn, issuer, issuerEn, edition, editionEn, published) { Columns = said };
            await using var content = file.OpenReadStream();
            var input = new InputFile(Path.GetFileName(file.FileName), content);
            return dryRun is true
                ? Answer(await tables.PreviewAsync(input, head, http.Actor(), ct))
                : Answer(await tables.LoadAsync(input, head, http.Actor(), ct));
        }).DisableAntiforgery().Produces<CatalogLoad>().ProducesProblem(422).Describe(CatalogTables.Load)
            .AddOpenApiOperationTransformer(async (operation, context, ct) =>
            {
                // One status, two answers: a dry run gives the preview.
                var answers = operation.Responses?["200"].Content?["application/json"];
                if (answers?.Schema is not { } load) return;
                var preview = await context.GetOrCreateSchemaAsync(typeof(CatalogTablePreview), null, ct);
                context.Document?.AddComponent(nameof(CatalogTablePreview), preview);
                answers.Schema = new OpenApiSchema { OneOf = [load, new OpenApiSchemaReference(nameof(CatalogTablePreview), context.Document)] };
            });

        catalogs.MapGet("template", (string? format, string? language, TimeProvider time) => Table(CatalogTemplate.File, format, language, "akashi-catalog-template", time, whole: true))
            .Reads("catalogs.template", "An example table to write a catalog of one's own in (xlsx or csv)");

        catalogs.MapGet("{name}/table", async Task<IResult> (string name, string? format, string? language, HttpContext http, CatalogFiles files, TimeProvider time, CancellationToken ct) =>
            await files.OfAsync(http.Actor().Organisation, name, ct) is { } file ? Table(file, format, language, file.Key, time, whole: false) : ActRoutes.Problem(Refusal.NotFound))
            .Reads("catalogs.table", "One catalog as a table (xlsx or csv) that loads back");
    }

    /// <summary>JSON: header → field, or null to leave the column out. Headers are compared folded; <c>#P</c> names a column without one.</summary>
    private static bool TryColumns(string? json, out Dictionary<string, CatalogField?> said)
    {
        said = [];
        if (string.IsNullOrWhiteSpace(json)) return true;
        try
        {
            foreach (var (header, field) in JsonSerializer.Deserialize<Dictionary<string, CatalogField?>>(json, CatalogFile.Json) ?? [])
                said[header.StartsWith('#') ? header : PrintedWords.Fold(header)] = field;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IResult Answer<T>(Outcome<T> outcome) => outcome.Refusal is { } refusal ? ActRoutes.Problem(refusal) : TypedResults.Ok(outcome.Value);

    private static IResult Table(CatalogFile file, string? format, string? language, string name, TimeProvider time, bool whole)
    {
        format ??= "xlsx";
        if (format is not ("xlsx" or "csv")) return ActRoutes.Problem(Refusal.Malformed(new("形式はxlsxまたはcsvを指定してください。", "The format is xlsx or csv.")));
        // A table fits memory: 20,000 rows at most; a refusal must be known before the first byte is sent.
        var memory = new MemoryStream();
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (CatalogTableWriter.Write(memory, file, format, language == "en" ? "en" : "ja", today, whole) is { } refusal) return ActRoutes.Problem(refusal);
        memory.Position = 0;
        var mediaType = format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return TypedResults.File(memory, mediaType, $"{name}.{format}");
    }
}
