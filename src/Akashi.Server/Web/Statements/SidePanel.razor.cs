using Akashi.Server.References.Reading;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Akashi.Server.Web.Statements;

/// <summary>One control beside the table: what it asks, what stands underneath, and the own statement to work on.</summary>
public sealed partial class SidePanel(ControlPages pages, SensitiveReads reads, ActorOfCircuit who, IJSRuntime js) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private ControlDetail? _detail;
    private bool _missing;

    [Parameter, EditorRequired]
    public ServiceItem Service { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Catalog { get; set; } = "";

    [Parameter, EditorRequired]
    public string Code { get; set; } = "";

    /// <summary>Address of the page without the panel.</summary>
    [Parameter, EditorRequired]
    public string Close { get; set; } = "";

    [Parameter]
    public EventCallback Saved { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await js.InvokeVoidAsync("akashiPages.focus", "#panel-title");
    }

    private async Task ReadAgainAsync()
    {
        await ReadAsync();
        await Saved.InvokeAsync();
    }

    private async Task ReadAsync()
    {
        var actor = await who.GetAsync();
        var detail = await pages.OfAsync(actor, Service.Id, Catalog, Code, _gone.Token);
        if (detail is not null) await reads.ControlAsync(detail, actor);
        (_detail, _missing) = (detail, detail is null);
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
