using System.Data.Common;
using Akashi.Server.Catalogs;
using Akashi.Server.Hosting;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akashi.Bench.Data;

/// <summary>The real server put together on a database, with its organisation; it listens only after <see cref="ListenAsync"/>.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly WebApplication _app;

    private World(WebApplication app, string database) => (_app, Database) = (app, database);

    /// <summary>A SQLite file or a PostgreSQL connection string.</summary>
    public string Database { get; }

    public Actor By => The<LocalOperator>().Actor;
    public DbFactory Databases => The<DbFactory>();
    public T The<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Migrates and finds the organisation or founds it.</summary>
    /// <param name="connection">PostgreSQL; null for SQLite in the folder.</param>
    public static async Task<World> OpenAsync(string folder, string? connection, CancellationToken ct)
    {
        var options = AkashiOptions.Parse(["--data", folder, "--port", "0", "--no-sample", .. connection is null ? Array.Empty<string>() : ["--database", connection]]);
        var world = new World(AkashiHost.Build(options), options.DatabaseOrFile);
        await using (var db = world.Databases.Open(default)) await db.Database.MigrateAsync(ct);
        await world.The<LocalOperator>().EnsureAsync(new NewOrganisation(new("計測用の組織", "Benchmark organisation"), false), ct);
        return world;
    }

    public async Task<Uri> ListenAsync(CancellationToken ct)
    {
        await _app.StartAsync(ct);
        return new(_app.Urls.First());
    }

    public async Task LoadShippedCatalogsAsync(CancellationToken ct)
    {
        foreach (var file in await CatalogFiles.ShippedAsync(ct)) Must(await The<CatalogLoader>().LoadAsync(file, By, ct));
    }

    public Db Open() => Databases.Open(By.Organisation);

    /// <summary>A connection beside the context, for what is measured without it.</summary>
    public async Task<DbConnection> ConnectAsync(CancellationToken ct)
    {
        DbConnection connection = Databases.Dialect == "sqlite" ? new SqliteConnection($"Data Source={Database};Foreign Keys=True") : new NpgsqlConnection(Database);
        await connection.OpenAsync(ct);
        return connection;
    }

    public static T Must<T>(Outcome<T> outcome) =>
        outcome.Refusal is null ? outcome.Value! : throw new InvalidOperationException($"{outcome.Refusal.Code}: {outcome.Refusal.Message.En}");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
