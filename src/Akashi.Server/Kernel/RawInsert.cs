using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Akashi.Server.Kernel;

/// <summary>
/// Adds many narrow rows with one statement, past change tracking: events and leaves, which are written once and never changed.
/// SQLite: one prepared INSERT run per row; PostgreSQL: one INSERT from arrays, a single round trip.
/// </summary>
internal sealed record RawInsert(string Table, params IReadOnlyList<(string Name, NpgsqlDbType Type)> Columns)
{
    private readonly string _names = string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

    public async Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<object?[]> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        if (connection is SqliteConnection sqlite) Run(sqlite, (SqliteTransaction)transaction, rows);
        else await RunAsync((NpgsqlConnection)connection, rows, ct);
    }

    private void Run(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<object?[]> rows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {Table} ({_names}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"@p{i}"))})";
        var parameters = Columns.Select((_, i) => command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" })).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++) parameters[i].Value = Stored(row[i]);
            command.ExecuteNonQuery();
        }
    }

    private async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<object?[]> rows, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {Table} ({_names}) SELECT * FROM unnest({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))})";
        foreach (var (i, column) in Columns.Index())
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | column.Type, Value = Column(rows, i, column.Type) });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static Array Column(IReadOnlyList<object?[]> rows, int at, NpgsqlDbType type)
    {
        T?[] All<T>() => [.. rows.Select(r => (T?)r[at])];
        return type switch
        {
            NpgsqlDbType.Uuid => All<Guid>(), NpgsqlDbType.Bigint => All<long>(), NpgsqlDbType.Integer => All<int>(), NpgsqlDbType.Bytea => All<byte[]>(),
            NpgsqlDbType.TimestampTz => All<DateTimeOffset>(), _ => All<string>(),
        };
    }

    /// <summary>As the SQLite dialect keeps it.</summary>
    private static object Stored(object? value) => value switch { null => DBNull.Value, DateTimeOffset at => at.ToUnixTimeMilliseconds(), _ => value };
}
