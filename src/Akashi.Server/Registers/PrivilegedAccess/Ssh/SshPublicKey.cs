using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Akashi.Server.Kernel;

namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

/// <summary>A person's public key, as a line of <c>id_ed25519.pub</c>. Ed25519 and ECDSA, also in a security key (sk-).</summary>
/// <param name="Kind">E.g. <c>ssh-ed25519</c>.</param>
/// <param name="Blob">The key as SSH writes it: its kind, then its numbers.</param>
internal sealed record SshPublicKey(string Kind, byte[] Blob)
{
    /// <summary>Longest line that is read.</summary>
    private const int Longest = 4096;

    // How many strings follow the kind, and how many bytes the last but n of them has where that is fixed.
    private static readonly FrozenDictionary<string, int> Kinds = new Dictionary<string, int>
    {
        ["ssh-ed25519"] = 1, ["ecdsa-sha2-nistp256"] = 2, ["ecdsa-sha2-nistp384"] = 2, ["ecdsa-sha2-nistp521"] = 2,
        ["sk-ssh-ed25519@openssh.com"] = 2, ["sk-ecdsa-sha2-nistp256@openssh.com"] = 3,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>As <c>ssh-keygen -l</c> prints it: <c>SHA256:…</c>.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Blob)).TrimEnd('=');

    /// <summary>The kind of a certificate for this key (PROTOCOL.certkeys).</summary>
    public string CertificateKind => Kind.Replace("@openssh.com", "", StringComparison.Ordinal) + "-cert-v01@openssh.com";

    /// <summary>The numbers of the key, without its kind.</summary>
    public ReadOnlySpan<byte> Numbers => Blob.AsSpan(4 + Encoding.ASCII.GetByteCount(Kind));

    public static SshPublicKey Ed25519(ReadOnlySpan<byte> key) => new("ssh-ed25519", new SshWriter().String("ssh-ed25519").String(key).ToArray());

    /// <returns>Refusal: <c>ssh.key</c>.</returns>
    public static Outcome<SshPublicKey> Parse(string? line)
    {
        var words = (line ?? "").Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (line is { Length: > Longest } || words.Length < 2 || !Kinds.TryGetValue(words[0], out var strings)) return SshRefusals.Key;
        var blob = new byte[words[1].Length];
        if (!Convert.TryFromBase64String(words[1], blob, out var length)) return SshRefusals.Key;
        Array.Resize(ref blob, length);
        var reader = new SshReader(blob);
        if (!reader.TryString(out var kind) || !kind.SequenceEqual(Encoding.ASCII.GetBytes(words[0]))) return SshRefusals.Key;
        for (var i = 0; i < strings; i++)
            if (!reader.TryString(out var value) || value.IsEmpty || (words[0] == "ssh-ed25519" && value.Length != 32)) return SshRefusals.Key;
        return reader.Rest.IsEmpty ? new SshPublicKey(words[0], blob) : SshRefusals.Key;
    }
}
