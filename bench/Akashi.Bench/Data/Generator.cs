using System.Diagnostics;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Akashi.Bench.Data;

/// <summary>
/// Large organisations. Catalogs, parties and services go through the server's own acts; the statements are written raw and have no
/// events behind them, since 600,000 acts would take minutes and nothing that is measured reads those events.
/// </summary>
internal static class Generator
{
    /// <summary>SQLite: kept under the temporary folder for the next run. PostgreSQL: made anew on the run's own server.</summary>
    public static async Task<World> OpenAsync(string dialect, Shape shape, Report report, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        if (dialect == "postgres")
        {
            var world = await World.OpenAsync(Folders.Cached("postgres"), await Postgres.DatabaseAsync(shape.Hash(""), ct), ct);
            await FillAsync(world, shape, ct);
            report.Note($"{shape.Statements:#,0} statements into PostgreSQL in {clock.Elapsed.TotalSeconds:0.0} s");
            return world;
        }
        var folder = Folders.Cached(shape.Hash(LastMigration()));
        var ready = Path.Combine(folder, "complete");
        if (!File.Exists(ready))
        {
            Directory.Delete(folder, recursive: true);
            await using (var world = await World.OpenAsync(folder, null, ct)) await FillAsync(world, shape, ct);
            await File.WriteAllTextAsync(ready, "", ct);
            report.Note($"{shape.Statements:#,0} statements into SQLite in {clock.Elapsed.TotalSeconds:0.0} s, {new FileInfo(Path.Combine(folder, "akashi.db")).Length >> 20} MiB, kept for the next run");
        }
        return await World.OpenAsync(folder, null, ct);
    }

    private static string LastMigration()
    {
        using var db = DbFactory.For("unused.db").Open(default);
        return db.Database.GetMigrations().Last();
    }

    private static async Task FillAsync(World world, Shape shape, CancellationToken ct)
    {
        var writing = new Writing(shape.Seed);
        var catalogs = new List<CatalogId>();
        for (var i = 0; i < shape.Catalogs; i++) catalogs.Add(World.Must(await world.The<CatalogLoader>().LoadAsync(writing.Catalog($"generated-{i + 1}", shape.Controls), world.By, ct)).Id);
        var services = await Organisation.RegisterAsync(world, shape.Services, ct);

        await using var db = world.Open();
        var controls = (await db.Controls.OrderBy(c => c.Ordinal).Select(c => new { c.Catalog, c.Id }).ToListAsync(ct)).ToLookup(c => c.Catalog, c => c.Id);
        var table = RawTable.Of<Statement>(db);
        var rows = new StatementRows(db, table, writing, world.By);
        var all = catalogs.SelectMany(c => services.Select(s => (Catalog: c, s.Service, s.Kind)))
            .Index().SelectMany(x => rows.Of(x.Item.Service, x.Item.Kind, x.Item.Catalog, [.. controls[x.Item.Catalog]], x.Index * shape.Controls));
        await using var connection = await world.ConnectAsync(ct);
        if (connection is SqliteConnection sqlite)
        {
            await RawRows.ExecuteAsync(sqlite, "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-400000", ct);
            await RawRows.InsertAsync(sqlite, table, all, ct);
            await RawRows.ExecuteAsync(sqlite, "PRAGMA wal_checkpoint(TRUNCATE)", ct);
        }
        else
        {
            await RawRows.InsertAsync((NpgsqlConnection)connection, table, all, ct);
            await RawRows.ExecuteAsync(connection, "VACUUM ANALYZE", ct);
        }
    }
}
