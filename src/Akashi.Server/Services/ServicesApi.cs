using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Services;

internal static class ServicesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var parties = api.MapGroup("parties").WithTags("Services");
        parties.MapGet("", async (HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.OpenFor(http.Actor());
            return TypedResults.Ok((await db.Parties.OrderBy(p => p.Id).ToListAsync(ct)).Select(PartyView.Of));
        }).Reads("parties.list", "Parties");
        parties.MapOpen(Party.Register, PartyView.Of).Produces<PartyView>(201);
        parties.MapAct(Party.Change, PartyView.Of).Produces<PartyView>();

        var services = api.MapGroup("services").WithTags("Services");
        services.MapGet("", async (HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.OpenFor(http.Actor());
            return TypedResults.Ok((await db.Services.OrderBy(s => s.Id).ToListAsync(ct)).Select(ServiceView.Of));
        }).Reads("services.list", "Services and what they are built on");
        services.MapOpen(Service.Register, ServiceView.Of).Produces<ServiceView>(201);
        services.MapAct(Service.Change, ServiceView.Of).Produces<ServiceView>();
    }
}

public sealed record PartyView(PartyId Id, int Version, PartyKind Kind, Text Name)
{
    public static PartyView Of(Party p) => new(p.Id, p.Version, p.Kind, p.Name);
}

public sealed record ServiceView(
    ServiceId Id, int Version, PartyId Party, string Slug, Text Name, DeliveryModel Model, IReadOnlyList<Region> Regions, IReadOnlyList<Site> Sites, IReadOnlyList<ServiceId> BuiltOn)
{
    public static ServiceView Of(Service s) => new(s.Id, s.Version, s.Party, s.Slug, s.Name, s.Model, s.Regions, s.Sites, s.BuiltOn);
}
