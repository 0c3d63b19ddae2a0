using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Ledger;

/// <summary>Rows that have no leaf: from before there was a log, or of a register whose columns an upgrade has changed.</summary>
public sealed class AdoptionTests
{
    [Theory, EachDatabase]
    public async Task Start_RowsFromBeforeTheLog_EachGetsALeafThatItsRowFits(string dialect)
    {
        await using var log = await LogWorld.OpenAsync(dialect);
        var world = log.World;
        // More than one transaction of the adoption holds.
        await world.MustAsync(world.Desk.RunAsync(new Act("test.fill", new("用意", "Fill")), world.Operator, (db, stand) =>
        {
            for (var i = 0; i < 501; i++)
            {
                var party = Party.Register.Open(new PartyBody(PartyKind.Customer, new($"名{i}", $"N{i}")), stand, Ids.New(world.Time)).Value!;
                party.Organisation = world.Operator.Organisation;
                db.Add(party);
            }
            return Task.FromResult<Outcome<int>>(501);
        }, world.Ct));
        await BeforeTheLogAsync(log);

        await log.RestartAsync();

        var leaves = await LoggedLeaf.OfAsync(world);
        var adopted = leaves.Where(l => l["type"] == nameof(EntryAdopted)).ToList();
        await using (var db = world.Open())
        {
            var parties = await db.Parties.ToListAsync(world.Ct);
            Assert.Equal(parties.Select(p => p.Key.ToString()).Append(world.Operator.Organisation.Value.ToString()).Order(), adopted.Select(l => l["entry"]!).Order());
            Assert.All(parties, p => Assert.Equal(2, p.Version));
            Assert.Equal(Enumerable.Range(0, 501).Select(i => $"名{i}").Order(StringComparer.Ordinal), parties.Select(p => p.Name.Ja).Order(StringComparer.Ordinal));
        }
        var report = await log.RowReportAsync();
        Assert.Equal((null, 502L, 502L), (report.First?.Code, report.Adoptions, report.Rows));
        await log.RestartAsync();
        Assert.Equal(leaves.Count, (await LoggedLeaf.OfAsync(world)).Count);
    }

    [Theory, EachDatabase]
    public async Task Start_AdoptionKilledHalfway_IsDoneAgainWhole(string dialect)
    {
        await using var log = await LogWorld.OpenAsync(dialect);
        var world = log.World;
        var party = await world.PartyAsync(PartyKind.Provider);
        await BeforeTheLogAsync(log);
        await world.Sequencer.TakeOverAsync(log.Organisation);
        await world.MustAsync(world.Desk.RunAsync(new Act("ledger.adopt", new("引継", "Adopt")), Actor.Machine(log.Organisation), async (db, _) =>
        {
            (await db.FindEntryAsync<Party>(party.Key, world.Ct))!.Adopt();
            return (Outcome<int>)1;
        }, world.Ct));

        await log.RestartAsync();

        Assert.Null(await log.RowFaultAsync());
        Assert.Equal(2, (await LoggedLeaf.OfAsync(world)).Count(l => l["entry"] == party.Key.ToString()));
    }

    [Theory, EachDatabase]
    public async Task Start_ColumnsOfOneRegisterChanged_OnlyItsRowsAreAdoptedAgain(string dialect)
    {
        await using var log = await LogWorld.OpenAsync(dialect);
        var world = log.World;
        var party = await world.PartyAsync(PartyKind.Provider);
        string schema;
        await using (var db = world.Open()) schema = (await db.LedgerHeads.SingleAsync(world.Ct)).Schema!;
        var former = string.Join(' ', schema.Split(' ').Select(r => r.StartsWith("Party:", StringComparison.Ordinal) ? "Party:0123456789abcdef" : r));
        await log.SqlAsync($"UPDATE ledger_heads SET schema = {former}");

        await log.RestartAsync();

        var adopted = (await LoggedLeaf.OfAsync(world)).Where(l => l["type"] == nameof(EntryAdopted)).ToList();
        Assert.Equal([party.Key.ToString()], adopted.Select(l => l["entry"]!));
        Assert.Null(await log.RowFaultAsync());
    }

    /// <summary>Makes the database what it was when rows and events were all there was.</summary>
    private static async Task BeforeTheLogAsync(LogWorld log)
    {
        await log.SqlAsync($"DELETE FROM leaves");
        await log.SqlAsync($"DELETE FROM ledger_heads");
        await log.SqlAsync($"DELETE FROM subject_salts");
        await log.SqlAsync($"UPDATE events SET leaf = NULL, salt = NULL");
        log.World.Time.Advance(TimeSpan.FromHours(1));
    }
}
