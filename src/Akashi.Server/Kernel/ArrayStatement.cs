using Npgsql;
using NpgsqlTypes;

namespace Akashi.Server.Kernel;

/// <summary>A statement of PostgreSQL that takes many rows at once, one array per column: its text is the same however many they are, so it is prepared once.</summary>
/// <param name="Sql">With <c>{0}</c> where the rows stand.</param>
/// <param name="Columns">Of the rows, in their order.</param>
internal sealed record ArrayStatement(string Sql, params IReadOnlyList<(string Name, NpgsqlDbType Type)> Columns)
{
    private readonly string _text = Sql.Replace("{0}", $"unnest({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))})", StringComparison.Ordinal);

    /// <param name="rows">Each with a value per column; further ones are ignored.</param>
    public NpgsqlBatchCommand Command(IReadOnlyList<object?[]> rows)
    {
        var command = new NpgsqlBatchCommand(_text);
        foreach (var (i, column) in Columns.Index())
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | column.Type, Value = Column(rows, i, column.Type) });
        return command;
    }

    private static Array Column(IReadOnlyList<object?[]> rows, int at, NpgsqlDbType type)
    {
        T?[] Values<T>() where T : struct
        {
            var values = new T?[rows.Count];
            for (var i = 0; i < values.Length; i++) values[i] = (T?)rows[i][at];
            return values;
        }
        T?[] Objects<T>() where T : class
        {
            var values = new T?[rows.Count];
            for (var i = 0; i < values.Length; i++) values[i] = (T?)rows[i][at];
            return values;
        }
        return type switch
        {
            NpgsqlDbType.Uuid => Values<Guid>(), NpgsqlDbType.Bigint => Values<long>(), NpgsqlDbType.Integer => Values<int>(), NpgsqlDbType.Boolean => Values<bool>(),
            NpgsqlDbType.TimestampTz => Values<DateTimeOffset>(), NpgsqlDbType.Date => Values<DateOnly>(), NpgsqlDbType.Bytea => Objects<byte[]>(), _ => Objects<string>(),
        };
    }
}
