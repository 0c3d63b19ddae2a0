using System.Globalization;
using System.Xml;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Reads the XML of one sheet into a <see cref="Table"/>. Hidden rows, columns and sheets are read like all others.</summary>
internal sealed class XlsxSheet(XlsxPackage package, XlsxText text, List<string> strings, XlsxNumbers numbers)
{
    private const string Uncalculated = "=";

    // Where the reading stands.
    private string sheet = "";
    private int row;
    private int column;
    private int cells;
    private long characters;

    public Table Read(string part, string name, bool hidden, CancellationToken ct)
    {
        (sheet, row, column) = (name, 0, 0);
        var content = new Content();
        try
        {
            using var unpacked = package.Unpack(part);
            using var start = new SheetStart(unpacked);
            if (!start.Whole || !ReadPlain(start.Bytes, ref content, ct))
            {
                using var reader = XlsxPackage.Open(start.Joined());
                ReadAll(reader, content, ct);
            }
        }
        catch (XmlException broken)
        {
            throw Refusals.Because(Refusals.Broken(Here, Refusals.At(part, broken.LineNumber, broken.LinePosition)));
        }
        catch (Exception broken) when (XlsxTables.IsBrokenZip(broken))
        {
            throw Refusals.Because(Refusals.Broken(Here, new Text("{0} を展開できません", "{0} cannot be unpacked").With(part)));
        }
        return new(package.File.File, name, content.Rows, content.Merges, hidden, content.HiddenColumns);
    }

    /// <summary>False when the general reader must read the sheet from its beginning; nothing is left of what was read.</summary>
    private bool ReadPlain(ReadOnlyMemory<byte> bytes, ref Content content, CancellationToken ct)
    {
        (cells, characters) = (0, 0);
        try
        {
            using var reader = new PlainXml(bytes);
            ReadAll(reader, content, ct);
            return true;
        }
        catch (NotPlainException)
        {
            package.Budget.GiveBack(cells, characters);
            (content, row, column) = (new(), 0, 0);
            return false;
        }
    }

    private void ReadAll(XmlReader reader, Content content, CancellationToken ct)
    {
        while (XlsxText.Next(reader, package.File))
        {
            if (reader.NodeType is not XmlNodeType.Element) continue;
            switch (reader.LocalName)
            {
                case "row":
                    ct.ThrowIfCancellationRequested();
                    ReadRow(reader, content);
                    break;
                case "mergeCell":
                    AddMerge(reader.GetAttribute("ref"), content);
                    break;
                case "col" when reader.GetAttribute("hidden") is "1" or "true":
                    if (int.TryParse(reader.GetAttribute("min"), out var first) && int.TryParse(reader.GetAttribute("max"), out var last))
                        content.HiddenColumns.Add((first, last));
                    break;
                default: break;
            }
        }
    }

    /// <summary>The cell that was read last.</summary>
    private CellPlace Here => new(package.File.File, sheet, CellName.Of(Math.Max(row, 1), Math.Max(column, 1)));

    private void ReadRow(XmlReader reader, Content content)
    {
        var number = row + 1;
        var hidden = false;
        var empty = reader.IsEmptyElement;
        var depth = reader.Depth;
        while (reader.MoveToNextAttribute())
        {
            if (reader.LocalName == "r") number = int.TryParse(reader.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : -1;
            else if (reader.LocalName == "hidden") hidden = reader.Value is "1" or "true";
        }
        if (number <= row || number > ReadLimits.Rows) throw Broken(new("行の番号が不正", "row numbers out of order"));
        (row, column) = (number, 0);
        if (empty) return;
        content.Cells.Clear();
        while (XlsxText.Next(reader, package.File))
        {
            if (reader.NodeType is XmlNodeType.EndElement && reader.Depth == depth) break;
            if (reader.NodeType is XmlNodeType.Element && reader.LocalName == "c") ReadCell(reader, content.Cells);
        }
        if (content.Cells.Count > 0) content.Rows.Add(new(row, content.Cells.ToArray(), hidden));
    }

    private void ReadCell(XmlReader reader, List<TableCell> into)
    {
        var (at, type, style) = (column + 1, "n", 0);
        var empty = reader.IsEmptyElement;
        var depth = reader.Depth;
        while (reader.MoveToNextAttribute())
        {
            switch (reader.LocalName)
            {
                case "r":
                    if (!CellName.TryRead(reader.Value, out var named, out at) || named != row) throw Broken(new("セルの番地が不正", "invalid cell reference"));
                    break;
                case "t": type = reader.Value; break;
                case "s": _ = int.TryParse(reader.Value, NumberStyles.None, CultureInfo.InvariantCulture, out style); break;
                default: break;
            }
        }
        if (at <= column || at > ReadLimits.Columns) throw Broken(new("セルの番地が不正", "cell references out of order"));
        column = at;
        cells++;
        if (!package.Budget.TakeCell()) throw Refusals.Because(Refusals.Bomb(Here, Refusals.CellCount));
        if (empty) return;
        var (value, formula) = ReadValue(reader, depth);
        var cell = Cell(at, type, style, value, formula);
        characters += cell.Text.Length;
        if (!package.Budget.TakeCharacters(cell.Text.Length)) throw Refusals.Because(Refusals.Bomb(Here, Refusals.CharacterCount));
        if (!string.IsNullOrWhiteSpace(cell.Text)) into.Add(cell);
    }

    /// <summary>The characters of <c>v</c> or of the <c>t</c> elements, readings left out; null when there were none.</summary>
    private (string? Value, bool Formula) ReadValue(XmlReader reader, int depth)
    {
        var (length, formula, any, words, reading) = (0, false, false, false, 0);
        while (XlsxText.Next(reader, package.File))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.LocalName is "v" or "t") words = !reader.IsEmptyElement;
                    else if (reader.LocalName == "f") formula = true;
                    else if (reader.LocalName == "rPh" && !reader.IsEmptyElement) reading++;
                    break;
                case XmlNodeType.EndElement:
                    if (reader.Depth == depth) return (any ? text.Take(length) : null, formula);
                    if (reader.LocalName is "v" or "t") words = false;
                    else if (reader.LocalName == "rPh") reading--;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    if (!words || reading > 0) break;
                    any = true;
                    length = text.Append(reader, length);
                    if (length < 0) throw Refusals.Because(Refusals.CellTooLong(Here));
                    break;
                default: break;
            }
        }
        return (null, formula);
    }

    private TableCell Cell(int at, string type, int style, string? value, bool formula)
    {
        if (value is null) return formula && type is not "str" ? new(at, Uncalculated, CellState.Uncalculated) : new(at, "");
        return type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count
                ? new(at, strings[index])
                : throw Broken(new("共有文字列の番号が不正", "a shared string that does not exist")),
            "inlineStr" or "str" => new(at, value),
            "b" => new(at, value == "1" ? "TRUE" : "FALSE"),
            "e" => new(at, value, CellState.Error),
            "d" => new(at, value.Length >= 10 && value.AsSpan(10) is "" or "T00:00:00" or "T00:00:00Z" or "T00:00:00.000" ? value[..10] : value),
            _ => new(at, numbers.Show(value, style)),
        };
    }

    private void AddMerge(string? range, Content content)
    {
        if (!CellName.TryReadRange(range, out var merged)) throw Broken(new("セルの結合範囲が不正", "an invalid merged range"));
        if (content.Merges.Count >= ReadLimits.Merges) throw Refusals.Because(Refusals.Bomb(Here, Refusals.MergeCount));
        content.Merges.Add(merged);
    }

    private FileRefusedException Broken(Text what) => Refusals.Because(Refusals.Broken(Here, what));

    private sealed class Content
    {
        public List<TableRow> Rows { get; } = [];
        public List<TableCell> Cells { get; } = [];
        public List<CellRange> Merges { get; } = [];
        public List<(int First, int Last)> HiddenColumns { get; } = [];
    }
}
