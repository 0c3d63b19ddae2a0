using System.Text.Json;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Bench.Data;

/// <summary>
/// One act as it was committed before there was a ledger: load, check the version, run the same transition, save row and event row with
/// EF Core in a transaction of its own. Only here, as the other side of a comparison; the server has no such switch.
/// </summary>
internal sealed class FormerDesk(World world)
{
    private readonly DbContextOptions<FormerDb> _options = Options(world);

    public async Task<int> RenameAsync(Guid id, int version, PartyBody body, CancellationToken ct)
    {
        await using var db = new FormerDb(_options);
        await db.Database.OpenConnectionAsync(ct);
        await using var transaction = db.Database.GetDbConnection() is Microsoft.Data.Sqlite.SqliteConnection sqlite
            ? await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: false), ct)
            : await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, ct);
        var stand = new Stand(world.By, Clock.Truncate(TimeProvider.System.GetUtcNow()));
        var (key, organisation) = (new PartyId(id), world.By.Organisation);
        var party = await db.Set<Party>().IgnoreQueryFilters().AsTracking().FirstOrDefaultAsync(p => p.Organisation == organisation && p.Id == key, ct);
        if (party?.Version != version || Party.Change.Transition(party, body, stand) is not null) throw new InvalidOperationException("The benchmark's own act was refused.");
        var happened = new PartyChanged(body.Name);
        db.Add(new EventRow
        {
            Organisation = world.By.Organisation, Id = Ids.New(TimeProvider.System), Act = Party.Change.Id, Register = nameof(Party), EntryId = id, EntryVersion = party.Version,
            Type = nameof(PartyChanged), Body = JsonSerializer.Serialize(happened, Columns.Json), Person = stand.By.Person, At = stand.At,
        });
        await db.SaveChangesAsync(ct);
        await transaction!.CommitAsync(ct);
        return party.Version;
    }

    private static DbContextOptions<FormerDb> Options(World world)
    {
        using var db = world.Open();
        var options = new DbContextOptionsBuilder<FormerDb>().UseModel(db.Model).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        return (world.Databases.Dialect == "sqlite" ? options.UseSqlite($"Data Source={world.Database};Foreign Keys=True") : options.UseNpgsql(world.Database)).Options;
    }

    /// <summary>The server's model without the server's rules of saving.</summary>
    private sealed class FormerDb(DbContextOptions<FormerDb> options) : DbContext(options);
}
