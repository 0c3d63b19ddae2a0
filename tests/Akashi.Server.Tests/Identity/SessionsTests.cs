using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Identity;

/// <summary>Provision standard 12.3.1–12.3.3: who is signed in, for how long, and what ends it.</summary>
public sealed class SessionsTests
{
    private static readonly Act Anything = new("statements.assess", new("何か", "Anything"));
    private static readonly Act Grave = Anything with { Dangerous = true };

    private static async Task<(LiveSession Session, string Secret)> OpenAsync(IdentityWorld world, Person person, string? owes = null) =>
        await world.Sessions.OpenAsync(new(Ids.New(world.World.Time)), world.ActorOf(person), "password", false, owes, "browser", world.Ct);

    private static Refusal? Hindrance(IdentityWorld world, LiveSession session, Act act) => session.Hindrance(act, world.World.Time.GetUtcNow(), TimeSpan.FromMinutes(15));

    [Theory, EachDatabase]
    public async Task Secret_Is256BitsAndOnlyItsHashIsStored(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");

        var (one, secret) = await OpenAsync(world, person);
        var (_, other) = await OpenAsync(world, person);

        Assert.Equal(64, secret.Split('.')[1].Length);
        Assert.NotEqual(secret, other);
        await using var db = world.World.Open();
        var row = await db.Sessions.SingleAsync(s => s.Id == one.Id, world.Ct);
        Assert.Equal(32, row.Secret.Length);
        Assert.DoesNotContain(secret.Split('.')[1], Convert.ToHexStringLower(row.Secret), StringComparison.Ordinal);
        Assert.Same(one, await world.Sessions.FindAsync(secret, world.Ct));
        Assert.Null(await world.Sessions.FindAsync(secret[..^1] + (secret[^1] == '0' ? '1' : '0'), world.Ct));
        Assert.Null(await world.Sessions.FindAsync($"{Guid.Empty:N}.{secret.Split('.')[1]}", world.Ct));
    }

    [Theory, EachDatabase]
    public async Task End_OnOneNode_IsDeadOnAnotherAfterItsNextBeat(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        await world.RoleAsync(person, "reader");
        var (session, secret) = await OpenAsync(world, person);
        var elsewhere = new Sessions(world.World.Databases, world.Permissions, world.World.Sequencer, world.World.Time);
        var there = (await elsewhere.FindAsync(secret, world.Ct))!;
        using var watch = new SessionWatch(elsewhere, world.World.Databases, world.Permissions, world.World.Time, NullLogger<SessionWatch>.Instance);
        await watch.RoundAsync(world.Ct);
        var told = 0;
        there.Changed += () => told++;

        world.World.Time.Advance(TimeSpan.FromMilliseconds(400));
        await world.Sessions.EndAsync(world.Organisation, session.Id, "signed-out", world.ActorOf(person), world.Ct);
        var unaware = there.Ended;
        await watch.RoundAsync(world.Ct);

        Assert.False(unaware);
        Assert.Equal((true, 1), (there.Ended, told));
        Assert.Equal("session.ended", Hindrance(world, there, Anything)!.Code);
        Assert.Null(await elsewhere.FindAsync(secret, world.Ct));
        Assert.Contains(await LoggedLeaf.OfAsync(world.World), l => l.Act == "identity.session-end" && l["about"] == "because=signed-out");
    }

    [Theory, EachDatabase]
    public async Task Idle_Locks_KeepsTheSession_AndConfirmingOpensItUnderAnotherSecret(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        await world.SetAsync("session.idle", "10");
        var person = await world.PersonAsync("人");
        var (session, secret) = await OpenAsync(world, person);
        using var watch = new SessionWatch(world.Sessions, world.World.Databases, world.Permissions, world.World.Time, NullLogger<SessionWatch>.Instance);

        world.World.Time.Advance(TimeSpan.FromMinutes(9));
        session.Seen(world.World.Time.GetUtcNow());
        world.World.Time.Advance(TimeSpan.FromMinutes(9));
        await watch.RoundAsync(world.Ct);
        var awake = !session.Locked;
        world.World.Time.Advance(TimeSpan.FromMinutes(2));
        await watch.RoundAsync(world.Ct);
        var locked = Hindrance(world, session, Anything);
        var fresh = await world.Sessions.ConfirmAsync(session, "password", false, world.Ct);

        Assert.True(awake);
        Assert.Equal("session.locked", locked!.Code);
        Assert.Null(Hindrance(world, session, Anything));
        Assert.Null(await world.Sessions.FindAsync(secret, world.Ct));
        Assert.Same(session, await world.Sessions.FindAsync(fresh!, world.Ct));
    }

    [Theory, EachDatabase]
    public async Task Renew_WhenRightsChange_IsAnotherSecret_OnceForAllThatAskAtOnce(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        var (session, secret) = await OpenAsync(world, person);

        var unchanged = await world.Sessions.RenewAsync(session, world.Ct);
        var role = await world.RoleAsync(person, "auditor");
        var both = await Task.WhenAll(world.Sessions.RenewAsync(session, world.Ct), world.Sessions.RenewAsync(session, world.Ct));
        var again = await world.Sessions.RenewAsync(session, world.Ct);
        var during = await world.Sessions.FindAsync(secret, world.Ct);
        world.World.Time.Advance(TimeSpan.FromSeconds(11));
        var later = await world.Sessions.FindAsync(secret, world.Ct);
        var renewed = Assert.Single(both, s => s is not null)!;
        var found = await world.Sessions.FindAsync(renewed, world.Ct);
        await world.World.MustAsync(world.Desk.ActAsync(Assignment.End, role.Key, role.Version, new Because("終了"), world.World.Operator, world.Ct));
        var ended = await world.Sessions.RenewAsync(session, world.Ct);

        Assert.Equal((null, null, null), (unchanged, again, later));
        Assert.Same(session, during);
        Assert.Same(session, found);
        Assert.NotNull(ended);
        Assert.NotEqual(renewed, ended);
    }

    [Theory, EachDatabase]
    public async Task Hindrance_AbsoluteTimeFreshnessAndWhatIsOwed_EachBySelf(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        await world.SetAsync("session.hours", "2");
        var person = await world.PersonAsync("人");
        var (session, secret) = await OpenAsync(world, person);
        var (owing, _) = await OpenAsync(world, person, Sessions.OwesPassword);

        Assert.Null(Hindrance(world, session, Grave));
        Assert.Equal("session.password-change", Hindrance(world, owing, Anything)!.Code);
        Assert.Null(Hindrance(world, owing, new("me.account", default)));
        world.World.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("session.reauthenticate", Hindrance(world, session, Grave)!.Code);
        Assert.Null(Hindrance(world, session, Anything));
        world.World.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("session.ended", Hindrance(world, session, Anything)!.Code);
        Assert.Null(await world.Sessions.FindAsync(secret, world.Ct));
    }

    [Theory, EachDatabase]
    public async Task Parallel_OneMoreThanPermitted_EndsTheOldest(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        await world.SetAsync("session.parallel", "2");
        var person = await world.PersonAsync("人");
        var first = await OpenAsync(world, person);
        world.World.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await OpenAsync(world, person);
        world.World.Time.Advance(TimeSpan.FromSeconds(1));

        var third = await OpenAsync(world, person);

        Assert.Equal((true, false, false), (first.Session.Ended, second.Session.Ended, third.Session.Ended));
        Assert.Equal("replaced", first.Session.Row.EndedBecause);
    }

    [Theory, EachDatabase]
    public async Task Rows_OfAnotherOrganisation_AreNotSeen(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        await OpenAsync(world, person);

        await using var stranger = world.World.Databases.Open(world.World.Someone().Organisation);

        Assert.Equal(0, await stranger.Sessions.CountAsync(world.Ct));
        Assert.Equal((0, 0, 0, 0), (await stranger.People.CountAsync(world.Ct), await stranger.Accounts.CountAsync(world.Ct), await stranger.Assignments.CountAsync(world.Ct), await stranger.ApiTokens.CountAsync(world.Ct)));
    }
}
