using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Kernel;

public sealed class DeskTests
{
    [Theory, EachDatabase]
    public async Task Act_Done_StoresRowAndEventTogether(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider, "旧名");

        var changed = await world.MustAsync(world.Desk.ActAsync(Party.Change, party.Key, party.Version, new PartyBody(PartyKind.Provider, new("新名", "New")), world.Operator, world.Ct));

        await using var db = world.Open();
        var row = await db.Parties.SingleAsync(world.Ct);
        var events = await db.Events.Where(e => e.EntryId == party.Key).OrderBy(e => e.EntryVersion).ToListAsync(world.Ct);
        Assert.Equal(("新名", 2), (row.Name.Ja, row.Version));
        Assert.Equal(["parties.register", "parties.change"], events.Select(e => e.Act));
        Assert.Equal([1, 2], events.Select(e => e.EntryVersion));
        Assert.All(events, e => Assert.Equal(world.Operator.Person, e.Person));
        Assert.Equal(world.Time.GetUtcNow(), changed.ChangedAt);
    }

    [Theory, EachDatabase]
    public async Task Act_StaleVersion_IsRefusedWithTheCurrentEntry(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);
        await world.MustAsync(world.Desk.ActAsync(Party.Change, party.Key, 1, new PartyBody(PartyKind.Provider, new("甲", "A")), world.Operator, world.Ct));

        var late = await world.Desk.ActAsync(Party.Change, party.Key, 1, new PartyBody(PartyKind.Provider, new("乙", "B")), world.Operator, world.Ct);

        Assert.Equal(("stale", 412), (late.Refusal!.Code, late.Refusal.Status));
        Assert.Equal("甲", Assert.IsType<Party>(late.Refusal.Detail).Name.Ja);
        await using var db = world.Open();
        Assert.Equal("甲", (await db.Parties.SingleAsync(world.Ct)).Name.Ja);
    }

    [Theory, EachDatabase]
    public async Task Act_TwoAtOnce_OneWinsAndTheOtherIsTold(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            world.Desk.ActAsync(Party.Change, party.Key, 1, new PartyBody(PartyKind.Provider, new($"名{i}", $"N{i}")), world.Operator, world.Ct))));

        Assert.Single(outcomes, o => o.Done);
        Assert.All(outcomes.Where(o => !o.Done), o => Assert.Equal("stale", o.Refusal!.Code));
        await using var db = world.Open();
        Assert.Equal(2, await db.Events.CountAsync(e => e.EntryId == party.Key, world.Ct));
    }

    [Theory, EachDatabase]
    public async Task Act_ByAnotherOrganisation_FindsNothing(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);

        var stranger = await world.Desk.ActAsync(Party.Change, party.Key, 1, new PartyBody(PartyKind.Provider, new("甲", "A")), world.Someone(), world.Ct);

        Assert.Equal(Refusal.NotFound, stranger.Refusal);
    }

    [Theory, EachDatabase]
    public async Task Act_WithoutPermission_IsRefusedAndChangesNothing(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);
        var reader = world.Operator with { Permits = act => act != Party.Change.Id };

        var outcome = await world.Desk.ActAsync(Party.Change, party.Key, 1, new PartyBody(PartyKind.Provider, new("甲", "A")), reader, world.Ct);

        Assert.Equal(403, outcome.Refusal!.Status);
    }

    [Theory, EachDatabase]
    public async Task Run_RefusedHalfway_LeavesNothingBehind(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);

        var outcome = await world.Desk.RunAsync<int>(new Act("test.run", new("試験", "Test")), world.Operator, (db, stand) =>
        {
            db.Add(Party.Register.Open(new PartyBody(PartyKind.Provider, new("甲", "A")), stand, Ids.New(world.Time)).Value!);
            return Task.FromResult<Outcome<int>>(new Refusal("test.no", new("否", "no")));
        }, world.Ct);

        await using var db = world.Open();
        Assert.Equal("test.no", outcome.Refusal!.Code);
        Assert.Empty(await db.Parties.ToListAsync(world.Ct));
    }

    [Theory, EachDatabase]
    public async Task Register_CycleOfServices_IsRefused(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);
        var a = await world.ServiceAsync(party.Id, "a");
        var b = await world.ServiceAsync(party.Id, "b", a.Id);
        var c = await world.ServiceAsync(party.Id, "c", b.Id);

        var outcome = await world.Desk.ActAsync(Service.Change, a.Key, 1, new ServiceBody(party.Id, "a", new("a", "a"), DeliveryModel.IaaS, [], [], [c.Id]), world.Operator, world.Ct);
        var self = await world.Desk.ActAsync(Service.Change, a.Key, 1, new ServiceBody(party.Id, "a", new("a", "a"), DeliveryModel.IaaS, [], [], [a.Id]), world.Operator, world.Ct);

        Assert.Equal("service.cycle", outcome.Refusal!.Code);
        Assert.Equal("service.cycle", self.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Register_SameSlugTwice_IsRefused(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);
        await world.ServiceAsync(party.Id, "a");

        var twice = await world.Desk.OpenAsync(Service.Register, new ServiceBody(party.Id, "a", new("a", "a"), DeliveryModel.IaaS, [], [], []), world.Operator, world.Ct);

        Assert.Equal("duplicate", twice.Refusal!.Code);
    }
}
