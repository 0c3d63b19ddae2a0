using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Ledger;

/// <summary>Who tried in vain to change an entry stands in its history, for those who may read the log.</summary>
public sealed class HistoryTests
{
    private static readonly PartyBody Renamed = new(PartyKind.Provider, new("新名", "New name"));

    [Theory, EachDatabase]
    public async Task History_AttemptsThatWereRefused_StandBetweenTheActsWithTheirCodes(string dialect)
    {
        await using var room = await LedgerRoom.OpenAsync(dialect);
        var (party, world) = (await ChangedAsync(room), room.World);

        var steps = await Histories(room).OfAsync(world.Operator, "Party", party, world.Ct);

        Assert.Equal([(2, "denied", "not-permitted"), (1, "refused", "stale"), (2, "done", null), (1, "refused", "party.kind-fixed"), (1, "done", null)],
            steps.Select(s => (s.Version!.Value, s.Outcome, s.Code)));
        Assert.All(steps, s => Assert.True(s.Published && s.Person.En == "The operator"));
        Assert.All(steps.Where(s => !s.Done), s => Assert.True(s is { Act: "parties.change", Type: null, Changes.Count: 0 }));
        Assert.Equal(steps.Select(s => s.Leaf).OrderDescending(), steps.Select(s => s.Leaf));
    }

    [Theory, EachDatabase]
    public async Task History_WithoutTheRightToReadTheLog_ShowsWhatWasDoneOrNothing(string dialect)
    {
        await using var room = await LedgerRoom.OpenAsync(dialect);
        var (party, world) = (await ChangedAsync(room), room.World);
        Task<IReadOnlyList<EntryStep>> OfAsync(Actor by) => Histories(room).OfAsync(by, "Party", party, world.Ct);

        Assert.All(await OfAsync(world.Operator with { Permits = a => a != "ledger.leaves" }), s => Assert.True(s.Done));
        Assert.Empty(await OfAsync(world.Operator with { Permits = a => a != "ledger.history" }));
        Assert.Empty(await OfAsync(world.Someone()));
    }

    [Theory, EachDatabase]
    public async Task History_OfWhatIsNoEntry_IsEmptyThoughSomebodyTriedIt(string dialect)
    {
        await using var room = await LedgerRoom.OpenAsync(dialect);
        var (world, nothing) = (room.World, Ids.New(room.World.Time));
        Assert.Equal("not-found", (await world.Desk.ActAsync(Party.Change, nothing, 1, Renamed, world.Operator, world.Ct)).Refusal!.Code);

        Assert.Empty(await Histories(room).OfAsync(world.Operator, "Party", nothing, world.Ct));
    }

    /// <summary>Registered and renamed once; tried as what it cannot become, with an old version, and without the right.</summary>
    private static async Task<Guid> ChangedAsync(LedgerRoom room)
    {
        var world = room.World;
        await world.MustAsync(world.Desk.OpenAsync(Person.Enrol, new Text("操作者", "The operator"), world.Operator, world.Ct));
        var party = (await world.PartyAsync(PartyKind.Provider, "旧名")).Key;
        Task<Outcome<Party>> ChangeAsync(int version, PartyBody body, Actor by) => world.Desk.ActAsync(Party.Change, party, version, body, by, world.Ct);
        await ChangeAsync(1, Renamed with { Kind = PartyKind.Customer }, world.Operator);
        await world.MustAsync(ChangeAsync(1, Renamed, world.Operator));
        await ChangeAsync(1, Renamed, world.Operator);
        await ChangeAsync(2, Renamed, world.Operator with { Permits = a => a != Party.Change.Id });
        await room.PublishAsync();
        return party;
    }

    private static EntryHistories Histories(LedgerRoom room) =>
        new(room.World.Databases, room.Log.Folders, room.Witnesses, room.World.Desk, room.World.Sequencer, new(room.World.Databases));
}
