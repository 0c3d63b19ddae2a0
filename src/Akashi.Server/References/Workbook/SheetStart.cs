using System.Buffers;

namespace Akashi.Server.References.Workbook;

/// <summary>The first bytes of a sheet in memory: all of them when it is of an ordinary size, so that it can be read more than once.</summary>
internal sealed class SheetStart : IDisposable
{
    private readonly Stream unpacked;
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private readonly int length;

    public SheetStart(Stream unpacked)
    {
        this.unpacked = unpacked;
        for (int read; (read = unpacked.Read(bytes.AsSpan(length))) > 0;)
        {
            length += read;
            if (length < bytes.Length) continue;
            if (length >= ReadLimits.PlainBytes) return;
            var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 4);
            bytes.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }
        Whole = true;
    }

    /// <summary>True when there is no more than these bytes.</summary>
    public bool Whole { get; }

    public ReadOnlyMemory<byte> Bytes => bytes.AsMemory(0, length);

    /// <summary>The sheet from its beginning to its end.</summary>
    public Stream Joined() => Whole ? new MemoryStream(bytes, 0, length, writable: false) : new JoinedStream(Bytes, unpacked);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private sealed class JoinedStream(ReadOnlyMemory<byte> start, Stream rest) : Stream
    {
        private int given;

        public override int Read(Span<byte> buffer)
        {
            if (given == start.Length) return rest.Read(buffer);
            var read = Math.Min(buffer.Length, start.Length - given);
            start.Span.Slice(given, read).CopyTo(buffer);
            given += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => given; set => throw new NotSupportedException(); }
        public override void Flush()
        {
        }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
