using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Akashi.Server.Kernel;

/// <summary>
/// Adds many narrow rows past change tracking: events, leaves and salts, which are written once and never changed.
/// SQLite: one prepared INSERT run per row, past ADO.NET; PostgreSQL: one INSERT from arrays.
/// </summary>
internal sealed record RawInsert(string Table, params IReadOnlyList<(string Name, NpgsqlDbType Type)> Columns)
{
    private readonly ArrayStatement _many = new($"INSERT INTO {Table} ({Names(Columns)}) SELECT * FROM {{0}}", Columns);

    /// <summary>The statement for one row, to be prepared once and run often.</summary>
    public SqliteRow Prepare(SqliteConnection connection) => new(connection, Table, Columns.Select(c => $"\"{c.Name}\""));

    /// <param name="prepared">Made by <see cref="Prepare"/> on the connection whose transaction is open.</param>
    public void Run(SqliteRow prepared, IReadOnlyList<object?[]> rows)
    {
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                switch (row[i])
                {
                    case null: prepared.Null(i); break;
                    case string text: prepared.Write(i, text); break;
                    case Guid id: prepared.Write(i, id); break;
                    case byte[] bytes: prepared.Write(i, bytes); break;
                    case long number: prepared.Write(i, number); break;
                    case int number: prepared.Write(i, number); break;
                    case DateTimeOffset at: prepared.Write(i, at); break;
                    case var other: throw new NotSupportedException($"{Table}: {other.GetType().Name}");
                }
            prepared.Insert();
        }
    }

    /// <summary>All rows in one statement.</summary>
    public NpgsqlBatchCommand Command(IReadOnlyList<object?[]> rows) => _many.Command(rows);

    private static string Names(IEnumerable<(string Name, NpgsqlDbType)> columns) => string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
}
