using Akashi.Server.Tests.Testing;
using Npgsql;

namespace Akashi.Bench.Data;

/// <summary>The run's own PostgreSQL, as the tests start it; a machine without PostgreSQL measures SQLite only.</summary>
internal static class Postgres
{
    private static int _made;

    /// <summary>The databases to measure on.</summary>
    public static async Task<IReadOnlyList<string>> DialectsAsync(Report report)
    {
        try
        {
            await PostgresServer.ConnectionAsync();
            return ["sqlite", "postgres"];
        }
        catch (InvalidOperationException missing)
        {
            report.Note($"SQLite only: {missing.Message}");
            return ["sqlite"];
        }
    }

    /// <summary>Connection string of a new database.</summary>
    public static async Task<string> DatabaseAsync(string hint, CancellationToken ct)
    {
        var server = await PostgresServer.ConnectionAsync();
        var name = $"bench_{hint}_{++_made}";
        await using var connection = new NpgsqlConnection(server + ";Database=postgres");
        await connection.OpenAsync(ct);
        await RawRows.ExecuteAsync(connection, $"CREATE DATABASE {name}", ct);
        return $"{server};Database={name}";
    }
}
