using Akashi.Server.Kernel;
using Akashi.Server.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Shared;

/// <summary>What every live page has: who looks, how, and a token that ends with the page.</summary>
public abstract class AkashiPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    // Work that goes on after the page has gone still asks for it.
    protected AkashiPage() => Gone = _gone.Token;

    [CascadingParameter]
    protected Look Look { get; set; } = null!;

    [Inject]
    protected ActorOfCircuit Who { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>Cancelled when the reader leaves the page.</summary>
    protected CancellationToken Gone { get; }

    protected Actor Actor { get; private set; } = null!;

    /// <summary>True until the first load has ended.</summary>
    protected bool Loading { get; private set; } = true;

    protected override async Task OnParametersSetAsync()
    {
        Actor = await Who.GetAsync();
        try
        {
            await LoadAsync();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        Loading = false;
    }

    /// <summary>Reads what the page shows; runs again whenever path or query change.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Goes to the same page with another filter, without a new step in the history.</summary>
    protected void Refine(string address) => Navigation.NavigateTo(address, replace: true);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _gone.Cancel();
        _gone.Dispose();
    }
}

/// <summary>A page under <c>/s/{Slug}/</c> that speaks of one service.</summary>
public abstract class ServicePage : AkashiPage
{
    [Parameter]
    public string? Slug { get; set; }

    [Inject]
    protected ServiceDirectory Directory { get; set; } = null!;

    /// <summary>Null when no service is registered; an unknown name in the path ends in "not found".</summary>
    protected ServiceItem? Service { get; private set; }

    protected sealed override async Task LoadAsync()
    {
        Service = Slug is null ? await Directory.CurrentAsync(Navigation.Uri, Gone) : await Directory.FindAsync(Slug, Gone);
        if (Service is not null) await LoadServiceAsync(Service);
        else if (Slug is not null) Navigation.NotFound();
    }

    protected abstract Task LoadServiceAsync(ServiceItem service);
}
