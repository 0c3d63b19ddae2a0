using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Ledger;

// Leaves in the database, past the server, after a checkpoint covers them; and newer ones, which only the head counts.
public sealed partial class TamperTests
{
    [Theory, EachDatabase]
    public async Task LeafTable_Edited_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        var leaf = Forgery.Edited((await Forgery.LeavesAsync(log))[12], "rows=", "rowz=");
        Assert.Equal(1, await log.SqlAsync($"UPDATE leaves SET body = {leaf} WHERE \"index\" = 12"));

        await FoundByRowsAsync(log, "leaf.differs", 12);
        Assert.Null(await log.StartRefusalAsync());
    }

    [Theory, EachDatabase]
    public async Task LeafTable_BackDated_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        var leaf = Forgery.Edited((await Forgery.LeavesAsync(log))[12], "2026-11-23T", "2026-11-20T");
        await log.SqlAsync($"UPDATE leaves SET body = {leaf} WHERE \"index\" = 12");

        await FoundByRowsAsync(log, "leaf.differs", 12);
    }

    [Theory, EachDatabase]
    public async Task LeafTable_Deleted_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        await log.SqlAsync($"DELETE FROM leaves WHERE \"index\" = 12");

        await FoundByRowsAsync(log, "leaf.missing", 12);
    }

    [Theory, EachDatabase]
    public async Task LeafTable_Reordered_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        await log.SqlAsync($"UPDATE leaves SET \"index\" = 99 WHERE \"index\" = 12");
        await log.SqlAsync($"UPDATE leaves SET \"index\" = 12 WHERE \"index\" = 13");
        await log.SqlAsync($"UPDATE leaves SET \"index\" = 13 WHERE \"index\" = 99");

        var report = await log.RowReportAsync();
        Assert.Equal([("leaf.differs", 12L), ("leaf.differs", 13L)], report.Faults.Select(f => (f.Code, f.Index!.Value)));
    }

    [Theory, EachDatabase]
    public async Task LeafTable_InsertedInTheMiddle_IsFoundByTheCheckOfRowsAndByTheStart(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        var leaf = (await Forgery.LeavesAsync(log))[12];
        await log.SqlAsync($"UPDATE leaves SET \"index\" = -\"index\" WHERE \"index\" >= 12");
        await log.SqlAsync($"UPDATE leaves SET \"index\" = 1 - \"index\" WHERE \"index\" < 0");
        await log.SqlAsync($"INSERT INTO leaves (organisation, \"index\", body) VALUES ({log.Organisation.Value}, 12, {leaf})");

        // The one put in equals what stood there; from the next on nothing fits.
        await FoundByRowsAsync(log, "leaf.differs", 13);
        Assert.Equal("ledger.gap", await log.StartRefusalAsync());
    }

    [Theory, EachDatabase]
    public async Task LeafTable_Truncated_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        await log.SqlAsync($"DELETE FROM leaves WHERE \"index\" >= 15");

        await FoundByRowsAsync(log, "leaf.missing", 15);
    }

    [Theory, EachDatabase]
    public async Task LeafTable_TruncatedWithItsHead_IsFoundByTheStart(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        await log.SqlAsync($"DELETE FROM leaves WHERE \"index\" >= 15");
        await log.SqlAsync($"UPDATE ledger_heads SET size = 15");

        Assert.Equal("ledger.gap", await log.StartRefusalAsync());
        await FoundByRowsAsync(log, "database.behind", 15);
    }

    [Theory, EachDatabase]
    public async Task LeafTable_TruncatedWithItsHeadAndCheckpoint_IsFoundByTheStart(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        await log.SqlAsync($"DELETE FROM leaves WHERE \"index\" >= 15");
        await log.SqlAsync($"UPDATE ledger_heads SET size = 15, checkpoint = NULL, checkpoint_size = 0");

        Assert.Equal("ledger.rolled-back", await log.StartRefusalAsync());
    }

    [Theory, EachDatabase]
    public async Task LeafTable_NewerThanTheCheckpoint_DeletedIsFoundByTheStart(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        await log.World.PartyAsync(Services.PartyKind.Provider);
        await log.World.PartyAsync(Services.PartyKind.Provider);
        await log.SqlAsync($"DELETE FROM leaves WHERE \"index\" = 20");

        Assert.Equal("ledger.gap", await log.StartRefusalAsync());
    }

    [Theory, EachDatabase]
    public async Task LeafTable_NewerThanTheCheckpoint_EditedActIsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        await log.World.PartyAsync(Services.PartyKind.Provider);
        var leaf = Forgery.Edited((await Forgery.LeavesAsync(log))[20], "parties.register", "parties.registex");
        await log.SqlAsync($"UPDATE leaves SET body = {leaf} WHERE \"index\" = 20");

        await log.PublishAsync();

        // The log itself took the forgery for the truth; the event that was committed with it did not change.
        await FoundByRowsAsync(log, "event.edited", 20);
    }

    /// <summary>An honest log, records that are not: the first fault that a check of the rows names, and where.</summary>
    private static async Task FoundByRowsAsync(LogWorld log, string code, long? index)
    {
        var report = await log.RowReportAsync();
        Assert.Equal((code, index), (report.First?.Code, report.First?.Index));
    }
}
