using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References.Reading;

namespace Akashi.Server.References;

internal static class ViewsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var views = api.MapGroup("views").WithTags("Views");
        views.MapGet("", async (HttpContext http, SavedViews saved, CancellationToken ct) => TypedResults.Ok((await saved.OfAsync(http.Actor(), ct)).Select(SavedViewView.Of)))
            .Produces<IEnumerable<SavedViewView>>().Reads("views.list", "The views of the reference that the caller saved");
        views.MapPost("", async (ViewBody body, HttpContext http, SavedViews saved, CancellationToken ct) => ActRoutes.Answer(http, await saved.SaveAsync(body, http.Actor(), ct), SavedViewView.Of))
            .Produces<SavedViewView>().Describe(SavedView.Save);
        views.MapAct(SavedView.Replace, SavedViewView.Of).Produces<SavedViewView>();
        views.MapAct(SavedView.Remove, SavedViewView.Of).Produces<SavedViewView>();
    }
}

public sealed record SavedViewView(SavedViewId Id, int Version, string Name, string Filter, IReadOnlyList<string> Columns, bool Removed)
{
    public static SavedViewView Of(SavedView v) => new(v.Id, v.Version, v.Name, v.Filter, v.Columns, v.Removed);
}
