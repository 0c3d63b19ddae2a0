using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.Incidents;

/// <summary>Every minute: tells people of reports whose time has run out. What a page shows never waits for it.</summary>
public sealed partial class IncidentClock(IncidentResponse incidents, Identity.Permissions permissions, DbFactory databases, TimeProvider time, ILogger<IncidentClock> logger) : LaterService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private const int Batch = 100;

    /// <returns>How many reports people were told of.</returns>
    public async Task<int> RoundAsync(CancellationToken ct)
    {
        await using var all = databases.Open(default);
        var now = Clock.Truncate(time.GetUtcNow());
        var late = await all.ReportDuties.IgnoreQueryFilters().Where(d => d.GivenAt == null && d.Due < now && !d.Reminded).OrderBy(d => d.Due).Take(Batch).Select(d => new { d.Organisation, d.Id }).ToListAsync(ct);
        var told = 0;
        foreach (var duty in late)
        {
            await permissions.LoadAsync(duty.Organisation, ct);
            if ((await incidents.RemindAsync(duty.Id, duty.Organisation, ct)).Done) told++;
        }
        return told;
    }

    protected override Task RunAsync(CancellationToken ct) => RepeatAsync(RoundAsync, Pause, time, failure => Failed(logger, failure), ct);

    [LoggerMessage(7801, LogLevel.Error, "Late reports of incidents could not be looked after; trying again.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
