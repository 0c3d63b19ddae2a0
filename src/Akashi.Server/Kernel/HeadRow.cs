using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Akashi.Server.Kernel;

/// <summary>The head of a log inside a writing transaction: locked first or known from the last commit, advanced last by a <see cref="LeafWriter"/>.</summary>
internal readonly record struct HeadRow(long Epoch, long Size, long LastAt)
{
    /// <summary>Reads and locks the head; null when the organisation has no log yet.</summary>
    public static async Task<HeadRow?> LockAsync(Db db, CancellationToken ct)
    {
        await using var command = Command(db, $"SELECT epoch, size, last_at FROM ledger_heads WHERE organisation = @organisation{(db is PostgresDb ? " FOR UPDATE" : "")}");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)) : null;
    }

    /// <summary>Begins the log of an organisation.</summary>
    /// <param name="schema">Null when there are rows from before the log, which must be adopted first.</param>
    public static Task FoundAsync(Db db, string origin, string? schema, CancellationToken ct) => RunAsync(db,
        "INSERT INTO ledger_heads (organisation, origin, epoch, size, bytes, last_at, checkpoint_size, minimum_index, schema) VALUES (@organisation, @origin, 1, 0, 0, 0, 0, 0, @schema)",
        ct, ("@origin", origin), ("@schema", (object?)schema ?? DBNull.Value));

    /// <summary>The rows have leaves for these columns now.</summary>
    public static Task AdoptedAsync(Db db, string schema, CancellationToken ct) =>
        RunAsync(db, "UPDATE ledger_heads SET schema = @schema WHERE organisation = @organisation", ct, ("@schema", schema));

    public static Task RaiseMinimumAsync(Db db, long minimum, CancellationToken ct) =>
        RunAsync(db, "UPDATE ledger_heads SET minimum_index = @minimum WHERE organisation = @organisation AND minimum_index < @minimum", ct, ("@minimum", minimum));

    /// <summary>Takes the log over: every other server that writes to it is stopped at its next act.</summary>
    public static Task TakeOverAsync(Db db, CancellationToken ct) =>
        RunAsync(db, "UPDATE ledger_heads SET epoch = epoch + 1 WHERE organisation = @organisation", ct);

    /// <summary>Compare and swap: the new checkpoint stands only when the former one still did.</summary>
    /// <returns>False when another checkpoint stands there.</returns>
    public static async Task<bool> SwapAsync(Db db, string? from, string to, long size, CancellationToken ct) => 1 == await RunAsync(db,
        "UPDATE ledger_heads SET checkpoint = @to, checkpoint_size = @size WHERE organisation = @organisation AND COALESCE(checkpoint, '') = @from AND size >= @size",
        ct, ("@to", to), ("@size", size), ("@from", from ?? ""));

    private static async Task<int> RunAsync(Db db, string sql, CancellationToken ct, params (string Name, object Value)[] values)
    {
        await using var command = Command(db, sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static DbCommand Command(Db db, string sql, params (string Name, object Value)[] values)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = sql;
        foreach (var (name, value) in values.Prepend(("@organisation", db.Organisation.Value)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
