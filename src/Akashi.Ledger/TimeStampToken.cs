using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Akashi.Ledger;

/// <summary>A time-stamp token that was verified. Source: RFC 3161 §2.4.2.</summary>
/// <param name="Time">When the authority says that the bytes existed.</param>
/// <param name="Authority">Subject of the certificate that signed.</param>
/// <param name="Serial">The token's serial number, hexadecimal.</param>
public sealed record TimeStampToken(DateTimeOffset Time, string Authority, string Serial)
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Where the token over the checkpoint of a size lies, relative to the log's root.</summary>
    public static string Path(long size) => $"timestamp/{size.ToString(CultureInfo.InvariantCulture)}.tst";

    /// <summary>Where the checkpoint that the token is over lies, byte for byte.</summary>
    public static string CheckpointPath(long size) => $"timestamp/{size.ToString(CultureInfo.InvariantCulture)}.checkpoint";

    /// <summary>Verifies a token against bytes and trusted certificates: the authority's own, or those of its issuers.</summary>
    /// <exception cref="LedgerBrokenException"><c>timestamp.wrong</c></exception>
    public static TimeStampToken Verify(ReadOnlySpan<byte> data, ReadOnlyMemory<byte> token, X509Certificate2Collection trusted)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        if (!Rfc3161TimestampToken.TryDecode(token, out var stamp, out var read) || read != token.Length) throw Wrong(new("形式が正しくありません", "malformed"));
        bool signed;
        X509Certificate2? signer;
        try
        {
            signed = stamp.VerifySignatureForData(data, out signer, trusted);
        }
        catch (CryptographicException)
        {
            throw Wrong(new("署名が正しくありません", "wrong signature"));
        }
        if (!signed || signer is null) throw Wrong(new("署名が正しくないか、別の内容に対するものです", "wrong signature, or for other bytes"));
        var info = stamp.TokenInfo;
        if (!IsTrusted(signer, info.Timestamp, stamp.AsSignedCms().Certificates, trusted)) throw Wrong(new("信頼する認証局のものではありません", "not from a trusted authority"));
        return new TimeStampToken(info.Timestamp, signer.Subject, Convert.ToHexString(info.GetSerialNumber().Span));
    }

    // A trusted certificate of the authority itself need not lead to a root. Roots are tried one by one: of two with the same name, as after a
    // renewal, building a chain may pick the wrong one.
    private static bool IsTrusted(X509Certificate2 signer, DateTimeOffset at, X509Certificate2Collection sent, X509Certificate2Collection trusted) =>
        trusted.Any(t => t.RawDataMemory.Span.SequenceEqual(signer.RawData)) && at >= signer.NotBefore && at <= signer.NotAfter
        || trusted.Any(root => LeadsTo(root, signer, at, [.. sent, .. trusted.Where(t => t.Subject != t.Issuer)]));

    private static bool LeadsTo(X509Certificate2 root, X509Certificate2 signer, DateTimeOffset at, X509Certificate2Collection between)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(TimeStamping));
        // Offline: a revocation list cannot be fetched, and the certificate counts as of the time that it states.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(signer);
    }

    private static LedgerBrokenException Wrong(Why why) => new(Faults.TimeStampWrong(why));
}
