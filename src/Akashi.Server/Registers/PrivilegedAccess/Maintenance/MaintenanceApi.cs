using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.PrivilegedAccess.Maintenance;

/// <summary>Reads the list of what may take part in maintenance.</summary>
public sealed class MaintenanceReading(DbFactory databases)
{
    public static readonly Act List = new("maintenance.list", new("保守の承認済み一覧の閲覧", "Read list for maintenance"));

    /// <summary>What is on the list first, by name.</summary>
    /// <param name="all">With what was taken off.</param>
    public async Task<IReadOnlyList<MaintenanceItem>> OfAsync(OrganisationId organisation, bool all, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var items = await db.MaintenanceItems.Where(i => all || i.WithdrawnAt == null).ToListAsync(ct);
        return [.. items.OrderBy(i => i.WithdrawnAt is not null).ThenBy(i => i.Kind).ThenBy(i => i.Name, StringComparer.CurrentCulture)];
    }
}

internal static class MaintenanceApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var items = api.MapGroup("maintenance").WithTags("Privileged access");
        items.MapGet("", async (bool? all, HttpContext http, MaintenanceReading reading, CancellationToken ct) =>
            TypedResults.Ok((await reading.OfAsync(http.Actor().Organisation, all ?? false, ct)).Select(MaintenanceItemView.Of)))
            .Produces<IEnumerable<MaintenanceItemView>>().Reads(MaintenanceReading.List.Id, "Outsiders and tools approved for maintenance; all=true with what was taken off");
        items.MapOpen(MaintenanceItem.Approve, MaintenanceItemView.Of).Produces<MaintenanceItemView>(201);
        items.MapAct(MaintenanceItem.Confirm, MaintenanceItemView.Of).Produces<MaintenanceItemView>();
        items.MapAct(MaintenanceItem.Withdraw, MaintenanceItemView.Of).Produces<MaintenanceItemView>();
    }
}

/// <param name="From">Organisation of a worker, maker of a tool.</param>
public sealed record MaintenanceItemView(
    MaintenanceItemId Id, int Version, MaintenanceKind Kind, string Name, string From, string Basis, PersonId ApprovedBy, DateTimeOffset ApprovedAt, DateTimeOffset ConfirmedAt, DateTimeOffset? WithdrawnAt)
{
    public static MaintenanceItemView Of(MaintenanceItem i) => new(i.Id, i.Version, i.Kind, i.Name, i.Of, i.Basis, i.ApprovedBy, i.ApprovedAt, i.ConfirmedAt, i.WithdrawnAt);
}
