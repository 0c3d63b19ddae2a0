using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess.Recordings;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.PrivilegedAccess;

/// <summary>Records what time alone changes: requests that lapse, grants that expire, reviews that are overdue, recordings that broke off. What holds never waits for it.</summary>
public sealed partial class PrivilegeClock(Desk desk, DbFactory databases, TimeProvider time, ILogger<PrivilegeClock> log) : LaterService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>So many in one round; the others come with the next.</summary>
    private const int Round = 200;

    /// <returns>How many requests something was recorded of.</returns>
    public async Task<int> RoundAsync(CancellationToken ct)
    {
        await using var all = databases.Open(default);
        var now = Clock.Truncate(time.GetUtcNow());
        var due = await all.Privileges.IgnoreQueryFilters().Where(r => r.DueAt <= now).OrderBy(r => r.DueAt).Take(Round).Select(r => new { r.Organisation, r.Id, r.Version }).ToListAsync(ct);
        var done = 0;
        foreach (var request in due)
            // Somebody else was quicker: the next round looks again.
            if ((await desk.ActAsync(PrivilegeRequest.ComeDue, request.Id.Value, request.Version, new NoBody(), Actor.Machine(request.Organisation), ct)).Done) done++;
        return done + await BreakOffAsync(now, ct);
    }

    private async Task<int> BreakOffAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var all = databases.Open(default);
        var silent = await all.SshRecordings.IgnoreQueryFilters().Where(r => r.DueAt <= now).OrderBy(r => r.DueAt).Take(Round).Select(r => new { r.Organisation, r.Id, r.Version }).ToListAsync(ct);
        var done = 0;
        foreach (var recording in silent)
            if ((await desk.ActAsync(SshRecording.ComeDue, recording.Id.Value, recording.Version, new NoBody(), Actor.Machine(recording.Organisation), ct)).Done) done++;
        return done;
    }

    protected override Task RunAsync(CancellationToken ct) => RepeatAsync(RoundAsync, Pause, time, failure => Failed(log, failure), ct);

    [LoggerMessage(7401, LogLevel.Error, "What is due in the register of privileged access could not be recorded; the next round tries again.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
