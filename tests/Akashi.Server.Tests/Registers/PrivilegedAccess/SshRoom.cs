using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Ssh;
using Akashi.Server.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

/// <summary>The certificate authority over a world: its sealed key in a folder of its own, and keys of people made by ssh-keygen.</summary>
internal sealed class SshRoom : IDisposable
{
    public const string Passphrase = "木は林に、林は森に";

    public SshRoom(TestWorld world, TokenPlace? token = null, string? passphrase = Passphrase)
    {
        (World, Privileges) = (world, new(world));
        Authorities = new(Path.Combine(Folder, "ca"), new(passphrase), token, NullLogger<SshAuthorities>.Instance);
        Signing = new(world.Desk, world.Databases, Authorities, world.Time);
    }

    public TestWorld World { get; }
    public GivenPrivileges Privileges { get; }
    public string Folder { get; } = Directory.CreateTempSubdirectory("akashi-ssh-").FullName;
    public SshAuthorities Authorities { get; }
    public SshSigning Signing { get; }

    /// <summary>A fresh key pair of this type; the path of the private one.</summary>
    public async Task<string> KeyAsync(params string[] type)
    {
        var file = Path.Combine(Folder, $"id-{Directory.GetFiles(Folder).Length}");
        await Command.MustAsync("ssh-keygen", ["-q", "-N", "", "-C", "somebody", "-f", file, .. type.Length == 0 ? ["-t", "ed25519"] : type]);
        return file;
    }

    /// <summary>A grant for the servers, and the certificate of a fresh key under it, as it lies beside the key.</summary>
    public async Task<(PrivilegeRequest Grant, SshCertificate Certificate, string Key)> SignedAsync(PrivilegeBody? body = null)
    {
        var grant = await Privileges.GrantedAsync(body ?? Privileges.ServerBody());
        var key = await KeyAsync();
        return (grant, await SignAsync(grant, key), key);
    }

    public async Task<SshCertificate> SignAsync(PrivilegeRequest grant, string key)
    {
        var certificate = await World.MustAsync(Signing.SignAsync(grant.Key, await File.ReadAllTextAsync(key + ".pub", World.Ct), Privileges.Asker, World.Ct));
        await File.WriteAllTextAsync(key + "-cert.pub", certificate.Line + "\n", World.Ct);
        return certificate;
    }

    public async Task<string> RevocationListAsync()
    {
        var file = Path.Combine(Folder, "krl");
        await File.WriteAllBytesAsync(file, await World.MustAsync(Signing.RevokedAsync(World.Operator.Organisation, World.Ct)), World.Ct);
        return file;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
