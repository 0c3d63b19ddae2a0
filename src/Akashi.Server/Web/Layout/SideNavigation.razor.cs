using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Akashi.Server.Web.Layout;

public sealed partial class SideNavigation : IDisposable
{
    private string? _slug;
    private Func<string, bool> _may = _ => false;

    [Inject]
    private ServiceDirectory Directory { get; set; } = null!;

    [Inject]
    private ActorOfCircuit Who { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Path => new Uri(Navigation.Uri).AbsolutePath;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        _may = (await Who.GetAsync()).May;
        _slug = (await Directory.CurrentAsync(Navigation.Uri))?.Slug;
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        _slug = (await Directory.CurrentAsync(e.Location))?.Slug;
        StateHasChanged();
    });

    public void Dispose() => Navigation.LocationChanged -= Moved;
}
