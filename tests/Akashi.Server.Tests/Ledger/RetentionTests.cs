using Akashi.Ledger;
using Akashi.Server.Ledger;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Ledger;

public sealed class RetentionTests
{
    [Theory, EachDatabase]
    public async Task Prune_WithoutAPolicy_IsRefused(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        var ungranted = await Of(log).PruneAsync(log.World.Operator, log.World.Ct);
        await log.World.GrantAsync(Pruning.Prune.Id);

        Assert.Equal("grant-required", ungranted.Refusal!.Code);
        Assert.Equal("ledger.no-retention", (await Of(log).PruneAsync(log.World.Operator, log.World.Ct)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Policy_TooShortOrWithoutBasis_IsRefused(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        await log.World.GrantAsync(RetentionPolicy.Set.Id);

        var brief = await log.World.Desk.OpenAsync(RetentionPolicy.Set, new(30, "規程"), log.World.Operator, log.World.Ct);
        var baseless = await log.World.Desk.OpenAsync(RetentionPolicy.Set, new(3650, " "), log.World.Operator, log.World.Ct);

        Assert.Equal(["retention.too-short", "retention.no-basis"], new[] { brief, baseless }.Select(o => o.Refusal!.Code));
    }

    [Theory, EachDatabase]
    public async Task Prune_ByThePolicy_RaisesTheMinimumSaysSoInTheLogAndDeletesNothing(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        var world = log.World;
        for (var i = 0; i < 300; i++) await world.PartyAsync(PartyKind.Customer, $"甲{i}");
        world.Time.Advance(TimeSpan.FromDays(400));
        await world.GrantAsync(RetentionPolicy.Set.Id, Pruning.Prune.Id);
        await world.MustAsync(world.Desk.OpenAsync(RetentionPolicy.Set, new(366, "文書管理規程"), world.Operator, world.Ct));
        await log.PublishAsync();

        var minimum = await world.MustAsync(Of(log).PruneAsync(world.Operator, world.Ct));
        var again = await Of(log).PruneAsync(world.Operator, world.Ct);

        Assert.Equal(301, minimum);
        Assert.Equal("ledger.nothing-to-prune", again.Refusal!.Code);
        Assert.Contains("\"about\":\"minimum=301\",\"act\":\"ledger.prune\"", (await log.LeavesAsync(1))[0], StringComparison.Ordinal);
        Assert.Equal("301\n", await File.ReadAllTextAsync(Path.Combine(log.Log.Folder, LedgerFolders.MinimumFile), world.Ct));
        Assert.True(File.Exists(Path.Combine(log.Log.Folder, TilePath.Entries(0))));
        Assert.True(Pruning.IsPruned(TilePath.Entries(0), minimum) && Pruning.IsPruned(TilePath.Of(0, 0), minimum));
        Assert.False(Pruning.IsPruned(TilePath.Entries(1), minimum) || Pruning.IsPruned(TilePath.Entries(1, 45), minimum) || Pruning.IsPruned(TilePath.Of(1, 0), minimum));
    }

    private static Pruning Of(LedgerRoom log) => new(log.World.Desk, log.World.Sequencer, log.World.Databases, log.Log.Folders, log.World.Time);
}
