using System.Buffers.Binary;
using System.Globalization;

namespace Akashi.Ledger;

/// <summary>The bytes that a signature is made over. Source: signed-note "Ed25519 signatures", tlog-cosignature "signed message".</summary>
internal static class SignedMessage
{
    /// <summary>Bytes of the time before a cosignature (tlog-cosignature "Format", timestamped_signature).</summary>
    public const int TimeBytes = 8;

    /// <summary>Null when a cosignature is asked for over a text that is no checkpoint.</summary>
    /// <param name="kind">How it is signed.</param>
    /// <param name="name">The signer.</param>
    /// <param name="text">The note's text with its last newline.</param>
    /// <param name="seconds">Seconds since 1970-01-01 UTC; not used by <see cref="SignatureKind.Ed25519"/>.</param>
    public static byte[]? Of(SignatureKind kind, string name, string text, ulong seconds)
    {
        if (kind is SignatureKind.Ed25519) return Utf8.Strict.GetBytes(text);
        if (!Checkpoint.TryParse(text, out var head)) return null;
        return kind is SignatureKind.Ed25519Cosignature
            ? Utf8.Strict.GetBytes($"cosignature/v1\ntime {seconds.ToString(CultureInfo.InvariantCulture)}\n{text}")
            : Subtree(name, head, seconds);
    }

    // struct { label[12]; name<1..255>; uint64 time; origin<1..255>; uint64 start = 0; uint64 end; hash[32] } in the encoding of RFC 8446 §3.
    private static byte[]? Subtree(string name, Checkpoint head, ulong seconds)
    {
        var (signer, origin) = (Utf8.Strict.GetBytes(name), Utf8.Strict.GetBytes(head.Origin));
        if (origin.Length > 255) return null;
        return
        [
            .. "subtree/v1\n\0"u8,
            (byte)signer.Length, .. signer,
            .. BigEndian(seconds),
            (byte)origin.Length, .. origin,
            .. BigEndian(0),
            .. BigEndian((ulong)head.Size),
            .. head.Root.AsSpan(),
        ];
    }

    private static byte[] BigEndian(ulong number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }
}
