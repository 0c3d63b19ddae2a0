using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Ssh;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

/// <summary>A real sshd decides who comes in. Its clock is the machine's, so these windows are short and really pass.</summary>
public sealed class SshdTests
{
    private const string Host = "db1.example.jp";

    [Theory, EachDatabase]
    public async Task Login_InTheWindow_WorksAndAfterItFails(string dialect)
    {
        await using var world = await NowAsync(dialect);
        using var room = new SshRoom(world);
        await using var sshd = await SshdAsync(room);
        var (grant, certificate, key) = await room.SignedAsync(Body(room, seconds: 8));

        var within = await sshd.LoginAsync(key);
        await PassAsync(certificate.Until);
        var after = await sshd.LoginAsync(key);

        Assert.True(within, sshd.Log);
        Assert.False(after);
        Assert.Contains($"ID \"akashi {grant.Id.Value} #1\" (serial 1)", sshd.Log, StringComparison.Ordinal);
        Assert.Contains("Certificate invalid: expired", sshd.Log, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, EachDatabase]
    public async Task Login_BeforeTheWindow_FailsUntilItBegins(string dialect)
    {
        await using var world = await NowAsync(dialect);
        using var room = new SshRoom(world);
        await using var sshd = await SshdAsync(room);
        var (_, certificate, key) = await room.SignedAsync(Body(room, after: 8, seconds: 60));

        var before = await sshd.LoginAsync(key);
        await PassAsync(certificate.From);
        var within = await sshd.LoginAsync(key);

        Assert.False(before);
        Assert.True(within, sshd.Log);
        Assert.Contains("Certificate invalid: not yet valid", sshd.Log, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, EachDatabase]
    public async Task Login_ForAnotherHostAnotherAccountOrByAnotherAuthority_Fails(string dialect)
    {
        await using var world = await NowAsync(dialect);
        using var room = new SshRoom(world);
        using var foreign = new SshRoom(world);
        await using var sshd = await SshdAsync(room);
        var body = Body(room, seconds: 300);

        var (_, _, otherHost) = await room.SignedAsync(body with { Target = new(TargetKind.Servers, null, [RealSshd.Account], ["db2.example.jp"]) });
        var (_, _, otherAccount) = await room.SignedAsync(body with { Target = new(TargetKind.Servers, null, ["somebody-else"], [Host]) });
        var (_, _, otherAuthority) = await foreign.SignedAsync(body);
        var (_, _, right) = await room.SignedAsync(body);

        Assert.False(await sshd.LoginAsync(otherHost));
        Assert.False(await sshd.LoginAsync(otherAccount));
        Assert.False(await sshd.LoginAsync(otherAuthority));
        Assert.True(await sshd.LoginAsync(right), sshd.Log);
    }

    [Theory, EachDatabase]
    public async Task Login_AfterTheGrantWasRevokedOrGivenBack_Fails(string dialect)
    {
        await using var world = await NowAsync(dialect);
        using var room = new SshRoom(world);
        await using var sshd = await SshdAsync(room);
        var body = Body(room, seconds: 300);
        var (revoked, _, first) = await room.SignedAsync(body);
        var (returned, _, second) = await room.SignedAsync(body);
        var (_, _, kept) = await room.SignedAsync(body);
        var before = (await sshd.LoginAsync(first), await sshd.LoginAsync(second), await sshd.LoginAsync(kept));

        await world.MustAsync(room.Privileges.ActAsync(PrivilegeRequest.Revoke, await room.Privileges.FoundAsync(revoked), new ReasonBody("中止"), room.Privileges.Approver));
        await room.Privileges.MustAsync(PrivilegeRequest.GiveBack, await room.Privileges.FoundAsync(returned), room.Privileges.Asker);
        sshd.Revoke(await room.RevocationListAsync());

        Assert.Equal((true, true, true), before);
        Assert.False(await sshd.LoginAsync(first));
        Assert.False(await sshd.LoginAsync(second));
        Assert.True(await sshd.LoginAsync(kept), sshd.Log);
        Assert.Contains("revoked by file", sshd.Log, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, EachDatabase]
    public async Task Login_WithTheAuthoritysKeyInAToken_WorksAndIsRevoked(string dialect)
    {
        await using var world = await NowAsync(dialect);
        await using var token = await SoftToken.OpenAsync(world.Operator.Organisation);
        using var room = new SshRoom(world, token.Place, SoftToken.Pin);
        await using var sshd = await SshdAsync(room);
        var (grant, _, key) = await room.SignedAsync(Body(room, seconds: 300));

        var within = await sshd.LoginAsync(key);
        await room.Privileges.MustAsync(PrivilegeRequest.GiveBack, await room.Privileges.FoundAsync(grant), room.Privileges.Asker);
        sshd.Revoke(await room.RevocationListAsync());

        Assert.True(within, sshd.Log);
        Assert.False(await sshd.LoginAsync(key));
    }

    private static async Task<TestWorld> NowAsync(string dialect)
    {
        var world = await TestWorld.OpenAsync(dialect);
        // sshd cannot be given a clock.
        world.Time.AdjustTime(TimeProvider.System.GetUtcNow());
        return world;
    }

    private static async Task<RealSshd> SshdAsync(SshRoom room) =>
        await RealSshd.StartAsync(Host, await room.World.MustAsync(Task.FromResult(room.Signing.PublicKey(room.World.Operator.Organisation))), await room.RevocationListAsync());

    private static PrivilegeBody Body(SshRoom room, double seconds, double after = 0)
    {
        room.World.Time.AdjustTime(TimeProvider.System.GetUtcNow());
        return room.Privileges.ServerBody(seconds / 60, after / 60) with { Target = new(TargetKind.Servers, null, [RealSshd.Account], [Host]) };
    }

    private static async Task PassAsync(DateTimeOffset moment)
    {
        var left = moment - TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(1200);
        if (left > TimeSpan.Zero) await Task.Delay(left, TestContext.Current.CancellationToken);
    }
}
