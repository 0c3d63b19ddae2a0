using Akashi.Server.Catalogs;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Akashi.Server.Tests.Testing;

/// <summary>A database of its own with one organisation, a clock that the test sets, and the intents that tests arrange with.</summary>
public sealed class TestWorld : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static string? _postgresTemplate;
    private static string? _sqliteTemplate;
    private readonly Func<ValueTask> _dispose;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
    public DbFactory Databases { get; }
    public Actor Operator { get; }
    public Sequencer Sequencer { get; }
    public Desk Desk { get; }
    public CoverageBoards Boards { get; }
    public Grants Grants { get; }

    /// <summary>Who hears of commits; a test may add to them.</summary>
    public List<IAfterCommit> Listeners { get; }

    /// <summary>A SQLite file or a PostgreSQL connection string.</summary>
    public string Database { get; }
    public CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestWorld(string database, Func<ValueTask> dispose)
    {
        Database = database;
        Databases = DbFactory.For(database);
        Boards = new(Databases);
        Sequencer = new(Databases, Time);
        Grants = new(Databases);
        var duties = new Akashi.Server.Identity.Duties.Duties(Databases);
        Listeners = [Boards, Grants, duties];
        Desk = new(Databases, Sequencer, Time, Listeners, Grants, duties);
        Operator = Someone(new(Ids.New(Time)));
        _dispose = dispose;
    }

    public static async Task<TestWorld> OpenAsync(string dialect)
    {
        await Gate.WaitAsync();
        string database;
        Func<ValueTask> dispose;
        try
        {
            (database, dispose) = dialect == "sqlite" ? await SqliteAsync() : await PostgresAsync();
        }
        finally
        {
            Gate.Release();
        }
        var world = new TestWorld(database, dispose);
        await world.Desk.OpenAsync(Organisation.Found, new NewOrganisation(new("試験組織", "Test organisation"), false), world.Operator, world.Ct);
        return world;
    }

    /// <summary>A person who may do everything in an organisation; another organisation makes a stranger.</summary>
    public Actor Someone(OrganisationId? organisation = null) => new(new(Ids.New(Time)), organisation ?? new(Ids.New(Time)), _ => true);

    /// <summary>Another person of the operator's organisation, who may do everything.</summary>
    public Actor Colleague() => Someone(Operator.Organisation);

    /// <summary>A privilege of the operator for acts of Akashi: asked for, approved by a colleague, live for the next hours.</summary>
    public async Task<PrivilegeRequest> GrantAsync(params string[] acts)
    {
        var now = Time.GetUtcNow();
        var asked = await MustAsync(Desk.OpenAsync(PrivilegeRequest.Ask, new PrivilegeBody("台帳の保守", "試験のため", null, PrivilegeTarget.OfActs(acts), now, now.AddHours(8)), Operator, Ct));
        return await MustAsync(Desk.ActAsync(PrivilegeRequest.Approve, asked.Key, asked.Version, new NoBody(), Colleague(), Ct));
    }

    public Db Open() => Databases.Open(Operator.Organisation);

    public async Task<T> MustAsync<T>(Task<Outcome<T>> outcome)
    {
        var done = await outcome;
        Assert.True(done.Done, done.Refusal?.Code + ": " + done.Refusal?.Message.En);
        return done.Value!;
    }

    public Task<Party> PartyAsync(PartyKind kind, string name = "当事者") =>
        MustAsync(Desk.OpenAsync(Party.Register, new PartyBody(kind, new(name, name)), Operator, Ct));

    public Task<Service> ServiceAsync(PartyId party, string slug, params ServiceId[] builtOn) =>
        MustAsync(Desk.OpenAsync(Service.Register, new ServiceBody(party, slug, new(slug, slug), DeliveryModel.PaaS, [], [], builtOn), Operator, Ct));

    /// <summary>A catalog of <paramref name="controls"/> controls 1.1-01, 1.1-02 … in one section.</summary>
    public async Task<(Catalog Catalog, IReadOnlyList<Control> Controls)> CatalogAsync(int controls, string key = "tiny")
    {
        var file = new CatalogFile(key, new("小さな基準", "Tiny"), new("発行者", "Issuer"), new("第1版", "Edition 1"), null, new("", ""), ["小さな基準"],
            [new("1", null, new("章", "Chapter")), new("1.1", "1", new("節", "Section"))],
            [.. Enumerable.Range(1, controls).Select(i => new ControlFile($"1.1-{i:00}", $"1.1-{i:00}", "1.1", ControlClass.Minimum, new($"要求{i}", $"Requirement {i}"), new($"説明{i}", $"Summary {i}"), null, ["policy"], null, null))], null);
        var load = await MustAsync(new CatalogLoader(Desk, Time).LoadAsync(file, Operator, Ct));
        await using var db = Open();
        return (await db.Catalogs.SingleAsync(c => c.Id == load.Id, Ct), await db.Controls.Where(c => c.Catalog == load.Id).OrderBy(c => c.Ordinal).ToListAsync(Ct));
    }

    public Task<Statement> StatementAsync(Service service, Control control, StatementBody body) =>
        MustAsync(Desk.OpenAsync(Statement.Open, new NewStatement(service.Id, control.Catalog, control.Id, service.Party, body), Operator, Ct));

    /// <summary>A copy of the database as it stands now, and what removes it.</summary>
    public async Task<(string Database, Func<Task> Dispose)> CopyAsync()
    {
        if (Databases.Dialect == "sqlite")
        {
            var copy = $"{Database}.{Ids.New(TimeProvider.System):N}";
            await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Database}");
            await connection.OpenAsync(Ct);
            await using var command = connection.CreateCommand();
            command.CommandText = $"VACUUM INTO '{copy}'";
            await command.ExecuteNonQueryAsync(Ct);
            return (copy, () => Task.CompletedTask);
        }
        NpgsqlConnection.ClearPool(new NpgsqlConnection(Database));
        var (server, from) = (await PostgresServer.ConnectionAsync(), new NpgsqlConnectionStringBuilder(Database).Database);
        // A database is copied only while nobody is connected to it.
        await ExecuteAsync(server, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{from}'");
        var name = $"c_{Ids.New(TimeProvider.System):N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {from}");
        return ($"{server};Database={name}", async () =>
        {
            NpgsqlConnection.ClearPool(new NpgsqlConnection($"{server};Database={name}"));
            await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
        });
    }

    public async ValueTask DisposeAsync()
    {
        Boards.Dispose();
        await _dispose();
    }

    private static async Task<(string, Func<ValueTask>)> SqliteAsync()
    {
        if (_sqliteTemplate is null)
        {
            var template = Path.Combine(Directory.CreateTempSubdirectory("akashi-template-").FullName, "akashi.db");
            await using (var db = DbFactory.For(template).Open(default)) await db.Database.MigrateAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            _sqliteTemplate = template;
        }
        var folder = Directory.CreateTempSubdirectory("akashi-test-").FullName;
        var file = Path.Combine(folder, "akashi.db");
        File.Copy(_sqliteTemplate, file);
        return (file, () =>
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        });
    }

    private static async Task<(string, Func<ValueTask>)> PostgresAsync()
    {
        var server = await PostgresServer.ConnectionAsync();
        if (_postgresTemplate is null)
        {
            await ExecuteAsync(server, "CREATE DATABASE akashi_template");
            await using (var db = DbFactory.For(server + ";Database=akashi_template;Pooling=false").Open(default)) await db.Database.MigrateAsync();
            _postgresTemplate = "akashi_template";
        }
        var name = $"t_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {_postgresTemplate}");
        var connection = $"{server};Database={name}";
        return (connection, async () =>
        {
            NpgsqlConnection.ClearPool(new NpgsqlConnection(connection));
            await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
        });
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server + ";Database=postgres");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
