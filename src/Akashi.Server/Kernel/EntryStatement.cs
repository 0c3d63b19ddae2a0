using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Akashi.Server.Kernel;

/// <summary>What several acts changed in one register, as one statement of PostgreSQL, and how many rows it must affect.</summary>
internal sealed record EntryStatement(NpgsqlBatchCommand Command, int Rows)
{
    /// <summary>Everything that these entries need; null when one of their registers cannot be written so. An id is known to nobody before its commit, so none of them needs another.</summary>
    public static IReadOnlyList<EntryStatement>? Of(Db db, IEnumerable<Entry> entries)
    {
        var all = new List<EntryStatement>();
        foreach (var alike in entries.GroupBy(e => (Type: e.GetType(), Fresh: e.Former == 0)))
        {
            if (EntryRows.Of(db.Model.FindEntityType(alike.Key.Type)!) is not { } rows) return null;
            var some = alike.ToList();
            all.Add(new(alike.Key.Fresh ? rows.Insert(some) : rows.Update(some), some.Count));
        }
        return all;
    }

    /// <summary>Runs them in one round trip.</summary>
    public static async Task RunAsync(IReadOnlyList<EntryStatement> all, NpgsqlConnection connection, CancellationToken ct)
    {
        if (all.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var one in all) batch.BatchCommands.Add(one.Command);
        await batch.ExecuteNonQueryAsync(ct);
        foreach (var one in all) one.Check();
    }

    /// <summary>Called after it was run.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A row has not the version that its act found.</exception>
    public void Check()
    {
        if (Command.RecordsAffected != Rows) throw new DbUpdateConcurrencyException($"{Rows} rows were to be written, {Command.RecordsAffected} were there.");
    }
}
