namespace Akashi.Ledger.Records;

/// <summary>What a <see cref="RecordCheck"/> found.</summary>
public sealed record RecordReport
{
    /// <summary>Leaves read.</summary>
    public required long Leaves { get; init; }

    /// <summary>Entries that the log knows, those included that are gone.</summary>
    public required long Entries { get; init; }

    /// <summary>Rows compared with the state that their last leaf recorded.</summary>
    public long Rows { get; init; }

    /// <summary>Events compared with their leaves.</summary>
    public long Events { get; init; }

    /// <summary>Parts whose entries state their hash.</summary>
    public long Parts { get; init; }

    /// <summary>How many faults there are.</summary>
    public required long FaultCount { get; init; }

    /// <summary>The first 100 of them in the order of the log; those that are about no leaf come last.</summary>
    public required IReadOnlyList<Fault> Faults { get; init; }

    /// <summary>Rows whose state was taken over when the log began or an upgrade changed their columns.</summary>
    public long Adoptions { get; init; }

    /// <summary>The first 100 stretches of leaves that adopted rows, each from its first to its last index.</summary>
    public IReadOnlyList<(long First, long Last)> AdoptedAt { get; init; } = [];

    /// <summary>Leaves that the database has and the checkpoint does not cover yet.</summary>
    public long Pending { get; init; }

    /// <summary>Rows that were not compared because their last act is newer than the log or than the source.</summary>
    public long NewerRows { get; init; }

    /// <summary>Rows that were not compared because their last leaf was pruned.</summary>
    public long PrunedRows { get; init; }

    /// <summary>Events from before the log began, which the log does not answer for.</summary>
    public long LooseEvents { get; init; }

    /// <summary>Entries that say nothing about the rows that belong to them, because they were last changed before the log began.</summary>
    public long SilentParents { get; init; }

    /// <summary>The first thing wrong; null when nothing is.</summary>
    public Fault? First => Faults.Count > 0 ? Faults[0] : null;
}

/// <summary>Keeps the first faults by their leaf, and counts all.</summary>
internal sealed class FaultList
{
    public const int Kept = 100;

    private readonly List<Fault> _first = [];

    public long Count { get; private set; }

    public IReadOnlyList<Fault> First => _first;

    public void Add(Fault fault)
    {
        Count++;
        var at = _first.Count;
        while (at > 0 && (fault.Index ?? long.MaxValue) < (_first[at - 1].Index ?? long.MaxValue)) at--;
        if (at == Kept) return;
        _first.Insert(at, fault);
        if (_first.Count > Kept) _first.RemoveAt(Kept);
    }
}
