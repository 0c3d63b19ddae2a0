using Akashi.Server.Catalogs;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Catalogs;

public sealed partial class CatalogsPage
{
    private IReadOnlyList<CatalogFile> _catalogs = [];

    [Inject]
    private CatalogFiles Files { get; set; } = null!;

    protected override async Task LoadAsync() => _catalogs = await Files.AllAsync(Actor.Organisation, Gone);
}
