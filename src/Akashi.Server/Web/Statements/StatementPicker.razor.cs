using Akashi.Server.References;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Statements;

/// <summary>Picks a statement to cite: service, catalog, and the control by typing.</summary>
public sealed partial class StatementPicker(CitableStatements statements, ServiceDirectory directory, ActorOfCircuit who) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<ServiceItem> _services = [];
    private IReadOnlyList<CitableCatalog> _catalogs = [];
    private IReadOnlyList<CitableStatement> _found = [];
    private string _service = "";
    private string _catalog = "";
    private string _words = "";
    private bool _read;

    /// <summary>The statement being written, which cannot rest on itself.</summary>
    [Parameter, EditorRequired]
    public StatementReference Own { get; set; }

    [Parameter]
    public EventCallback<CitableStatement> Picked { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _services = await directory.AllAsync(_gone.Token);
        // Most often cited is what the service is built on.
        var own = _services.FirstOrDefault(s => s.Slug == Own.Service);
        _service = _services.FirstOrDefault(s => own?.BuiltOn.Contains(s.Id) == true)?.Slug ?? Own.Service;
        await ReadCatalogsAsync();
    }

    private Task ChooseServiceAsync(ChangeEventArgs e)
    {
        _service = (string?)e.Value ?? "";
        return ReadCatalogsAsync();
    }

    private Task ChooseCatalogAsync(ChangeEventArgs e)
    {
        _catalog = (string?)e.Value ?? "";
        return ReadAsync();
    }

    private Task TypeAsync(string words)
    {
        _words = words;
        return ReadAsync();
    }

    private async Task ReadCatalogsAsync()
    {
        _catalogs = await statements.CatalogsAsync(await who.GetAsync(), _service, _gone.Token);
        if (_catalogs.All(c => c.Name != _catalog)) _catalog = (_catalogs.FirstOrDefault(c => c.Name == Own.Catalog) ?? (_catalogs.Count > 0 ? _catalogs[0] : null))?.Name ?? "";
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var found = _catalog.Length == 0 ? [] : await statements.SearchAsync(await who.GetAsync(), _service, _catalog, _words, _gone.Token);
        (_found, _read) = ([.. found.Where(f => f.Reference != Own)], true);
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
