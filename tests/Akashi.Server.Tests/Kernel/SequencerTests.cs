using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Kernel;

/// <summary>The line of an organisation: commits together what waits together, answers each act for itself.</summary>
public sealed class SequencerTests
{
    [Theory, EachDatabase]
    public async Task Acts_WaitingTogether_ShareOneCommitInTheirOrder(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var parties = await PartiesAsync(world, SequencerLine.MostTogether);
        Outcome<Party>[] outcomes = [];

        var commits = await world.CommitsAsync(async () => outcomes = await world.TogetherAsync(parties.Select((p, i) => Rename(world, p, $"新{i}"))));

        Assert.Equal(1, commits);
        Assert.All(outcomes, o => Assert.Equal(2, o.Value!.Version));
        Assert.Equal(parties.Select(p => p.Key.ToString()), (await LoggedLeaf.OfAsync(world)).Where(l => l.Act == Party.Change.Id).Select(l => l["entry"]!));
    }

    [Theory, EachDatabase]
    public async Task Acts_OneOfManyBreaksAConstraint_OnlyThatOneIsRefused(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);
        await world.ServiceAsync(party.Id, "taken");
        var slugs = Enumerable.Range(0, SequencerLine.MostTogether).Select(i => i is 20 ? "taken" : i is 41 ? "s40" : $"s{i}").ToList();

        var outcomes = await world.TogetherAsync(slugs.Select(s => (Func<Task<Outcome<Service>>>)(() => world.Desk.OpenAsync(Service.Register, Body(party, s), world.Operator, world.Ct))));

        Assert.Equal([20, 41], outcomes.Index().Where(o => !o.Item.Done).Select(o => o.Index));
        Assert.All(outcomes.Where(o => !o.Done), o => Assert.Equal("duplicate", o.Refusal!.Code));
        var leaves = (await LoggedLeaf.OfAsync(world)).Where(l => l.Act == Service.Register.Id).Skip(1).ToList();
        Assert.Equal(slugs.Select((_, i) => i is 20 or 41 ? "refused duplicate" : "done "), leaves.Select(l => $"{l.Outcome} {l["code"]}"));
        Assert.Equal(outcomes.Where(o => o.Done).Select(o => o.Value!.Key.ToString()), leaves.Where(l => l.Outcome == "done").Select(l => l["entry"]!));
        await using var db = world.Open();
        Assert.Equal(1 + 62, await db.Services.CountAsync(world.Ct));
    }

    [Theory, EachDatabase]
    public async Task Acts_TwoOnOneVersionWaitingTogether_SecondIsStale(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);

        var outcomes = await world.TogetherAsync([Rename(world, party, "甲"), Rename(world, party, "乙")]);

        Assert.Equal("甲", outcomes[0].Value!.Name.Ja);
        Assert.Equal("甲", Assert.IsType<Party>(outcomes[1].Refusal!.Detail).Name.Ja);
        Assert.Equal(["done", "refused"], (await LoggedLeaf.OfAsync(world)).Where(l => l.Act == Party.Change.Id).Select(l => l.Outcome));
    }

    [Theory, EachDatabase]
    public async Task Act_FirstOfAServerBreaksAConstraint_IsRefusedAndTheServerGoesOn(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);
        await world.ServiceAsync(party.Id, "taken");
        var (_, desk) = Restarted(world);

        var refused = await desk.OpenAsync(Service.Register, Body(party, "taken"), world.Operator, world.Ct);
        var next = await desk.OpenAsync(Service.Register, Body(party, "free"), world.Operator, world.Ct);

        Assert.Equal("duplicate", refused.Refusal!.Code);
        Assert.True(next.Done);
    }

    [Theory, EachDatabase]
    public async Task Act_CancelledWhileItWaits_LeavesNothing(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var parties = await PartiesAsync(world, 3);
        using var given = new CancellationTokenSource();
        var before = (await LoggedLeaf.OfAsync(world)).Count;

        var outcomes = await world.TogetherAsync<object?>(
        [
            async () => await Rename(world, parties[0], "甲")(),
            async () =>
            {
                var waiting = world.Desk.ActAsync(Party.Change, parties[1].Key, 1, new PartyBody(PartyKind.Provider, new("乙", "B")), world.Operator, given.Token);
                await given.CancelAsync();
                return await Record.ExceptionAsync(() => waiting);
            },
            async () => await Rename(world, parties[2], "丙")(),
        ]);

        Assert.IsType<TaskCanceledException>(outcomes[1]);
        Assert.Equal([parties[0].Key.ToString(), parties[2].Key.ToString()], (await LoggedLeaf.OfAsync(world)).Skip(before).Select(l => l["entry"]!));
        await using var db = world.Open();
        Assert.Equal(1, await db.Parties.Where(p => p.Id == parties[1].Id).Select(p => p.Version).SingleAsync(world.Ct));
    }

    [Theory, EachDatabase]
    public async Task Act_ThatThrows_FailsAloneAndLeavesNothing(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var parties = await PartiesAsync(world, 2);
        var broken = new Act<Party, int>("test.broken", new("故障", "Broken"), (_, _, _) => throw new NotSupportedException("broken"));

        var outcomes = await world.TogetherAsync<object?>(
        [
            async () => await Rename(world, parties[0], "甲")(),
            async () => await Record.ExceptionAsync(() => world.Desk.ActAsync(broken, parties[1].Key, 1, 0, world.Operator, world.Ct)),
        ]);

        Assert.True(Assert.IsType<Outcome<Party>>(outcomes[0]).Done);
        Assert.IsType<NotSupportedException>(outcomes[1]);
        Assert.DoesNotContain(await LoggedLeaf.OfAsync(world), l => l.Act == "test.broken");
    }

    [Theory, EachDatabase]
    public async Task Server_AnotherTakesOver_TheFirstIsFenced(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var parties = await PartiesAsync(world, 2);
        var (_, second) = Restarted(world);
        await world.MustAsync(second.ActAsync(Party.Change, parties[0].Key, 1, new PartyBody(PartyKind.Provider, new("後", "Second")), world.Operator, world.Ct));
        var before = (await LoggedLeaf.OfAsync(world)).Count;

        await Assert.ThrowsAsync<LogTakenOverException>(Rename(world, parties[1], "前"));
        await Assert.ThrowsAsync<LogTakenOverException>(() => world.Sequencer.NoteAsync(new LeafFacts("references.rows", LeafOutcome.Read), world.Operator));

        Assert.Equal(before, (await LoggedLeaf.OfAsync(world)).Count);
        await using var db = world.Open();
        Assert.Equal(1, await db.Parties.Where(p => p.Id == parties[1].Id).Select(p => p.Version).SingleAsync(world.Ct));
        await world.MustAsync(second.ActAsync(Party.Change, parties[1].Key, 1, new PartyBody(PartyKind.Provider, new("後", "Second")), world.Operator, world.Ct));
    }

    [Theory, EachDatabase]
    public async Task Clock_SetBackALittle_TheLastTimeIsGivenAgain(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        await world.PartyAsync(PartyKind.Provider);
        world.Time.AdjustTime(world.Time.GetUtcNow().AddSeconds(-2));

        await world.PartyAsync(PartyKind.Provider);

        var leaves = await LoggedLeaf.OfAsync(world);
        Assert.Equal(leaves[^2].At, leaves[^1].At);
        Assert.DoesNotContain(leaves, l => l.Act == "ledger.clock-set-back");
    }

    [Theory, EachDatabase]
    public async Task Clock_SetBackByAnHour_IsPutOnRecordFirst(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        await world.PartyAsync(PartyKind.Provider);
        world.Time.AdjustTime(world.Time.GetUtcNow().AddHours(-1));

        await world.PartyAsync(PartyKind.Provider);
        await world.PartyAsync(PartyKind.Provider);

        var leaves = (await LoggedLeaf.OfAsync(world)).TakeLast(3).ToList();
        Assert.Equal(["ledger.clock-set-back", Party.Register.Id, Party.Register.Id], leaves.Select(l => l.Act));
        Assert.All(leaves, l => Assert.Equal("2026-11-22T23:00:00.000Z", l.At));
        Assert.Equal("from 2026-11-23T00:00:00.000Z to 2026-11-22T23:00:00.000Z", leaves[0]["about"]);
    }

    [Theory, EachDatabase]
    public async Task Organisations_Two_HaveTwoLogsAndSeeNothingOfEachOther(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var other = world.Someone();
        await world.MustAsync(world.Desk.OpenAsync(Server.Identity.Organisation.Found, new Server.Identity.NewOrganisation(new("他組織", "Other"), false), other, world.Ct));
        await world.PartyAsync(PartyKind.Provider);
        var theirs = await world.MustAsync(world.Desk.OpenAsync(Party.Register, new PartyBody(PartyKind.Customer, new("他", "Theirs")), other, world.Ct));

        await world.Desk.ActAsync(Party.Change, theirs.Key, 1, new PartyBody(PartyKind.Customer, new("奪", "Taken")), world.Operator, world.Ct);

        var (mine, their) = (await LoggedLeaf.OfAsync(world), await LoggedLeaf.OfAsync(world, other.Organisation));
        Assert.Equal(["organisations.found", "parties.register", "parties.change"], mine.Select(l => l.Act));
        Assert.Equal(["organisations.found", "parties.register"], their.Select(l => l.Act));
        Assert.Equal("not-found", mine[2]["code"]);
        await using var db = world.Open();
        var head = await db.LedgerHeads.SingleAsync(world.Ct);
        Assert.Equal($"akashi.internal/log/{world.Operator.Organisation.Value}", head.Origin);
        Assert.DoesNotContain(other.Person, await db.SubjectSalts.Select(s => s.Subject).ToListAsync(world.Ct));
    }

    private static (Sequencer Sequencer, Desk Desk) Restarted(TestWorld world)
    {
        var sequencer = new Sequencer(world.Databases, world.Time);
        return (sequencer, new(world.Databases, sequencer, world.Time, []));
    }

    private static ServiceBody Body(Party party, string slug) => new(party.Id, slug, new(slug, slug), DeliveryModel.PaaS, [], [], []);

    private static Func<Task<Outcome<Party>>> Rename(TestWorld world, Party party, string name) =>
        () => world.Desk.ActAsync(Party.Change, party.Key, 1, new PartyBody(PartyKind.Provider, new(name, name)), world.Operator, world.Ct);

    private static async Task<IReadOnlyList<Party>> PartiesAsync(TestWorld world, int count)
    {
        var parties = new List<Party>();
        for (var i = 0; i < count; i++) parties.Add(await world.PartyAsync(PartyKind.Provider));
        return parties;
    }
}
