using System.Numerics;
using System.Runtime.InteropServices;

namespace Akashi.Ledger;

/// <summary>
/// Reads entries and makes proofs from the tiles of a log; only the tiles that are needed are read, each once. A proof is
/// handed out only after it was checked against the checkpoint. Not for several threads. Source: tlog-tiles; RFC 6962 §2.1.1, §2.1.2.
/// </summary>
/// <param name="storage">Where the log lies.</param>
/// <param name="checkpoint">The tree that is read; its signature is the caller's matter.</param>
public sealed class LogReader(ILogStorage storage, Checkpoint checkpoint)
{
    private readonly Dictionary<(int Level, long Index), ReadOnlyMemory<byte>> _tiles = [];

    /// <summary>The tree that is read.</summary>
    public Checkpoint Checkpoint { get; } = checkpoint;

    /// <summary>The entry at an index, as the bundle holds it. Whether it belongs there is what <see cref="InclusionAsync"/> shows.</summary>
    /// <exception cref="LedgerBrokenException"><c>file.missing</c>, <c>file.malformed</c></exception>
    public async Task<ReadOnlyMemory<byte>> EntryAsync(long index, CancellationToken ct)
    {
        CheckIndex(index);
        var bundle = index / TilePath.FullWidth;
        var (path, bytes) = await TileReader.EntriesAsync(storage, bundle, Width(0, bundle), ct).ConfigureAwait(false);
        var rest = bytes;
        for (var skip = index % TilePath.FullWidth; ; skip--)
        {
            if (!TileReader.TakeEntry(ref rest, out var entry)) throw new LedgerBrokenException(Faults.FileMalformed(path));
            if (skip == 0) return entry;
        }
    }

    /// <summary>The hash that the tiles hold for an entry.</summary>
    public Task<TreeHash> LeafHashAsync(long index, CancellationToken ct)
    {
        CheckIndex(index);
        return HashAsync(index, index + 1, ct);
    }

    /// <summary>The inclusion proof of an entry, from the leaf's sibling to the root's child (RFC 6962 §2.1.1).</summary>
    /// <exception cref="LedgerBrokenException"><c>file.missing</c>; <c>root.mismatch</c> when the tiles do not give the checkpoint's root.</exception>
    public async Task<IReadOnlyList<TreeHash>> InclusionAsync(long index, CancellationToken ct)
    {
        var leaf = await LeafHashAsync(index, ct).ConfigureAwait(false);
        var ranges = new List<(long, long)>();
        Path(index, 0, Checkpoint.Size, ranges);
        var proof = await HashesAsync(ranges, ct).ConfigureAwait(false);
        if (!MerkleTree.VerifyInclusion(leaf, index, Checkpoint.Size, proof, Checkpoint.Root)) throw new LedgerBrokenException(Faults.RootMismatch(Checkpoint.Size));
        return proof;
    }

    /// <summary>The consistency proof from an older size (RFC 6962 §2.1.2); empty from 0 and from the same size.</summary>
    /// <exception cref="LedgerBrokenException"><c>file.missing</c>; <c>root.mismatch</c> when the tiles do not give the checkpoint's root.</exception>
    public async Task<IReadOnlyList<TreeHash>> ConsistencyAsync(long oldSize, CancellationToken ct) => (await ProveAsync(oldSize, ct).ConfigureAwait(false)).Proof;

    /// <summary>The root that this log had at an older size, proved against the checkpoint.</summary>
    /// <exception cref="LedgerBrokenException"><c>file.missing</c>; <c>root.mismatch</c> when the tiles do not give the checkpoint's root.</exception>
    public async Task<TreeHash> RootAsync(long oldSize, CancellationToken ct) => (await ProveAsync(oldSize, ct).ConfigureAwait(false)).Root;

    private async Task<(TreeHash Root, TreeHash[] Proof)> ProveAsync(long oldSize, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, Checkpoint.Size);
        var root = oldSize == 0 ? MerkleTree.Empty : await HashAsync(0, oldSize, ct).ConfigureAwait(false);
        var ranges = new List<(long, long)>();
        if (oldSize > 0) SubProof(oldSize, 0, Checkpoint.Size, true, ranges);
        var proof = await HashesAsync(ranges, ct).ConfigureAwait(false);
        if (!MerkleTree.VerifyConsistency(oldSize, root, Checkpoint.Size, Checkpoint.Root, proof)) throw new LedgerBrokenException(Faults.RootMismatch(Checkpoint.Size));
        return (root, proof);
    }

    // PATH(m, D[start:end]) of RFC 6962 §2.1.1, as the ranges whose hashes it consists of.
    private static void Path(long m, long start, long end, List<(long, long)> ranges)
    {
        if (end - start == 1) return;
        var middle = start + Split(end - start);
        if (m < middle) Path(m, start, middle, ranges);
        else Path(m, middle, end, ranges);
        ranges.Add(m < middle ? (middle, end) : (start, middle));
    }

    // SUBPROOF(m, D[start:end], b) of RFC 6962 §2.1.2.
    private static void SubProof(long m, long start, long end, bool whole, List<(long, long)> ranges)
    {
        if (m == end)
        {
            if (!whole) ranges.Add((start, end));
            return;
        }
        var middle = start + Split(end - start);
        if (m <= middle) SubProof(m, start, middle, whole, ranges);
        else SubProof(m, middle, end, false, ranges);
        ranges.Add(m <= middle ? (middle, end) : (start, middle));
    }

    private static long Split(long n) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(n - 1)));

    private async Task<TreeHash[]> HashesAsync(List<(long Start, long End)> ranges, CancellationToken ct)
    {
        var hashes = new TreeHash[ranges.Count];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = await HashAsync(ranges[i].Start, ranges[i].End, ct).ConfigureAwait(false);
        return hashes;
    }

    // MTH(D[start:end]) of RFC 6962 §2.1; start is a multiple of the largest perfect subtree in the range.
    private async Task<TreeHash> HashAsync(long start, long end, CancellationToken ct)
    {
        var length = end - start;
        if (!BitOperations.IsPow2(length))
        {
            var middle = start + Split(length);
            return MerkleTree.Node(await HashAsync(start, middle, ct).ConfigureAwait(false), await HashAsync(middle, end, ct).ConfigureAwait(false));
        }
        var height = BitOperations.Log2((ulong)length);
        var (level, count, place) = (height / 8, 1 << (height % 8), start >> (height / 8 * 8));
        var tile = await TileAsync(level, place / TilePath.FullWidth, ct).ConfigureAwait(false);
        return MerkleTree.Perfect(MemoryMarshal.Cast<byte, TreeHash>(tile.Span).Slice((int)(place % TilePath.FullWidth), count));
    }

    private async ValueTask<ReadOnlyMemory<byte>> TileAsync(int level, long index, CancellationToken ct)
    {
        if (_tiles.TryGetValue((level, index), out var tile)) return tile;
        return _tiles[(level, index)] = await TileReader.HashesAsync(storage, level, index, Width(level, index), ct).ConfigureAwait(false);
    }

    private int Width(int level, long index)
    {
        var (full, partial) = TilePath.Split(Checkpoint.Size, level);
        return index < full ? TilePath.FullWidth : partial;
    }

    private void CheckIndex(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Checkpoint.Size);
    }
}
