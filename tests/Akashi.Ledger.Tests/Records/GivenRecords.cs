using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Akashi.Ledger.Records;
using Microsoft.Data.Sqlite;

namespace Akashi.Ledger.Tests.Records;

/// <summary>
/// A small database with a register of papers and one of books with chapters, kept as the program keeps its own, and the leaves of its
/// acts. States and leaves are written here by hand, without a line of the library's code.
/// </summary>
internal sealed class GivenRecords : IDisposable
{
    public static readonly Guid Organisation = new("019ab3c1-0000-7000-8000-0000000000aa");
    private static readonly Guid Person = new("019ab3c1-0000-7000-8000-0000000000bb");
    private readonly byte[] _personSalt = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
    private readonly Dictionary<Guid, int> _versions = [];
    private DateTimeOffset _clock = new(2026, 11, 24, 9, 0, 0, 0, TimeSpan.Zero);

    public static readonly StateSchema Schema = new(Organisation,
    [
        new("Book", "books", "id", [new("changed_at", ColumnKind.Time), new("content", ColumnKind.Text), new("id", ColumnKind.Id), new("organisation", ColumnKind.Id), new("version", ColumnKind.Number)]),
        new("Paper", "papers", "id",
        [
            new("changed_at", ColumnKind.Time), new("due", ColumnKind.Day), new("id", ColumnKind.Id), new("organisation", ColumnKind.Id), new("pages", ColumnKind.Number),
            new("sealed", ColumnKind.Truth), new("shape", ColumnKind.Json), new("thumb", ColumnKind.Bytes), new("title", ColumnKind.Text), new("version", ColumnKind.Number),
        ]),
    ], [new("Book", "chapters", "book", "code", "content", [new("book", ColumnKind.Id), new("code", ColumnKind.Text), new("organisation", ColumnKind.Id), new("words", ColumnKind.Text)])]);

    public SqliteConnection Connection { get; }

    public List<byte[]> Leaves { get; } = [];

    /// <param name="file">Where the database lies; in memory when it is left out.</param>
    public GivenRecords(string file = ":memory:")
    {
        Connection = new($"Data Source={file};Pooling=false");
        Connection.Open();
        Sql("""
            CREATE TABLE papers (organisation TEXT, id TEXT, changed_at INTEGER, due TEXT, pages INTEGER, sealed INTEGER, shape TEXT, thumb BLOB, title TEXT, version INTEGER);
            CREATE TABLE books (organisation TEXT, id TEXT, changed_at INTEGER, content TEXT, version INTEGER);
            CREATE TABLE chapters (organisation TEXT, book TEXT, code TEXT, words TEXT);
            CREATE TABLE events (organisation TEXT, id TEXT, act TEXT, register TEXT, entry_id TEXT, entry_version INTEGER, type TEXT, body TEXT, person TEXT, at INTEGER, leaf INTEGER, salt BLOB);
            CREATE TABLE leaves (organisation TEXT, "index" INTEGER, body BLOB, PRIMARY KEY (organisation, "index"));
            CREATE TABLE ledger_heads (organisation TEXT, size INTEGER);
            CREATE TABLE subject_salts (organisation TEXT, subject TEXT, salt BLOB);
            """);
        Sql("INSERT INTO ledger_heads VALUES (@o, 0); INSERT INTO subject_salts VALUES (@o, @p, @s)", ("@p", Person), ("@s", _personSalt));
    }

    /// <summary>Opens a paper or changes it.</summary>
    public Guid Paper(string title, Guid? known = null, int pages = 3)
    {
        var id = known ?? Guid.CreateVersion7(_clock);
        var (at, version) = (Tick(), _versions[id] = _versions.GetValueOrDefault(id) + 1);
        Sql("DELETE FROM papers WHERE id = @id; INSERT INTO papers VALUES (@o, @id, @at, '2026-12-31', @pages, 1, '{\"b\":[1, 2.50],\"a\":\"あ\"}', @thumb, @title, @version)",
            ("@id", id), ("@at", at.ToUnixTimeMilliseconds()), ("@pages", pages), ("@thumb", new byte[] { 1, 2, 3 }), ("@title", title), ("@version", version));
        var state = $$"""{"changed_at":"{{Text(at)}}","due":"2026-12-31","id":"{{id}}","organisation":"{{Organisation}}","pages":{{pages}},"sealed":true,"shape":{"a":"あ","b":[1,2.5]},"thumb":"AQID","title":"{{Escaped(title)}}","version":{{version}}}""";
        Happen(version == 1 ? "papers.open" : "papers.change", "Paper", id, version, version == 1 ? "PaperOpened" : "PaperChanged", $$"""{"title":"{{Escaped(title)}}"}""", state, at);
        return id;
    }

    public void RemovePaper(Guid id)
    {
        var at = Tick();
        Sql("DELETE FROM papers WHERE id = @id", ("@id", id));
        Happen("papers.remove", "Paper", id, ++_versions[id], "PaperRemoved", "{}", null, at);
    }

    /// <summary>A book with chapters that are given out of their order.</summary>
    public Guid Book(params string[] codes)
    {
        var (id, at) = (Guid.CreateVersion7(_clock), Tick());
        foreach (var code in codes) Sql("INSERT INTO chapters VALUES (@o, @id, @code, @words)", ("@id", id), ("@code", code), ("@words", "Words of " + code));
        var states = codes.Order(StringComparer.Ordinal).Select(c => $$"""{"book":"{{id}}","code":"{{c}}","organisation":"{{Organisation}}","words":"Words of {{c}}"}""" + "\n");
        var content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(states))));
        _versions[id] = 1;
        Sql("INSERT INTO books VALUES (@o, @id, @at, @content, 1)", ("@id", id), ("@at", at.ToUnixTimeMilliseconds()), ("@content", content));
        Happen("books.load", "Book", id, 1, "BookLoaded", "{}", $$"""{"changed_at":"{{Text(at)}}","content":"{{content}}","id":"{{id}}","organisation":"{{Organisation}}","version":1}""", at);
        return id;
    }

    /// <summary>An attempt that was refused, on a row.</summary>
    public void Refused(Guid id) => Add($$"""{"act":"papers.change","at":"{{Text(Tick())}}",{{By}},"code":"stale","entry":"{{id}}","from":{"protocol":"api"},"outcome":"refused","register":"Paper","v":1,"version":1}""");

    /// <summary>The clock goes back, with or without a leaf that says so.</summary>
    public void SetBack(TimeSpan by, bool said)
    {
        _clock -= by;
        if (said) Add($$"""{"about":"from … to …","act":"ledger.clock-set-back","at":"{{Text(_clock)}}",{{By}},"from":{"protocol":"inside"},"outcome":"done","v":1}""");
    }

    /// <summary>The state of a paper as it lies there, taken over as a leaf; what stood before the log is made by deleting its leaves first.</summary>
    public void Adopt(Guid id, string title)
    {
        var at = Tick();
        var state = $$"""{"changed_at":"{{Text(at)}}","due":"2026-12-31","id":"{{id}}","organisation":"{{Organisation}}","pages":3,"sealed":true,"shape":{"a":"あ","b":[1,2.5]},"thumb":"AQID","title":"{{title}}","version":7}""";
        Sql("INSERT INTO papers VALUES (@o, @id, @at, '2026-12-31', 3, 1, '{\"b\":[1, 2.50],\"a\":\"あ\"}', @thumb, @title, 7)", ("@id", id), ("@at", at.ToUnixTimeMilliseconds()), ("@thumb", new byte[] { 1, 2, 3 }), ("@title", title));
        _versions[id] = 7;
        Happen("ledger.adopt", "Paper", id, 7, "EntryAdopted", "{}", state, at);
    }

    public void Erase(Guid id)
    {
        var at = Tick();
        Sql("UPDATE events SET body = '', salt = NULL WHERE entry_id = @id", ("@id", id));
        Sql("DELETE FROM papers WHERE id = @id", ("@id", id));
        Happen("people.erase", "Paper", id, ++_versions[id], "PersonErased", "{}", null, at);
    }

    /// <summary>Text and salt of the event of a leaf; null when it has none.</summary>
    public (string? Body, byte[]? Salt) EventOf(int leaf)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = $"SELECT body, salt FROM events WHERE leaf = {leaf.ToString(CultureInfo.InvariantCulture)}";
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetString(0), (byte[])reader.GetValue(1)) : (null, null);
    }

    public void Sql(string text, params (string Name, object Value)[] values)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = text;
        command.Parameters.AddWithValue("@o", Organisation);
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    /// <summary>Checks the database against the leaves, from some index on.</summary>
    public async Task<RecordReport> CheckAsync(int from = 0, int? size = null, RecordSource? source = null)
    {
        await using var records = source ?? new DatabaseRecords(Connection, Schema);
        var check = new RecordCheck(records);
        for (var i = from; i < (size ?? Leaves.Count); i++) check.Take(i, Leaves[i]);
        return await check.FinishAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The code, leaf index and count of what is found.</summary>
    public async Task<(string? Code, long? Index, long Count)> FirstAsync() =>
        await CheckAsync() is var report ? (report.First?.Code, report.First?.Index, report.FaultCount) : default;

    public void Dispose() => Connection.Dispose();

    private string By => $$""" "by":{"person":"{{Salted(_personSalt, Person.ToString())}}","role":"operator"}""".Trim();

    private DateTimeOffset Tick() => _clock = _clock.AddMilliseconds(137);

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Salted(byte[] salt, string text) => Convert.ToBase64String(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)]));

    private void Happen(string act, string register, Guid id, int version, string type, string body, string? state, DateTimeOffset at)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        Sql("INSERT INTO events VALUES (@o, @id, @act, @register, @entry, @version, @type, @body, @person, @at, @leaf, @salt)", ("@id", Guid.CreateVersion7(at)), ("@act", act), ("@register", register),
            ("@entry", id), ("@version", version), ("@type", type), ("@body", body), ("@person", Person), ("@at", at.ToUnixTimeMilliseconds()), ("@leaf", Leaves.Count), ("@salt", salt));
        var hash = state is null ? "" : $"\"state\":\"{Salted(salt, state)}\",";
        Add($$"""{"act":"{{act}}","at":"{{Text(at)}}",{{By}},"entry":"{{id}}","event":"{{Salted(salt, body)}}","from":{"address":"{{Salted(_personSalt, "127.0.0.1")}}","protocol":"browser"},"outcome":"done","register":"{{register}}",{{hash}}"type":"{{type}}","v":1,"version":{{version}}}""");
    }

    private void Add(string leaf)
    {
        Sql("INSERT INTO leaves VALUES (@o, @index, @body); UPDATE ledger_heads SET size = @size", ("@index", Leaves.Count), ("@body", Encoding.UTF8.GetBytes(leaf)), ("@size", Leaves.Count + 1));
        Leaves.Add(Encoding.UTF8.GetBytes(leaf));
    }
}
