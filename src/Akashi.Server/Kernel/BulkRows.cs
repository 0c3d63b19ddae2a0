using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Akashi.Server.Kernel;

/// <summary>
/// Inserts many rows of one table at once, as the model maps them: one prepared statement on SQLite, binary COPY on PostgreSQL.
/// It knows nothing of acts and events; whoever changes entries goes through <see cref="Desk"/>, whose saving comes here.
/// </summary>
public static class BulkRows
{
    /// <summary>True when every column of the type can be written here.</summary>
    public static bool CanWrite(Db db, IEntityType type) => db is SqliteDb ? BulkLayout<SqliteRow>.Of(type) is not null : BulkLayout<PostgresRow>.Of(type) is not null;

    /// <summary>Writes the rows within the transaction that is open on the context; nothing is tracked.</summary>
    /// <exception cref="DbUpdateException">A constraint of the database was broken, as when the context saves.</exception>
    public static Task InsertAsync<T>(Db db, IReadOnlyList<T> rows, CancellationToken ct) where T : class =>
        InsertAsync(db, db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped."), rows, ct);

    /// <inheritdoc cref="InsertAsync{T}"/>
    internal static async Task InsertAsync(Db db, IEntityType type, IReadOnlyList<object> rows, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Rows are inserted within a transaction.");
        if (rows.Count == 0) return;
        try
        {
            if (db.Database.GetDbConnection() is SqliteConnection sqlite) Insert(sqlite, Layout<SqliteRow>(type), rows, ct);
            else await CopyAsync((NpgsqlConnection)db.Database.GetDbConnection(), Layout<PostgresRow>(type), rows, ct);
        }
        catch (DbException broken)
        {
            throw new DbUpdateException($"{rows.Count} rows of {type.ShortName()} could not be inserted.", broken);
        }
    }

    private static BulkLayout<TRow> Layout<TRow>(IEntityType type) where TRow : class =>
        BulkLayout<TRow>.Of(type) ?? throw new NotSupportedException($"{type.ShortName()} has a column that cannot be written in bulk.");

    private static void Insert(SqliteConnection connection, BulkLayout<SqliteRow> layout, IReadOnlyList<object> rows, CancellationToken ct)
    {
        using var row = new SqliteRow(connection, layout.Table, layout.Columns.Select(c => $"\"{c}\""));
        foreach (var entity in rows)
        {
            ct.ThrowIfCancellationRequested();
            layout.Write(entity, row);
            row.Insert();
        }
    }

    private static async Task CopyAsync(NpgsqlConnection connection, BulkLayout<PostgresRow> layout, IReadOnlyList<object> rows, CancellationToken ct)
    {
        await using var importer = await connection.BeginBinaryImportAsync($"COPY {layout.Table} ({layout.Names}) FROM STDIN (FORMAT BINARY)", ct);
        var row = new PostgresRow(importer, layout.Types);
        foreach (var entity in rows)
        {
            ct.ThrowIfCancellationRequested();
            await importer.StartRowAsync(ct);
            layout.Write(entity, row);
        }
        await importer.CompleteAsync(ct);
    }
}
