using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Publishing;

/// <summary>
/// セキュリティリファレンスのブック. Writes an edition in the layout of the catalogs, as an import reads it:
/// revisions, one sheet per catalog (title row, bands, headers, then one row per control), documents.
/// </summary>
public static class ReferenceWorkbookWriter
{
    private const int HeaderRows = 3;

    /// <param name="stream">Written synchronously and left open; it need not be able to seek.</param>
    /// <param name="language"><c>"ja"</c> or <c>"en"</c>.</param>
    /// <exception cref="InvalidDataException">A text is longer than a cell can hold; the message names the cell.</exception>
    public static Task WriteAsync(Stream stream, EditionContent content, string language, CancellationToken ct) =>
        WriteAsync(stream, content, language, SharedStrings.DefaultBudget, ct);

    internal static async Task WriteAsync(Stream stream, EditionContent content, string language, int sharedBudget, CancellationToken ct)
    {
        content = Redaction.Of(content);
        var title = $"{content.Service.In(language)} {EditionWords.Reference.In(language)}";
        using var workbook = new XlsxWriter(stream, new(
            title, content.Party.In(language), content.Version, content.Date, EditionWords.Day(content.Date, language), language), sharedBudget);
        WriteRevisions(workbook, content, language);
        foreach (var sheet in content.Sheets) await WriteCatalogAsync(workbook, content, sheet, language, ct);
        WriteDocuments(workbook, content, language);
    }

    private static async Task WriteCatalogAsync(XlsxWriter workbook, EditionContent content, EditionSheet source, string language, CancellationToken ct)
    {
        var catalog = await source.CatalogAsync(ct);
        var table = new SheetTable(catalog, await SheetFacts.OfAsync(source.Rows, ct), content.Documents, language);
        var title = $"{table.Layout.Title.In(language)} {EditionWords.Day(content.Date, language)}";
        using var sheet = workbook.Sheet(new(SheetName(catalog, table, language), title, [.. table.Columns.Select(c => c.Width)], HeaderRows, 1, Filter: true));
        WriteHead(sheet, table, title, language);

        var runs = new MergeRuns(sheet, table.Columns);
        var texts = new string?[table.Columns.Count];
        // What is merged over many rows stretches none of them.
        var widths = table.Columns.Select(c => c.Merges ? double.MaxValue : c.Width).ToList();
        await foreach (var row in source.Rows.WithCancellation(ct))
        {
            for (var i = 0; i < texts.Length; i++) texts[i] = table.Cell(table.Columns[i], row);
            sheet.BeginRow(RowHeight.Of(texts, widths));
            for (var i = 0; i < texts.Length; i++)
            {
                // Merged cells keep their value in every row: only the first is seen, but the filter finds them all.
                runs.Next(i, texts[i]);
                if (table.Columns[i].Field is BookField.ReviewDue && row.Body.ReviewDue is { } due) sheet.Cell(due);
                else sheet.Cell(texts[i], Style(table.Columns[i]));
            }
            sheet.EndRow();
        }
        runs.End();
    }

    private static void WriteHead(XlsxSheet sheet, SheetTable table, string title, string language)
    {
        var last = table.Columns.Count - 1;
        sheet.BeginRow(27);
        sheet.Cell(title, CellStyle.Title);
        sheet.EndRow();
        // Not merged beyond the frozen first column, the title would be cut at its edge.
        sheet.Merge(1, 0, 1, last);

        sheet.BeginRow(18);
        var at = 0;
        foreach (var band in table.Layout.Bands)
        {
            for (var i = 0; i < band.Columns; i++) sheet.Cell(i == 0 ? band.Text.In(language) : null, CellStyle.Band);
            sheet.Merge(2, at, 2, at + band.Columns - 1);
            at += band.Columns;
        }
        for (; at <= last; at++) sheet.Cell(null, CellStyle.Band);
        sheet.EndRow();

        sheet.BeginRow(54);
        foreach (var column in table.Columns) sheet.Cell(column.Header, CellStyle.Header);
        sheet.EndRow();
    }

    private static void WriteRevisions(XlsxWriter workbook, EditionContent content, string language)
    {
        double[] widths = [16, 16, 100];
        using var sheet = workbook.Sheet(new(EditionWords.Revisions.In(language), EditionWords.Revisions.In(language), widths, 1, 0, Filter: false));
        WriteHeaders(sheet, EditionWords.RevisionHeaders.Select(h => h.In(language)));
        foreach (var revision in content.Revisions)
        {
            sheet.BeginRow(RowHeight.Of([null, revision.Version, revision.Notes], widths));
            sheet.Cell(revision.Date);
            sheet.Cell(revision.Version, CellStyle.Body);
            sheet.Cell(revision.Notes, CellStyle.Body);
            sheet.EndRow();
        }
    }

    private static void WriteDocuments(XlsxWriter workbook, EditionContent content, string language)
    {
        double[] widths = [18, 60, 30, 14, 60, 16, 16];
        using var sheet = workbook.Sheet(new(
            EditionWords.Documents.In(language), EditionWords.Documents.In(language), widths, 1, 1, Filter: true));
        WriteHeaders(sheet, EditionWords.DocumentHeaders.Select(h => h.In(language)));
        var closed = new WithheldSources(content.Documents, level => level is Disclosure.Nda or Disclosure.Internal);
        foreach (var document in content.Documents)
        {
            sheet.BeginRow(RowHeight.Of([null, document.Title, document.Issuer, null, document.Url], widths));
            sheet.Cell(EditionWords.Cite(document.Number, closed.Hides(document.Number)).In(language), CellStyle.Body);
            sheet.Cell(document.Title, CellStyle.Body);
            sheet.Cell(document.Issuer, CellStyle.Body);
            sheet.Cell(PrintedWords.Of(document.Disclosure).In(language), CellStyle.Centred);
            sheet.Cell(document.Url, CellStyle.Body);
            sheet.Cell(document.From);
            sheet.Cell(document.Until);
            sheet.EndRow();
        }
    }

    private static void WriteHeaders(XlsxSheet sheet, IEnumerable<string> headers)
    {
        sheet.BeginRow(24);
        foreach (var header in headers) sheet.Cell(header, CellStyle.Header);
        sheet.EndRow();
    }

    // An English sheet is named by the last word by which an import knows its catalog; those words end with the English ones.
    private static string SheetName(CatalogFile catalog, SheetTable table, string language) =>
        language == "en" ? catalog.Recognise.LastOrDefault(w => w.All(char.IsAscii)) ?? catalog.Key : table.Layout.Sheet;

    private static CellStyle Style(TableColumn column) => column.Field switch
    {
        BookField.Class or BookField.Conformity or BookField.Disclosure => CellStyle.Centred,
        _ => CellStyle.Body,
    };
}
