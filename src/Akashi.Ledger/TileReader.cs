using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Akashi.Ledger;

/// <summary>Reads tiles and bundles of a tree; in place of a partial one that was cleared away it takes the full one (tlog-tiles "Partial Tiles").</summary>
internal static class TileReader
{
    /// <summary>The first <paramref name="width"/> hashes of a tile.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> HashesAsync(ILogStorage storage, int level, long index, int width, CancellationToken ct, Func<int, byte[]>? rent = null)
    {
        var (path, bytes, stored) = await ReadAsync(storage, new TileId(level, index, width), rent, ct).ConfigureAwait(false);
        if (bytes.Length != stored * TreeHash.Length) throw new LedgerBrokenException(Faults.FileMalformed(path));
        return bytes[..(width * TreeHash.Length)];
    }

    /// <summary>A bundle with at least <paramref name="width"/> entries, and the path it was read from.</summary>
    public static async ValueTask<(string Path, Memory<byte> Bytes)> EntriesAsync(ILogStorage storage, long index, int width, CancellationToken ct, Func<int, byte[]>? rent = null)
    {
        var (path, bytes, _) = await ReadAsync(storage, new TileId(-1, index, width), rent, ct).ConfigureAwait(false);
        return (path, bytes);
    }

    /// <summary>Takes the next entry off a bundle; false when what is left holds none (tlog-tiles "Log entries").</summary>
    public static bool TakeEntry(ref Memory<byte> rest, out ReadOnlyMemory<byte> entry)
    {
        entry = default;
        if (rest.Length < 2) return false;
        var end = 2 + BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
        if (rest.Length < end) return false;
        entry = rest[2..end];
        rest = rest[end..];
        return true;
    }

    private static async ValueTask<(string Path, Memory<byte> Bytes, int Width)> ReadAsync(ILogStorage storage, TileId tile, Func<int, byte[]>? rent, CancellationToken ct)
    {
        var path = tile.ToString();
        if (await ContentAsync(path).ConfigureAwait(false) is { } bytes) return (path, bytes, tile.Width);
        var full = (tile with { Width = TilePath.FullWidth }).ToString();
        if (!tile.IsFull && await ContentAsync(full).ConfigureAwait(false) is { } whole) return (full, whole, TilePath.FullWidth);
        throw new LedgerBrokenException(Faults.FileMissing(path));

        async ValueTask<Memory<byte>?> ContentAsync(string file)
        {
            if (rent is not null && storage is FolderStorage folder) return folder.Read(file, rent);
            // As a conditional expression a missing file would become an empty one.
            if (await storage.ReadAsync(file, ct).ConfigureAwait(false) is { } content) return content;
            return null;
        }
    }
}

/// <summary>Entries with the hashes that the tile of level 0 holds for them.</summary>
internal sealed record Bundle(long Index, int Width, string Path, Memory<byte> Bytes, ReadOnlyMemory<byte> Hashes)
{
    /// <summary>The hash of the entry at this place in the bundle.</summary>
    public TreeHash Hash(int place) => MemoryMarshal.Cast<byte, TreeHash>(Hashes.Span)[place];
}

/// <summary>Gives the bundles of a log in order; the next ones are read while one is worked on. A bundle is good until the next is asked for.</summary>
/// <param name="storage">Where the log lies.</param>
/// <param name="size">Entries in the tree.</param>
/// <param name="first">Index of the first bundle to give.</param>
internal sealed class BundleReader(ILogStorage storage, long size, long first)
{
    private const int Ahead = 16;

    private readonly Queue<Task<(Bundle Bundle, List<byte[]> Rented)>> _ahead = new();
    private List<byte[]> _inUse = [];
    private long _next = first;

    /// <summary>The next bundle; null after the last.</summary>
    public async ValueTask<Bundle?> NextAsync(CancellationToken ct)
    {
        // A folder is read into buffers that go round: bundles are large, and a scan would leave thousands of them behind.
        foreach (var buffer in _inUse) ArrayPool<byte>.Shared.Return(buffer);
        _inUse = [];
        for (; _ahead.Count < Ahead && _next * TilePath.FullWidth < size; _next++)
        {
            var index = _next;
            _ahead.Enqueue(storage is FolderStorage ? Task.Run(() => ReadAsync(index, ct), ct) : ReadAsync(index, ct));
        }
        if (!_ahead.TryDequeue(out var read)) return null;
        (var bundle, _inUse) = await read.ConfigureAwait(false);
        return bundle;
    }

    private async Task<(Bundle, List<byte[]>)> ReadAsync(long index, CancellationToken ct)
    {
        var (full, partial) = TilePath.Split(size, 0);
        var width = index < full ? TilePath.FullWidth : partial;
        var rented = new List<byte[]>(2);
        var hashes = TileReader.HashesAsync(storage, 0, index, width, ct, Rent).AsTask();
        var entries = TileReader.EntriesAsync(storage, index, width, ct, Rent).AsTask();
        await Task.WhenAll(hashes, entries).ConfigureAwait(false);
        var (path, bytes) = await entries.ConfigureAwait(false);
        return (new Bundle(index, width, path, bytes, await hashes.ConfigureAwait(false)), rented);

        // Only a folder asks, and a folder reads one file after the other.
        byte[] Rent(int length)
        {
            rented.Add(ArrayPool<byte>.Shared.Rent(length));
            return rented[^1];
        }
    }
}
