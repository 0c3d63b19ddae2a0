using System.Collections.Concurrent;
using Akashi.Server.Identity;
using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Hosting;

/// <summary>
/// Twice a second: what other nodes decided about people, roles, settings, privileges and duties holds here too. While nobody acts it costs one look at the log's
/// head. Sessions are heard of by <see cref="SessionWatch"/>.
/// </summary>
public sealed partial class OtherNodes(DbFactory databases, Permissions permissions, Grants grants, Duties duties, TimeProvider time, ILogger<OtherNodes> logger) : LaterService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>How far the clocks of nodes may differ, and a commit be late.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<OrganisationId, (long Size, DateTimeOffset At)> _heard = [];

    public async Task RoundAsync(CancellationToken ct)
    {
        foreach (var organisation in permissions.Known)
        {
            var now = time.GetUtcNow();
            await using var db = databases.Open(organisation);
            var size = await db.LedgerHeads.Select(h => h.Size).FirstOrDefaultAsync(ct);
            var (last, at) = _heard.GetOrAdd(organisation, _ => (-1, now));
            if (last == size) continue;
            var since = at - Overlap;
            Entry[] changed =
            [
                .. await ChangedAsync<Person>(db, since, ct), .. await ChangedAsync<Assignment>(db, since, ct), .. await ChangedAsync<Role>(db, since, ct), .. await ChangedAsync<Setting>(db, since, ct),
                .. await ChangedAsync<Service>(db, since, ct), .. await ChangedAsync<Party>(db, since, ct), .. await ChangedAsync<PrivilegeRequest>(db, since, ct), .. await ChangedAsync<DutyPair>(db, since, ct),
            ];
            if (changed.Length > 0)
                foreach (IAfterCommit one in (IAfterCommit[])[permissions, grants, duties]) one.Committed(organisation, changed);
            _heard[organisation] = (size, now);
        }
    }

    private static Task<List<T>> ChangedAsync<T>(Db db, DateTimeOffset since, CancellationToken ct) where T : Entry => db.Set<T>().Where(e => e.ChangedAt > since).ToListAsync(ct);

    protected override Task RunAsync(CancellationToken ct) => RepeatAsync(RoundAsync, Beat, time, failure => Failed(logger, failure), ct);

    [LoggerMessage(7702, LogLevel.Error, "What other nodes decided could not be read; trying again.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
