using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Akashi.Ledger;

/// <summary>Reads tiles and bundles of a tree; in place of a partial one that was cleared away it takes the full one (tlog-tiles "Partial Tiles").</summary>
internal static class TileReader
{
    /// <summary>The first <paramref name="width"/> hashes of a tile.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> HashesAsync(ILogStorage storage, int level, long index, int width, CancellationToken ct)
    {
        var (path, bytes, stored) = await ReadAsync(storage, new TileId(level, index, width), ct).ConfigureAwait(false);
        if (bytes.Length != stored * TreeHash.Length) throw new LedgerBrokenException(Faults.FileMalformed(path));
        return bytes.AsMemory(0, width * TreeHash.Length);
    }

    /// <summary>A bundle with at least <paramref name="width"/> entries, and the path it was read from.</summary>
    public static async ValueTask<(string Path, byte[] Bytes)> EntriesAsync(ILogStorage storage, long index, int width, CancellationToken ct)
    {
        var (path, bytes, _) = await ReadAsync(storage, new TileId(-1, index, width), ct).ConfigureAwait(false);
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

    private static async ValueTask<(string Path, byte[] Bytes, int Width)> ReadAsync(ILogStorage storage, TileId tile, CancellationToken ct)
    {
        var path = tile.ToString();
        if (await storage.ReadAsync(path, ct).ConfigureAwait(false) is { } bytes) return (path, bytes, tile.Width);
        var full = (tile with { Width = TilePath.FullWidth }).ToString();
        if (!tile.IsFull && await storage.ReadAsync(full, ct).ConfigureAwait(false) is { } whole) return (full, whole, TilePath.FullWidth);
        throw new LedgerBrokenException(Faults.FileMissing(path));
    }
}

/// <summary>Entries with the hashes that the tile of level 0 holds for them.</summary>
internal sealed record Bundle(long Index, int Width, string Path, byte[] Bytes, ReadOnlyMemory<byte> Hashes)
{
    /// <summary>The hash of the entry at this place in the bundle.</summary>
    public TreeHash Hash(int place) => MemoryMarshal.Cast<byte, TreeHash>(Hashes.Span)[place];
}

/// <summary>Gives the bundles of a log in order; the next ones are read while one is worked on.</summary>
/// <param name="storage">Where the log lies.</param>
/// <param name="size">Entries in the tree.</param>
/// <param name="first">Index of the first bundle to give.</param>
internal sealed class BundleReader(ILogStorage storage, long size, long first)
{
    private const int Ahead = 16;

    private readonly Queue<Task<Bundle>> _ahead = new();
    private long _next = first;

    /// <summary>The next bundle; null after the last.</summary>
    public async ValueTask<Bundle?> NextAsync(CancellationToken ct)
    {
        for (; _ahead.Count < Ahead && _next * TilePath.FullWidth < size; _next++) _ahead.Enqueue(ReadAsync(_next, ct));
        return _ahead.TryDequeue(out var bundle) ? await bundle.ConfigureAwait(false) : null;
    }

    private async Task<Bundle> ReadAsync(long index, CancellationToken ct)
    {
        var (full, partial) = TilePath.Split(size, 0);
        var width = index < full ? TilePath.FullWidth : partial;
        var hashes = TileReader.HashesAsync(storage, 0, index, width, ct).AsTask();
        var entries = TileReader.EntriesAsync(storage, index, width, ct).AsTask();
        await Task.WhenAll(hashes, entries).ConfigureAwait(false);
        var (path, bytes) = await entries.ConfigureAwait(false);
        return new Bundle(index, width, path, bytes, await hashes.ConfigureAwait(false));
    }
}
