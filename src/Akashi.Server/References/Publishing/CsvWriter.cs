using System.Globalization;
using System.IO.Compression;
using System.Text;
using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Publishing;

/// <summary>Writes an edition as CSV (RFC 4180; UTF-8 with BOM, so that Excel reads Japanese): one file per catalog, one each for documents and revisions.</summary>
public static class CsvWriter
{
    /// <summary>With a mark at the start, by which Excel knows UTF-8.</summary>
    internal static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>All files in one zip: <c>revisions.csv</c>, <c>(catalog).csv</c> …, <c>documents.csv</c>.</summary>
    /// <param name="stream">Written synchronously and left open; it need not be able to seek.</param>
    /// <param name="language"><c>"ja"</c> or <c>"en"</c>.</param>
    public static async Task WriteZipAsync(Stream stream, EditionContent content, string language, CancellationToken ct)
    {
        content = Redaction.Of(content);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        using (var text = File("revisions.csv")) WriteRevisions(text, content, language);
        foreach (var sheet in content.Sheets)
        {
            using var text = File(sheet.Head.Key + ".csv");
            await WriteRowsAsync(text, content, sheet, language, ct);
        }
        using (var text = File("documents.csv")) WriteDocuments(text, content, language);

        StreamWriter File(string name)
        {
            var entry = zip.CreateEntry(name);
            entry.LastWriteTime = new DateTimeOffset(Math.Max(content.Date.Year, 1980), content.Date.Month, content.Date.Day, 0, 0, 0, TimeSpan.Zero);
            return new StreamWriter(entry.Open(), Utf8, bufferSize: 1 << 16);
        }
    }

    /// <summary>The statements on one catalog.</summary>
    public static async Task WriteCatalogAsync(Stream stream, EditionContent content, string catalog, string language, CancellationToken ct)
    {
        content = Redaction.Of(content);
        await using var text = new StreamWriter(stream, Utf8, bufferSize: 1 << 16, leaveOpen: true);
        await WriteRowsAsync(text, content, content.Sheets.Single(s => s.Head.Key == catalog), language, ct);
    }

    private static async Task WriteRowsAsync(TextWriter text, EditionContent content, EditionSheet sheet, string language, CancellationToken ct)
    {
        var table = new SheetTable(await sheet.CatalogAsync(ct), await SheetFacts.OfAsync(sheet.Rows, ct), content.Documents, language);
        // The code takes the place of the printed number: it alone is unique in every catalog, and two columns of numbers would confuse an import.
        var columns = table.Columns.Where(c => c.Field is not BookField.Number).ToList();
        Line(text, [EditionWords.Code.In(language), .. columns.Select(c => c.Line)]);
        await foreach (var row in sheet.Rows.WithCancellation(ct))
            Line(text, [row.Row.Code, .. columns.Select(c => table.Cell(c, row))]);
    }

    private static void WriteRevisions(TextWriter text, EditionContent content, string language)
    {
        Line(text, EditionWords.RevisionHeaders.Select(h => h.In(language)));
        foreach (var r in content.Revisions) Line(text, [Day(r.Date), r.Version, r.Notes]);
    }

    private static void WriteDocuments(TextWriter text, EditionContent content, string language)
    {
        var closed = new WithheldSources(content.Documents, level => level is Disclosure.Nda or Disclosure.Internal);
        Line(text, EditionWords.DocumentHeaders.Select(h => h.In(language)));
        foreach (var d in content.Documents)
            Line(text, [EditionWords.Cite(d.Number, closed.Hides(d.Number)).In(language), d.Title, d.Issuer, PrintedWords.Of(d.Disclosure).In(language), d.Url, Day(d.From), Day(d.Until)]);
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One record, safe to open in a spreadsheet program.</summary>
    internal static void Line(TextWriter text, IEnumerable<string?> cells)
    {
        text.Write(string.Join(',', cells.Select(Cell)));
        text.Write("\r\n");
    }

    /// <summary>One cell, quoted where RFC 4180 asks for it.</summary>
    private static string Cell(string? value)
    {
        var text = Unarmed(CellText.Clean(value ?? ""));
        return text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // A spreadsheet program runs such a cell as a formula; an apostrophe makes it text. A text that begins with one gets a second, so that reading can take one away.
    private static string Unarmed(string text) => text switch
    {
        ['=' or '+' or '@' or '\t', ..] or ['-' or '\'', _, ..] => "'" + text,
        _ => text,
    };
}
