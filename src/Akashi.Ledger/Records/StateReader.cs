using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Akashi.Ledger.Records;

/// <summary>Reads rows as canonical states from a SQLite or PostgreSQL database. Source: docs/formats/ledger-leaf.md "The state of a row".</summary>
/// <param name="connection">Open.</param>
/// <param name="schema">Which register lies where.</param>
public sealed class StateReader(DbConnection connection, StateSchema schema)
{
    /// <summary>Every row of a register; the state is good until the next.</summary>
    public async IAsyncEnumerable<StoredRow> RowsAsync(RegisterSchema register, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(register);
        var digest = schema.Parts.FirstOrDefault(p => p.Register == register.Register)?.Digest;
        var state = new StateText();
        var command = Select(register.Table, [register.Key, digest ?? register.Key, .. register.Columns.Select(c => c.Name)], register.Key);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    state.Write(reader, register.Columns, first: 2);
                    yield return new StoredRow(register.Register, StateText.IdOf(reader.GetValue(0)), state.Written, digest is null ? null : reader.GetValue(1) as string);
                }
            }
        }
    }

    /// <summary>Every part of the entries of a register, those of one entry together; the state is good until the next.</summary>
    public async IAsyncEnumerable<StoredPart> PartsAsync(PartsSchema parts, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var state = new StateText();
        var command = Select(parts.Table, [parts.Parent, parts.Order, .. parts.Columns.Select(c => c.Name)], parts.Parent);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    state.Write(reader, parts.Columns, first: 2);
                    yield return new StoredPart(parts.Register, StateText.IdOf(reader.GetValue(0)), reader.GetValue(1) as string ?? "", state.Written);
                }
            }
        }
    }

    private DbCommand Select(string table, IEnumerable<string> columns, string order) =>
        Sql.Command(connection, $"SELECT {string.Join(", ", columns.Select(c => $"\"{c}\""))} FROM \"{table}\" WHERE organisation = @organisation ORDER BY \"{order}\"", ("@organisation", schema.Organisation));
}

/// <summary>What the two databases have in common.</summary>
internal static class Sql
{
    // The library knows neither provider; the one of SQLite is told by its name.
    public static bool IsSqlite(DbConnection connection) => connection.GetType().Name.Contains("Sqlite", StringComparison.OrdinalIgnoreCase);

    public static DbCommand Command(DbConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        // A whole table may be read; how long that takes is not for a timeout to say.
        command.CommandTimeout = 0;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public static void Run(DbConnection connection, string text)
    {
        using var command = Command(connection, text);
        command.ExecuteNonQuery();
    }
}
