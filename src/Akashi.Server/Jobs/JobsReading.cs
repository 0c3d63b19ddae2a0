using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Jobs;

/// <summary>Reads jobs for pages and API.</summary>
public sealed class JobsReading(DbFactory databases)
{
    /// <summary>Jobs in a list.</summary>
    public const int Most = 100;

    public async Task<IReadOnlyList<Job>> LatestAsync(Actor by, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        // Ids grow with time.
        return await db.Jobs.OrderByDescending(j => j.Id).Take(Most).ToListAsync(ct);
    }

    public async Task<Job?> FindAsync(Actor by, JobId id, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        return await db.Jobs.FirstOrDefaultAsync(j => j.Id == id, ct);
    }
}
