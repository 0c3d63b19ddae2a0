using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.Shared;

/// <summary>A service as menus and headings need it.</summary>
public sealed record ServiceItem(ServiceId Id, string Slug, Text Name, PartyId Party, Text PartyName, PartyKind Kind, IReadOnlyList<ServiceId> BuiltOn);

/// <summary>The services of the reader's organisation, and which of them the pages speak of.</summary>
public sealed class ServiceDirectory(DbFactory databases, ActorOfCircuit actor)
{
    private string? _last;

    /// <summary>Providers first, then those built on them.</summary>
    public async Task<IReadOnlyList<ServiceItem>> AllAsync(CancellationToken ct = default)
    {
        var by = await actor.GetAsync();
        await using var db = databases.OpenFor(by);
        var parties = await db.Parties.ToDictionaryAsync(p => p.Id, ct);
        var services = await db.Services.OrderBy(s => s.Id).ToListAsync(ct);
        return [.. services.Where(s => by.Sight.Opens(s.Id)).Select(s => new ServiceItem(s.Id, s.Slug, s.Name, s.Party, parties[s.Party].Name, parties[s.Party].Kind, s.BuiltOn)).OrderBy(s => s.Kind)];
    }

    public async Task<ServiceItem?> FindAsync(string slug, CancellationToken ct = default) => (await AllAsync(ct)).FirstOrDefault(s => s.Slug == slug);

    /// <summary>The service in the path; else the last one looked at; else the first of a provider. Null when none is registered.</summary>
    public async Task<ServiceItem?> CurrentAsync(string address, CancellationToken ct = default)
    {
        var services = await AllAsync(ct);
        var slug = new Uri(address).AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["s", var inPath, ..] ? inPath : _last;
        var current = services.FirstOrDefault(s => s.Slug == slug) ?? (services.Count > 0 ? services[0] : null);
        _last = current?.Slug;
        return current;
    }
}
