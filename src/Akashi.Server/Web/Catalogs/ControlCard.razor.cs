using Akashi.Server.Catalogs;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Catalogs;

/// <summary>One control in full.</summary>
public sealed partial class ControlCard
{
    private ServiceItem? _service;

    [Parameter, EditorRequired]
    public CatalogFile Catalog { get; set; } = null!;

    [Parameter, EditorRequired]
    public ControlFile Control { get; set; } = null!;

    /// <summary>Address of the page without it.</summary>
    [Parameter, EditorRequired]
    public string Close { get; set; } = "";

    [Inject]
    private CatalogFiles Files { get; set; } = null!;

    [Inject]
    private ServiceDirectory Directory { get; set; } = null!;

    [Inject]
    private ActorOfCircuit Who { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private Dictionary<string, string> Titles { get; } = [];

    private string Place
    {
        get
        {
            var names = new List<string>();
            for (var at = Catalog.Groups.FirstOrDefault(g => g.Id == Control.Group); at is not null; at = Catalog.Groups.FirstOrDefault(g => g.Id == at.Parent))
                names.Insert(0, $"{at.Id} {at.Title}");
            return string.Join(" › ", names);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        _service = await Directory.CurrentAsync(Navigation.Uri);
        if (Control.Links is not { Count: > 0 } links) return;
        var catalogs = await Files.AllAsync((await Who.GetAsync()).Organisation, CancellationToken.None);
        foreach (var link in links)
            if (link.Split('#') is [var name, var place] && catalogs.FirstOrDefault(c => c.Key == name) is { } there)
                Titles[link] = there.Controls.FirstOrDefault(c => c.Code == place)?.Title ?? there.Groups.FirstOrDefault(g => g.Id == place)?.Title ?? "";
    }

    private static string Address(string link) => link.Split('#') is [var name, var place] ? Paths.Catalog(name, ("control", place)) : Paths.Catalog(link);
}
