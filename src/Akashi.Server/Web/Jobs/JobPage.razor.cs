using Akashi.Server.Jobs;
using Akashi.Server.Kernel;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.Jobs;

/// <summary>One job: whether it still runs, and how it ended. Looks again by itself while it runs.</summary>
public sealed partial class JobPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    private Job? _job;
    private ServiceItem? _service;
    private Text _by;
    private bool _watching;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private JobsReading Reading { get; set; } = null!;

    [Inject]
    private ServiceDirectory Directory { get; set; } = null!;

    [Inject]
    private DbFactory Databases { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task LoadAsync()
    {
        if (await Reading.FindAsync(Actor, new(Id), Gone) is not { } job)
        {
            Navigation.NotFound();
            return;
        }
        _service = (await Directory.AllAsync(Gone)).FirstOrDefault(s => s.Id == job.Service);
        await using var db = Databases.OpenFor(Actor);
        _by = await db.People.Where(p => p.Id == job.By).Select(p => (Text?)p.Name).FirstOrDefaultAsync(Gone) ?? new("不明", "Unknown");
        _job = job;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_watching || _job?.State is not JobState.Running) return;
        _watching = true;
        try
        {
            while (_job is { State: JobState.Running })
            {
                await Task.Delay(Pause, Time, Gone);
                _job = await Reading.FindAsync(Actor, new(Id), Gone) ?? _job;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has left; the job goes on.
        }
        _watching = false;
    }
}
