using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Akashi.Bench.Data;

/// <summary>The raw limit of workbooks: the same cells through the SAX reader and writer of the Open XML SDK, and nothing else.</summary>
internal static class SaxPass
{
    /// <summary>Reads every cell's text; shared strings are resolved.</summary>
    /// <returns>Per sheet its rows of texts.</returns>
    public static List<List<List<string>>> Read(Stream workbook)
    {
        using var document = SpreadsheetDocument.Open(workbook, isEditable: false);
        var part = document.WorkbookPart!;
        var shared = part.SharedStringTablePart is { } table ? Shared(table) : [];
        return [.. part.WorksheetParts.Select(sheet => Rows(sheet, shared))];
    }

    private static List<List<string>> Rows(WorksheetPart sheet, List<string> shared)
    {
        var rows = new List<List<string>>();
        using var reader = new OpenXmlPartReader(sheet);
        var isShared = false;
        while (reader.Read())
        {
            if (!reader.IsStartElement) continue;
            if (reader.ElementType == typeof(Row)) rows.Add([]);
            else if (reader.ElementType == typeof(Cell)) isShared = reader.Attributes.Any(a => a is { LocalName: "t", Value: "s" });
            else if (reader.ElementType == typeof(CellValue)) rows[^1].Add(isShared ? shared[int.Parse(reader.GetText(), System.Globalization.CultureInfo.InvariantCulture)] : reader.GetText());
            else if (reader.ElementType == typeof(Text)) rows[^1].Add(reader.GetText());
        }
        return rows;
    }

    private static List<string> Shared(SharedStringTablePart table)
    {
        var strings = new List<string>();
        using var reader = new OpenXmlPartReader(table);
        while (reader.Read())
        {
            if (!reader.IsStartElement) continue;
            if (reader.ElementType == typeof(SharedStringItem)) strings.Add("");
            else if (reader.ElementType == typeof(Text)) strings[^1] += reader.GetText();
        }
        return strings;
    }

    /// <summary>Writes the texts as inline strings: no styles, no widths, no merging.</summary>
    public static void Write(Stream stream, List<List<List<string>>> sheets)
    {
        using var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        var ids = sheets.Select(rows =>
        {
            var part = workbook.AddNewPart<WorksheetPart>();
            WriteSheet(part, rows);
            return workbook.GetIdOfPart(part);
        }).ToList();
        workbook.Workbook = new(new Sheets(ids.Select((id, i) => new Sheet { Id = id, SheetId = (uint)i + 1, Name = $"Sheet{i + 1}" })));
    }

    private static void WriteSheet(WorksheetPart part, List<List<string>> rows)
    {
        using var writer = OpenXmlWriter.Create(part);
        OpenXmlAttribute[] inline = [new("t", "", "inlineStr")];
        writer.WriteStartElement(new Worksheet());
        writer.WriteStartElement(new SheetData());
        foreach (var row in rows)
        {
            writer.WriteStartElement(new Row());
            foreach (var text in row)
            {
                writer.WriteStartElement(new Cell(), inline);
                writer.WriteStartElement(new InlineString());
                writer.WriteElement(new Text(text));
                writer.WriteEndElement();
                writer.WriteEndElement();
            }
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
