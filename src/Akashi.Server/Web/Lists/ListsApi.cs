using System.Globalization;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References.Publishing;

namespace Akashi.Server.Web.Lists;

/// <summary>What a page shows, as a file: the same rows, order and columns.</summary>
internal static class ListsApi
{
    internal const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("services/{slug}/lists/{list:regex(^(reference|coverage|todo|checks|documents)$)}", async Task<IResult> (
            string slug, string list, [AsParameters] ListQuery query, HttpContext http, Lists lists, TimeProvider time, CancellationToken ct) =>
        {
            var format = query.Format ?? "xlsx";
            if (format is not ("xlsx" or "csv")) return ActRoutes.Problem(Refusal.Malformed(ListWords.Format));
            var actor = http.Actor();
            if (await lists.ReadAsync(actor, slug, list, query, ct) is not { } table) return ActRoutes.Problem(Refusal.NotFound);
            return await FileAsync(http, table, $"{slug}-{list}", format, time, ct);
        }).WithTags("Reference").Produces(200, null, Xlsx, "text/csv").ProducesProblem(400)
            .Reads("references.export-list", "What a page shows, as a file (xlsx or csv): reference, coverage, todo, checks or documents, as narrowed; for inside");

    /// <summary>A list as a file for inside: XLSX or CSV.</summary>
    public static async Task<IResult> FileAsync(HttpContext http, ListTable table, string name, string format, TimeProvider time, CancellationToken ct)
    {
        // The whole file first: a failure half-way must not leave half a file that looks whole.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            if (format == "csv") await ListWriter.WriteCsvAsync(file, table, ct);
            else await ListWriter.WriteXlsxAsync(file, table, time.GetUtcNow(), ct);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        file.Position = 0;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var day = Clock.Today(time).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return TypedResults.File(file, format == "csv" ? "text/csv; charset=utf-8" : Xlsx, $"{name}-internal-{day}.{format}");
    }
}
