using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;

namespace Akashi.Ledger;

/// <summary>A new pair of keys as texts.</summary>
/// <param name="Private"><c>PRIVATE+KEY+name+id+base64</c>, for <see cref="NoteSigner.Parse"/>. Secret.</param>
/// <param name="Public">The vkey <c>name+id+base64</c>, for <see cref="NoteVerifier.Parse"/> and for everybody.</param>
public sealed record NoteKey(string Private, string Public)
{
    internal const string PrivatePrefix = "PRIVATE+KEY+";
    internal const int SeedBytes = 32;

    /// <summary>Makes a pair from the random source of the operating system.</summary>
    /// <param name="name">Who signs: not empty, without white space and plus signs, at most 255 bytes; for a log its origin.</param>
    /// <param name="kind">How it signs.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public static NoteKey Generate(string name, SignatureKind kind)
    {
        if (!IsName(name)) throw new ArgumentException($"“{name}” cannot be the name of a key.", nameof(name));
        var seed = RandomNumberGenerator.GetBytes(SeedBytes);
        var point = PublicOf(kind, seed);
        var id = Id(name, kind, point);
        return new NoteKey(PrivatePrefix + Text(name, id, kind, seed), Text(name, id, kind, point));
    }

    /// <summary>The four-byte key id as a number: the start of SHA-256(name, newline, type byte, public key) (signed-note "Signatures").</summary>
    internal static uint Id(string name, SignatureKind kind, ReadOnlySpan<byte> point) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)kind, .. point]));

    /// <summary>signed-note "Format": key names are not empty and have no Unicode space and no plus. 255 bytes is the limit of ML-DSA-44 cosignatures.</summary>
    internal static bool IsName(string name) =>
        name.Length is > 0 and <= 255 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+') && Utf8.CountOf(name) is > 0 and <= 255;

    /// <summary>The public key of a secret seed.</summary>
    internal static byte[] PublicOf(SignatureKind kind, byte[] seed) => kind is SignatureKind.MLDsa44Cosignature
        ? MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_44, seed).GetPublicKeyEncoded()
        : new Ed25519PrivateKeyParameters(seed).GeneratePublicKey().GetEncoded();

    internal static string Text(string name, uint id, SignatureKind kind, ReadOnlySpan<byte> key) =>
        $"{name}+{id.ToString("x8", CultureInfo.InvariantCulture)}+{Convert.ToBase64String([(byte)kind, .. key])}";

    /// <summary>Reads <c>name+id+base64(type || key)</c>; null when it is something else.</summary>
    internal static (string Name, uint Id, SignatureKind Kind, byte[] Key)? Read(string text)
    {
        // The base64 may hold plus signs, the name and the id never do.
        if (text.Split('+', 3) is not [var name, { Length: 8 } id, var key] || !IsName(name)) return null;
        if (!uint.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) return null;
        if (Base64.Decode(key) is not { Length: > 1 } bytes || !Enum.IsDefined((SignatureKind)bytes[0])) return null;
        return (name, number, (SignatureKind)bytes[0], bytes[1..]);
    }
}
