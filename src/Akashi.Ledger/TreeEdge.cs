using System.Runtime.InteropServices;

namespace Akashi.Ledger;

/// <summary>
/// The right edge of a growing tree: per level the tile that is being filled, and the roots of the perfect subtrees that the
/// tree consists of. Everything left of it is final. Source: tlog-tiles "Merkle Tree"; RFC 6962 §2.1.
/// </summary>
/// <param name="full">Called with level, index and the 8,192 bytes of each tile that became full.</param>
internal sealed class TreeEdge(Action<int, long, byte[]>? full = null)
{
    private readonly TreeHash[] _peaks = new TreeHash[64];
    private readonly List<byte[]> _tiles = [];
    private TreeHash _lastTileRoot;

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    /// <summary>Adds a leaf on the right.</summary>
    public void Append(in TreeHash leaf)
    {
        Place(0, leaf);
        var (hash, height) = (leaf, 0);
        for (; (Size >> height & 1) == 1; height++)
        {
            hash = MerkleTree.Node(_peaks[height], hash);
            if ((height + 1) % 8 != 0) continue;
            if (height == 7) _lastTileRoot = hash;
            Place((height + 1) / 8, hash);
        }
        _peaks[height] = hash;
        Size++;
    }

    /// <summary>The hash of the tree as it is now: the perfect subtrees joined from the right (RFC 6962 §2.1).</summary>
    public TreeHash Root()
    {
        TreeHash? root = null;
        for (var height = 0; height < 63; height++)
            if ((Size >> height & 1) == 1)
                root = root is { } right ? MerkleTree.Node(_peaks[height], right) : _peaks[height];
        return root ?? MerkleTree.Empty;
    }

    /// <summary>The hash over the 256 leaves up to <see cref="Size"/>, when that many have just become full.</summary>
    public TreeHash LastTileRoot() => _lastTileRoot;

    /// <summary>The bytes of the tile of this level that is not full yet; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Partial(int level) => level < _tiles.Count
        ? _tiles[level].AsMemory(0, TilePath.Split(Size, level).Partial * TreeHash.Length)
        : ReadOnlyMemory<byte>.Empty;

    /// <summary>Takes over the edge of a tree of this size from its rightmost tiles; <paramref name="tile"/> gives the hashes of one by level.</summary>
    public void Restore(long size, Func<int, ReadOnlyMemory<byte>> tile)
    {
        Size = size;
        for (var level = 0; size >> (8 * level) > 0; level++)
        {
            var width = TilePath.Split(size, level).Partial;
            _tiles.Add(new byte[TilePath.FullWidth * TreeHash.Length]);
            if (width == 0) continue;
            tile(level).Span[..(width * TreeHash.Length)].CopyTo(_tiles[level]);
            ReadOnlySpan<TreeHash> hashes = MemoryMarshal.Cast<byte, TreeHash>(_tiles[level]);
            for (int bit = 7, start = 0; bit >= 0; bit--)
                if ((width >> bit & 1) == 1)
                {
                    _peaks[8 * level + bit] = MerkleTree.Perfect(hashes.Slice(start, 1 << bit));
                    start += 1 << bit;
                }
            if (8 * (level + 1) > 62) break;
        }
    }

    private void Place(int level, in TreeHash hash)
    {
        if (level == _tiles.Count) _tiles.Add(new byte[TilePath.FullWidth * TreeHash.Length]);
        // Size is still that before this leaf; at this level it says how many hashes stand already.
        var (index, width) = TilePath.Split(Size, level);
        hash.CopyTo(_tiles[level].AsSpan(width * TreeHash.Length));
        if (width + 1 < TilePath.FullWidth) return;
        full?.Invoke(level, index, _tiles[level]);
        _tiles[level] = new byte[TilePath.FullWidth * TreeHash.Length];
    }
}
