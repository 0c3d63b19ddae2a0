using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Akashi.Server.Kernel;

/// <summary>
/// Adds many narrow rows past change tracking: events, leaves and salts, which are written once and never changed.
/// SQLite: one prepared INSERT run per row; PostgreSQL: one INSERT from arrays.
/// </summary>
internal sealed record RawInsert(string Table, params IReadOnlyList<(string Name, NpgsqlDbType Type)> Columns)
{
    private readonly ArrayStatement _many = new($"INSERT INTO {Table} ({Names(Columns)}) SELECT * FROM {{0}}", Columns);

    /// <summary>The statement for one row, to be prepared once and run often.</summary>
    public SqliteCommand Prepare(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {Table} ({Names(Columns)}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"@p{i}"))})";
        foreach (var (i, _) in Columns.Index()) command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        return command;
    }

    /// <param name="prepared">Made by <see cref="Prepare"/> on the transaction's connection.</param>
    public static void Run(SqliteCommand prepared, SqliteTransaction transaction, IReadOnlyList<object?[]> rows)
    {
        prepared.Transaction = transaction;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) prepared.Parameters[i].Value = Stored(row[i]);
            prepared.ExecuteNonQuery();
        }
    }

    /// <summary>All rows in one statement.</summary>
    public NpgsqlBatchCommand Command(IReadOnlyList<object?[]> rows) => _many.Command(rows);

    private static string Names(IEnumerable<(string Name, NpgsqlDbType)> columns) => string.Join(", ", columns.Select(c => $"\"{c.Name}\""));

    /// <summary>As the SQLite dialect keeps it.</summary>
    private static object Stored(object? value) => value switch { null => DBNull.Value, DateTimeOffset at => at.ToUnixTimeMilliseconds(), _ => value };
}
