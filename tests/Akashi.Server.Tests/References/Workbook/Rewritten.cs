using System.IO.Compression;
using System.Security;
using System.Text;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Tests.References.Workbook;

/// <summary>Writes tables in the shapes that people and programs give them.</summary>
internal static class Rewritten
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>The table's cells as rows of words; row and column 0 are A1.</summary>
    public static string?[][] Grid(Table table)
    {
        var width = table.Rows.Max(r => r.Cells[^1].Column);
        var grid = Enumerable.Range(0, table.Rows[^1].Number).Select(_ => new string?[width]).ToArray();
        foreach (var row in table.Rows)
            foreach (var cell in row.Cells) grid[row.Number - 1][cell.Column - 1] = cell.Text;
        return grid;
    }

    public static string Csv(string?[][] grid, char separator = ',') => string.Concat(grid.Select(row =>
        string.Join(separator, row.Select(c => c is null ? "" : c.AsSpan().ContainsAny(separator, '"', '\n') ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c)) + "\r\n"));

    /// <summary>A workbook of inline strings.</summary>
    public static byte[] Xlsx(params (string Name, string?[][] Grid)[] sheets) =>
        Package([.. sheets.Select(s => (s.Name, $"<sheetData>{string.Concat(s.Grid.Select(Row))}</sheetData>"))]);

    /// <summary>A workbook of sheets given as XML.</summary>
    public static byte[] Package((string Name, string Xml)[] sheets, params (string Part, string Content)[] more)
    {
        var parts = new List<(string, string)>
        {
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"),
            ("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
                + $"<Relationship Id=\"s\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"f\" Type=\"{Office}/styles\" Target=\"styles.xml\"/></Relationships>"),
        };
        parts.AddRange(sheets.Select((s, i) => ($"xl/worksheets/sheet{i + 1}.xml", $"<worksheet xmlns=\"{Main}\">{s.Xml}</worksheet>")));
        foreach (var (part, content) in more)
        {
            parts.RemoveAll(p => p.Item1 == part);
            parts.Add((part, content));
        }
        return Zip([.. parts.Select(p => (p.Item1, Encoding.UTF8.GetBytes(p.Item2)))]);
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        return memory.ToArray();
    }

    public static string Inline(string cell, string words) => $"<c r=\"{cell}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(words)}</t></is></c>";

    private static string Row(string?[] cells, int index) =>
        $"<row r=\"{index + 1}\">{string.Concat(cells.Select((c, i) => c is null ? "" : Inline(CellName.Of(index + 1, i + 1), c)))}</row>";
}
