using System.Text.Json;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>Finds leaves by time without an index on it: they stand in its order, so halving finds the place in a few reads.</summary>
internal static class LeafIndexes
{
    /// <summary>Index of the first leaf between two indexes that is not older than a moment; <paramref name="high"/> when all are.</summary>
    public static async Task<long> FirstSinceAsync(Db db, long low, long high, DateTimeOffset since, CancellationToken ct)
    {
        var moment = LeafJson.Moment(since);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var body = await db.Leaves.Where(l => l.Index == middle).Select(l => l.Body).FirstAsync(ct);
            using var leaf = JsonDocument.Parse(body);
            if (string.CompareOrdinal(leaf.RootElement.GetProperty("at").GetString(), moment) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
