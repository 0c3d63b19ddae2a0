using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;

namespace Akashi.Ledger.Records;

/// <summary>The rows, events and copies of leaves in a SQLite or PostgreSQL database, all as of one moment.</summary>
/// <param name="connection">Open, and used by nobody else meanwhile; it is not closed.</param>
/// <param name="schema">Which register lies where.</param>
public sealed class DatabaseRecords(DbConnection connection, StateSchema schema) : RecordSource
{
    private const string Columns = "act, register, entry_id, entry_version, type, at, person";

    private readonly Dictionary<Guid, TreeHash> _people = [];
    private readonly StateReader _states = new(connection, schema);
    private DbCommand? _command;
    private DbDataReader? _reader;
    private long _start;
    private bool _begun, _ended;

    /// <inheritdoc/>
    public override StateSchema Schema { get; } = schema;

    /// <inheritdoc/>
    public override bool HoldsLeaves => true;

    private bool Sqlite => Sql.IsSqlite(connection);

    /// <inheritdoc/>
    public override void Open(long start)
    {
        // One snapshot for everything; on SQLite a transaction that begins deferred locks nobody out.
        Sql.Run(connection, Sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        _begun = true;
        using (var head = Select("SELECT size FROM ledger_heads WHERE organisation = @organisation"))
            Size = head.ExecuteScalar() is { } size ? Convert.ToInt64(size, System.Globalization.CultureInfo.InvariantCulture) : 0;
        using (var salts = Select("SELECT subject, salt FROM subject_salts WHERE organisation = @organisation"))
        using (var people = salts.ExecuteReader())
            while (people.Read())
                if (StateText.IdOf(people.GetValue(0)) is { } person && people.GetValue(1) is byte[] salt)
                    _people[person] = StateText.Salted(salt, Encoding.UTF8.GetBytes(person.ToString()));
        _start = start;
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (!_ended) _reader ??= Read();
        if (_reader is null || !_reader.Read())
        {
            Close();
            return false;
        }
        Current.Index = _reader.GetInt64(0);
        Current.IsEvent = _reader.GetInt32(1) == 1;
        Current.Body = Bytes(_reader, 2);
        Current.Salt = Bytes(_reader, 3);
        Current.Facts = Current.IsEvent ? new EventRowFacts(Text(_reader, 4), Text(_reader, 5), StateText.IdOf(_reader.GetValue(6)), Number(_reader, 7), Text(_reader, 8), Moment(_reader, 9), StateText.IdOf(_reader.GetValue(10))) : null;
        return true;
    }

    /// <inheritdoc/>
    public override TreeHash? HashOf(Guid person) => _people.TryGetValue(person, out var hash) ? hash : null;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<LooseEvent> LooseEventsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var command = Select("SELECT id, register, entry_id, at FROM events WHERE organisation = @organisation AND leaf IS NULL ORDER BY id");
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(ct).ConfigureAwait(false))
                    yield return new LooseEvent(StateText.IdOf(reader.GetValue(0))?.ToString() ?? "?", Text(reader, 1), StateText.IdOf(reader.GetValue(2)), Moment(reader, 3));
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredRow> RowsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var register in Schema.Registers)
            await foreach (var row in _states.RowsAsync(register, ct).ConfigureAwait(false))
                yield return row;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredPart> PartsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var parts in Schema.Parts)
            await foreach (var part in _states.PartsAsync(parts, ct).ConfigureAwait(false))
                yield return part;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Close();
        if (_begun && connection.State is System.Data.ConnectionState.Open) Sql.Run(connection, "ROLLBACK");
        _begun = false;
        return base.DisposeAsync();
    }

    private void Close()
    {
        _reader?.Dispose();
        _command?.Dispose();
        (_reader, _command, _ended) = (null, null, true);
    }

    // Both in the order of the log, a leaf before its event, so that one pass beside the log compares them without keeping any.
    private DbDataReader Read()
    {
        _command = Select($"""
            SELECT "index" AS n, 0 AS kind, body AS body, {Null("bytea")} AS salt, {Null("text")} AS act, {Null("text")} AS register, {Null("uuid")} AS entry_id,
                {Null("integer")} AS entry_version, {Null("text")} AS type, {Null("timestamptz")} AS at, {Null("uuid")} AS person
            FROM leaves WHERE organisation = @organisation AND "index" >= @start
            UNION ALL
            SELECT leaf, 1, {(Sqlite ? "CAST(body AS BLOB)" : "convert_to(body, 'UTF8')")}, salt, {Columns} FROM events WHERE organisation = @organisation AND leaf >= @start
            ORDER BY 1, 2
            """, ("@start", _start));
        return _command.ExecuteReader();
    }

    private DbCommand Select(string text, params (string Name, object Value)[] more) => Sql.Command(connection, text, [("@organisation", Schema.Organisation), .. more]);

    // The first branch of a union decides the types in PostgreSQL.
    private string Null(string type) => Sqlite ? "NULL" : $"NULL::{type}";

    private static byte[] Bytes(DbDataReader row, int column) => row.GetValue(column) as byte[] ?? [];

    private static string Text(DbDataReader row, int column) => row.GetValue(column) as string ?? "";

    private static long Number(DbDataReader row, int column) => row.GetValue(column) switch { long number => number, int number => number, _ => -1 };

    private static string Moment(DbDataReader row, int column) => row.GetValue(column) switch
    {
        DateTime at => StateText.Moment(at),
        long ms and >= -62_135_596_800_000 and <= 253_402_300_799_999 => StateText.Moment(DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime),
        _ => "",
    };
}
