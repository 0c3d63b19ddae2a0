using System.Data.Common;
using Akashi.Ledger.Records;
using Akashi.Server.Catalogs;
using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Identity.Duties;
using Akashi.Server.Identity.Oidc;
using Akashi.Server.Identity.Scim;
using Akashi.Server.Jobs;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using Akashi.Server.References;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;
using Akashi.Server.Tests.Registers.PrivilegedAccess;
using Akashi.Server.References.Workbook;
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

    /// <summary>At least one row in every register, each through the server's own door.</summary>
    private static async Task<Touched> ArrangedAsync(string dialect)
    {
        var sample = await SampleWorld.OpenAsync(dialect);
        var world = sample.World;
        await world.MustAsync(world.Desk.OpenAsync(Person.Enrol, new Text("監査 太郎", "Auditor"), world.Operator, world.Ct));
        await world.MustAsync(sample.Importer.ApplyAsync(sample.Request(sample.Clinical, "hospital-mic.csv", "hospital-documents.csv") with
        {
            Decisions = ReadOptions.None with { Headers = new Dictionary<string, BookField?> { ["本書にない列"] = null } },
        }, world.Operator, world.Ct));
        await world.MustAsync(sample.Publisher.PublishAsync(sample.Clinical.Id, new("第1版", null, null), world.Operator, world.Ct));
        await world.GrantAsync(RetentionPolicy.Set.Id, PrivilegeRule.Set.Id);
        await world.MustAsync(world.Desk.OpenAsync(PrivilegeRule.Set, PrivilegeRule.Default(TargetKind.Servers), world.Operator, world.Ct));
        using (var ssh = new SshRoom(world))
        {
            var (grant, _, _) = await ssh.SignedAsync();
            await RecordingTests.StartAsync(ssh.Privileges, grant);
            await MaintenanceTests.ItemAsync(ssh.Privileges, MaintenanceKind.Tool, "診断プログラム");
        }
        await world.MustAsync(world.Desk.OpenAsync(RetentionPolicy.Set, new(3650, "文書管理規程"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(SavedView.Save, new ViewBody("NDAのみ", "disclosure=nda", ["code"]), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Job.Start, new NewJob(JobKind.Import, sample.Clinical.Id, "hospital.csv"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.RunAsync<VerificationRun>(Verifications.Verify, world.Operator, (at, stand) =>
        {
            var run = VerificationRun.Ended(new(Ids.New(world.Time)), new(3, 3, 2, 2, 10, null, new("", "")), stand);
            at.Add(run);
            return Task.FromResult<Outcome<VerificationRun>>(run);
        }, world.Ct));
        var person = await world.MustAsync(world.Desk.OpenAsync(Person.Add, new PersonBody(new("検査担当", "Inspector"), null, "inspector@example.jp", null), world.Operator, world.Ct));
        var account = await world.MustAsync(world.Desk.OpenAsync(Account.Open, new NewAccount(person.Id, "inspector"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.ActAsync(Account.SetPassword, account.Key, account.Version, new NewPassword("AQAAAAIAAYagAAAAE", false, 3), world.Operator, world.Ct));
        var assignment = await world.MustAsync(world.Desk.OpenAsync(Assignment.Assign, new AssignmentBody(person.Id, "reader", sample.Clinical.Id), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.RunAsync<ReviewCampaign>(Reviews.Open, world.Operator, (at, stand) =>
        {
            var line = ReviewLine.Make(new(Ids.New(world.Time)), new(Ids.New(world.Time)), assignment, world.Operator.Person, stand);
            var review = ReviewCampaign.Make(line.Campaign, new("上期の棚卸し", new(2026, 12, 31), []), new(7, false), [line], stand);
            at.AddRange(review.Value!, line);
            return Task.FromResult(review);
        }, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(ExternalLogin.Link, new NewLogin(person.Id, "https://id.example.jp", "subject-1"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(ScimUser.HandOver, new Handover(person.Id, "joho", "ext-1"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.RunAsync<ScimGroup>(Provisioning.Provision, world.Operator, (at, stand) =>
        {
            var group = ScimGroup.Make(new(Ids.New(world.Time)), new("情報システム", "group-1", [person.Id]), stand);
            at.Add(group.Value!);
            return Task.FromResult(group);
        }, world.Ct));
        var pair = await world.MustAsync(world.Desk.OpenAsync(DutyPair.Define, new DutyPairBody(DutyKind.Hold, Document.Attach.Id, Document.Change.Id, "検査のため"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(DutyExemption.Except, new DutyExemptionBody(person.Id, pair.Duty.Key, "検査のため", world.Time.GetUtcNow().AddDays(5)), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Role.Define, new RoleBody("watch", new("見守り", "Watch"), [Document.Change.Id]), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Setting.Set, new SettingBody("password.length", "16"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(ApiToken.Issue, new HashedToken(person.Id, "集計", ["references.*"], world.Time.GetUtcNow().AddDays(9), new string('a', 64)), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Invitation.Invite, new NewInvitation(person.Id, new string('b', 64)), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.RunAsync<LedgerSurvey>(LedgerSurvey.Survey, Actor.Machine(world.Operator.Organisation), (at, stand) =>
        {
            var survey = LedgerSurvey.Ended(new(Ids.New(world.Time)), new(0, 3, 0, 0, 0, 3, null, 0, null, null), stand);
            at.Add(survey);
            return Task.FromResult<Outcome<LedgerSurvey>>(survey);
        }, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Observation.Attest, new AttestationBody("mhlw-5", "8.1-01", null, ObservationMethod.Interview, true, world.Time.GetUtcNow().AddDays(30), null, "担当者に聞いて確かめた。"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(TargetSetting.Set, new TargetBody(MeasureList.All[0].Id, 5, "社内規程"), world.Operator, world.Ct));
        await using var db = world.Open();
        var document = await db.Documents.FirstAsync(world.Ct);
        var body = new DocumentBody(document.Party, document.Number, "改めた題", document.Issuer, document.Url, document.Disclosure, document.From, document.Until);
        await world.MustAsync(world.Desk.ActAsync(Document.Change, document.Key, document.Version, body, world.Operator, world.Ct));
        var refused = await world.Desk.ActAsync(Document.Change, document.Key, document.Version, body, world.Operator, world.Ct);
        Assert.Equal("stale", refused.Refusal!.Code);
        return await Touched.OpenAsync(sample, dialect);
    }

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
