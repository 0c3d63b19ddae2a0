using Akashi.Server.Catalogs;
using Akashi.Server.Catalogs.Tables;
using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using I = Akashi.Server.Web.Importing.ImportWords;
using TableFile = Akashi.Server.References.Workbook.InputFile;
using W = Akashi.Server.Web.Catalogs.CatalogLoadWords;

namespace Akashi.Server.Web.Catalogs;

/// <summary>A catalog from a workbook or CSV written by hand: choose, look, load. The file vanishes with the page.</summary>
public sealed partial class CatalogLoadPage
{
    private static readonly Text[] Steps = [W.Step1, W.Step2, W.Step3];

    private FileStream? _file;
    private string _name = "";
    private NewCatalog _head = NewCatalog.Unsaid;
    private CatalogTablePreview? _preview;
    private CatalogTableProblems? _problems;
    private IReadOnlyList<UnknownHeader> _unknown = [];
    private IReadOnlyList<ReportLine> _report = [];
    private CatalogLoad? _loaded;
    private Refusal? _refused;
    private Text? _busy;
    private int _asked;

    [Inject]
    private CatalogTables Tables { get; set; } = null!;

    private int Step => _loaded is not null ? 2 : _file is not null ? 1 : 0;

    protected override Task LoadAsync() => Task.CompletedTask;

    private static string Template(string format) => $"/api/catalogs/template{Paths.Query(("format", format), ("language", Text.English ? "en" : "ja"))}";

    private async Task TakeAsync(InputFileChangeEventArgs e)
    {
        Restart();
        if (e.File.Size > ReadLimits.FileBytes)
        {
            _refused = new("import.too-large", I.TooLarge.With(e.File.Name), 413);
            return;
        }
        try
        {
            _busy = I.Sending.With(e.File.Name, 0);
            _file = await Uploads.KeepAsync(e.File, ReadLimits.FileBytes, percent =>
            {
                _busy = I.Sending.With(e.File.Name, percent);
                _ = InvokeAsync(StateHasChanged);
            }, Gone);
            _name = e.File.Name;
        }
        catch (Exception broken) when (broken is IOException or JSException or InvalidOperationException)
        {
            _refused = new("import.broken", I.Broken, 400);
            return;
        }
        finally
        {
            _busy = null;
        }
        await PreviewAsync();
    }

    private Task RenameAsync(NewCatalog head)
    {
        _head = head with { Columns = _head.Columns };
        return PreviewAsync();
    }

    private Task DecideAsync(IReadOnlyDictionary<string, CatalogField?> columns)
    {
        _head = _head with { Columns = _head.Columns.Concat(columns).GroupBy(c => c.Key).ToDictionary(c => c.Key, c => c.Last().Value) };
        return PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        var outcome = await RunAsync(W.Reading, (file, ct) => Tables.PreviewAsync(file, _head, Actor, ct));
        (_preview, _refused, _problems) = (outcome.Value, outcome.Refusal, outcome.Refusal?.Detail as CatalogTableProblems);
        (_unknown, _report) = (_preview?.Unknown ?? _problems?.Unknown ?? [], _preview?.Report ?? _problems?.Report ?? []);
        _asked++;
    }

    private async Task LoadTableAsync()
    {
        var outcome = await RunAsync(W.Loading, (file, ct) => Tables.LoadAsync(file, _head, Actor, ct));
        (_loaded, _refused, _problems) = (outcome.Value, outcome.Refusal, outcome.Refusal?.Detail as CatalogTableProblems);
        if (_loaded is not null) Drop();
    }

    /// <summary>Reading is work for the processor; the page stays alive meanwhile.</summary>
    private async Task<Outcome<T>> RunAsync<T>(Text busy, Func<TableFile, CancellationToken, Task<Outcome<T>>> run)
    {
        _busy = busy;
        StateHasChanged();
        _file!.Position = 0;
        try
        {
            return await Task.Run(() => run(new(_name, _file), Gone), Gone);
        }
        finally
        {
            _busy = null;
        }
    }

    private void Restart()
    {
        Drop();
        (_head, _preview, _problems, _unknown, _report, _loaded, _refused) = (NewCatalog.Unsaid, null, null, [], [], null, null);
    }

    private void Drop()
    {
        _file?.Dispose();
        _file = null;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) Drop();
    }
}
