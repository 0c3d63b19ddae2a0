using System.Data.Common;
using Akashi.Ledger.Records;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Ledger;

/// <summary>Acts of the real server, then hands in the database: every register, every column, both databases.</summary>
public sealed class RowChecksTests
{
    [Theory, EachDatabase]
    public async Task Check_AfterRealActs_FindsNothing(string dialect)
    {
        await using var touched = await ArrangedAsync(dialect);
        var report = await touched.CheckAsync();
        Assert.Empty(report.Faults);
        Assert.Equal(touched.Schema.Registers.Count, touched.Kept.Count);
        await using var db = touched.World.Open();
        Assert.Equal((await db.Events.LongCountAsync(touched.World.Ct), await db.Controls.LongCountAsync(touched.World.Ct)), (report.Events, report.Parts));
        Assert.True(report.Rows > 100);
        Assert.Equal(await db.Leaves.LongCountAsync(touched.World.Ct), report.Leaves);
    }

    [Theory, EachDatabase]
    public async Task Check_AnyColumnOfAnyRegisterEdited_NamesTheRow(string dialect)
    {
        await using var touched = await ArrangedAsync(dialect);
        var columns = 0;
        foreach (var register in touched.Schema.Registers)
            foreach (var column in register.Columns.Where(c => c.Name != register.Key && c.Name != "organisation"))
            {
                await touched.EditAsync(register, column);
                var report = await touched.CheckAsync();
                await touched.UndoAsync(register, column);
                var fault = Assert.Single(report.Faults, f => f.Code == "row.edited");
                Assert.Contains($"{register.Register} {touched.Kept[register.Register]}", fault.En, StringComparison.Ordinal);
                Assert.Equal(fault, report.First);
                // The hash of the parts is a column of its row: who changes it contradicts both.
                Assert.Equal(touched.Schema.Parts.Any(p => p.Digest == column.Name && p.Register == register.Register) ? 2 : 1, report.FaultCount);
                columns++;
            }
        Assert.Empty((await touched.CheckAsync()).Faults);
        Assert.True(columns > 60, $"{columns} columns");
    }

    [Theory, EachDatabase]
    public async Task Check_RowDeletedOrAdded_NamesIt(string dialect)
    {
        await using var touched = await ArrangedAsync(dialect);
        foreach (var register in touched.Schema.Registers)
        {
            var id = touched.Kept[register.Register];
            await touched.SqlAsync($"DELETE FROM {register.Table} WHERE {register.Key} = {touched.Id(id)}");
            var missing = (await touched.CheckAsync()).First!;
            Assert.Equal(("row.missing", true), (missing.Code, missing.En.Contains(id.ToString(), StringComparison.Ordinal)));
            Assert.NotNull(missing.Index);

            var stranger = Guid.Parse("019ab3c1-0000-7000-8000-0000000000cc");
            await touched.SqlAsync($"INSERT INTO {register.Table} SELECT * FROM kept_{register.Table}");
            await touched.SqlAsync($"INSERT INTO {register.Table} ({Names(register)}) SELECT {Names(register, c => c == register.Key ? touched.Id(stranger) : $"\"{c}\"")} FROM kept_{register.Table}");
            var extra = await touched.CheckAsync();
            await touched.SqlAsync($"DELETE FROM {register.Table} WHERE {register.Key} = {touched.Id(stranger)}");
            Assert.Equal(1, extra.FaultCount);
            Assert.Equal(("row.extra", true), (extra.First!.Code, extra.First.Ja.Contains(stranger.ToString(), StringComparison.Ordinal)));
        }
        Assert.Empty((await touched.CheckAsync()).Faults);
    }

    [Theory, EachDatabase]
    public async Task Check_ControlEdited_NamesItsCatalog(string dialect)
    {
        await using var touched = await ArrangedAsync(dialect);
        var catalog = touched.Kept["Catalog"];
        await touched.SqlAsync($"UPDATE controls SET title_ja = title_ja || 'x' WHERE code = (SELECT min(code) FROM controls WHERE catalog = {touched.Id(catalog)}) AND catalog = {touched.Id(catalog)}");
        var report = await touched.CheckAsync();
        Assert.Equal(("parts.edited", 1L, true), (report.First!.Code, report.FaultCount, report.First.En.Contains(catalog.ToString(), StringComparison.Ordinal)));
    }

    [Theory, EachDatabase]
    public async Task Check_EventsAndLeavesTouched_NamesTheLeaf(string dialect)
    {
        await using var touched = await ArrangedAsync(dialect);
        (string Edit, string Undo, string Code)[] cases =
        [
            ("UPDATE events SET body = body || ' ' WHERE leaf = 5", "UPDATE events SET body = substr(body, 1, length(body) - 1) WHERE leaf = 5", "event.edited"),
            ("UPDATE events SET act = act || 'x' WHERE leaf = 5", "UPDATE events SET act = substr(act, 1, length(act) - 1) WHERE leaf = 5", "event.edited"),
            ("UPDATE events SET entry_version = entry_version + 100 WHERE leaf = 5", "UPDATE events SET entry_version = entry_version - 100 WHERE leaf = 5", "event.edited"),
            ($"UPDATE events SET person = {touched.Id(Guid.Parse("019ab3c1-0000-7000-8000-0000000000dd"))} WHERE leaf = 5", $"UPDATE events SET person = {touched.Id(touched.World.Operator.Person.Value)} WHERE leaf = 5", "none"),
            // The server itself has acted too, so its salt is known.
            ($"UPDATE events SET person = {touched.Id(Guid.Empty)} WHERE leaf = 5", $"UPDATE events SET person = {touched.Id(touched.World.Operator.Person.Value)} WHERE leaf = 5", "event.edited"),
            ("UPDATE events SET leaf = NULL WHERE leaf = 5", $"UPDATE events SET leaf = 5 WHERE leaf IS NULL", "event.missing"),
            ("CREATE TABLE held AS SELECT * FROM leaves WHERE \"index\" = 5; DELETE FROM leaves WHERE \"index\" = 5", "INSERT INTO leaves SELECT * FROM held", "leaf.missing"),
        ];
        foreach (var (edit, undo, code) in cases)
        {
            await touched.SqlAsync(edit);
            var report = await touched.CheckAsync();
            await touched.SqlAsync(undo);
            if (code == "none") Assert.Empty(report.Faults);
            else Assert.Equal((code, (long?)5), (report.First!.Code, report.First.Index));
        }
        await touched.SqlAsync("DELETE FROM leaves WHERE \"index\" >= 9; DELETE FROM events WHERE leaf >= 9; UPDATE ledger_heads SET size = 9");
        Assert.Equal(("database.behind", (long?)9), await touched.CheckAsync() is { First: { } first } ? (first.Code, first.Index) : default);
    }

    [Theory, EachDatabase]
    public async Task Export_OfTheServersDatabase_ComparesLikeIt(string dialect)
    {
        await using var touched = await ArrangedAsync(dialect);
        using var export = new MemoryStream();
        await new ExportWriter(touched.Connection, touched.Schema).WriteAsync(export, touched.World.Ct);
        var (read, stored) = (await touched.CheckAsync(new ExportRecords(() => new MemoryStream(export.ToArray()), touched.Schema)), await touched.CheckAsync());
        Assert.Empty(read.Faults);
        Assert.Equal((stored.Rows, stored.Events, stored.Parts, stored.Leaves), (read.Rows, read.Events, read.Parts, read.Leaves));
    }

    private static string Names(RegisterSchema register, Func<string, string>? each = null) => string.Join(", ", register.Columns.Select(c => (each ?? (n => $"\"{n}\""))(c.Name)));

    private static async Task<Touched> ArrangedAsync(string dialect) => await Touched.OpenAsync(await EveryRegister.OpenAsync(dialect), dialect);

    private sealed class Touched(SampleWorld sample, bool sqlite, DbConnection connection, StateSchema schema) : IAsyncDisposable
    {
        private readonly List<byte[]> _log = [];

        public TestWorld World => sample.World;
        public DbConnection Connection => connection;
        public StateSchema Schema => schema;

        /// <summary>One row of each register, of which a copy is kept.</summary>
        public Dictionary<string, Guid> Kept { get; } = [];

        public static async Task<Touched> OpenAsync(SampleWorld sample, string dialect)
        {
            var db = sample.World.Open();
            var connection = db.Database.GetDbConnection();
            await connection.OpenAsync(sample.Ct);
            var schema = StateSchema.Parse(StateForms.Of(db).ToJson(sample.By.Organisation));
            var touched = new Touched(sample, dialect == "sqlite", connection, schema);
            // Whoever edits by hand has the rights to switch the database's own rules off.
            if (dialect == "sqlite") await touched.SqlAsync("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
            else
            {
                await touched.SqlAsync("SET session_replication_role = replica");
                await touched.SqlAsync("DO $do$ DECLARE r record; BEGIN FOR r IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0 LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.t, r.conname); END LOOP; FOR r IN SELECT c.relname AS t, a.attname AS n FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type y ON y.oid = a.atttypid WHERE y.typname = 'varchar' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace LOOP EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE text', r.t, r.n); END LOOP; END $do$");
            }
            foreach (var index in await touched.ListAsync(dialect == "sqlite"
                ? "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE%'"
                : "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indisunique AND NOT indisprimary AND relnamespace = 'public'::regnamespace")) await touched.SqlAsync($"DROP INDEX \"{index}\"");
            foreach (var register in schema.Registers)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT {register.Key} FROM {register.Table} ORDER BY {register.Key}";
                if (await command.ExecuteScalarAsync(sample.Ct) is not { } id) continue;
                touched.Kept[register.Register] = Guid.Parse(id.ToString()!);
                await touched.SqlAsync($"CREATE TABLE kept_{register.Table} AS SELECT * FROM {register.Table} WHERE {register.Key} = {touched.Id(touched.Kept[register.Register])}");
            }
            // What was published, in place of the log on disk.
            touched._log.AddRange((await touched.ListAsync("SELECT body FROM leaves ORDER BY \"index\"")).Cast<byte[]>());
            return touched;
        }

        public async Task<RecordReport> CheckAsync(RecordSource? source = null)
        {
            await using var records = source ?? new DatabaseRecords(connection, schema);
            var check = new RecordCheck(records);
            for (var i = 0; i < _log.Count; i++) check.Take(i, _log[i]);
            return await check.FinishAsync(World.Ct);
        }

        public Task EditAsync(RegisterSchema register, StateColumn column)
        {
            var name = $"\"{column.Name}\"";
            var other = column.Kind switch
            {
                ColumnKind.Secret when column.Name is "former_passwords" or "recovery_codes" => sqlite ? "'[\"edited\"]'" : "'[\"edited\"]'::jsonb",
                ColumnKind.Text or ColumnKind.Secret => $"COALESCE({name}, '') || 'x'",
                ColumnKind.Id => Id(Guid.Parse("019ab3c1-0000-7000-8000-0000000000ee")),
                ColumnKind.Number => $"COALESCE({name}, 0) + 1",
                ColumnKind.Truth => sqlite ? $"1 - COALESCE({name}, 0)" : $"NOT COALESCE({name}, false)",
                ColumnKind.Time => sqlite ? $"COALESCE({name}, 0) + 1" : $"COALESCE({name}, now()) + interval '1 millisecond'",
                ColumnKind.Day => sqlite ? "'2031-01-01'" : "DATE '2031-01-01'",
                ColumnKind.Json => sqlite ? "'{\"edited\":true}'" : "'{\"edited\":true}'::jsonb",
                _ => sqlite ? "x'01'" : "'\\x01'::bytea",
            };
            return SqlAsync($"UPDATE {register.Table} SET {name} = {other} WHERE {register.Key} = {Id(Kept[register.Register])}");
        }

        public Task UndoAsync(RegisterSchema register, StateColumn column) =>
            SqlAsync($"UPDATE {register.Table} SET \"{column.Name}\" = (SELECT \"{column.Name}\" FROM kept_{register.Table}) WHERE {register.Key} = {Id(Kept[register.Register])}");

        public string Id(Guid id) => sqlite ? $"'{id.ToString().ToUpperInvariant()}'" : $"'{id}'::uuid";

        private async Task<List<object>> ListAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(World.Ct);
            var values = new List<object>();
            while (await reader.ReadAsync(World.Ct)) values.Add(reader.GetValue(0));
            return values;
        }

        public async Task SqlAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(World.Ct);
        }

        public async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            await sample.DisposeAsync();
        }
    }
}
