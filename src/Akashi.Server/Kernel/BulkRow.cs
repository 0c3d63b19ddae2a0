using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Akashi.Server.Kernel;

/// <summary>One row on its way into SQLite; values are stored as <c>Microsoft.Data.Sqlite</c> stores parameters: ids in capitals, days as ISO 8601 text.</summary>
internal sealed class SqliteRow : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private byte[] _bytes = new byte[1024];

    /// <summary>Prepares the insert; of no use once the connection is closed.</summary>
    /// <param name="table">Quoted where it must be, as are <paramref name="columns"/>.</param>
    public SqliteRow(SqliteConnection connection, string table, IEnumerable<string> columns)
    {
        _connection = connection.Handle!;
        var names = columns.ToList();
        Check(raw.sqlite3_prepare_v2(_connection, $"INSERT INTO {table} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select((_, i) => $"?{i + 1}"))})", out _statement));
    }

    public void Null(int column) => Check(raw.sqlite3_bind_null(_statement, column + 1));
    public void Write(int column, long value) => Check(raw.sqlite3_bind_int64(_statement, column + 1, value));
    public void Write(int column, int value) => Check(raw.sqlite3_bind_int64(_statement, column + 1, value));
    public void Write(int column, bool value) => Check(raw.sqlite3_bind_int64(_statement, column + 1, value ? 1 : 0));
    public void Write(int column, double value) => Check(raw.sqlite3_bind_double(_statement, column + 1, value));
    public void Write(int column, byte[] value) => Check(value.Length == 0 ? raw.sqlite3_bind_zeroblob(_statement, column + 1, 0) : raw.sqlite3_bind_blob(_statement, column + 1, value));

    public void Write(int column, Guid value)
    {
        value.TryFormat(_bytes, out var length);
        Ascii.ToUpperInPlace(_bytes.AsSpan(0, length), out _);
        Text(column, length);
    }

    public void Write(int column, DateOnly value)
    {
        value.TryFormat(_bytes, out var length, "o", CultureInfo.InvariantCulture);
        Text(column, length);
    }

    public void Write(int column, string value)
    {
        if (_bytes.Length < Encoding.UTF8.GetMaxByteCount(value.Length)) _bytes = new byte[Encoding.UTF8.GetMaxByteCount(value.Length) * 2];
        Text(column, Encoding.UTF8.GetBytes(value, _bytes));
    }

    public void Write(int column, DateTimeOffset value) => Write(column, value.ToUnixTimeMilliseconds());

    /// <summary>Inserts what was written and makes ready for the next.</summary>
    public void Insert()
    {
        Check(raw.sqlite3_step(_statement));
        Check(raw.sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    // An empty span is a null pointer, which SQLite would store as NULL.
    private void Text(int column, int length) =>
        Check(length == 0 ? raw.sqlite3_bind_text(_statement, column + 1, "") : raw.sqlite3_bind_text(_statement, column + 1, _bytes.AsSpan(0, length)));

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _connection);
}

/// <summary>One row on its way into PostgreSQL. Values go into the connection's buffer; Npgsql sends it when it is full.</summary>
internal sealed class PostgresRow(NpgsqlBinaryImporter importer, string[] types)
{
    public void Null(int column) => importer.WriteNull();
    public void Write(int column, long value) => importer.Write(value, types[column]);
    public void Write(int column, int value) => importer.Write(value, types[column]);
    public void Write(int column, bool value) => importer.Write(value, types[column]);
    public void Write(int column, double value) => importer.Write(value, types[column]);
    public void Write(int column, byte[] value) => importer.Write(value, types[column]);
    public void Write(int column, Guid value) => importer.Write(value, types[column]);
    public void Write(int column, DateOnly value) => importer.Write(value, types[column]);
    public void Write(int column, DateTimeOffset value) => importer.Write(value, types[column]);
    public void Write(int column, string value) => importer.Write(value, types[column]);
}
