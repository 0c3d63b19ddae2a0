using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Identity;

/// <summary>Coming, tokens, and leaving (provision standard 4.4, 5.3.1).</summary>
public sealed class PeopleTests
{
    [Theory, EachDatabase]
    public async Task Invitation_WorksOnceWithinItsTime_AndANewOneTakesTheOldBack(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        Task<Outcome<Account>> AcceptAsync(string secret, string login, string password) => world.Invitations.AcceptAsync(world.Organisation, secret, login, password, IdentityWorld.From, world.Ct);
        var old = await world.World.MustAsync(world.Invitations.InviteAsync(person.Id, world.World.Operator, world.Ct));
        var secret = await world.World.MustAsync(world.Invitations.InviteAsync(person.Id, world.World.Operator, world.Ct));

        Assert.Equal("invitation.over", (await AcceptAsync(old, "hito", "とても長くて良い合言葉のひとつです")).Refusal!.Code);
        Assert.Equal("password.short", (await AcceptAsync(secret, "hito", "短い")).Refusal!.Code);
        Assert.Equal("account.login", (await AcceptAsync(secret, "with space", "とても長くて良い合言葉のひとつです")).Refusal!.Code);
        Assert.True((await AcceptAsync(secret, "hito", "とても長くて良い合言葉のひとつです")).Done);
        Assert.Equal("invitation.over", (await AcceptAsync(secret, "hito", "とても長くて良い合言葉のふたつめです")).Refusal!.Code);
        Assert.True((await world.EnterAsync("hito", "とても長くて良い合言葉のひとつです")).Done);

        var reset = await world.World.MustAsync(world.Invitations.InviteAsync(person.Id, world.World.Operator, world.Ct));
        Assert.True((await AcceptAsync(reset, "ignored", "思い出せないので新しくした合言葉")).Done);
        Assert.True((await world.EnterAsync("hito", "思い出せないので新しくした合言葉")).Done);
        var late = await world.World.MustAsync(world.Invitations.InviteAsync(person.Id, world.World.Operator, world.Ct));
        world.World.Time.Advance(Invitation.Lifetime + TimeSpan.FromSeconds(1));
        Assert.Equal("invitation.over", (await AcceptAsync(late, "x", "遅すぎた合言葉でも長さは十分なはず")).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Token_GoodForItsActsUntilItsEnd_AndNoLongerThanItsPerson(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var owner = await world.PersonAsync("責任者");
        var machine = await world.PersonAsync("集計", owner: owner.Id);
        await world.RoleAsync(machine, "reader");
        async Task<(string Shown, ApiToken Token)> IssueAsync()
        {
            var (shown, hash) = ApiTokens.Fresh(world.Organisation);
            return (shown, await world.World.MustAsync(world.Desk.OpenAsync(ApiToken.Issue, new HashedToken(machine.Id, "集計用", ["references.*"], world.World.Time.GetUtcNow().AddDays(30), hash), world.World.Operator, world.Ct)));
        }
        var (shown, token) = await IssueAsync();
        var (revoked, other) = await IssueAsync();
        await world.World.MustAsync(world.Desk.ActAsync(ApiToken.Revoke, other.Key, other.Version, new NoBody(), world.World.Operator, world.Ct));

        Assert.Equal(token.Id, (await world.Tokens.FindAsync(shown, world.Ct))!.Id);
        Assert.Null(await world.Tokens.FindAsync(revoked, world.Ct));
        Assert.Null(await world.Tokens.FindAsync(shown[..^1] + (shown[^1] == 'a' ? 'b' : 'a'), world.Ct));
        await using (var db = world.World.Open()) Assert.DoesNotContain(await db.Events.Select(e => e.Body).ToListAsync(world.Ct), b => b.Contains(token.Hash, StringComparison.Ordinal));
        await world.World.MustAsync(world.Desk.ActAsync(Person.Suspend, machine.Key, 1, new Because("停止"), world.World.Operator, world.Ct));
        Assert.Null(await world.Tokens.FindAsync(shown, world.Ct));
        await world.World.MustAsync(world.Desk.ActAsync(Person.Resume, machine.Key, 2, new Because("再開"), world.World.Operator, world.Ct));
        world.World.Time.Advance(TimeSpan.FromDays(31));
        Assert.Null(await world.Tokens.FindAsync(shown, world.Ct));
    }

    [Theory, EachDatabase]
    public async Task Leave_EndsRolesTokensSessions_AndPassesProgramsOn_AllOrNothing(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (leaver, heir) = (await world.PersonAsync("離任者"), await world.PersonAsync("後任"));
        await world.RoleAsync(leaver, "engineer");
        var machine = await world.PersonAsync("監視", owner: leaver.Id);
        var (shown, hash) = ApiTokens.Fresh(world.Organisation);
        await world.World.MustAsync(world.Desk.OpenAsync(ApiToken.Issue, new HashedToken(leaver.Id, "手元", ["*"], world.World.Time.GetUtcNow().AddDays(30), hash), world.World.Operator, world.Ct));
        var (session, secret) = await world.Sessions.OpenAsync(new(Ids.New(world.World.Time)), world.ActorOf(leaver), "password", false, null, "browser", world.Ct);

        Assert.Equal("person.heir", (await world.Leaving.LeaveAsync(leaver.Id, new("退職", null), world.World.Operator, world.Ct)).Refusal!.Code);
        Assert.True(world.ActorOf(leaver).May("statements.assess"));
        await world.World.MustAsync(world.Leaving.LeaveAsync(leaver.Id, new("退職", heir.Id), world.World.Operator, world.Ct));

        await using var db = world.World.Open();
        Assert.Equal((PersonState.Left, heir.Id), ((await db.People.SingleAsync(p => p.Id == leaver.Id, world.Ct)).State, (await db.People.SingleAsync(p => p.Id == machine.Id, world.Ct)).Owner));
        Assert.All(await db.Assignments.Where(a => a.Person == leaver.Id).ToListAsync(world.Ct), a => Assert.NotNull(a.EndedAt));
        Assert.Null(await world.Tokens.FindAsync(shown, world.Ct));
        Assert.True(session.Ended);
        Assert.Null(await world.Sessions.FindAsync(secret, world.Ct));
        Assert.Equal("person.left", (await world.Leaving.LeaveAsync(leaver.Id, new("もう一度", heir.Id), world.World.Operator, world.Ct)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Leave_EndsPrivileges_WhatIsHeldAndWhatIsAskedFor(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var leaver = await world.PersonAsync("離任者");
        await world.RoleAsync(leaver, "engineer");
        var now = world.World.Time.GetUtcNow();
        Task<PrivilegeRequest> AskAsync() => world.World.MustAsync(world.Desk.OpenAsync(PrivilegeRequest.Ask,
            new PrivilegeBody("索引の作り直し", "遅いため", null, new(TargetKind.Servers, null, ["postgres"], ["db1.example.jp"]), now, now.AddHours(2)), world.ActorOf(leaver), world.Ct));
        var (held, asked) = (await AskAsync(), await AskAsync());
        await world.World.MustAsync(world.Desk.ActAsync(PrivilegeRequest.Approve, held.Key, held.Version, new NoBody(), world.World.Operator, world.Ct));

        await world.World.MustAsync(world.Leaving.LeaveAsync(leaver.Id, new("退職", null), world.World.Operator, world.Ct));

        await using var db = world.World.Open();
        var after = await db.Privileges.ToDictionaryAsync(r => r.Id, r => r.Status, world.Ct);
        Assert.Equal((PrivilegeStatus.Revoked, PrivilegeStatus.Withdrawn), (after[held.Id], after[asked.Id]));
    }

    [Theory, EachDatabase]
    public async Task Settings_OutOfBoundsOrUnknown_AreRefused_AndEachValueKnowsWhoAndSince(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        Task<Outcome<Setting>> SetAsync(string name, string value) => world.Desk.OpenAsync(Setting.Set, new SettingBody(name, value), world.World.Operator, world.Ct);

        Assert.Equal("setting.unknown", (await SetAsync("no.such", "1")).Refusal!.Code);
        Assert.Equal("setting.value", (await SetAsync("password.length", "4")).Refusal!.Code);
        Assert.Equal("setting.value", (await SetAsync("factors.required", "maybe")).Refusal!.Code);
        var set = await world.World.MustAsync(SetAsync("password.length", "20"));

        Assert.Equal((world.World.Operator.Person, world.World.Time.GetUtcNow()), (set.SetBy, set.Since));
        Assert.Equal(20, world.Permissions.Of(world.Organisation).Number("password.length"));
    }
}
