using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.References.Publishing;

/// <summary>
/// An edition as one JSON document with everything needed to publish it again, catalogs included. An edition is also stored in this form:
/// what was published stays what it was, whatever becomes of statements and catalogs.
/// </summary>
public static class JsonWriter
{
    /// <summary>Value of <c>format</c> in every document.</summary>
    public const string Format = "akashi.reference-edition/1";

    private const int FlushAt = 1 << 16; // bytes

    /// <summary>Writes what the edition's audience may see; for a snapshot to publish from later, the audience is <see cref="Audience.Internal"/>.</summary>
    public static async Task WriteAsync(Stream stream, EditionContent content, CancellationToken ct)
    {
        content = Redaction.Of(content);
        await using var json = new Utf8JsonWriter(stream, new() { Encoder = CatalogFile.Json.Encoder });
        json.WriteStartObject();
        json.WriteString("format", Format);
        Write(json, "service", content.Service);
        Write(json, "party", content.Party);
        json.WriteString("version", content.Version);
        Write(json, "date", content.Date);
        Write(json, "audience", content.Audience);
        Write(json, "revisions", content.Revisions);
        Write(json, "documents", content.Documents);
        json.WriteStartArray("sheets");
        foreach (var sheet in content.Sheets)
        {
            json.WriteStartObject();
            Write(json, "catalog", await sheet.CatalogAsync(ct));
            json.WriteStartArray("rows");
            await foreach (var row in sheet.Rows.WithCancellation(ct))
            {
                JsonSerializer.Serialize(json, new SnapshotRow(row.Row.Code, row.Body, row.Withheld is Disclosure.None ? null : row.Withheld, row.Row.Blank ? true : null), CatalogFile.Json);
                if (json.BytesPending > FlushAt) await json.FlushAsync(ct);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(ct);
    }

    /// <summary>Reads back what <see cref="WriteAsync"/> wrote; the rows are kept in memory.</summary>
    /// <exception cref="JsonException">It is no such document; the message has the place.</exception>
    public static async Task<EditionContent> ReadAsync(Stream stream, CancellationToken ct)
    {
        var read = await JsonSerializer.DeserializeAsync<Snapshot>(stream, CatalogFile.Json, ct);
        if (read is not { Format: Format, Sheets: not null, Documents: not null, Revisions: not null })
            throw new JsonException($"This is no reference edition of the form {Format}.");
        return new(read.Service, read.Party, read.Version, read.Date, read.Audience,
            [.. read.Sheets.Select(s => new EditionSheet(s.Catalog, s.Rows.Select(r => new EditionRow(new(r.Code, r.Statement, Blank: r.Blank ?? false), r.Withheld ?? Disclosure.None)).ToAsyncEnumerable()))],
            read.Documents, read.Revisions);
    }

    private static void Write<T>(Utf8JsonWriter json, string name, T value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, CatalogFile.Json);
    }

    private sealed record Snapshot(
        string Format, Text Service, Text Party, string Version, DateOnly Date, Audience Audience,
        IReadOnlyList<BookRevision> Revisions, IReadOnlyList<BookDocument> Documents, IReadOnlyList<SnapshotSheet> Sheets);

    private sealed record SnapshotSheet(CatalogFile Catalog, IReadOnlyList<SnapshotRow> Rows);

    private sealed record SnapshotRow(string Code, StatementBody Statement, Disclosure? Withheld, bool? Blank);
}
