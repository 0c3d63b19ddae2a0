using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.Services;

public sealed partial class ServicesPage
{
    private IReadOnlyList<Party> _parties = [];
    private IReadOnlyList<Service> _services = [];

    [Inject]
    private DbFactory Databases { get; set; } = null!;

    protected override async Task LoadAsync()
    {
        await using var db = Databases.OpenFor(Actor);
        _parties = await db.Parties.OrderBy(p => p.Id).ToListAsync(Gone);
        _services = [.. (await db.Services.OrderBy(s => s.Id).ToListAsync(Gone)).OrderBy(s => PartyOf(s).Kind)];
    }

    private Party PartyOf(Service service) => _parties.First(p => p.Id == service.Party);

    private string NameOf(ServiceId id) => _services.FirstOrDefault(s => s.Id == id)?.Name ?? "";
}
