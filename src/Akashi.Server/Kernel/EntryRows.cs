using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace Akashi.Server.Kernel;

/// <summary>
/// Entries of one register as arrays of columns, for PostgreSQL: many new ones are one statement, and so are many changed ones. A changed
/// entry is written only where its row still has the version that the act found.
/// </summary>
internal sealed class EntryRows
{
    private static readonly ConcurrentDictionary<IEntityType, EntryRows?> Known = [];

    private readonly BulkLayout<RowValues> _layout;
    private readonly ArrayStatement _insert;
    private readonly ArrayStatement _update;

    private EntryRows(IEntityType type, BulkLayout<RowValues> layout, (string Name, NpgsqlDbType Type)[] columns)
    {
        _layout = layout;
        _insert = new($"INSERT INTO {layout.Table} ({layout.Names}) SELECT * FROM {{0}}", columns);
        var keys = type.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()).ToList();
        var version = type.FindProperty(nameof(Entry.Version))!.GetColumnName();
        var set = string.Join(", ", layout.Columns.Except(keys).Select(c => $"\"{c}\" = v.\"{c}\""));
        var same = string.Join(" AND ", keys.Select(k => $"t.\"{k}\" = v.\"{k}\""));
        _update = new($"UPDATE {layout.Table} AS t SET {set} FROM {{0}} AS v({layout.Names}, was) WHERE {same} AND t.\"{version}\" = v.was", [.. columns, ("was", NpgsqlDbType.Integer)]);
    }

    /// <summary>Null when the register has a column that cannot be written so.</summary>
    public static EntryRows? Of(IEntityType type) => Known.GetOrAdd(type, Make);

    /// <summary>Adds entries that are new.</summary>
    public NpgsqlBatchCommand Insert(IEnumerable<Entry> fresh) => _insert.Command([.. fresh.Select(e => ValuesOf(e).Values)]);

    /// <summary>Writes entries that were changed; as many rows must be affected.</summary>
    public NpgsqlBatchCommand Update(IEnumerable<Entry> changed) => _update.Command([.. changed.Select(e =>
    {
        var row = ValuesOf(e);
        row.Values[^1] = e.Former;
        return row.Values;
    })]);

    private RowValues ValuesOf(Entry entry)
    {
        var row = new RowValues(_layout.Columns.Count + 1);
        _layout.Write(entry, row);
        return row;
    }

    private static EntryRows? Make(IEntityType type)
    {
        if (BulkLayout<RowValues>.Of(type) is not { } layout) return null;
        var columns = layout.Columns.Zip(layout.Types, (name, of) => (Name: name, Type: TypeOf(of))).ToList();
        return columns.All(c => c.Type is not null) ? new(type, layout, [.. columns.Select(c => (c.Name, c.Type!.Value))]) : null;
    }

    private static NpgsqlDbType? TypeOf(string name) => name switch
    {
        "uuid" => NpgsqlDbType.Uuid, "bigint" => NpgsqlDbType.Bigint, "integer" => NpgsqlDbType.Integer, "bytea" => NpgsqlDbType.Bytea, "boolean" => NpgsqlDbType.Boolean,
        "timestamp with time zone" => NpgsqlDbType.TimestampTz, "date" => NpgsqlDbType.Date, "text" => NpgsqlDbType.Text, "character varying" => NpgsqlDbType.Varchar, "jsonb" => NpgsqlDbType.Jsonb,
        _ => null,
    };

    /// <summary>Takes the values of one row from a layout.</summary>
    private sealed class RowValues(int columns)
    {
        public object?[] Values { get; } = new object?[columns];

        public void Null(int column) => Values[column] = null;
        public void Write(int column, long value) => Values[column] = value;
        public void Write(int column, int value) => Values[column] = value;
        public void Write(int column, bool value) => Values[column] = value;
        public void Write(int column, byte[] value) => Values[column] = value;
        public void Write(int column, Guid value) => Values[column] = value;
        public void Write(int column, DateOnly value) => Values[column] = value;
        public void Write(int column, DateTimeOffset value) => Values[column] = value;
        public void Write(int column, string value) => Values[column] = value;
    }
}
