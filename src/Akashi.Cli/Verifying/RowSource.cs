using System.Data.Common;
using Akashi.Ledger.Records;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Akashi.Cli.Verifying;

/// <summary>The rows to compare a log with: a database, an export, or none.</summary>
internal static class RowSource
{
    /// <param name="database">A SQLite file, or a connection string with <c>Host=</c>.</param>
    /// <param name="export">A file as the server exports it.</param>
    /// <param name="schema">Which register lies where.</param>
    public static async Task<(RecordSource? Source, DbConnection? Connection)> OpenAsync(string? database, string? export, StateSchema schema, CancellationToken ct)
    {
        if (export is not null)
        {
            if (!File.Exists(export)) throw CommandFailedException.Unreadable(new Words("{0} がありません。", "{0} is not there.").With(export));
            return (new ExportRecords(() => File.OpenRead(export), schema), null);
        }
        if (database is null) return (null, null);
        DbConnection connection;
        try
        {
            connection = Connect(database);
        }
        catch (ArgumentException wrong)
        {
            throw CommandFailedException.Usage(new Words("--database の指定を読めません: {0}", "--database cannot be read: {0}").With(wrong.Message));
        }
        try
        {
            await connection.OpenAsync(ct);
            return (new DatabaseRecords(connection, schema), connection);
        }
        catch (DbException failed)
        {
            await connection.DisposeAsync();
            throw Unreadable(failed);
        }
    }

    public static CommandFailedException Unreadable(DbException failed) =>
        CommandFailedException.Unreadable(new Words("データベースを読めません: {0}", "The database cannot be read: {0}").With(failed.Message));

    private static DbConnection Connect(string database)
    {
        if (database.Contains("Host=", StringComparison.OrdinalIgnoreCase)) return new NpgsqlConnection(database);
        if (!File.Exists(database)) throw CommandFailedException.Unreadable(new Words("{0} がありません。", "{0} is not there.").With(database));
        // Read only: a check must not be able to change what it checks.
        return new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 30 }.ToString());
    }
}
