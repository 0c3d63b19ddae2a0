using System.Globalization;
using System.Xml;

namespace Akashi.Server.References.Publishing;

/// <summary>How a sheet is set up before its first row.</summary>
/// <param name="Widths">Of the columns, in characters.</param>
/// <param name="HeaderRows">Rows above the data: they stay on screen, are repeated on paper, and the last of them carries the filter.</param>
/// <param name="HeaderColumns">Columns that stay on screen.</param>
internal sealed record SheetSetup(string Name, string Title, IReadOnlyList<double> Widths, int HeaderRows, int HeaderColumns, bool Filter);

/// <summary>A worksheet while it is written, row by row. ECMA-376 Part 1 §18.3.</summary>
internal sealed class XlsxSheet : IDisposable
{
    private readonly XlsxWriter workbook;
    private readonly SheetSetup setup;
    private readonly XmlWriter xml;
    private readonly List<string> merges = [];
    private readonly string[] columns;
    private int column;

    internal XlsxSheet(XlsxWriter workbook, SheetSetup setup, XmlWriter xml)
    {
        (this.workbook, this.setup, this.xml) = (workbook, setup, xml);
        columns = [.. setup.Widths.Select((_, i) => ColumnName(i))];
        xml.WriteStartElement("worksheet", XlsxWriter.Main);
        xml.WriteRaw("""<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>""");
        WriteView();
        xml.WriteRaw("""<sheetFormatPr defaultRowHeight="18"/><cols>""");
        for (var i = 0; i < setup.Widths.Count; i++)
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{setup.Widths[i]:0.##}" customWidth="1"/>"""));
        xml.WriteRaw("</cols>");
        xml.WriteStartElement("sheetData", XlsxWriter.Main);
    }

    /// <summary>Number of the row last begun, from 1.</summary>
    public int Row { get; private set; }

    /// <param name="height">In points. It is no fixed one: a spreadsheet program fits the row anew when its text changes.</param>
    public void BeginRow(double height)
    {
        Row++;
        column = 0;
        xml.WriteStartElement("row", XlsxWriter.Main);
        xml.WriteAttributeString("r", Row.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("ht", height.ToString(CultureInfo.InvariantCulture));
    }

    public void EndRow() => xml.WriteEndElement();

    /// <summary>Writes the next cell of the row. Empty text gives an empty cell.</summary>
    /// <exception cref="InvalidDataException">The text is longer than a cell can hold.</exception>
    public void Cell(string? text, CellStyle style)
    {
        Begin(style);
        if (!string.IsNullOrEmpty(text)) WriteText(CellText.Clean(text));
        xml.WriteEndElement();
        column++;
    }

    /// <summary>Writes the next cell of the row as a real date, which a spreadsheet sorts and filters by.</summary>
    public void Cell(DateOnly? date)
    {
        Begin(CellStyle.Date);
        if (date is { } day) xml.WriteElementString("v", XlsxWriter.Main, (day.DayNumber - epoch).ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        column++;
    }

    private static readonly int epoch = new DateOnly(1899, 12, 30).DayNumber;

    /// <summary>Makes one cell of several; columns from 0, rows from 1.</summary>
    public void Merge(int fromRow, int fromColumn, int toRow, int toColumn)
    {
        if (fromRow != toRow || fromColumn != toColumn) merges.Add($"{columns[fromColumn]}{fromRow}:{columns[toColumn]}{toRow}");
    }

    public void Dispose()
    {
        xml.WriteEndElement();
        if (setup.Filter) xml.WriteRaw($"""<autoFilter ref="A{setup.HeaderRows}:{columns[^1]}{Row}"/>""");
        if (merges.Count > 0)
        {
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<mergeCells count="{merges.Count}">"""));
            foreach (var merge in merges) xml.WriteRaw($"""<mergeCell ref="{merge}"/>""");
            xml.WriteRaw("</mergeCells>");
        }
        xml.WriteRaw("""<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>""");
        xml.WriteRaw("""<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>""");
        WriteHeaderFooter();
        xml.WriteEndElement();
        xml.Dispose();
        workbook.Ended(setup, Row);
    }

    /// <summary>A, B … Z, AA …</summary>
    public static string ColumnName(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : ColumnName(index / 26 - 1) + (char)('A' + index % 26);

    private void Begin(CellStyle style)
    {
        xml.WriteStartElement("c", XlsxWriter.Main);
        xml.WriteAttributeString("r", columns[column] + Row.ToString(CultureInfo.InvariantCulture));
        if (style is not CellStyle.Plain) xml.WriteAttributeString("s", ((int)style).ToString(CultureInfo.InvariantCulture));
    }

    private void WriteText(string text)
    {
        if (text.Length > CellText.Limit)
            throw new InvalidDataException($"Sheet {setup.Name}, cell {columns[column]}{Row}: a cell holds {CellText.Limit:N0} characters at most, this text has {text.Length:N0}.");
        text = CellText.Escape(text);
        var place = workbook.Strings.Place(text);
        xml.WriteAttributeString("t", place < 0 ? "inlineStr" : "s");
        if (place >= 0)
        {
            xml.WriteElementString("v", XlsxWriter.Main, place.ToString(CultureInfo.InvariantCulture));
            return;
        }
        xml.WriteStartElement("is", XlsxWriter.Main);
        SharedStrings.WriteText(xml, text);
        xml.WriteEndElement();
    }

    private void WriteView()
    {
        var (rows, frozen) = (setup.HeaderRows, setup.HeaderColumns);
        var corner = $"{ColumnName(frozen)}{rows + 1}";
        var pane = frozen > 0 ? "bottomRight" : "bottomLeft";
        xml.WriteRaw("""<sheetViews><sheetView showGridLines="0" workbookViewId="0">""");
        xml.WriteRaw($"""<pane {(frozen > 0 ? $"xSplit=\"{frozen}\" " : "")}ySplit="{rows}" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>""");
        xml.WriteRaw($"""<selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/></sheetView></sheetViews>""");
    }

    private void WriteHeaderFooter()
    {
        // Header and footer hold 255 characters each; the title goes above, edition and page below.
        static string Part(string text) => CellText.Clean(text.Length > 100 ? text[..100] : text).Replace("&", "&&", StringComparison.Ordinal);
        xml.WriteStartElement("headerFooter", XlsxWriter.Main);
        xml.WriteElementString("oddHeader", XlsxWriter.Main, $"&L{Part(setup.Title)}&R{Part(workbook.Properties.Day)}");
        xml.WriteElementString("oddFooter", XlsxWriter.Main, $"&L{Part(workbook.Properties.Title)}&C{Part(workbook.Properties.Version)}&R&P / &N");
        xml.WriteEndElement();
    }
}
