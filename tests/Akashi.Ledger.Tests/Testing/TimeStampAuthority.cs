using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Akashi.Ledger.Tests.Testing;

/// <summary>A real time-stamping authority: <c>openssl ts</c> behind a loopback address, with a root and a certificate of its own.</summary>
internal sealed class TimeStampAuthority : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LoopbackServer _server;

    public TimeStampAuthority()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Test Root", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        rootRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        using var root = rootRequest.CreateSelfSigned(from, to);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test Time-Stamping Authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        // RFC 3161 §2.3: exactly this purpose, and critical.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8")], true));
        using var certificate = request.Create(root, from, to, [1, 2, 3]);
        (Root, Certificate) = (X509CertificateLoader.LoadCertificate(root.RawData), X509CertificateLoader.LoadCertificate(certificate.RawData));
        File.WriteAllText(_folder.File("tsa.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(_folder.File("tsa.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_folder.File("serial"), "01\n");
        File.WriteAllText(_folder.File("openssl.cnf"), """
            [tsa]
            default_tsa = one
            [one]
            serial = serial
            crypto_device = builtin
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ordering = no
            tsa_name = no
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            """);
        _server = new LoopbackServer(async (_, query) => Stopped ? new Reply(503, []) : new Reply(200, await ReplyAsync(query), "application/timestamp-reply"));
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Certificate { get; }

    /// <summary>Answers 503 from now on.</summary>
    public bool Stopped { get; set; }

    public HttpClient Client() => _server.Client();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
        Root.Dispose();
        Certificate.Dispose();
    }

    private async Task<byte[]> ReplyAsync(byte[] query)
    {
        await File.WriteAllBytesAsync(_folder.File("query"), query);
        var start = new ProcessStartInfo("openssl", ["ts", "-reply", "-config", "openssl.cnf", "-queryfile", "query", "-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "reply"])
        { WorkingDirectory = _folder.Path, RedirectStandardError = true };
        using var openssl = Process.Start(start)!;
        var error = await openssl.StandardError.ReadToEndAsync();
        await openssl.WaitForExitAsync();
        return openssl.ExitCode == 0 ? await File.ReadAllBytesAsync(_folder.File("reply")) : throw new InvalidOperationException(error);
    }
}
