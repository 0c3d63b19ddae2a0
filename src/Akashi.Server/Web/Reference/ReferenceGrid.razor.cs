using Akashi.Server.Kernel;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace Akashi.Server.Web.Reference;

/// <summary>The table itself: only the rows in sight are drawn, all of one height, so that nothing jumps.</summary>
public sealed partial class ReferenceGrid(Rows rows, SensitiveReads reads, IJSRuntime js) : IDisposable
{
    private const string HiddenKey = "akashi.grid.hidden";
    private const string DensityKey = "akashi.grid.comfortable";

    private readonly CancellationTokenSource _gone = new();
    private HashSet<string> _hidden = [.. ReferenceColumns.HiddenAtFirst];
    private bool _comfortable;
    private bool _live;
    private (string, int, RowFilter, bool) _key;

    [Parameter, EditorRequired]
    public ServiceItem Service { get; set; } = null!;

    [Parameter, EditorRequired]
    public CatalogTab Catalog { get; set; } = null!;

    [Parameter, EditorRequired]
    public RowFilter Filter { get; set; } = null!;

    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = null!;

    /// <summary>The first rows, there before the table is live.</summary>
    [Parameter]
    public RowPage? First { get; set; }

    /// <summary>Code of the row that stands open.</summary>
    [Parameter]
    public string? Chosen { get; set; }

    /// <summary>Grows when a row was saved, so that it is read again.</summary>
    [Parameter]
    public int Revision { get; set; }

    /// <summary>Address that opens a row.</summary>
    [Parameter, EditorRequired]
    public Func<string, string> Href { get; set; } = null!;

    /// <summary>Keys of columns from the address, parted by commas; null for those the browser remembers.</summary>
    [Parameter]
    public string? Columns { get; set; }

    /// <summary>Address of this view with other columns.</summary>
    [Parameter, EditorRequired]
    public Func<string, string> WithColumns { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<ReferenceColumn> Shown => Columns is null ? [.. ReferenceColumns.All.Where(c => !_hidden.Contains(c.Key))] : ReferenceColumns.Chosen(Columns);

    protected override void OnParametersSet() => _key = (Catalog.Name, Revision, Filter, _comfortable);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        if (await js.InvokeAsync<string?>("akashiPages.kept", HiddenKey) is { } hidden) _hidden = [.. hidden.Split(' ').Where(h => ReferenceColumns.All.Any(c => c.Key == h && h != ReferenceColumns.Number))];
        _comfortable = await js.InvokeAsync<string?>("akashiPages.kept", DensityKey) == "1";
        _live = true;
        OnParametersSet();
        StateHasChanged();
    }

    /// <summary>What the file of this view is narrowed by, with the columns in sight.</summary>
    private (string Name, object? Value)[] ListFilter() => [.. FilterOnly(), ("columns", string.Join(',', Shown.Select(c => c.Key)))];

    private (string Name, object? Value)[] FilterOnly() =>
    [
        ("catalog", Catalog.Name), ("group", Filter.Group), ("class", Filter.Class), ("conformity", Filter.Conformity), ("disclosure", Filter.Disclosure), ("coverage", Filter.Coverage),
        ("task", Filter.Task), ("theme", Filter.Theme), ("duty", Filter.Duty), ("reviewNeeded", Filter.ReviewNeeded), ("text", Filter.Text),
    ];

    private async ValueTask<ItemsProviderResult<Row>> ProvideAsync(ItemsProviderRequest request)
    {
        if (First is { } first && first.Total == Catalog.Found && request.StartIndex + request.Count <= first.Items.Count)
            return new(first.Items.Skip(request.StartIndex).Take(request.Count), first.Total);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(request.CancellationToken, _gone.Token);
        var page = await rows.PageAsync(Actor, Service.Id, Catalog.Id, Filter, null, request.StartIndex, Math.Max(request.Count, 1), both.Token);
        if (page is not null) await reads.RowsAsync(page, Service.Slug, Catalog.Name, Actor);
        return page is null ? new([], 0) : new(page.Items.Take(request.Count), page.Total);
    }

    private async Task DensityAsync(bool comfortable)
    {
        _comfortable = comfortable;
        OnParametersSet();
        await js.InvokeVoidAsync("akashiPages.keep", DensityKey, comfortable ? "1" : "0");
    }

    private async Task ColumnAsync(string key)
    {
        if (Columns is not null)
        {
            var keys = Shown.Select(c => c.Key).ToList();
            Navigation.NavigateTo(WithColumns(string.Join(',', keys.Contains(key) ? keys.Except([key]) : keys.Append(key))), replace: true);
            return;
        }
        if (!_hidden.Remove(key)) _hidden.Add(key);
        await js.InvokeVoidAsync("akashiPages.keep", HiddenKey, string.Join(' ', _hidden));
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
