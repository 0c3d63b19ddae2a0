using System.Data.Common;
using System.Text.Json;

namespace Akashi.Ledger.Records;

/// <summary>
/// Writes the records of an organisation as JSON lines, so that somebody without the database can compare them with the log: a first line
/// <c>{"akashi-export":1,"organisation":…,"size":…}</c>, a line for every row and part with its canonical state, then a line for every
/// event in the order of the log, with its text and salt. All is of one moment. Compress it as you like; gzip is read again.
/// </summary>
/// <param name="connection">Open, SQLite or PostgreSQL, and used by nobody else meanwhile.</param>
/// <param name="schema">Which register lies where.</param>
public sealed class ExportWriter(DbConnection connection, StateSchema schema)
{
    internal const string Mark = "akashi-export";

    /// <summary>Writes everything; how many lines it took.</summary>
    public async Task<long> WriteAsync(Stream output, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(output);
        var records = new DatabaseRecords(connection, schema);
        await using (records.ConfigureAwait(false))
        {
            records.Open(0);
            using var lines = new Lines(output);
            await lines.AddAsync(json =>
            {
                json.WriteNumber(Mark, 1);
                json.WriteString("organisation", schema.Organisation);
                json.WriteNumber("size", records.Size);
            }, ct).ConfigureAwait(false);
            await foreach (var row in records.RowsAsync(ct).ConfigureAwait(false))
                await lines.AddAsync(json => State(json, row), ct).ConfigureAwait(false);
            await foreach (var part in records.PartsAsync(ct).ConfigureAwait(false))
                await lines.AddAsync(json => State(json, part), ct).ConfigureAwait(false);
            while (records.MoveNext())
                if (records.Current is { IsEvent: true } item) await lines.AddAsync(json => Event(json, item), ct).ConfigureAwait(false);
            await lines.FlushAsync(ct).ConfigureAwait(false);
            return lines.Count;
        }
    }

    private static void State(Utf8JsonWriter json, StoredRow row)
    {
        json.WriteString("register", row.Register);
        json.WriteString("entry", row.Entry?.ToString() ?? "?");
        if (row.Digest is not null) json.WriteString("parts", row.Digest);
        json.WritePropertyName("state");
        Raw(json, row.State.Span);
    }

    private static void State(Utf8JsonWriter json, StoredPart part)
    {
        json.WriteString("part", part.Register);
        json.WriteString("parent", part.Parent?.ToString() ?? "?");
        json.WriteString("order", part.Order);
        json.WritePropertyName("state");
        Raw(json, part.State.Span);
    }

    // A state with a value that is not of its column's form is no JSON; as a string it equals no state either.
    private static void Raw(Utf8JsonWriter json, ReadOnlySpan<byte> state)
    {
        try
        {
            json.WriteRawValue(state);
        }
        catch (JsonException)
        {
            json.WriteStringValue(state);
        }
    }

    private static void Event(Utf8JsonWriter json, StoredItem item)
    {
        json.WriteNumber("leaf", item.Index);
        json.WriteString("body", item.Body.Span);
        if (item.Salt.Length > 0) json.WriteBase64String("salt", item.Salt.Span);
    }

    private sealed class Lines(Stream output) : IDisposable
    {
        private readonly MemoryStream _text = new();

        public long Count { get; private set; }

        public async ValueTask AddAsync(Action<Utf8JsonWriter> members, CancellationToken ct)
        {
            using (var json = new Utf8JsonWriter(_text, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteStartObject();
                members(json);
                json.WriteEndObject();
            }
            _text.WriteByte((byte)'\n');
            Count++;
            if (_text.Length > 1 << 16) await FlushAsync(ct).ConfigureAwait(false);
        }

        public void Dispose() => _text.Dispose();

        public async ValueTask FlushAsync(CancellationToken ct)
        {
            await output.WriteAsync(_text.GetBuffer().AsMemory(0, (int)_text.Length), ct).ConfigureAwait(false);
            _text.SetLength(0);
        }
    }
}
