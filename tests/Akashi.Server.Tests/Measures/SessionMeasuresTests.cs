using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.Services;
using Akashi.Server.Tests.Identity;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Measures;

/// <summary>What a survey finds about real sessions in a real log, and what measures make of it (provision standard 12.3).</summary>
public sealed class SessionMeasuresTests
{
    [Fact]
    public void Empty_EveryMeasureOfSessions_HasNothingToSay()
    {
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var measure in MeasureList.All.Where(m => m.Id.StartsWith("sessions.", StringComparison.Ordinal))) Assert.Equal(Verdict.NoData, measure.Take([], at).Verdict);
    }

    [Theory, EachDatabase]
    public async Task Survey_OfSessionsThatWentAsTheyShould_CountsThemAndPasses(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (time, admin) = (world.World.Time, await AdminAsync(world));
        using var watch = Watch(world);
        var (one, secret) = await OpenAsync(world, admin);
        var (two, forgotten) = await OpenAsync(world, admin);
        one.Changed += () => { };
        await DoAsync(world, admin, one);
        time.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromMilliseconds(400));
        await watch.RoundAsync(world.Ct);
        var locked = one.Locked;
        var fresh = await world.Sessions.ConfirmAsync(one, "password", false, world.Ct);
        await DoAsync(world, admin, one);
        await world.Sessions.EndAsync(world.Organisation, one.Id, "signed-out", world.ActorOf(admin), world.Ct);
        await world.Sessions.FindAsync(secret, world.Ct);
        await world.Sessions.FindAsync(fresh!, world.Ct);
        time.Advance(TimeSpan.FromHours(12));
        await world.Sessions.FindAsync(forgotten, world.Ct);
        await world.Sessions.FindAsync($"{Ids.New(time):N}.00", world.Ct);
        await watch.RoundAsync(world.Ct);

        var tally = (await Taken.SurveyAsync(world.World)).Sessions!;

        Assert.True(locked);
        // Of the three refused ids one was rotated away, so that it is foreign by now; one of an organisation that does not exist is not counted.
        Assert.Equal(new(1, 0, 1, 1, 0, 1, 0, 3, 400), tally);
        Assert.Contains(await LoggedLeaf.OfAsync(world.World), l => l.Act == "identity.session-refused" && l["about"] == "over=2 foreign=1");
        Assert.Equal("expired", (await RowAsync(world, two)).EndedBecause);
        foreach (var measure in new[] { SessionMeasures.Misused, SessionMeasures.DeadIdsRefused, SessionMeasures.LockDelay, SessionMeasures.UnlocksProven })
            Assert.Equal(Verdict.Passed, (await Taken.OfAsync(world.World, measure)).Verdict);
        Assert.Equal((3, 100), ((await Taken.OfAsync(world.World, SessionMeasures.DeadIdsRefused)).Population, (await Taken.OfAsync(world.World, SessionMeasures.DeadIdsRefused)).Value!.Value));
    }

    [Theory, EachDatabase]
    public async Task Survey_OfAnActAfterTheEndAfterTheLimitOrWhileLocked_SpeaksAgainstIt_AndThePastStays(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (time, admin) = (world.World.Time, await AdminAsync(world));
        var (ended, _) = await OpenAsync(world, admin);
        var (locked, _) = await OpenAsync(world, admin);
        var (old, _) = await OpenAsync(world, admin);
        await world.Sessions.EndAsync(world.Organisation, ended.Id, "revoked", world.World.Operator, world.Ct);
        await world.Sessions.LockAsync(locked, "by-user", world.Ct);
        await world.Sessions.LockAsync(locked, "by-user", world.Ct);
        await DoAsync(world, admin, ended);
        var before = (await Taken.SurveyAsync(world.World)).Sessions!;
        var then = time.GetUtcNow();
        var size = (await LoggedLeaf.OfAsync(world.World)).Count;
        // A server that forgot to look: the acts go through although the session is over.
        time.Advance(TimeSpan.FromMinutes(1));
        await DoAsync(world, admin, ended);
        await DoAsync(world, admin, locked);
        time.Advance(TimeSpan.FromHours(13));
        await DoAsync(world, admin, old);
        var after = (await Taken.SurveyAsync(world.World, size)).Sessions!;

        // Let in a moment before the end, on record a moment after it: that is no misuse.
        Assert.Equal((1, 0, 1), (before.Seen, before.Misused, before.EndedOtherwise));
        Assert.Equal((3, 3), (after.Seen, after.Misused));
        Assert.Single(await LoggedLeaf.OfAsync(world.World), l => l.Act == "identity.session-lock");
        var now = await Taken.OfAsync(world.World, SessionMeasures.Misused);
        Assert.Equal((3, 4, Verdict.Failed, "LedgerSurvey"), (now.Value, now.Population, now.Verdict, Assert.Single(now.Offenders).Register));
        Assert.Equal((0, 1, Verdict.Passed), (await Taken.OfAsync(world.World, SessionMeasures.Misused, then)) is var past ? (past.Value, past.Population, past.Verdict) : default);
        Assert.Equal(Verdict.Failed, (await Taken.OfAsync(world.World, SessionMeasures.DeadIdsRefused)).Verdict);
    }

    [Theory, EachDatabase]
    public async Task Survey_LockedBeforeItBegan_StillKnowsIt_AndAClickProvesNothing(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (time, admin) = (world.World.Time, await AdminAsync(world));
        var (session, _) = await OpenAsync(world, admin);
        await world.Sessions.LockAsync(session, "by-user", world.Ct);
        await Taken.SurveyAsync(world.World);
        var size = (await LoggedLeaf.OfAsync(world.World)).Count;
        time.Advance(TimeSpan.FromMinutes(1));
        await DoAsync(world, admin, session);
        Assert.Equal(1, (await Taken.SurveyAsync(world.World, size)).Sessions!.Misused);
        time.Advance(TimeSpan.FromMinutes(1));
        await world.Sessions.ConfirmAsync(session, Sessions.ByClick, false, world.Ct);

        var tally = (await Taken.SurveyAsync(world.World, size)).Sessions!;

        Assert.Equal((1, 1, 1), (tally.Misused, tally.Unlocks, tally.Unproven));
        Assert.Equal(Verdict.Failed, (await Taken.OfAsync(world.World, SessionMeasures.UnlocksProven)).Verdict);
    }

    [Theory, EachDatabase]
    public async Task Limits_InForce_AreTheDefaultUntilSomebodySetsThem(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var then = world.World.Time.GetUtcNow();
        world.World.Time.Advance(TimeSpan.FromDays(1));
        await world.SetAsync("session.idle", "60");
        await world.SetAsync("session.hours", "8");

        var (idle, hours) = (await Taken.OfAsync(world.World, SessionMeasures.IdleLimit), await Taken.OfAsync(world.World, SessionMeasures.AbsoluteLimit));

        Assert.Equal((60, Verdict.Failed, "Setting"), (idle.Value, idle.Verdict, Assert.Single(idle.Offenders).Register));
        Assert.Equal((8, Verdict.Passed), (hours.Value, hours.Verdict));
        Assert.Equal((30, Verdict.Passed), await Taken.OfAsync(world.World, SessionMeasures.IdleLimit, then) is var past ? (past.Value, past.Verdict) : default);
    }

    private static async Task<Person> AdminAsync(IdentityWorld world)
    {
        var person = await world.PersonAsync("管理者");
        await world.RoleAsync(person, "administrator");
        return person;
    }

    private static SessionWatch Watch(IdentityWorld world) => new(world.Sessions, world.World.Databases, world.Permissions, world.World.Time, NullLogger<SessionWatch>.Instance);

    private static Task<(LiveSession Session, string Secret)> OpenAsync(IdentityWorld world, Person person) =>
        world.Sessions.OpenAsync(new(Ids.New(world.World.Time)), world.ActorOf(person), "password", false, null, "browser", world.Ct);

    /// <summary>An act in a session, past everything that would stand in its way.</summary>
    private static async Task DoAsync(IdentityWorld world, Person person, LiveSession session)
    {
        var by = world.Permissions.ActorOf(person.Id, world.Organisation, IdentityWorld.From with { Session = session.Id.Value.ToString() });
        await world.World.MustAsync(world.Desk.OpenAsync(Party.Register, new PartyBody(PartyKind.Customer, new("当事者", "Party")), by, world.Ct));
    }

    private static async Task<Session> RowAsync(IdentityWorld world, LiveSession session)
    {
        await using var db = world.World.Open();
        return await db.Sessions.SingleAsync(s => s.Id == session.Id, world.Ct);
    }
}
