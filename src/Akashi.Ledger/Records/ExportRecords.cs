using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Akashi.Ledger.Records;

/// <summary>The rows and events in an export (see <see cref="ExportWriter"/>), plain or compressed with gzip. The file is read twice: events beside the log, rows afterwards.</summary>
/// <param name="open">Opens the export from its beginning, each time it is called.</param>
/// <param name="schema">Which register lies where.</param>
public sealed class ExportRecords(Func<Stream> open, StateSchema schema) : RecordSource
{
    private StreamReader? _events;
    private long _line, _start, _last = -1;

    /// <inheritdoc/>
    public override StateSchema Schema { get; } = schema;

    /// <inheritdoc/>
    /// <exception cref="LedgerBrokenException"><c>export.malformed</c></exception>
    public override void Open(long start)
    {
        _start = start;
        _events = Reader();
        using var first = Parse(_events.ReadLine() ?? "", _line = 1);
        if (first.RootElement is not { ValueKind: JsonValueKind.Object } head || !head.TryGetProperty(ExportWriter.Mark, out var mark) || !mark.TryGetInt32(out var version) || version != 1)
            throw Malformed(1, ExportWriter.Mark);
        if (!head.TryGetProperty("organisation", out var organisation) || !organisation.TryGetGuid(out var id) || id != Schema.Organisation) throw Malformed(1, "organisation");
        if (!head.TryGetProperty("size", out var size) || !size.TryGetInt64(out var leaves) || leaves < 0) throw Malformed(1, "size");
        Size = leaves;
    }

    /// <inheritdoc/>
    /// <exception cref="LedgerBrokenException"><c>export.malformed</c></exception>
    public override bool MoveNext()
    {
        while (_events?.ReadLine() is { } line)
        {
            _line++;
            if (!line.StartsWith("{\"leaf\":", StringComparison.Ordinal)) continue;
            using var json = Parse(line, _line);
            var item = json.RootElement;
            Current.Index = item.GetProperty("leaf").TryGetInt64(out var index) && index > _last ? index : throw Malformed(_line, "leaf");
            _last = index;
            if (index < _start) continue;
            Current.IsEvent = true;
            Current.Body = Encoding.UTF8.GetBytes(Text(item, "body", _line));
            Current.Salt = item.TryGetProperty("salt", out var salt) ? salt.TryGetBytesFromBase64(out var bytes) ? bytes : throw Malformed(_line, "salt") : default;
            return true;
        }
        _events?.Dispose();
        _events = null;
        return false;
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<LooseEvent> LooseEventsAsync(CancellationToken ct) => AsyncEnumerable.Empty<LooseEvent>();

    /// <inheritdoc/>
    /// <exception cref="LedgerBrokenException"><c>export.malformed</c></exception>
    public override async IAsyncEnumerable<StoredRow> RowsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var parents = Schema.Parts.ToDictionary(p => p.Register, p => p.Digest);
        await foreach (var (number, line) in LinesAsync("{\"register\":", ct).ConfigureAwait(false))
        {
            using var json = Parse(line, number);
            var row = json.RootElement;
            var register = Text(row, "register", number);
            var state = State(row, number);
            // What counts is the state, which the log answers for; the copy beside it is only for readers.
            var digest = parents.TryGetValue(register, out var column) && row.GetProperty("state") is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(column, out var value) ? value.GetString() : null;
            yield return new StoredRow(register, Id(row, "entry", number), state, digest);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="LedgerBrokenException"><c>export.malformed</c></exception>
    public override async IAsyncEnumerable<StoredPart> PartsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (number, line) in LinesAsync("{\"part\":", ct).ConfigureAwait(false))
        {
            using var json = Parse(line, number);
            var part = json.RootElement;
            yield return new StoredPart(Text(part, "part", number), Id(part, "parent", number), Text(part, "order", number), State(part, number));
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _events?.Dispose();
        return base.DisposeAsync();
    }

    private async IAsyncEnumerable<(long Number, string Line)> LinesAsync(string begins, [EnumeratorCancellation] CancellationToken ct)
    {
        using var lines = Reader();
        for (var number = 1L; await lines.ReadLineAsync(ct).ConfigureAwait(false) is { } line; number++)
            if (line.StartsWith(begins, StringComparison.Ordinal)) yield return (number, line);
    }

    private StreamReader Reader()
    {
        var stream = open();
        var (first, second) = (stream.ReadByte(), stream.ReadByte());
        stream.Seek(0, SeekOrigin.Begin);
        return new StreamReader((first, second) == (0x1f, 0x8b) ? new GZipStream(stream, CompressionMode.Decompress) : stream, Utf8.Strict);
    }

    private static JsonDocument Parse(string line, long number)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            throw Malformed(number, "JSON");
        }
    }

    private static byte[] State(JsonElement of, long number)
    {
        try
        {
            return of.TryGetProperty("state", out var state) ? CanonicalJson.Write(state) : throw Malformed(number, "state");
        }
        catch (FormatException)
        {
            throw Malformed(number, "state");
        }
    }

    private static string Text(JsonElement of, string member, long number) =>
        of.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : throw Malformed(number, member);

    private static Guid? Id(JsonElement of, string member, long number) => Guid.TryParseExact(Text(of, member, number), "D", out var id) ? id : null;

    private static LedgerBrokenException Malformed(long line, string why) => new(RecordFaults.ExportMalformed(line, why));
}
