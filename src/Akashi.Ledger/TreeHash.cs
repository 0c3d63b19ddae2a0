using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Akashi.Ledger;

/// <summary>
/// A SHA-256 hash of a Merkle tree: of a leaf, a node or a whole tree. 32 bytes, compared by value; written as standard base64.
/// Source: RFC 6962 §2.1, tlog-checkpoint "Note text".
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Length)]
public readonly struct TreeHash : IEquatable<TreeHash>
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 32;

    // Four words instead of an array: no allocation, equality in four comparisons, and a tile can be read as a span of hashes.
    private readonly ulong _a, _b, _c, _d;

    /// <summary>Takes exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"A tree hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        this = MemoryMarshal.Read<TreeHash>(bytes);
    }

    /// <summary>The 32 bytes, without a copy.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> AsSpan() => MemoryMarshal.AsBytes(new ReadOnlySpan<TreeHash>(in this));

    /// <summary>Writes the 32 bytes to the start of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    /// <summary>Reads base64 of exactly 32 bytes, as checkpoints and proofs write it.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static TreeHash Parse(string base64) =>
        TryParse(base64, out var hash) ? hash : throw new FormatException($"“{base64}” is not the base64 of a 32-byte hash.");

    /// <summary>Reads base64 of exactly 32 bytes; false when it is something else.</summary>
    public static bool TryParse(ReadOnlySpan<char> base64, out TreeHash hash)
    {
        hash = default;
        if (Base64.Decode(base64) is not { Length: Length } bytes) return false;
        hash = new TreeHash(bytes);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(TreeHash other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TreeHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_a, _b);

    /// <summary>Standard base64 (RFC 4648 §4), 44 characters.</summary>
    public override string ToString() => Convert.ToBase64String(AsSpan());

    /// <summary>Same 32 bytes.</summary>
    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    /// <summary>Not the same 32 bytes.</summary>
    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);
}
