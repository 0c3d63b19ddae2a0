using System.Data.Common;
using Akashi.Server.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Akashi.Bench.Data;

/// <summary>A table's columns as the databases want them.</summary>
internal sealed record RawTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Types)
{
    /// <summary>As the model maps the entry, so that a new column is written without a change here.</summary>
    public static RawTable Of<T>(Db db)
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var properties = type.GetProperties().ToList();
        return new(type.GetTableName()!, [.. properties.Select(p => p.GetColumnName())], [.. properties.Select(p => p.GetColumnType())]);
    }

    public int At(string column) => Columns.Index().First(c => c.Item == column).Index;
}

/// <summary>
/// Writes rows past the desk: no act, no version check, no event. That is for data that a benchmark needs before it measures,
/// and for the raw limit of writing; the server has no such door.
/// </summary>
internal static class RawRows
{
    /// <summary>One transaction. SQLite: a prepared INSERT; PostgreSQL: binary COPY.</summary>
    public static async Task InsertAsync(DbConnection connection, RawTable table, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        if (connection is SqliteConnection sqlite)
        {
            await using var transaction = sqlite.BeginTransaction();
            Insert(sqlite, transaction, table, rows, ct);
            await transaction.CommitAsync(ct);
        }
        else await CopyAsync((NpgsqlConnection)connection, table, rows, ct);
    }

    public static void Insert(SqliteConnection connection, SqliteTransaction transaction, RawTable table, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {table.Name} ({Names(table)}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";
        var parameters = table.Columns.Select((_, i) => command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" })).ToArray();
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < parameters.Length; i++) parameters[i].Value = row[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    public static async Task CopyAsync(NpgsqlConnection connection, RawTable table, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        var types = table.Types.Select(t => t.Split('(')[0]).ToArray();
        await using var importer = await connection.BeginBinaryImportAsync($"COPY {table.Name} ({Names(table)}) FROM STDIN (FORMAT BINARY)", ct);
        importer.Timeout = TimeSpan.FromMinutes(10);
        foreach (var row in rows)
        {
            await importer.StartRowAsync(ct);
            for (var i = 0; i < types.Length; i++)
            {
                if (row[i] is null or DBNull) await importer.WriteNullAsync(ct);
                else await importer.WriteAsync(row[i]!, types[i], ct);
            }
        }
        await importer.CompleteAsync(ct);
    }

    /// <summary>Rows as they are stored.</summary>
    public static async Task<List<object?[]>> ReadAsync(DbConnection connection, RawTable table, string condition, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Names(table)} FROM {table.Name} WHERE {condition}";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[table.Columns.Count];
            reader.GetValues(row!);
            rows.Add(row);
        }
        return rows;
    }

    public static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Names(RawTable table) => string.Join(", ", table.Columns.Select(c => $"\"{c}\""));
}
