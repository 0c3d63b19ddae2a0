using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Ledger;

// Rows and events in the database, past the server.
public sealed partial class TamperTests
{
    [Theory, EachDatabase]
    public async Task Row_Edited_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 8);
        Assert.Equal(1, await log.SqlAsync($"UPDATE parties SET name_ja = '改竄' WHERE kind = 'Provider'"));

        await FoundByRowsAsync(log, "row.edited", 3);
        Assert.Null(await log.StartRefusalAsync());
        Assert.Null((await log.VerifyAsync()).Fault);
    }

    [Theory, EachDatabase]
    public async Task Row_PutBackToItsFormerState_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 8);
        await log.SqlAsync($"UPDATE parties SET name_ja = '提供', name_en = '提供', version = 1 WHERE kind = 'Provider'");

        await FoundByRowsAsync(log, "row.edited", 3);
    }

    [Theory, EachDatabase]
    public async Task Row_Deleted_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 8);
        await log.SqlAsync($"DELETE FROM parties WHERE kind = 'Customer'");

        await FoundByRowsAsync(log, "row.missing", 2);
    }

    [Theory, EachDatabase]
    public async Task Row_Inserted_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 8);
        var id = Guid.Parse("019ab3c1-0000-7000-8000-000000000001");
        await InsertPartyAsync(log, id);

        await FoundByRowsAsync(log, "row.extra", null);
    }

    [Theory, EachDatabase]
    public async Task Event_Edited_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 8);
        Assert.Equal(1, await log.SqlAsync($"UPDATE events SET body = REPLACE(body, 'New', 'Old') WHERE leaf = 3"));

        await FoundByRowsAsync(log, "event.edited", 3);
    }

    [Theory, EachDatabase]
    public async Task Event_BackDated_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 8);
        await (dialect == "sqlite" ? log.SqlAsync($"UPDATE events SET at = at - 86400000 WHERE leaf = 3") : log.SqlAsync($"UPDATE events SET at = at - interval '1 day' WHERE leaf = 3"));

        await FoundByRowsAsync(log, "event.edited", 3);
    }

    [Theory, EachDatabase]
    public async Task Event_GivenToSomebodyElse_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 8);
        var other = log.World.Someone(log.Organisation);
        await log.World.MustAsync(log.Desk.OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("甲", "A")), other, log.World.Ct));
        await log.PublishAsync();
        await log.SqlAsync($"UPDATE events SET person = {other.Person.Value} WHERE leaf = 3");

        await FoundByRowsAsync(log, "event.edited", 3);
    }

    [Theory, EachDatabase]
    public async Task Event_Deleted_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 8);
        await log.SqlAsync($"DELETE FROM events WHERE leaf = 1");

        await FoundByRowsAsync(log, "event.missing", 1);
    }

    [Theory, EachDatabase]
    public async Task Event_SaltDestroyedWithoutAnErasure_IsFoundByTheCheckOfRows(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 8);
        await log.SqlAsync($"UPDATE events SET salt = NULL, body = '' WHERE leaf = 1");

        await FoundByRowsAsync(log, "event.salt-missing", 1);
    }

    private static Task<int> InsertPartyAsync(LogWorld log, Guid id) => log.World.Databases.Dialect == "sqlite"
        ? log.SqlAsync($"INSERT INTO parties (organisation, id, kind, version, changed_at, name_ja, name_en) VALUES ({log.Organisation.Value}, {id}, 'Provider', 1, 0, '偽', 'Fake')")
        : log.SqlAsync($"INSERT INTO parties (organisation, id, kind, version, changed_at, name_ja, name_en) VALUES ({log.Organisation.Value}, {id}, 'Provider', 1, now(), '偽', 'Fake')");
}
