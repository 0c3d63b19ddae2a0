using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Jobs;

/// <summary>At start: closes jobs that a former process left running. At the end: waits until those of this process have recorded theirs.</summary>
public sealed class JobRecovery(Desk desk, DbFactory databases, LocalOperator local, JobRunner runner) : IHostedService
{
    /// <summary>Closes what was left; called once the data are loaded.</summary>
    public async Task CloseLeftAsync(CancellationToken ct)
    {
        foreach (var (id, version) in await LeftAsync(ct))
            await desk.ActAsync(Job.End, id.Value, version, JobRunner.Cut, local.Actor, ct);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => runner.DrainAsync().WaitAsync(cancellationToken);

    private async Task<List<(JobId Id, int Version)>> LeftAsync(CancellationToken ct)
    {
        await using var db = databases.Open(local.Actor.Organisation);
        return [.. (await db.Jobs.Where(j => j.State == JobState.Running).Select(j => new { j.Id, j.Version }).ToListAsync(ct)).Select(j => (j.Id, j.Version))];
    }
}
