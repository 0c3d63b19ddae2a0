using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Akashi.Ledger;

/// <summary>
/// Writes a log: entries in, tiles and entry bundles out. It holds the right edge of the tree and what is not written yet; the
/// caller signs and publishes the checkpoint after <see cref="WriteAsync"/>. One writer per log; not for several threads.
/// A half-written batch is harmless: resumed at the older size, the same entries give the same files. Source: tlog-tiles.
/// </summary>
public sealed class LogAppender
{
    /// <summary>Longest entry in bytes: its length is written in two bytes (tlog-tiles "Log entries"). Longer ones go in as <see cref="DetachedEntry"/>.</summary>
    public const int MaxEntry = ushort.MaxValue;

    private readonly ILogStorage _storage;
    private readonly TreeEdge _edge;
    private readonly ArrayBufferWriter<byte> _bundle = new();
    private readonly List<(string Path, ReadOnlyMemory<byte> Content)> _full = [];
    private long _written;

    private LogAppender(ILogStorage storage)
    {
        _storage = storage;
        _edge = new TreeEdge((level, index, hashes) => _full.Add((TilePath.Of(level, index), hashes)));
    }

    /// <summary>Entries in the log, those included that are not written yet.</summary>
    public long Size => _edge.Size;

    /// <summary>The root hash over <see cref="Size"/> entries.</summary>
    public TreeHash Root() => _edge.Root();

    /// <summary>Goes on with a log of this size and root; size 0 starts a new one. Reads the right edge only.</summary>
    /// <exception cref="LedgerBrokenException">A tile or bundle of the right edge is missing, or they do not give <paramref name="root"/>.</exception>
    public static async Task<LogAppender> ResumeAsync(ILogStorage storage, long size, TreeHash root, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var appender = new LogAppender(storage);
        var tiles = new Dictionary<int, ReadOnlyMemory<byte>>();
        for (var level = 0; level < 8; level++)
        {
            var (index, width) = TilePath.Split(size, level);
            if (width > 0) tiles[level] = await TileReader.HashesAsync(storage, level, index, width, ct).ConfigureAwait(false);
        }
        appender._edge.Restore(size, level => tiles[level]);
        if (appender.Root() != root) throw new LedgerBrokenException(Faults.RootMismatch(size));
        if (tiles.TryGetValue(0, out var hashes)) await appender.TakeBundleAsync(size, hashes, ct).ConfigureAwait(false);
        appender._written = size;
        return appender;
    }

    /// <summary>Adds an entry on the right; nothing is written before <see cref="WriteAsync"/>.</summary>
    /// <exception cref="ArgumentException">Longer than <see cref="MaxEntry"/>.</exception>
    public void Append(ReadOnlySpan<byte> entry)
    {
        if (entry.Length > MaxEntry) throw new ArgumentException($"An entry has at most {MaxEntry} bytes, not {entry.Length}.", nameof(entry));
        Put(entry);
        _edge.Append(MerkleTree.Leaf(entry));
        if (Size % TilePath.FullWidth != 0) return;
        _full.Add((TilePath.Entries(Size / TilePath.FullWidth - 1), _bundle.WrittenSpan.ToArray()));
        _bundle.ResetWrittenCount();
    }

    /// <summary>Makes everything appended so far durable as tiles and bundles, full and partial. After a failure it can be called again.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        var files = new List<(string, ReadOnlyMemory<byte>)>(_full);
        for (var level = 0; level < 8; level++)
        {
            // A level whose hashes are as many as at the last write has its partial tile already.
            var (index, width) = TilePath.Split(Size, level);
            if (Size >> (8 * level) == _written >> (8 * level) || width == 0) continue;
            files.Add((TilePath.Of(level, index, width), _edge.Partial(level)));
            if (level == 0) files.Add((TilePath.Entries(index, width), _bundle.WrittenMemory));
        }
        if (files.Count > 0) await _storage.WriteAsync(files, ct).ConfigureAwait(false);
        _full.Clear();
        _written = Size;
    }

    private void Put(ReadOnlySpan<byte> entry)
    {
        var place = _bundle.GetSpan(2 + entry.Length);
        BinaryPrimitives.WriteUInt16BigEndian(place, (ushort)entry.Length);
        entry.CopyTo(place[2..]);
        _bundle.Advance(2 + entry.Length);
    }

    private async Task TakeBundleAsync(long size, ReadOnlyMemory<byte> hashes, CancellationToken ct)
    {
        var (index, width) = TilePath.Split(size, 0);
        var (path, bundle) = await TileReader.EntriesAsync(_storage, index, width, ct).ConfigureAwait(false);
        var rest = bundle;
        for (var i = 0; i < width; i++)
        {
            if (!TileReader.TakeEntry(ref rest, out var entry)) throw new LedgerBrokenException(Faults.FileMalformed(path));
            if (MerkleTree.Leaf(entry.Span) != MemoryMarshal.Cast<byte, TreeHash>(hashes.Span)[i])
                throw new LedgerBrokenException(Faults.EntryMismatch(path, index * TilePath.FullWidth + i));
            Put(entry.Span);
        }
    }
}
