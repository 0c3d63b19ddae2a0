using Akashi.Bench.Data;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Importing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using Microsoft.Data.Sqlite;

namespace Akashi.Bench.Benchmarks;

/// <summary>
/// A whole import (read, compare, apply with one event per entry, commit to disk) into an empty service, and again without differences.
/// Two raw limits: the SAX pass over the workbook, and the same rows and events inserted raw in one transaction.
/// </summary>
internal sealed class ImportBenchmark : IBenchmark
{
    public static string Name => "import";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        foreach (var dialect in await Postgres.DialectsAsync(report))
        {
            using var folder = Folders.Fresh();
            await using var world = await World.OpenAsync(folder.Path, dialect == "postgres" ? await Postgres.DatabaseAsync("import", ct) : null, ct);
            await world.LoadShippedCatalogsAsync(ct);
            await RunAsync(report, dialect, world, ct);
        }
    }

    private static async Task RunAsync(Report report, string dialect, World world, CancellationToken ct)
    {
        var workbook = await ReadingBenchmark.SampleAsync(ct);
        var first = await EmptyServiceAsync(world, ct);
        await ImportAsync(world, first, workbook, ct);
        await using var connection = await world.ConnectAsync(ct);
        var stored = await StoredAsync(world, connection, ct);
        var rows = stored.Sum(s => s.Rows.Count);

        // A server that has run for a minute knows the sizes of its tables (autovacuum); without them PostgreSQL looks up a service's foreign key by passing over all services.
        if (dialect == "postgres") await RawRows.ExecuteAsync(connection, "ANALYZE", ct);

        var taken = await Meter.PreparedAsync(Meter.Times, warm: 12,
            async () =>
            {
                var service = await EmptyServiceAsync(world, ct);
                return () => ImportAsync(world, service, workbook, ct);
            },
            () => Task.FromResult<Func<Task>>(() =>
            {
                SaxPass.Read(new MemoryStream(workbook));
                return Task.CompletedTask;
            }),
            async () =>
            {
                var copies = await CopiesAsync(world, stored, ct);
                return () => InsertAsync(connection, copies, ct);
            },
            () => Task.FromResult<Func<Task>>(() => ImportAsync(world, first, workbook, ct)));
        report.Add(new($"import, {dialect}: 508 rows into an empty service", taken[0], "SAX read", taken[1], Budget: 1_000, BudgetRatio: 2));
        report.Add(new($"import, {dialect}: the same, beside its writing", taken[0], $"raw insert, {rows:#,0} rows", taken[2]));
        report.Add(new($"import, {dialect}: again, no differences", taken[3], "SAX read", taken[1], Budget: 1_000, BudgetRatio: 2));
    }

    private static async Task<ServiceId> EmptyServiceAsync(World world, CancellationToken ct)
    {
        var party = World.Must(await world.The<Desk>().OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("提供事業者", "Provider")), world.By, ct));
        var body = new ServiceBody(party.Id, "s" + party.Id.Value.ToString("N"), new("基盤", "Platform"), DeliveryModel.PaaS, [], [], []);
        return World.Must(await world.The<Desk>().OpenAsync(Service.Register, body, world.By, ct)).Id;
    }

    private static async Task ImportAsync(World world, ServiceId service, byte[] workbook, CancellationToken ct) =>
        World.Must(await world.The<Importer>().ApplyAsync(new(service, null, [new("provider-reference.xlsx", new MemoryStream(workbook))], ReadOptions.None), world.By, ct));

    /// <summary>Everything the first import wrote.</summary>
    private static async Task<List<(RawTable Table, List<object?[]> Rows)>> StoredAsync(World world, System.Data.Common.DbConnection connection, CancellationToken ct)
    {
        await using var db = world.Open();
        var stored = new List<(RawTable, List<object?[]>)>();
        foreach (var (table, condition) in ((RawTable, string)[])
            [(RawTable.Of<Statement>(db), "1=1"), (RawTable.Of<Document>(db), "1=1"), (RawTable.Of<Edition>(db), "1=1"), (RawTable.Of<ImportRun>(db), "1=1"), (RawTable.Of<EventRow>(db), "act = 'references.import'")])
            stored.Add((table, await RawRows.ReadAsync(connection, table, condition, ct)));
        return stored;
    }

    /// <summary>The same rows under new keys, so that they can be inserted once more.</summary>
    private static async Task<List<(RawTable Table, List<object?[]> Rows)>> CopiesAsync(World world, List<(RawTable Table, List<object?[]> Rows)> stored, CancellationToken ct)
    {
        var service = await EmptyServiceAsync(world, ct);
        await using var db = world.Open();
        var party = (await db.Services.FindAsync([world.By.Organisation, service], ct))!.Party;
        object Key(Guid id) => world.Databases.Dialect == "sqlite" ? id.ToString().ToUpperInvariant() : id;
        return [.. stored.Select(s => (s.Table, s.Rows.Select(row =>
        {
            var copy = (object?[])row.Clone();
            foreach (var (at, column) in s.Table.Columns.Index())
                copy[at] = column switch
                {
                    "id" or "entry_id" => Key(Ids.New(TimeProvider.System)),
                    "service" => Key(service.Value),
                    "party" => Key(party.Value),
                    _ => copy[at],
                };
            return copy;
        }).ToList()))];
    }

    private static async Task InsertAsync(System.Data.Common.DbConnection connection, List<(RawTable Table, List<object?[]> Rows)> copies, CancellationToken ct)
    {
        if (connection is SqliteConnection sqlite)
        {
            await using var transaction = sqlite.BeginTransaction();
            foreach (var (table, rows) in copies) RawRows.Insert(sqlite, transaction, table, rows, ct);
            await transaction.CommitAsync(ct);
            return;
        }
        await using var on = await connection.BeginTransactionAsync(ct);
        foreach (var (table, rows) in copies) await RawRows.CopyAsync((Npgsql.NpgsqlConnection)connection, table, rows, ct);
        await on.CommitAsync(ct);
    }
}
