using System.Buffers.Binary;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Akashi.Ledger;

/// <summary>
/// Signs notes with one key. The keys here lie in memory; a key in a device is another class deriving from this one.
/// Source: signed-note, tlog-cosignature.
/// </summary>
public abstract class NoteSigner
{
    /// <summary>Takes the name, how it signs and the public key.</summary>
    protected NoteSigner(NoteVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        Verifier = verifier;
    }

    /// <summary>The public half.</summary>
    public NoteVerifier Verifier { get; }

    /// <summary>Who signs; for a log its origin.</summary>
    public string Name => Verifier.Name;

    /// <summary>Distinguishes keys of one name.</summary>
    public uint KeyId => Verifier.KeyId;

    /// <summary>How it signs.</summary>
    public SignatureKind Kind => Verifier.Kind;

    /// <summary>Reads a private key as <see cref="NoteKey.Generate"/> writes it; for Ed25519 that is the form of Go's note package.</summary>
    /// <exception cref="FormatException">It is something else. The message does not repeat the key.</exception>
    public static NoteSigner Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(NoteKey.PrivatePrefix, StringComparison.Ordinal)
            && NoteKey.Read(text[NoteKey.PrivatePrefix.Length..]) is { Key.Length: NoteKey.SeedBytes } key
            && NoteKey.PublicOf(key.Kind, key.Key) is var point && NoteKey.Id(key.Name, key.Kind, point) == key.Id)
            return new MemorySigner(new NoteVerifier(key.Name, key.Kind, point), key.Key);
        throw new FormatException("This is not a private key of a note signer.");
    }

    /// <summary>The signature line's bytes without the key id: for cosignatures the time and then the signature.</summary>
    /// <param name="text">The note's text with its last newline; for cosignatures a checkpoint.</param>
    /// <param name="time">When it is signed; taken to the second, and only by cosignatures.</param>
    /// <exception cref="ArgumentException">A cosignature is asked for over a text that is no checkpoint.</exception>
    public byte[] Sign(string text, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(text);
        var seconds = (ulong)Math.Max(0, time.ToUnixTimeSeconds());
        var message = SignedMessage.Of(Kind, Name, text, seconds) ?? throw new ArgumentException("A cosignature needs a checkpoint.", nameof(text));
        if (Kind is SignatureKind.Ed25519) return SignBytes(message);
        var stamp = new byte[SignedMessage.TimeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(stamp, seconds);
        return [.. stamp, .. SignBytes(message)];
    }

    /// <summary>The bare signature: 64 bytes for Ed25519, 2,420 for ML-DSA-44.</summary>
    protected abstract byte[] SignBytes(byte[] message);

    private sealed class MemorySigner(NoteVerifier verifier, byte[] seed) : NoteSigner(verifier)
    {
        private readonly Ed25519PrivateKeyParameters? _curve = verifier.Kind is SignatureKind.MLDsa44Cosignature ? null : new(seed);
        private readonly MLDsaPrivateKeyParameters? _lattice =
            verifier.Kind is SignatureKind.MLDsa44Cosignature ? MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_44, seed) : null;

        protected override byte[] SignBytes(byte[] message)
        {
            if (_curve is not null)
            {
                var signature = new byte[Curve.SignatureSize];
                _curve.Sign(Curve.Algorithm.Ed25519, null, message, signature);
                return signature;
            }
            // Pure ML-DSA with fresh randomness and an empty context (FIPS 204 §5.2).
            var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: false);
            signer.Init(true, _lattice);
            signer.BlockUpdate(message);
            return signer.GenerateSignature();
        }
    }
}
