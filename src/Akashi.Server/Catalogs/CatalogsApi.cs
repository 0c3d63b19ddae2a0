using System.Text.Json;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Catalogs;

internal static class CatalogsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var catalogs = api.MapGroup("catalogs").WithTags("Catalogs");
        catalogs.MapGet("", async (HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            return TypedResults.Ok(await db.Catalogs.OrderBy(c => c.Ordinal).Select(c => new CatalogHead(c.Name, c.Title, c.Issuer, c.Edition, c.Published, c.ControlCount)).ToListAsync(ct));
        }).Reads("catalogs.list", "Catalogs of the organisation");

        catalogs.MapGet("{name}", async Task<IResult> (string name, HttpContext http, CatalogFiles files, CancellationToken ct) =>
            await files.OfAsync(http.Actor().Organisation, name, ct) is { } file ? TypedResults.Json(file, CatalogFile.Json) : ActRoutes.Problem(Refusal.NotFound))
            .Produces<CatalogFile>().Reads("catalogs.read", "One catalog, whole, as a catalog file");

        catalogs.MapGet("{name}/controls", async Task<IResult> (string name, int? after, int? limit, HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            if (await db.Catalogs.Where(c => c.Name == name).Select(c => c.Id).FirstOrDefaultAsync(ct) is var id && id == default) return ActRoutes.Problem(Refusal.NotFound);
            var size = Math.Clamp(limit ?? 100, 1, 1000);
            var items = await db.Controls.Where(c => c.Catalog == id && (after == null || c.Ordinal > after)).OrderBy(c => c.Ordinal).Take(size).ToListAsync(ct);
            return TypedResults.Ok(new ControlPage([.. items.Select(ControlView.Of)], items.Count == size ? items[^1].Ordinal : null));
        }).Produces<ControlPage>().Reads("catalogs.controls", "Controls of a catalog, in order, paged by key");

        catalogs.MapPost("", async Task<IResult> (JsonElement body, HttpContext http, CatalogLoader loader, CancellationToken ct) =>
        {
            CatalogFile? file;
            try
            {
                file = body.Deserialize<CatalogFile>(CatalogFile.Json);
            }
            catch (JsonException broken)
            {
                return ActRoutes.Problem(Refusal.Malformed(new Text("カタログの形式が正しくありません: {0}", "This is not a catalog: {0}").With(broken.Message)));
            }
            var outcome = await loader.LoadAsync(file!, http.Actor(), ct);
            return outcome.Refusal is { } refusal ? ActRoutes.Problem(refusal) : TypedResults.Ok(outcome.Value);
        }).Accepts<CatalogFile>("application/json").Produces<CatalogLoad>().Describe(CatalogLoader.Load);
    }
}

public sealed record CatalogHead(string Name, Text Title, Text Issuer, Text Edition, string? Published, int Controls);

/// <param name="Next">Pass as <c>after</c> for the next page; null at the end.</param>
public sealed record ControlPage(IReadOnlyList<ControlView> Items, int? Next);

public sealed record ControlView(
    ControlId Id, int Ordinal, string Code, string Number, string Group, ControlClass Class, Text Title, Text Summary,
    IReadOnlyList<ControlPart> Parts, IReadOnlyList<string> Themes, Text DisclosureItems, IReadOnlyList<string> Links)
{
    public static ControlView Of(Control c) => new(c.Id, c.Ordinal, c.Code, c.Number, c.Group, c.Class, c.Title, c.Summary, c.Parts, c.Themes, c.DisclosureItems, c.Links);
}
