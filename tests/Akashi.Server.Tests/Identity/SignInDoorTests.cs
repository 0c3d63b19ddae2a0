using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using OtpNet;

namespace Akashi.Server.Tests.Identity;

public sealed class SignInDoorTests
{
    private const string Good = "青い傘と三つの林檎 まどべの猫";

    [Theory, EachDatabase]
    public async Task Password_RightInAnyWidthAndCase_IsIn_AndIsOnRecord(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (person, _) = await world.AccountAsync("mizuno", Good, "reader");

        var shown = await world.World.MustAsync(world.EnterAsync(" ＭＩＺＵＮＯ ", Good));
        await world.World.MustAsync(world.Door.SucceedAsync(shown, IdentityWorld.From, world.Ct));

        Assert.Equal((person.Id, "password", false, (string?)null), (shown.Account.Person, shown.Methods, shown.NeedsSecond, shown.Owes));
        await using var db = world.World.Open();
        var last = await db.Events.Where(e => e.EntryId == shown.Account.Key).OrderByDescending(e => e.EntryVersion).FirstAsync(world.Ct);
        Assert.Equal((nameof(SignedIn), person.Id), (last.Type, last.Person));
        Assert.DoesNotContain(await db.Events.Select(e => e.Body).ToListAsync(world.Ct), body => body.Contains(shown.Account.PasswordHash!, StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Password_WrongOrForNobody_IsOneAnswer_AndBothAreLeaves(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        await world.AccountAsync("mizuno", Good);
        var before = (await LoggedLeaf.OfAsync(world.World)).Count;

        var wrong = await world.EnterAsync("mizuno", "まったく違うことば");
        var nobody = await world.EnterAsync("dareka", Good);

        Assert.Equal(("sign-in.wrong", 401), (wrong.Refusal!.Code, wrong.Refusal.Status));
        Assert.Equal(wrong.Refusal, nobody.Refusal);
        var leaves = (await LoggedLeaf.OfAsync(world.World)).Skip(before).Where(l => l.Act == "identity.sign-in").ToList();
        Assert.Equal(["refused", "refused"], leaves.Select(l => l.Outcome));
        Assert.All(leaves, l => Assert.Equal("sign-in.wrong", l["code"]));
    }

    [Theory, EachDatabase]
    public async Task Failures_InARow_SlowThenLock_KnownAndUnknownNamesAlike_UntilTheTimeIsOver(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        await world.AccountAsync("mizuno", Good);
        await world.SetAsync("lock.failures", "3");
        await world.SetAsync("lock.minutes", "10");
        await world.SetAsync("lock.delay", "2");

        foreach (var name in (string[])["mizuno", "dareka"])
        {
            Assert.Equal("sign-in.wrong", (await world.EnterAsync(name, "x")).Refusal!.Code);
            Assert.Equal("sign-in.wait", (await world.EnterAsync(name, Good)).Refusal!.Code);
            foreach (var wait in (int[])[2, 4])
            {
                world.World.Time.Advance(TimeSpan.FromSeconds(wait + 0.1));
                Assert.Equal("sign-in.wrong", (await world.EnterAsync(name, "x")).Refusal!.Code);
            }
            Assert.Equal("sign-in.locked", (await world.EnterAsync(name, Good)).Refusal!.Code);
        }
        world.World.Time.Advance(TimeSpan.FromMinutes(10.1));

        Assert.True((await world.EnterAsync("mizuno", Good)).Done);
        Assert.Equal("sign-in.wrong", (await world.EnterAsync("dareka", Good)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Codes_RightOnce_NeverTwice_AndRecoveryCodesOnceEach(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (person, _) = await world.AccountAsync("mizuno", Good, "reader");
        var seed = OneTimeCodes.NewSeed();
        string Code() => new Totp(Base32Encoding.ToBytes(seed)).ComputeTotp(world.World.Time.GetUtcNow().UtcDateTime);
        var recovery = await world.World.MustAsync(world.Mine.SetCodesAsync(world.ActorOf(person), seed, Code(), world.Ct));
        world.World.Time.Advance(TimeSpan.FromSeconds(31));
        async Task<Shown> PasswordAsync() => await world.World.MustAsync(world.EnterAsync("mizuno", Good));

        var first = await PasswordAsync();
        var shown = await world.World.MustAsync(world.Door.CodeAsync(first, Code(), IdentityWorld.From, world.Ct));
        await world.World.MustAsync(world.Door.SucceedAsync(shown, IdentityWorld.From, world.Ct));
        var again = await world.Door.CodeAsync(await PasswordAsync(), Code(), IdentityWorld.From, world.Ct);
        var twin = await world.Door.SucceedAsync(shown, IdentityWorld.From, world.Ct);
        world.World.Time.Advance(TimeSpan.FromSeconds(5));
        var byRecovery = await world.World.MustAsync(world.Door.CodeAsync(await PasswordAsync(), recovery[3].ToUpperInvariant(), IdentityWorld.From, world.Ct));
        await world.World.MustAsync(world.Door.SucceedAsync(byRecovery, IdentityWorld.From, world.Ct));
        var usedUp = await world.Door.CodeAsync(await PasswordAsync(), recovery[3], IdentityWorld.From, world.Ct);

        Assert.True(first.NeedsSecond);
        Assert.Equal((true, "password code"), (shown.Strong, shown.Methods));
        Assert.Equal("sign-in.wrong-code", again.Refusal!.Code);
        Assert.Equal("sign-in.code-used", twin.Refusal!.Code);
        Assert.Equal("password recovery", byRecovery.Methods);
        Assert.Equal("sign-in.wrong-code", usedUp.Refusal!.Code);
        Assert.Equal(OneTimeCodes.Recovery - 1, (await world.AccountOfAsync(person)).RecoveryCodes.Count);
    }

    [Theory, EachDatabase]
    public async Task Owes_ExpiredPasswordOrMissingFactor_AsTheOrganisationAsks(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        await world.AccountAsync("admin", Good, "administrator");
        await world.AccountAsync("reader", Good, "reader");

        Assert.Equal(Sessions.OwesFactor, (await world.World.MustAsync(world.EnterAsync("admin", Good))).Owes);
        Assert.Null((await world.World.MustAsync(world.EnterAsync("reader", Good))).Owes);
        await world.SetAsync("factors.required", "everyone");
        Assert.Equal(Sessions.OwesFactor, (await world.World.MustAsync(world.EnterAsync("reader", Good))).Owes);
        await world.SetAsync("password.days", "90");
        world.World.Time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(Sessions.OwesPassword, (await world.World.MustAsync(world.EnterAsync("reader", Good))).Owes);
    }

    [Theory, EachDatabase]
    public async Task Person_Suspended_CannotEnter_AndLooksLikeAnybodyElse(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (person, _) = await world.AccountAsync("mizuno", Good);
        await world.World.MustAsync(world.Desk.ActAsync(Person.Suspend, person.Key, 1, new Because("休職"), world.World.Operator, world.Ct));

        Assert.Equal(SignInRefusals.Wrong, (await world.EnterAsync("mizuno", Good)).Refusal);
    }
}
