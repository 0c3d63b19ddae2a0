using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Ssh;
using Akashi.Server.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

/// <summary>What is signed and what is not; OpenSSH's own ssh-keygen reads it.</summary>
public sealed class SshSigningTests
{
    [Theory]
    [InlineData("-t", "ed25519")]
    [InlineData("-t", "ecdsa", "-b", "256")]
    [InlineData("-t", "ecdsa", "-b", "521")]
    public async Task Sign_EachKindOfKey_IsReadBySshKeygen(params string[] type)
    {
        await using var world = await TestWorld.OpenAsync("sqlite");
        using var room = new SshRoom(world);
        var grant = await room.Privileges.GrantedAsync(room.Privileges.ServerBody() with { Target = new(TargetKind.Servers, null, ["postgres", "backup"], ["db1", "db2"]) });

        var key = await room.KeyAsync(type);
        var certificate = await room.SignAsync(grant, key);
        var said = await Command.MustAsync("ssh-keygen", ["-L", "-f", key + "-cert.pub"]);

        Assert.Contains("user certificate", said, StringComparison.Ordinal);
        Assert.Contains($"Key ID: \"akashi {grant.Id.Value} #1\"", said, StringComparison.Ordinal);
        Assert.Contains("Serial: 1", said, StringComparison.Ordinal);
        Assert.Contains(certificate.Fingerprint, said, StringComparison.Ordinal);
        Assert.Contains("Critical Options: (none)", said, StringComparison.Ordinal);
        Assert.Equal(["postgres@db1", "backup@db1", "postgres@db2", "backup@db2"], Under(said, "Principals:"));
        Assert.Equal(["permit-pty"], Under(said, "Extensions:"));
    }

    [Theory, EachDatabase]
    public async Task Sign_ByAnotherPersonOrOutsideTheGrant_IsRefused(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        using var room = new SshRoom(world);
        var p = room.Privileges;
        var line = await File.ReadAllTextAsync(await room.KeyAsync() + ".pub", world.Ct);
        var (waiting, live, akashi) = (await p.AskAsync(p.ServerBody()), await p.GrantedAsync(p.ServerBody()), await p.GrantedAsync());
        async Task<string> CodeAsync(PrivilegeRequest grant, Actor by, string? key = null) => (await room.Signing.SignAsync(grant.Key, key ?? line, by, world.Ct)).Refusal!.Code;

        Assert.Equal("privilege.not-yours", await CodeAsync(live, p.Approver));
        Assert.Equal("not-permitted", await CodeAsync(live, p.Asker with { Permits = a => a != "privileges.sign" }));
        Assert.Equal("not-found", await CodeAsync(live, world.Someone()));
        Assert.Equal("privilege.not-live", await CodeAsync(waiting, p.Asker));
        Assert.Equal("ssh.not-for-servers", await CodeAsync(akashi, p.Asker));
        foreach (var bad in new[] { "", "ssh-ed25519 AAAA", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC", line.Replace("ssh-ed25519 ", "ecdsa-sha2-nistp256 ", StringComparison.Ordinal), "ssh-ed25519 !!!!", line[..40] })
            Assert.Equal("ssh.key", await CodeAsync(live, p.Asker, bad));
        world.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("privilege.not-live", await CodeAsync(live, p.Asker));
        Assert.Null((await p.FoundAsync(live)).FirstUsedAt);
    }

    [Theory, EachDatabase]
    public async Task Sign_TwiceUnderOneGrant_CountsSerialsAndRecordsTheFirstUse(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        using var room = new SshRoom(world);
        var (grant, first, key) = await room.SignedAsync();

        var second = await room.SignAsync(grant, key);

        Assert.Equal((1, 2), (first.Serial, second.Serial));
        Assert.Equal((grant.From, grant.Until), (first.From, first.Until));
        Assert.Equal(["PrivilegeRequested", "PrivilegeApproved", "PrivilegeGranted", "PrivilegeUsed"], await room.Privileges.EventsAsync(grant));
    }

    [Theory, EachDatabase]
    public async Task RevocationList_NamesWhatEndedEarly_AndForgetsWhatExpired(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        using var room = new SshRoom(world);
        var (kept, gone) = (await room.SignedAsync(), await room.SignedAsync());
        async Task<(bool Kept, bool Gone)> RevokedAsync()
        {
            var list = await room.RevocationListAsync();
            // -Q ends with 0 when nothing of it is revoked.
            return ((await Command.RunAsync("ssh-keygen", ["-Q", "-f", list, kept.Key + "-cert.pub"])).Code != 0, (await Command.RunAsync("ssh-keygen", ["-Q", "-f", list, gone.Key + "-cert.pub"])).Code != 0);
        }

        var before = await RevokedAsync();
        await world.MustAsync(room.Privileges.ActAsync(PrivilegeRequest.Revoke, await room.Privileges.FoundAsync(gone.Grant), new ReasonBody("中止"), room.Privileges.Approver));
        var after = await RevokedAsync();
        world.Time.Advance(TimeSpan.FromDays(2));
        var later = await RevokedAsync();

        Assert.Equal(((false, false), (false, true), (false, false)), (before, after, later));
    }

    [Theory, EachDatabase]
    public async Task RevocationList_NamesWhatSomebodyHolds_WhoMayNotActNow(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        using var room = new SshRoom(world);
        var (_, _, key) = await room.SignedAsync();
        async Task<bool> RevokedAsync() => (await Command.RunAsync("ssh-keygen", ["-Q", "-f", await room.RevocationListAsync(), key + "-cert.pub"])).Code != 0;
        var holder = await world.MustAsync(world.Desk.RunAsync<Person>(Person.Add, world.Colleague(), (at, stand) =>
        {
            var person = Person.Add.Open(new PersonBody(new("持ち主", "Holder"), null, null, null), stand, room.Privileges.Asker.Person.Value);
            at.Add(person.Value!);
            return Task.FromResult(person);
        }, world.Ct));

        var before = await RevokedAsync();
        holder = await world.MustAsync(world.Desk.ActAsync(Person.Suspend, holder.Key, holder.Version, new Because("紛失"), world.Colleague(), world.Ct));
        var suspended = await RevokedAsync();
        await world.MustAsync(world.Desk.ActAsync(Person.Resume, holder.Key, holder.Version, new Because("見つかった"), world.Colleague(), world.Ct));

        Assert.Equal((false, true, false), (before, suspended, await RevokedAsync()));
    }

    [Theory, EachDatabase]
    public async Task Authority_OfAnotherOrganisation_IsAnotherKey(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        using var room = new SshRoom(world);

        Assert.NotEqual(room.Signing.PublicKey(world.Operator.Organisation).Value, room.Signing.PublicKey(world.Someone().Organisation).Value);
    }

    [Fact]
    public async Task Authority_KeyFile_IsSealedAndOpenedByOpenssl()
    {
        await using var world = await TestWorld.OpenAsync("sqlite");
        using var room = new SshRoom(world);
        var line = room.Signing.PublicKey(world.Operator.Organisation).Value!;
        var file = room.Authorities.FileOf(world.Operator.Organisation);

        // openssl, too, opens it with the passphrase and with no other, and finds the same key.
        var der = Path.Combine(room.Folder, "ca.der");
        await Command.MustAsync("openssl", ["pkey", "-in", file, "-passin", $"pass:{SshRoom.Passphrase}", "-pubout", "-outform", "DER", "-out", der]);
        Assert.NotEqual(0, (await Command.RunAsync("openssl", ["pkey", "-in", file, "-passin", "pass:wrong", "-noout"])).Code);
        Assert.Equal((await File.ReadAllBytesAsync(der, world.Ct))[^32..], Convert.FromBase64String(line.Split(' ')[1])[^32..]);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        var folder = Path.GetDirectoryName(file)!;
        SshAuthorities Again(string? passphrase) => new(folder, new(passphrase), null, NullLogger<SshAuthorities>.Instance);
        Assert.Equal("ssh.no-authority", Again("wrong").Of(world.Operator.Organisation).Refusal!.Code);
        Assert.Equal("ssh.no-authority", Again(null).Of(world.Operator.Organisation).Refusal!.Code);
        Assert.Equal(line.Split(' ')[1], Convert.ToBase64String(Again(SshRoom.Passphrase).Of(world.Operator.Organisation).Value!.PublicKey.Blob));
    }

    private static IEnumerable<string> Under(string said, string head) =>
        said.Split('\n').SkipWhile(l => l.Trim() != head).Skip(1).TakeWhile(l => l.StartsWith("                ", StringComparison.Ordinal)).Select(l => l.Trim());
}
