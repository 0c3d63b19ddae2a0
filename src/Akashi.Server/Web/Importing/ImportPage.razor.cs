using Akashi.Server.Jobs;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Importing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using BookFile = Akashi.Server.References.Workbook.InputFile;
using W = Akashi.Server.Web.Importing.ImportWords;

namespace Akashi.Server.Web.Importing;

/// <summary>Import in three steps. The files live in temporary files that vanish with the page.</summary>
public sealed partial class ImportPage
{
    private const int MostFiles = 20;
    private static readonly Text[] Steps = [W.Step1, W.Step2, W.Step3];

    private readonly List<BookFile> _files = [];
    private IReadOnlyList<(string Name, Text Title)> _catalogs = [];
    private IReadOnlyList<ImportRun> _former = [];
    private ReadOptions _decisions = ReadOptions.None;
    private ImportPlan? _plan;
    private ImportPlan? _applied;
    private Refusal? _refused;
    private Text? _busy;
    private Job? _job;
    private Task _ended = Task.CompletedTask;
    private int? _percent;

    [Inject]
    private Importer Importer { get; set; } = null!;

    [Inject]
    private JobRunner Jobs { get; set; } = null!;

    [Inject]
    private DbFactory Databases { get; set; } = null!;

    private int Step => _applied is not null ? 2 : _files.Count > 0 ? 1 : 0;

    protected override async Task LoadServiceAsync(ServiceItem service)
    {
        await using var db = Databases.OpenFor(Actor);
        _catalogs = [.. (await db.Catalogs.OrderBy(c => c.Id).Select(c => new { c.Name, c.Title }).ToListAsync(Gone)).Select(c => (c.Name, c.Title))];
        _former = [.. (await db.Imports.Where(i => i.Service == service.Id).ToListAsync(Gone)).OrderByDescending(i => i.At)];
    }

    private async Task TakeAsync(InputFileChangeEventArgs e)
    {
        Restart();
        try
        {
            foreach (var file in e.GetMultipleFiles(MostFiles))
            {
                if (file.Size > ReadLimits.FileBytes)
                {
                    _refused = new("import.too-large", W.TooLarge.With(file.Name), 413);
                    Drop();
                    return;
                }
                await KeepAsync(file);
            }
        }
        catch (Exception broken) when (broken is IOException or JSException or InvalidOperationException)
        {
            _refused = new("import.broken", W.Broken, 400);
            Drop();
            return;
        }
        finally
        {
            (_busy, _percent) = (null, null);
        }
        await PreviewAsync();
    }

    private async Task KeepAsync(IBrowserFile file)
    {
        _busy = W.Sending.With(file.Name, 0);
        _files.Add(new BookFile(file.Name, await Uploads.KeepAsync(file, ReadLimits.FileBytes, percent =>
        {
            (_percent, _busy) = (percent, W.Sending.With(file.Name, percent));
            _ = InvokeAsync(StateHasChanged);
        }, Gone)));
    }

    private async Task PreviewAsync()
    {
        var outcome = await RunAsync(W.Reading, (request, ct) => Importer.PlanAsync(request, Actor, ct), null);
        (_plan, _refused) = (outcome.Value, outcome.Refusal);
    }

    private Task DecideAsync(ReadOptions more)
    {
        _decisions = new(
            _decisions.Headers.Concat(more.Headers).GroupBy(h => h.Key).ToDictionary(h => h.Key, h => h.Last().Value),
            _decisions.Catalogs.Concat(more.Catalogs).GroupBy(c => c.Key).ToDictionary(c => c.Key, c => c.Last().Value),
            _decisions.Ignored.Concat(more.Ignored).ToHashSet());
        return PreviewAsync();
    }

    /// <summary>Applies in a job of its own: leaving the page does not end it.</summary>
    private async Task ApplyAsync()
    {
        (_busy, _percent) = (W.Applying, null);
        StateHasChanged();
        // The reader may leave at any moment from here on: the files are the job's, whatever becomes of the page.
        var (gone, ending) = (Gone, new TaskCompletionSource());
        _ended = ending.Task;
        var request = new ImportRequest(Service!.Id, null, [.. _files], _decisions, _plan!.Fingerprint);
        Outcome<ImportPlan> outcome = default;
        var started = await Jobs.StartAsync(new(JobKind.Import, Service.Id, string.Join(", ", _files.Select(f => f.Name))), async ct =>
        {
            outcome = await Importer.ApplyAsync(request, Actor, ct);
            return outcome.Refusal is { } refused ? new(JobState.Refused, refused.Message) : new(JobState.Done, W.Applied.With(outcome.Value!.Added, outcome.Value.Changed));
        }, Actor, CancellationToken.None);
        if (started.Refusal is { } not)
        {
            ending.TrySetResult();
            (_busy, _refused) = (null, not);
            return;
        }
        _ = started.Value.Ended.ContinueWith(_ => ending.TrySetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _job = started.Value.Job;
        if (gone.IsCancellationRequested) return;
        StateHasChanged();
        await ending.Task.WaitAsync(gone);
        (_busy, _job) = (null, null);
        if (outcome.Refusal is { } no)
        {
            // The plan that goes along is the one that would apply now: it is looked at before the next try.
            _refused = no;
            if (no.Detail is ImportPlan now) _plan = now;
            return;
        }
        if (outcome.Value is null)
        {
            _refused = W.NotApplied;
            return;
        }
        (_applied, _refused) = (outcome.Value, null);
        Drop();
        await LoadServiceAsync(Service!);
    }

    /// <summary>Reading is work for the processor; the page stays alive meanwhile.</summary>
    private async Task<Outcome<ImportPlan>> RunAsync(Text busy, Func<ImportRequest, CancellationToken, Task<Outcome<ImportPlan>>> run, string? expected)
    {
        (_busy, _percent) = (busy, null);
        StateHasChanged();
        var request = new ImportRequest(Service!.Id, null, _files, _decisions, expected);
        try
        {
            return await Task.Run(() => run(request, Gone), Gone);
        }
        finally
        {
            _busy = null;
        }
    }

    private void Restart()
    {
        Drop();
        (_plan, _applied, _refused, _decisions) = (null, null, null, ReadOptions.None);
    }

    private void Drop()
    {
        foreach (var file in _files) file.Content.Dispose();
        _files.Clear();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        // A job that still runs reads the files; they go when it has ended.
        if (disposing) _ = _ended.ContinueWith(_ => Drop(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
