using System.Data.Common;
using Akashi.Server.Kernel;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Akashi.Bench.Data;

/// <summary>
/// What the database itself can do with rows of the size of leaves, in a table beside the server's with the same key: the raw limit of all
/// writing through the log. SQLite has one writer; PostgreSQL joins the commits of many connections into one flush.
/// </summary>
internal sealed class RawCommits : IAsyncDisposable
{
    private readonly List<DbConnection> _connections = [];
    private readonly byte[] _body;
    private readonly Guid _organisation;
    private long _next;

    private RawCommits(World world, byte[] body) => (_organisation, _body) = (world.By.Organisation.Value, body);

    /// <param name="connections">How many there are at once; on SQLite one whatever is asked for.</param>
    public static async Task<RawCommits> OpenAsync(World world, int connections, byte[] body, CancellationToken ct)
    {
        var raw = new RawCommits(world, body);
        var sqlite = world.Databases.Dialect == "sqlite";
        for (var i = 0; i < (sqlite ? 1 : connections); i++)
        {
            DbConnection connection = sqlite ? new SqliteConnection($"Data Source={world.Database}") : new NpgsqlConnection(world.Database + ";Pooling=false");
            await connection.OpenAsync(ct);
            raw._connections.Add(connection);
        }
        await RawRows.ExecuteAsync(raw._connections[0], "DROP TABLE IF EXISTS raw_leaves", ct);
        await RawRows.ExecuteAsync(raw._connections[0], sqlite
            ? "CREATE TABLE raw_leaves (organisation TEXT NOT NULL, \"index\" INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (organisation, \"index\")) WITHOUT ROWID"
            : "CREATE TABLE raw_leaves (organisation uuid NOT NULL, \"index\" bigint NOT NULL, body bytea NOT NULL, PRIMARY KEY (organisation, \"index\"))", ct);
        return raw;
    }

    private static readonly RawTable Table = new("raw_leaves", ["organisation", "index", "body"], ["uuid", "bigint", "bytea"]);

    /// <summary>So many rows in one transaction.</summary>
    public Task TogetherAsync(int rows, CancellationToken ct) => RawRows.InsertAsync(_connections[0], Table, Rows(rows), ct);

    /// <summary>So many rows, each in a transaction of its own, shared out over the connections.</summary>
    public Task SinglesAsync(int rows, CancellationToken ct) =>
        Task.WhenAll(_connections.Select((c, i) => Task.Run(() => SinglesAsync(c, rows / _connections.Count + (i < rows % _connections.Count ? 1 : 0), ct), ct)));

    private async Task SinglesAsync(DbConnection connection, int rows, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO raw_leaves (organisation, \"index\", body) VALUES (@o, @i, @b)";
        DbParameter Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
            return parameter;
        }
        Add("@o", _organisation);
        var index = Add("@i", 0L);
        Add("@b", _body);
        await command.PrepareAsync(ct);
        for (var i = 0; i < rows; i++)
        {
            index.Value = Interlocked.Increment(ref _next);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private IEnumerable<object?[]> Rows(int rows)
    {
        for (var i = 0; i < rows; i++) yield return [_organisation, Interlocked.Increment(ref _next), _body];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
    }
}
