using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Akashi.Server.Kernel;

/// <summary>
/// Writes what one transaction adds to the log, its last statements before the commit: salts, events, leaves, then the head, which must still
/// be where it was thought to be. SQLite: prepared statements that live as long as the connection; PostgreSQL: one round trip for all, with
/// the changed rows.
/// </summary>
internal sealed class LeafWriter(DbConnection connection) : IAsyncDisposable
{
    // Only from where this server left it: one that was fenced, or that thinks the log shorter or longer than it is, changes nothing.
    private static string Advance(char sign) =>
        $"UPDATE ledger_heads SET size = {sign}1, bytes = bytes + {sign}2, last_at = {sign}3 WHERE organisation = {sign}4 AND epoch = {sign}5 AND size = {sign}6";

    private readonly Dictionary<string, SqliteRow> _inserts = [];
    private SqliteCommand? _advance;

    /// <param name="entries">To be written before; PostgreSQL only.</param>
    /// <exception cref="HeadMovedException">The head is not where <paramref name="head"/> says.</exception>
    public Task WriteAsync(DbTransaction transaction, IReadOnlyList<EntryStatement> entries, LeafBatch batch, HeadRow head, long lastAt, CancellationToken ct)
    {
        object[] values = [batch.Size, batch.Bytes, lastAt, batch.Organisation.Value, head.Epoch, head.Size];
        if (connection is not SqliteConnection sqlite) return WriteAsync((NpgsqlConnection)connection, entries, batch, values, ct);
        Write(sqlite, (SqliteTransaction)transaction, batch, values);
        return Task.CompletedTask;
    }

    private void Write(SqliteConnection sqlite, SqliteTransaction transaction, LeafBatch batch, object[] values)
    {
        foreach (var (into, rows) in batch.Tables)
        {
            if (rows.Count == 0) continue;
            if (!_inserts.TryGetValue(into.Table, out var insert)) _inserts[into.Table] = insert = into.Prepare(sqlite);
            into.Run(insert, rows);
        }
        if (_advance is not { } advance)
        {
            _advance = advance = sqlite.CreateCommand();
            advance.CommandText = Advance('@');
            foreach (var (i, _) in values.Index()) advance.Parameters.Add(new SqliteParameter { ParameterName = $"@{i + 1}" });
        }
        advance.Transaction = transaction;
        foreach (var (i, value) in values.Index()) advance.Parameters[i].Value = value;
        if (advance.ExecuteNonQuery() != 1) throw new HeadMovedException();
    }

    private static async Task WriteAsync(NpgsqlConnection postgres, IReadOnlyList<EntryStatement> entries, LeafBatch batch, object[] values, CancellationToken ct)
    {
        await using var all = new NpgsqlBatch(postgres);
        foreach (var entry in entries) all.BatchCommands.Add(entry.Command);
        foreach (var (into, rows) in batch.Tables)
            if (rows.Count > 0) all.BatchCommands.Add(into.Command(rows));
        var advance = new NpgsqlBatchCommand(Advance('$'));
        foreach (var value in values) advance.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = value is Guid ? NpgsqlDbType.Uuid : NpgsqlDbType.Bigint, Value = value });
        all.BatchCommands.Add(advance);
        await all.ExecuteNonQueryAsync(ct);
        foreach (var entry in entries) entry.Check();
        if (advance.RecordsAffected != 1) throw new HeadMovedException();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var insert in _inserts.Values) insert.Dispose();
        if (_advance is not null) await _advance.DisposeAsync();
    }
}

/// <summary>The head of the log is not where this server left it: somebody else wrote, or a commit that seemed lost was not.</summary>
internal sealed class HeadMovedException() : Exception("The head of the log has moved.");
