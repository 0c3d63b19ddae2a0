using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

/// <summary>Writes the data types of SSH (RFC 4251 §5): big endian numbers, strings with their length before them.</summary>
internal sealed class SshWriter
{
    private readonly ArrayBufferWriter<byte> _out = new();

    public byte[] ToArray() => _out.WrittenSpan.ToArray();

    public SshWriter Byte(byte value)
    {
        _out.Write([value]);
        return this;
    }

    public SshWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_out.GetSpan(4), value);
        _out.Advance(4);
        return this;
    }

    public SshWriter UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_out.GetSpan(8), value);
        _out.Advance(8);
        return this;
    }

    public SshWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _out.Write(bytes);
        return this;
    }

    public SshWriter String(ReadOnlySpan<byte> bytes) => UInt32((uint)bytes.Length).Raw(bytes);

    public SshWriter String(string text) => String(Encoding.UTF8.GetBytes(text));

    /// <summary>A string that holds strings.</summary>
    public SshWriter Strings(IEnumerable<string> texts)
    {
        var inner = new SshWriter();
        foreach (var text in texts) inner.String(text);
        return String(inner._out.WrittenSpan);
    }
}

/// <summary>Reads them; false when the bytes end too early.</summary>
internal ref struct SshReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool TryString(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (_rest.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(_rest) is var length && length > _rest.Length - 4) return false;
        value = _rest.Slice(4, (int)length);
        _rest = _rest[(4 + (int)length)..];
        return true;
    }
}
