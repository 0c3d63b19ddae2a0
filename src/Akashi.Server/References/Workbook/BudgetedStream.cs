namespace Akashi.Server.References.Workbook;

/// <summary>What a workbook may still unpack, and the cells and characters it may still hold. One budget for all of its parts, which are read side by side.</summary>
internal sealed class UnpackBudget(CellPlace file)
{
    private long bytes = ReadLimits.UnpackedBytes;
    private int cells = ReadLimits.Cells;
    private long characters = ReadLimits.Characters;

    public CellPlace File { get; } = file;

    /// <summary>False when there was not as much left.</summary>
    public bool TakeBytes(int count) => Interlocked.Add(ref bytes, -count) >= 0;

    public bool TakeCell() => Interlocked.Decrement(ref cells) >= 0;

    public bool TakeCharacters(int count) => Interlocked.Add(ref characters, -count) >= 0;

    /// <summary>For what is read once more.</summary>
    public void GiveBack(int cellsRead, long charactersRead)
    {
        Interlocked.Add(ref cells, cellsRead);
        Interlocked.Add(ref characters, charactersRead);
    }
}

/// <summary>Counts what comes out of a zip entry and stops a bomb while it goes off, whatever sizes the header claims.</summary>
/// <param name="packed">Packed size of the entry in bytes; the archive never reads more than that.</param>
internal sealed class BudgetedStream(Stream inner, long packed, UnpackBudget budget) : Stream
{
    private long total;
    private long sinceTag;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        total += read;
        if (!budget.TakeBytes(read)) throw Stop(Refusals.UnpackedSize);
        if (total > ReadLimits.RatioFrom && total / ReadLimits.Ratio > packed) throw Stop(Refusals.PackedRatio);
        // XML parsers keep a text or an attribute whole in memory, and neither can contain this byte.
        var tag = buffer[..read].LastIndexOf((byte)'<');
        sinceTag = tag < 0 ? sinceTag + read : read - tag;
        if (sinceTag > ReadLimits.TextRunBytes) throw Stop(Refusals.LongRun);
        return read;
    }

    private FileRefusedException Stop(Kernel.Text what) => new(Refusals.Bomb(budget.File, what));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => total; set => throw new NotSupportedException(); }
    public override void Flush()
    {
    }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
