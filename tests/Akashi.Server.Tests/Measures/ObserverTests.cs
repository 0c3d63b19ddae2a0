using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Measures;

public sealed class ObserverTests
{
    [Theory, EachDatabase]
    public async Task Observe_OnlyWhatIsNews_IsKept(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);

        var first = await world.Observer.ObserveAsync(world.Organisation, world.Ct);
        var nothing = await world.Observer.ObserveAsync(world.Organisation, world.Ct);
        world.Pass(TimeSpan.FromSeconds(1));
        await world.VerifiedAsync();
        var verified = await world.Observer.ObserveAsync(world.Organisation, world.Ct);
        world.Pass(TimeSpan.FromHours(2));
        var older = await world.Observer.ObserveAsync(world.Organisation, world.Ct);
        world.Pass(TimeSpan.FromHours(22.5));
        var nextDay = await world.Observer.ObserveAsync(world.Organisation, world.Ct);

        Assert.Equal(MeasureList.All.Select(m => m.Id), first.Select(o => o.Subject).Order(StringComparer.Ordinal));
        // Limits hold from the founding on; of everything else there is nothing to tell yet.
        Assert.All(first, o => Assert.Equal((o.Subject.EndsWith("-limit", StringComparison.Ordinal) ? Verdict.Passed : Verdict.NoData, ObservationMethod.Test), (o.Verdict, o.Method)));
        Assert.Empty(nothing);
        Assert.Equal(["ledger.chain-breaks", "ledger.verification-age"], verified.Select(o => o.Subject).Order(StringComparer.Ordinal));
        // That a figure grows older is no news while it passes.
        Assert.Empty(older);
        Assert.Equal(MeasureList.All.Count, nextDay.Count);
        Assert.Equal(Verdict.Failed, nextDay.Single(o => o.Subject == "ledger.verification-age").Verdict);
        Assert.Equal(world.World.Time.GetUtcNow() + Observer.Counts, nextDay[0].Expires);
    }

    [Theory, EachDatabase]
    public async Task Replay_OfEveryStoredObservation_GivesExactlyWhatWasStored(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        // Some weeks with verifications, faults, policies and targets at odd moments; a start of the server in between.
        var random = new Random(20261123);
        for (var step = 0; step < 40; step++)
        {
            world.Pass(TimeSpan.FromMinutes(random.Next(1, 1_200)));
            switch (random.Next(5))
            {
                case 0: await world.VerifiedAsync(); break;
                case 1: await world.VerifiedAsync("row.changed"); break;
                case 2: await world.RetentionAsync(random.Next(366, 5_000)); break;
                case 3: await SetAsync(world, "ledger.verification-age", random.Next(2) == 0 ? null : random.Next(1, 48)); break;
                default: await world.World.PartyAsync(PartyKind.Customer, $"甲{step}"); break;
            }
            if (random.Next(3) > 0) await world.Observer.ObserveAsync(world.Organisation, world.Ct);
        }

        await using var db = world.World.Open();
        var stored = await db.Observations.Where(o => o.Method == ObservationMethod.Test).OrderBy(o => o.Collected).ToListAsync(world.Ct);
        Assert.True(stored.Count > 60 && stored.Any(o => o.Verdict is Verdict.Failed) && stored.Any(o => o.Verdict is Verdict.Passed), $"{stored.Count}");
        foreach (var observation in stored)
        {
            // By the part of the log that it names, and by its moment alone.
            foreach (var until in new[] { observation.Evidence!.End, (long?)null })
            {
                var board = await world.Boards.ReplayAsync(world.Organisation, observation.Collected, until, world.Ct);
                var again = board.States.Read(MeasureList.Find(observation.Subject)!, observation.Collected);
                Assert.True(observation.Measured!.Same(again), $"{observation.Subject} {observation.Collected}: {observation.Measured} | {again}");
            }
        }
    }

    [Theory, EachDatabase]
    public async Task Observation_NamesTheLeavesItRestsOn(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        var run = await world.VerifiedAsync("row.changed");

        var kept = (await world.Observer.ObserveAsync(world.Organisation, world.Ct)).Single(o => o.Subject == "ledger.chain-breaks");

        await using var db = world.World.Open();
        var leaf = await db.Events.Where(e => e.EntryId == run.Id.Value).Select(e => e.Leaf).SingleAsync(world.Ct);
        Assert.Equal((leaf, leaf + 1), (kept.Evidence!.First, kept.Evidence.End));
        Assert.Equal(new EntryRef("VerificationRun", run.Id.Value), Assert.Single(kept.Measured!.Offenders));
        Assert.Equal(1, await db.Events.CountAsync(e => e.EntryId == kept.Id.Value && e.Type == nameof(Observed), world.Ct));
    }

    [Theory, EachDatabase]
    public async Task Target_SetByAnAct_IsInForceFromThenAndReplaysByWhatWasInForce(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        await world.VerifiedAsync();
        world.Pass(TimeSpan.FromHours(3));
        var before = world.World.Time.GetUtcNow();
        await SetAsync(world, "ledger.verification-age", 2);
        world.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(ClauseStatus.NotMet, await world.StatusAsync("1.1-01"));
        Assert.Equal(ClauseStatus.Met, await world.StatusAsync("1.1-01", before.AddMilliseconds(-1)));
        await SetAsync(world, "ledger.verification-age", null);
        Assert.Equal(ClauseStatus.Met, await world.StatusAsync("1.1-01"));
        Assert.Equal(ClauseStatus.NotMet, await world.StatusAsync("1.1-01", world.World.Time.GetUtcNow().AddMilliseconds(-1)));
    }

    [Theory, EachDatabase]
    public async Task Target_ThatCannotBe_IsRefused(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        Task<Outcome<TargetSetting>> Set(string measure, double? value, string basis) => world.Desk.OpenAsync(TargetSetting.Set, new(measure, value, basis), world.World.Operator, world.Ct);

        Assert.Equal("measure.unknown", (await Set("ledger.nothing", 1, "規程")).Refusal!.Code);
        Assert.Equal("measure.target", (await Set("ledger.verification-age", -1, "規程")).Refusal!.Code);
        Assert.Equal("measure.target", (await Set("ledger.leaf-complete", 101, "規程")).Refusal!.Code);
        Assert.Equal("measure.target-basis", (await Set("ledger.verification-age", 1, " ")).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Boards_AfterEveryCommit_SayWhatAFreshOneSays(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        for (var i = 0; i < 12; i++)
        {
            world.Pass(TimeSpan.FromHours(7));
            if (i % 3 == 0) await world.VerifiedAsync(i == 6 ? "tile.damaged" : null);
            if (i == 4) await world.RetentionAsync(400);
            using var fresh = new MeasureBoards(world.World.Databases, new(world.World.Databases), Bindings.Shipped, world.World.Time);
            foreach (var measure in MeasureList.All)
            {
                var (kept, anew) = (await Read(world.Boards), await Read(fresh));
                Assert.True(kept.Same(anew), $"{measure.Id}: {kept} | {anew}");

                Task<Measurement> Read(MeasureBoards boards) => boards.ReadAsync(world.Organisation, (board, now) => board.States.Read(measure, now), world.Ct);
            }
        }
    }

    private static Task<TargetSetting> SetAsync(MeasureWorld world, string measure, double? value) =>
        world.World.MustAsync(world.Desk.OpenAsync(TargetSetting.Set, new(measure, value, "情報管理規程"), world.World.Operator, world.Ct));
}
