using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Jobs;

/// <summary>Reads jobs for pages and API.</summary>
public sealed class JobsReading(DbFactory databases)
{
    /// <summary>Jobs in a list.</summary>
    public const int Most = 100;

    public async Task<IReadOnlyList<Job>> LatestAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        // Ids grow with time.
        return await db.Jobs.OrderByDescending(j => j.Id).Take(Most).ToListAsync(ct);
    }

    public async Task<Job?> FindAsync(OrganisationId organisation, JobId id, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return await db.Jobs.FirstOrDefaultAsync(j => j.Id == id, ct);
    }
}
