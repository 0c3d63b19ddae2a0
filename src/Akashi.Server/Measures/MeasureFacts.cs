using System.Runtime.CompilerServices;
using System.Text.Json;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Measures;

/// <summary>Reads the facts that measures name from the table of events, by its index, in the order of the log.</summary>
public sealed class MeasureFacts(DbFactory databases)
{
    private static readonly string[] Types = [.. MeasureList.Events.Keys];

    /// <summary>Facts from a place in the log on; from the beginning, those before the log included, when it is null.</summary>
    /// <param name="until">Index of the first leaf that is not read any more; null for all.</param>
    public async IAsyncEnumerable<Fact> ReadAsync(OrganisationId organisation, long? from, long? until, DateTimeOffset? asOf, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        // What happened before the log began comes first, in its own order.
        if (from is null)
            await foreach (var row in Of(db.Events.Where(e => e.Leaf == null), asOf).OrderBy(e => e.At).ThenBy(e => e.EntryVersion).ThenBy(e => e.Id).AsAsyncEnumerable().WithCancellation(ct))
                yield return FactOf(row);
        var (low, high) = (from ?? 0, until ?? long.MaxValue);
        await foreach (var row in Of(db.Events.Where(e => e.Leaf >= low && e.Leaf < high), asOf).OrderBy(e => e.Leaf).AsAsyncEnumerable().WithCancellation(ct))
            yield return FactOf(row);
    }

    private static IQueryable<EventRow> Of(IQueryable<EventRow> events, DateTimeOffset? asOf) =>
        (asOf is { } last ? events.Where(e => e.At <= last) : events).Where(e => Types.Contains(e.Type));

    private static Fact FactOf(EventRow row)
    {
        var kind = MeasureList.Events[row.Type];
        return new(row.Id, kind, new(row.Register, row.EntryId), row.Act, row.Person, row.At, row.Leaf, row.Body.Length == 0 ? null : (Event)JsonSerializer.Deserialize(row.Body, kind, Columns.Json)!);
    }
}
