using System.Buffers.Binary;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Akashi.Ledger;

/// <summary>Checks signatures of one public key. Source: signed-note "Signatures", tlog-cosignature.</summary>
public sealed class NoteVerifier
{
    private readonly byte[] _point;
    private readonly Ed25519PublicKeyParameters? _curve;
    private readonly MLDsaPublicKeyParameters? _lattice;

    /// <summary>Takes the parts of a key: name, how it signs, and the encoded public key (32 bytes; 1,312 for ML-DSA-44).</summary>
    /// <exception cref="ArgumentException">They are no key.</exception>
    public NoteVerifier(string name, SignatureKind kind, ReadOnlySpan<byte> publicKey)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!NoteKey.IsName(name)) throw new ArgumentException($"“{name}” cannot be the name of a key.", nameof(name));
        (Name, Kind, _point) = (name, kind, publicKey.ToArray());
        KeyId = NoteKey.Id(name, kind, publicKey);
        if (kind is SignatureKind.MLDsa44Cosignature) _lattice = MLDsaPublicKeyParameters.FromEncoding(MLDsaParameters.ml_dsa_44, _point);
        else _curve = new Ed25519PublicKeyParameters(_point);
    }

    /// <summary>Who signs; for a log its origin.</summary>
    public string Name { get; }

    /// <summary>Distinguishes keys of one name.</summary>
    public uint KeyId { get; }

    /// <summary>How it signs.</summary>
    public SignatureKind Kind { get; }

    /// <summary>The encoded public key.</summary>
    public ReadOnlySpan<byte> PublicKey => _point;

    /// <summary>Reads a vkey <c>name+id+base64</c>.</summary>
    /// <exception cref="FormatException">It is no vkey, its id does not fit, or its type is none of <see cref="SignatureKind"/>.</exception>
    public static NoteVerifier Parse(string vkey)
    {
        ArgumentNullException.ThrowIfNull(vkey);
        try
        {
            if (NoteKey.Read(vkey.Trim()) is { } key && new NoteVerifier(key.Name, key.Kind, key.Key) is var verifier && verifier.KeyId == key.Id) return verifier;
        }
        catch (ArgumentException)
        {
            // A public key of the wrong length, or no point of the curve.
        }
        throw new FormatException($"“{vkey}” is not a vkey of a known kind.");
    }

    /// <summary>True when the bytes of a signature line, without the key id, are this key's signature over the text.</summary>
    public bool Verify(string text, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(text);
        var seconds = 0UL;
        if (Kind is not SignatureKind.Ed25519)
        {
            if (signature.Length <= SignedMessage.TimeBytes) return false;
            seconds = BinaryPrimitives.ReadUInt64BigEndian(signature);
            signature = signature[SignedMessage.TimeBytes..];
            if (seconds > long.MaxValue) return false;
        }
        return SignedMessage.Of(Kind, Name, text, seconds) is { } message && VerifyBytes(message, signature.ToArray());
    }

    /// <summary>When a cosignature says that it was made; null for plain Ed25519 and for cosignatures without a time.</summary>
    public DateTimeOffset? TimeOf(ReadOnlySpan<byte> signature)
    {
        if (Kind is SignatureKind.Ed25519 || signature.Length <= SignedMessage.TimeBytes) return null;
        var seconds = BinaryPrimitives.ReadUInt64BigEndian(signature);
        return seconds is 0 || seconds > (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? null : DateTimeOffset.FromUnixTimeSeconds((long)seconds);
    }

    /// <summary>The vkey.</summary>
    public override string ToString() => NoteKey.Text(Name, KeyId, Kind, _point);

    private bool VerifyBytes(byte[] message, byte[] signature)
    {
        if (_curve is not null) return signature.Length == Curve.SignatureSize && _curve.Verify(Curve.Algorithm.Ed25519, null, message, signature);
        var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: false);
        signer.Init(false, _lattice);
        signer.BlockUpdate(message);
        return signer.VerifySignature(signature);
    }
}
