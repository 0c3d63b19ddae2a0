using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Akashi.Server.Web.Layout;

public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? _boundary;
    private string _reader = "";
    private bool _sample;

    [CascadingParameter]
    private Look Look { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    [Inject]
    private ActorOfCircuit Who { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    private string Path => new Uri(Navigation.Uri).PathAndQuery;

    private string PrintedAt => Dates.Moment(Time.GetUtcNow());

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        if ((await Authentication.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated is not true) return;
        var actor = await Who.GetAsync();
        (_reader, _sample) = ((await People.NameAsync(actor)).ToString(), await People.OfSampleAsync(actor));
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        _boundary?.Recover();
        _ = InvokeAsync(StateHasChanged);
    }

    private static string SwitchTo(string kind, string to) => $"{kind}{to}?back=";

    private string Switch(string kind, string to) => SwitchTo(kind, to) + Uri.EscapeDataString(Path);

    public void Dispose() => Navigation.LocationChanged -= Moved;
}
