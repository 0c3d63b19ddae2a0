using System.Runtime.InteropServices;

namespace Akashi.Ledger;

/// <summary>
/// The pass over all entries: hashes them, compares every tile, grows the tree beside it. Source: tlog-tiles; RFC 6962 §2.1.
/// </summary>
internal sealed class LogScan
{
    private const int BundlesPerReport = 64;

    private readonly ILogStorage _storage;
    private readonly Checkpoint _head;
    private readonly VerifyOptions _options;
    private readonly TreeEdge _edge;
    private readonly List<(int Level, long Index, byte[] Hashes)> _full = [];
    private readonly List<(long Index, DetachedEntry Entry)> _detached = [];
    private readonly Queue<Checkpoint> _earlier;

    public LogScan(ILogStorage storage, Checkpoint head, VerifyOptions options)
    {
        (_storage, _head, _options) = (storage, head, options);
        // Tiles of level 0 are compared entry by entry.
        _edge = new TreeEdge((level, index, hashes) => { if (level > 0) _full.Add((level, index, hashes)); });
        _earlier = new Queue<Checkpoint>(options.Earlier.OrderBy(c => c.Size));
    }

    public long Entries { get; private set; }

    public long Tiles { get; private set; }

    public long Detached { get; private set; }

    public async Task RunAsync(CancellationToken ct)
    {
        if (_earlier.FirstOrDefault(c => c.Origin != _head.Origin) is { } other) throw new LedgerBrokenException(Faults.OtherLog(other.Origin));
        await StartAsync(ct).ConfigureAwait(false);
        var bundles = new BundleReader(_storage, _head.Size, _options.MinimumIndex / TilePath.FullWidth);
        while (await bundles.NextAsync(ct).ConfigureAwait(false) is { } bundle)
        {
            if (Take(bundle) is { } wrong) throw await BlameAsync(bundle, wrong, ct).ConfigureAwait(false);
            foreach (var (level, tile, hashes) in _full) await CompareAsync(level, tile, hashes, ct).ConfigureAwait(false);
            _full.Clear();
            foreach (var (entry, content) in _detached) await CheckDetachedAsync(entry, content, ct).ConfigureAwait(false);
            _detached.Clear();
            if (bundle.Index % BundlesPerReport == 0) _options.Progress?.Report(Entries);
        }
        for (var level = 1; level < 8; level++)
            if (_edge.Partial(level) is { Length: > 0 } partial) await CompareAsync(level, TilePath.Split(_head.Size, level).Full, partial, ct).ConfigureAwait(false);
        CheckEarlier();
        if (_edge.Root() != _head.Root) throw new LedgerBrokenException(Faults.RootMismatch(_head.Size));
        if (_earlier.TryPeek(out var larger)) throw new LedgerBrokenException(Faults.Shrunk(larger.Size, _head.Size));
        _options.Progress?.Report(Entries);
    }

    // A pruned log: what lies left of the first bundle is taken from the tiles above it, which the root vouches for.
    private async Task StartAsync(CancellationToken ct)
    {
        var minimum = _options.MinimumIndex;
        if (minimum == 0) return;
        if (minimum > _head.Size) throw new LedgerBrokenException(Faults.Shrunk(minimum, _head.Size));
        if (_earlier.TryPeek(out var pruned) && pruned.Size < minimum) throw new LedgerBrokenException(Faults.CheckpointPruned(pruned.Size, minimum));
        var size = minimum / TilePath.FullWidth * TilePath.FullWidth;
        var tiles = new Dictionary<int, ReadOnlyMemory<byte>>();
        for (var level = 1; level < 8; level++)
        {
            var (index, width) = TilePath.Split(size, level);
            if (width == 0) continue;
            var stored = index < TilePath.Split(_head.Size, level).Full ? TilePath.FullWidth : TilePath.Split(_head.Size, level).Partial;
            tiles[level] = await TileReader.HashesAsync(_storage, level, index, stored, ct).ConfigureAwait(false);
        }
        _edge.Restore(size, level => tiles[level]);
    }

    // The first entry whose hash is not the tile's; null when all are. All of them go into the tree.
    private long? Take(Bundle bundle)
    {
        var rest = bundle.Bytes;
        var stored = MemoryMarshal.Cast<byte, TreeHash>(bundle.Hashes.Span);
        long? wrong = null;
        for (var i = 0; i < bundle.Width; i++)
        {
            if (!TileReader.TakeEntry(ref rest, out var entry)) throw new LedgerBrokenException(Faults.FileMalformed(bundle.Path) with { Index = _edge.Size });
            if (_earlier.Count > 0) CheckEarlier();
            var (index, hash) = (_edge.Size, MerkleTree.Leaf(entry.Span));
            _edge.Append(hash);
            if (hash != stored[i]) wrong ??= index;
            if (wrong is not null) continue;
            Entries++;
            _options.OnEntry?.Invoke(index, entry);
            if (DetachedEntry.TryParse(entry.Span, out var detached)) _detached.Add((index, detached));
        }
        // A full bundle in place of a partial one goes on after the checkpoint; else nothing may follow.
        if (rest.Length > 0 && TilePath.Parse(bundle.Path).Width == bundle.Width) throw new LedgerBrokenException(Faults.FileMalformed(bundle.Path));
        Tiles++;
        return wrong;
    }

    // Entry and tile differ. Which one was changed is told by the hash above the tile, at the right edge by the root.
    private async Task<LedgerBrokenException> BlameAsync(Bundle bundle, long index, CancellationToken ct)
    {
        bool entriesRight;
        if (bundle.Width < TilePath.FullWidth) entriesRight = _edge.Root() == _head.Root;
        else
        {
            var (full, partial) = TilePath.Split(_head.Size, 1);
            var above = bundle.Index / TilePath.FullWidth;
            var hashes = await TileReader.HashesAsync(_storage, 1, above, above < full ? TilePath.FullWidth : partial, ct).ConfigureAwait(false);
            entriesRight = MemoryMarshal.Cast<byte, TreeHash>(hashes.Span)[(int)(bundle.Index % TilePath.FullWidth)] == _edge.LastTileRoot();
        }
        return new LedgerBrokenException(entriesRight
            ? Faults.TileMismatch(new TileId(0, bundle.Index, bundle.Width).ToString(), index)
            : Faults.EntryMismatch(bundle.Path, index));
    }

    private async Task CompareAsync(int level, long index, ReadOnlyMemory<byte> hashes, CancellationToken ct)
    {
        var stored = await TileReader.HashesAsync(_storage, level, index, hashes.Length / TreeHash.Length, ct).ConfigureAwait(false);
        if (!stored.Span.SequenceEqual(hashes.Span)) throw new LedgerBrokenException(Faults.TileMismatch(new TileId(level, index, hashes.Length / TreeHash.Length).ToString()));
        Tiles++;
    }

    private async Task CheckDetachedAsync(long index, DetachedEntry entry, CancellationToken ct)
    {
        var content = await _storage.ReadAsync(entry.Path, ct).ConfigureAwait(false) ?? throw new LedgerBrokenException(Faults.FileMissing(entry.Path) with { Index = index });
        if (!entry.Verify(content)) throw new LedgerBrokenException(Faults.BlobMismatch(entry.Path, index));
        Detached++;
    }

    // An earlier checkpoint of the size that the tree has now must have had its root.
    private void CheckEarlier()
    {
        while (_earlier.TryPeek(out var earlier) && earlier.Size == _edge.Size)
        {
            if (_edge.Root() != earlier.Root) throw new LedgerBrokenException(Faults.Forked(earlier.Size));
            _earlier.Dequeue();
        }
    }
}
