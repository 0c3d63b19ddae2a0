using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Akashi.Server.Kernel;

/// <summary>The embedded default: one file, WAL, synchronous=FULL.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : Db(options)
{
    /// <summary>Options for a database file; waits up to 30 s for another writer.</summary>
    public static DbContextOptions<SqliteDb> For(string file) => new DbContextOptionsBuilder<SqliteDb>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString())
        .UseSnakeCaseNamingConvention().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;

    public override async Task<IDbContextTransaction> BeginWriteAsync(CancellationToken ct)
    {
        await Database.OpenConnectionAsync(ct);
        WalKeeper.LeaveTo(((SqliteConnection)Database.GetDbConnection()).Handle!);
        // Not deferred: the write lock is taken before the first read, so nothing read here can be stale when written.
        var transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: false);
        return (await Database.UseTransactionAsync(transaction, ct))!;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));
}

/// <summary>Production.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : Db(options)
{
    /// <summary>Options for a connection string. Statements that keep coming are prepared by themselves unless the string says otherwise.</summary>
    public static DbContextOptions<PostgresDb> For(string connection) => new DbContextOptionsBuilder<PostgresDb>()
        .UseNpgsql(Prepared(connection)).UseSnakeCaseNamingConvention().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;

    private static string Prepared(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        // Behind a pooler that shares connections between transactions, an administrator sets it to 0.
        // ContainsKey is true of every keyword that there is.
        if (!builder.ShouldSerialize("Max Auto Prepare")) builder.MaxAutoPrepare = 100;
        return builder.ConnectionString;
    }

    // One line writes for an organisation, transaction after transaction, so every statement may see what was committed last. A server
    // that was fenced meanwhile finds the head of the log moved, and all that it did is undone.
    public override Task<IDbContextTransaction> BeginWriteAsync(CancellationToken ct) =>
        Database.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Utc>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p => p.FindAnnotation("Akashi:Json") is not null))
            property.SetColumnType("jsonb");
    }

    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);
}

/// <summary>Opens a context for one organisation on the configured database.</summary>
public sealed class DbFactory(Func<Db> create, string dialect)
{
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Dialect { get; } = dialect;

    public Db Open(OrganisationId organisation)
    {
        var db = create();
        db.Organisation = organisation;
        return db;
    }

    /// <summary>A context that shows what the actor may look at, and no more.</summary>
    public Db OpenFor(Actor by)
    {
        var db = Open(by.Organisation);
        db.Sight = by.Sight;
        return db;
    }

    /// <summary>A file path gives SQLite; a connection string with <c>Host=</c> gives PostgreSQL.</summary>
    public static DbFactory For(string database)
    {
        if (database.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            var postgres = PostgresDb.For(database);
            return new(() => new PostgresDb(postgres), "postgres");
        }
        var sqlite = SqliteDb.For(database);
        return new(() => new SqliteDb(sqlite), "sqlite");
    }
}

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteDb|PostgresDb</c> only; nothing connects.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) => new(SqliteDb.For("design.db"));
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) => new(PostgresDb.For("Host=localhost"));
}
