using System.Collections.Concurrent;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Measures;

/// <summary>
/// One board per organisation, built from the events when first asked for and kept current by the facts that came since, which an index finds:
/// what one more event costs does not grow with the register. A past moment gets a board of its own, built from the facts up to then.
/// </summary>
public sealed class MeasureBoards(DbFactory databases, MeasureFacts reader, Bindings bindings, TimeProvider time) : IAfterCommit, IDisposable
{
    private readonly ConcurrentDictionary<OrganisationId, Slot> _slots = [];

    /// <summary>Told after a commit that may bear on a measure; must be quick.</summary>
    public event Action<OrganisationId>? Touched;

    /// <summary>Reads the board as of now, under its lock. Do not keep hold of what <paramref name="read"/> was given.</summary>
    public async Task<T> ReadAsync<T>(OrganisationId organisation, Func<MeasureBoard, DateTimeOffset, T> read, CancellationToken ct)
    {
        var slot = _slots.GetOrAdd(organisation, _ => new());
        await slot.Lock.WaitAsync(ct);
        try
        {
            slot.Board ??= new(bindings);
            if (slot.Board.Next is null || Interlocked.Exchange(ref slot.Dirty, 0) == 1) await CatchUpAsync(organisation, slot.Board, ct);
            return read(slot.Board, Clock.Truncate(time.GetUtcNow()));
        }
        catch
        {
            // Half of the facts may have been applied: the next reader begins anew.
            slot.Board = null;
            throw;
        }
        finally
        {
            slot.Lock.Release();
        }
    }

    /// <summary>A board as of a past moment, from the facts of then.</summary>
    /// <param name="until">Index of the first leaf that is not looked at; null for all up to the moment.</param>
    public async Task<MeasureBoard> ReplayAsync(OrganisationId organisation, DateTimeOffset asOf, long? until, CancellationToken ct)
    {
        var board = new MeasureBoard(bindings);
        await foreach (var fact in reader.ReadAsync(organisation, null, until, asOf, ct)) board.Apply(fact);
        return board;
    }

    /// <summary>The next reader looks for new facts in any case: also those that were committed past this process.</summary>
    public void Doubt(OrganisationId organisation)
    {
        if (_slots.TryGetValue(organisation, out var slot)) Interlocked.Exchange(ref slot.Dirty, 1);
    }

    public void Committed(OrganisationId organisation, IReadOnlyList<Entry> entries)
    {
        if (!entries.Any(e => e.Happened.Any(h => MeasureList.Events.ContainsKey(h.GetType().Name)))) return;
        Doubt(organisation);
        Touched?.Invoke(organisation);
    }

    private async Task CatchUpAsync(OrganisationId organisation, MeasureBoard board, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        // Asked first: whatever is committed meanwhile is read the next time.
        var size = await db.LedgerHeads.Select(h => (long?)h.Size).FirstOrDefaultAsync(ct) ?? 0;
        await foreach (var fact in reader.ReadAsync(organisation, board.Next, size, null, ct)) board.Apply(fact);
        board.ReadUpTo(size);
    }

    public void Dispose()
    {
        foreach (var slot in _slots.Values) slot.Lock.Dispose();
    }

    private sealed class Slot
    {
        public SemaphoreSlim Lock { get; } = new(1, 1);
        public MeasureBoard? Board { get; set; }
        public int Dirty;
    }
}
