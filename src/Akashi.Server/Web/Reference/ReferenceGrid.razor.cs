using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using W = Akashi.Server.Web.Reference.ReferenceWords;

namespace Akashi.Server.Web.Reference;

/// <summary>The table itself: only the rows in sight are drawn, all of one height, so that nothing jumps.</summary>
public sealed partial class ReferenceGrid(Rows rows, IJSRuntime js) : IDisposable
{
    private const string HiddenKey = "akashi.grid.hidden";
    private const string DensityKey = "akashi.grid.comfortable";

    private static readonly IReadOnlyList<Column> All =
    [
        new("number", Words.Number, 92), new("title", W.Control, 220), new("conformity", W.Conformity, 158), new("disclosure", W.Disclosure, 116), new("coverage", W.Coverage, 136),
        new("finding", W.Finding, 300), new("citations", W.Citations, 150), new("duties", W.Duties, 240), new("view", W.View, 220), new("summary", W.Summary, 260),
        new("class", Words.Class, 76), new("role", W.Role, 120), new("reviewDue", W.ReviewDue, 110),
    ];

    private readonly CancellationTokenSource _gone = new();
    private HashSet<string> _hidden = ["view", "summary", "class", "role", "reviewDue"];
    private bool _comfortable;
    private bool _live;
    private (string, int, RowFilter, bool) _key;

    private sealed record Column(string Key, Text Label, int Width);

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

    private List<Column> Shown => [.. All.Where(c => !_hidden.Contains(c.Key))];

    protected override void OnParametersSet() => _key = (Catalog.Name, Revision, Filter, _comfortable);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        if (await js.InvokeAsync<string?>("akashiPages.kept", HiddenKey) is { } hidden) _hidden = [.. hidden.Split(' ').Where(h => All.Any(c => c.Key == h && h != "number"))];
        _comfortable = await js.InvokeAsync<string?>("akashiPages.kept", DensityKey) == "1";
        _live = true;
        OnParametersSet();
        StateHasChanged();
    }

    private async ValueTask<ItemsProviderResult<Row>> ProvideAsync(ItemsProviderRequest request)
    {
        if (First is { } first && first.Total == Catalog.Found && request.StartIndex + request.Count <= first.Items.Count)
            return new(first.Items.Skip(request.StartIndex).Take(request.Count), first.Total);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(request.CancellationToken, _gone.Token);
        var page = await rows.PageAsync(Actor.Organisation, Service.Id, Catalog.Id, Filter, null, request.StartIndex, Math.Max(request.Count, 1), both.Token);
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
        if (!_hidden.Remove(key)) _hidden.Add(key);
        await js.InvokeVoidAsync("akashiPages.keep", HiddenKey, string.Join(' ', _hidden));
    }

    private static string? Typed(Row row, string column) => column switch
    {
        "finding" => row.Body.Finding,
        "view" => row.Body.View,
        "citations" => string.Join(" ", row.Body.Citations.Select(PrintedStatement.Print)),
        "duties" => PrintedStatement.Print(row.Body, "duties"),
        "role" => row.Body.ResponsibleRole,
        "reviewDue" => row.Body.ReviewDue is { } day ? Dates.Day(day) : null,
        _ => null,
    };

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
