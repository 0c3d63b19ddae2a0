using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Akashi.Server.Web.Layout;

/// <summary>Which service the pages speak of. The choice stands in the path: <c>/s/{slug}/…</c>.</summary>
public sealed partial class ServiceChoice : IDisposable
{
    private IReadOnlyList<ServiceItem> _services = [];
    private ServiceItem? _current;

    [Inject]
    private ServiceDirectory Directory { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        await ReadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private async Task ReadAsync()
    {
        _services = await Directory.AllAsync();
        _current = await Directory.CurrentAsync(Navigation.Uri);
    }

    /// <summary>The same page of the other service; details of one row are left, for the other service has its own.</summary>
    private void Choose(ChangeEventArgs e)
    {
        var slug = (string)e.Value!;
        var parts = new Uri(Navigation.Uri).AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        Navigation.NavigateTo(parts is ["s", _, var page, ..] ? $"/s/{slug}/{page}" : Paths.Home(slug));
    }

    public void Dispose() => Navigation.LocationChanged -= Moved;
}
