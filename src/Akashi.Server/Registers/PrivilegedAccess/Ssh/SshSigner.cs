using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;

namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

/// <summary>The key of a certificate authority, wherever it is: only its signature comes out.</summary>
internal interface ISshSigner
{
    SshPublicKey PublicKey { get; }

    /// <summary>Ed25519 over the message (RFC 8032), 64 bytes.</summary>
    byte[] Sign(byte[] message);
}

/// <summary>
/// A key in a file that a passphrase seals: PKCS #8 as <c>openssl pkey</c> reads and writes it (RFC 5958, RFC 8410; PBES2 with AES-256 and
/// PBKDF2). The key is unsealed once and stays in memory.
/// </summary>
internal sealed class SealedFileSigner : ISshSigner
{
    private const string Ed25519 = "1.3.101.112";
    private const string Label = "ENCRYPTED PRIVATE KEY";

    /// <summary>Rounds of PBKDF2; what OWASP advises for SHA-256.</summary>
    private const int Rounds = 600_000;

    private readonly byte[] _seed;

    private SealedFileSigner(byte[] seed)
    {
        _seed = seed;
        var publicKey = new byte[Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.PublicKeySize];
        Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.GeneratePublicKey(seed, publicKey);
        PublicKey = SshPublicKey.Ed25519(publicKey);
    }

    public SshPublicKey PublicKey { get; }

    /// <summary>Opens the file, or makes a fresh key in it, readable by its owner only.</summary>
    /// <exception cref="CryptographicException">Wrong passphrase, or no Ed25519 key.</exception>
    public static SealedFileSigner At(string file, string passphrase)
    {
        if (!File.Exists(file)) Make(file, passphrase);
        var pem = File.ReadAllText(file);
        var place = PemEncoding.Find(pem);
        if (pem[place.Label] != Label) throw new CryptographicException($"{file} is not sealed by a passphrase.");
        var key = Pkcs8PrivateKeyInfo.DecryptAndDecode(passphrase, Convert.FromBase64String(pem[place.Base64Data]), out _);
        // RFC 8410 §7: the seed is an OCTET STRING within the OCTET STRING.
        if (key.AlgorithmId.Value != Ed25519 || key.PrivateKeyBytes.Span is not [4, 32, .. { Length: 32 } seed]) throw new CryptographicException($"{file} holds no Ed25519 key.");
        return new(seed.ToArray());
    }

    public byte[] Sign(byte[] message)
    {
        var signature = new byte[Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.SignatureSize];
        Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Sign(_seed, 0, message, 0, message.Length, signature, 0);
        return signature;
    }

    private static void Make(string file, string passphrase)
    {
        var key = new Pkcs8PrivateKeyInfo(new Oid(Ed25519), null, (byte[])[4, 32, .. RandomNumberGenerator.GetBytes(32)]);
        var sealedKey = key.Encrypt(passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Rounds));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var beside = file + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(beside, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(PemEncoding.WriteString(Label, sealedKey) + "\n"));
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, file);
    }
}
