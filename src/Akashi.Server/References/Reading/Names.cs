using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Reading;

/// <summary>Finds services and catalogs by the short names that stand in URLs and on the command line.</summary>
public sealed class Names(DbFactory databases)
{
    /// <summary>Null as well for a service that the actor may not open.</summary>
    public async Task<ServiceId?> ServiceAsync(Actor by, string slug, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        return await db.Services.Where(s => s.Slug == slug).Select(s => (ServiceId?)s.Id).FirstOrDefaultAsync(ct) is { } id && by.Sight.Opens(id) ? id : null;
    }

    public async Task<CatalogId?> CatalogAsync(OrganisationId organisation, string name, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return await db.Catalogs.Where(c => c.Name == name).Select(c => (CatalogId?)c.Id).FirstOrDefaultAsync(ct);
    }
}
