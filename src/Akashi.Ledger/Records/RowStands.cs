using System.Runtime.InteropServices;
using System.Text;

namespace Akashi.Ledger.Records;

/// <summary>How each row stood after its last leaf: one value per row of any register, no object per row.</summary>
internal sealed class RowStands
{
    private readonly Dictionary<RowKey, RowStand> _stands = [];
    private readonly List<byte[]> _names = [];
    private readonly List<string> _registers = [];

    public int Count => _stands.Count;

    /// <summary>The stand of a row to be changed in place, made when it is new.</summary>
    public ref RowStand Of(ReadOnlySpan<byte> register, Guid entry, out bool known) =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(_stands, new RowKey(entry, Number(register)), out known);

    /// <summary>The stand of a row to be changed in place; a null reference when the log does not know it.</summary>
    public ref RowStand Find(string register, Guid entry)
    {
        var number = _registers.IndexOf(register);
        return ref number < 0 ? ref System.Runtime.CompilerServices.Unsafe.NullRef<RowStand>() : ref CollectionsMarshal.GetValueRefOrNullRef(_stands, new RowKey(entry, number));
    }

    public IEnumerable<(string Register, Guid Entry, RowStand Stand)> All => _stands.Select(s => (_registers[s.Key.Register], s.Key.Entry, s.Value));

    private int Number(ReadOnlySpan<byte> register)
    {
        for (var i = 0; i < _names.Count; i++)
            if (register.SequenceEqual(_names[i])) return i;
        _names.Add(register.ToArray());
        _registers.Add(Encoding.UTF8.GetString(register));
        return _names.Count - 1;
    }
}

internal readonly record struct RowKey(Guid Entry, int Register);

/// <summary>What the log says about a row.</summary>
internal struct RowStand
{
    /// <summary>Its last leaf.</summary>
    public long Index;

    /// <summary>The state after it, salted; meaningless when <see cref="Gone"/>.</summary>
    public TreeHash State;

    /// <summary>16 bytes of its event; zero until the event was read.</summary>
    public UInt128 Salt;

    public int Version;
    public bool Gone, Salted, Newer, Seen;
}
