using System.Globalization;
using Akashi.Server.Kernel;
using Text = Akashi.Server.Kernel.Text;

namespace Akashi.Server.References.Publishing;

/// <summary>A column of a list: its header and its width on a sheet, in characters.</summary>
public sealed record ListColumn(Text Header, double Width);

/// <summary>A list as somebody inside sees it, with what was closed to others: about to become a file in the reader's language.</summary>
/// <param name="Title">Of which service, what.</param>
/// <param name="Narrowed">What the list is narrowed by, in words; empty for the whole list.</param>
/// <param name="By">Who had it written.</param>
/// <param name="Rows">As many cells as there are columns.</param>
public sealed record ListTable(string Title, string Narrowed, string By, IReadOnlyList<ListColumn> Columns, IAsyncEnumerable<IReadOnlyList<string?>> Rows);

/// <summary>Writes lists as XLSX or CSV: the rows that were seen, in their order, under the columns that were chosen.</summary>
public static class ListWriter
{
    /// <summary>What says on every page of a workbook that it is not for others.</summary>
    public static readonly Text Inside = new("社内用（開示を制限した内容を含みます）", "Internal: holds what is closed to others");

    private static readonly Text Cut = new("…（1つのセルに入りきらないため、続きは画面でご覧ください）", "… (too long for a cell; see the page for the rest)");
    private static readonly Text Stamp = new("{0}・{1}・{2}", "{0} · {1} · {2}");
    private static readonly Text Whole = new("絞り込みなし", "not narrowed");

    /// <summary>A workbook with one sheet: title, what it shows and for whom, header, rows.</summary>
    /// <param name="stream">Written synchronously and left open.</param>
    /// <param name="at">When, as printed; its day dates the file.</param>
    public static async Task WriteXlsxAsync(Stream stream, ListTable list, DateTimeOffset at, CancellationToken ct)
    {
        var day = DateOnly.FromDateTime(at.ToOffset(Clock.Japan).Date);
        double[] widths = [.. list.Columns.Select(c => c.Width)];
        using var book = new XlsxWriter(stream, new(list.Title, list.By, Inside, day, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text.English ? "en" : "ja"));
        using var sheet = book.Sheet(new(list.Title, list.Title, widths, HeaderRows: 3, HeaderColumns: 1, Filter: true));
        Alone(sheet, $"{list.Title} — {Inside}", widths.Length, CellStyle.Title, 24);
        var moment = at.ToOffset(Clock.Japan).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        Alone(sheet, Stamp.With(list.Narrowed.Length > 0 ? list.Narrowed : Whole.ToString(), moment, list.By), widths.Length, CellStyle.Plain, 18);
        Write(sheet, [.. list.Columns.Select(c => c.Header.ToString())], widths, CellStyle.Header);
        await foreach (var row in list.Rows.WithCancellation(ct)) Write(sheet, [.. row.Select(Fit)], widths, CellStyle.Body);
    }

    /// <summary>The header and the rows and nothing else, so that programs read it; that it is internal stands in the file's name. UTF-8 with BOM.</summary>
    public static async Task WriteCsvAsync(Stream stream, ListTable list, CancellationToken ct)
    {
        await using var text = new StreamWriter(stream, CsvWriter.Utf8, bufferSize: 1 << 16, leaveOpen: true);
        CsvWriter.Line(text, list.Columns.Select(c => c.Header.ToString()));
        await foreach (var row in list.Rows.WithCancellation(ct)) CsvWriter.Line(text, row);
    }

    private static void Alone(XlsxSheet sheet, string text, int columns, CellStyle style, double height)
    {
        sheet.BeginRow(height);
        sheet.Cell(Fit(text), style);
        sheet.EndRow();
        sheet.Merge(sheet.Row, 0, sheet.Row, columns - 1);
    }

    private static void Write(XlsxSheet sheet, string?[] row, double[] widths, CellStyle style)
    {
        sheet.BeginRow(RowHeight.Of(row, widths));
        foreach (var cell in row) sheet.Cell(cell, style);
        sheet.EndRow();
    }

    /// <summary>One text never exceeds a cell, but several joined may; then the cell says that it does not hold all.</summary>
    private static string? Fit(string? text)
    {
        if (text is null || text.Length <= CellText.Limit) return text;
        var rest = Cut.ToString();
        return string.Concat(text.AsSpan(0, CellText.Limit - rest.Length), rest);
    }
}
