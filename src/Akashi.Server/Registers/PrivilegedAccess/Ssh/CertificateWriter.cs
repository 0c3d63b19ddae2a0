using System.Security.Cryptography;

namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

/// <summary>What an OpenSSH user certificate says.</summary>
/// <param name="Serial">Unique for the authority; what a revocation list names.</param>
/// <param name="KeyId">What sshd writes into its log.</param>
/// <param name="Principals"><c>account@host</c>; see <see cref="PrivilegeTarget.Principals"/>.</param>
/// <param name="From">Whole seconds; sshd refuses it before.</param>
/// <param name="Until">Whole seconds; sshd refuses it from then on.</param>
internal sealed record CertificateFacts(SshPublicKey Key, long Serial, string KeyId, IReadOnlyList<string> Principals, DateTimeOffset From, DateTimeOffset Until);

/// <summary>Writes user certificates as OpenSSH's PROTOCOL.certkeys says.</summary>
internal static class CertificateWriter
{
    private const uint User = 1;

    /// <summary>The one thing that a certificate allows beside a command: a terminal. No forwarding of ports, agents or screens, no user rc.</summary>
    private static readonly string[] Allowed = ["permit-pty"];

    /// <returns>A line for a file <c>…-cert.pub</c>.</returns>
    public static string Write(CertificateFacts facts, ISshSigner authority, string comment)
    {
        var extensions = new SshWriter();
        foreach (var name in Allowed) extensions.String(name).String("");
        var certificate = new SshWriter()
            .String(facts.Key.CertificateKind)
            .String(RandomNumberGenerator.GetBytes(32))
            .Raw(facts.Key.Numbers)
            .UInt64((ulong)facts.Serial)
            .UInt32(User)
            .String(facts.KeyId)
            .Strings(facts.Principals)
            .UInt64((ulong)facts.From.ToUnixTimeSeconds())
            .UInt64((ulong)facts.Until.ToUnixTimeSeconds())
            .String("")                        // critical options: none. sshd refuses what it does not know, so hosts cannot stand here
            .String(extensions.ToArray())
            .String("")                        // reserved
            .String(authority.PublicKey.Blob);
        var signature = new SshWriter().String("ssh-ed25519").String(authority.Sign(certificate.ToArray())).ToArray();
        return $"{facts.Key.CertificateKind} {Convert.ToBase64String(certificate.String(signature).ToArray())} {comment}";
    }
}
