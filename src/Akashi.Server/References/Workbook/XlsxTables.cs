using System.Xml;

namespace Akashi.Server.References.Workbook;

/// <summary>Reads an .xlsx workbook (ECMA-376, transitional or strict) in one pass over each sheet, without a document in memory.</summary>
internal static class XlsxTables
{
    /// <summary>The sheets in the order in which the workbook shows them. Throws <see cref="FileRefusedException"/>.</summary>
    public static FileTables Read(string file, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var whole = new CellPlace(file, null, "");
        try
        {
            using var package = new XlsxPackage(file, bytes);
            return Read(package, ct);
        }
        catch (XmlException broken)
        {
            throw Refusals.Because(Refusals.Broken(whole, Refusals.At("XML", broken.LineNumber, broken.LinePosition)));
        }
        catch (Exception broken) when (IsBrokenZip(broken))
        {
            throw Refusals.Because(Refusals.Broken(whole, new("ZIPの構造が不正", "invalid zip structure")));
        }
    }

    /// <summary>What the zip and text decoders throw at damaged bytes.</summary>
    public static bool IsBrokenZip(Exception e) =>
        e is InvalidDataException or EndOfStreamException or NotSupportedException or IOException or ArgumentException or OverflowException;

    private static FileTables Read(XlsxPackage package, CancellationToken ct)
    {
        var file = package.File.File;
        var main = package.Workbook();
        var relations = package.Relations(main);
        var parts = new Dictionary<string, Relation>(StringComparer.Ordinal);
        foreach (var relation in relations) parts.TryAdd(relation.Id, relation);
        var (sheets, from1904) = Sheets(package, main);
        var remarks = Outside(package, relations).ToList();
        var strings = Strings(package, relations.FirstOrDefault(r => r.Is("sharedStrings"))?.Target);
        var numbers = Numbers(package, relations.FirstOrDefault(r => r.Is("styles"))?.Target, from1904);
        var toRead = new List<(string Part, string Name, bool Hidden)>();
        FileRefusedException? refused = null;
        foreach (var sheet in sheets)
        {
            var place = new CellPlace(file, sheet.Name, "A1");
            if (!parts.TryGetValue(sheet.Relation, out var part) || !package.Has(part.Target))
                refused = Refusals.Because(Refusals.Broken(place, new("シートの中身がありません", "the sheet has no content")));
            else if (part.Type.Contains("Macrosheet", StringComparison.OrdinalIgnoreCase)) refused = Refusals.Because(Refusals.Macro(package.File, sheet.Name));
            else if (part.Is("worksheet")) toRead.Add((part.Target, sheet.Name, sheet.Hidden));
            else remarks.Add(new("sheet.no-cells", new("セルのないシート（グラフなど）は読み込みません。", "A sheet without cells (such as a chart) is not read."), place, 0));
            if (refused is not null) break;
        }
        // What stands in the way of an earlier sheet is told first.
        var tables = Tables(package, toRead, strings, numbers, ct);
        return refused is null ? new(tables, remarks) : throw refused;
    }

    /// <summary>Sheets know nothing of each other, so every core reads one. Of several that are refused, the first is told.</summary>
    private static Table[] Tables(
        XlsxPackage package, List<(string Part, string Name, bool Hidden)> sheets, List<string> strings, XlsxNumbers numbers, CancellationToken ct)
    {
        var tables = new Table[sheets.Count];
        var refused = new FileRefusedException?[sheets.Count];
        Parallel.For(0, sheets.Count, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount }, (i, loop) =>
        {
            try
            {
                using var own = package.Again();
                tables[i] = new XlsxSheet(own, new XlsxText(), strings, numbers).Read(sheets[i].Part, sheets[i].Name, sheets[i].Hidden, ct);
            }
            catch (FileRefusedException no)
            {
                refused[i] = no;
                loop.Break();
            }
        });
        return refused.FirstOrDefault(r => r is not null) is { } first ? throw first : tables;
    }

    private static (List<(string Name, string Relation, bool Hidden)> Sheets, bool From1904) Sheets(XlsxPackage package, string main)
    {
        var sheets = new List<(string, string, bool)>();
        var from1904 = false;
        using var reader = package.Open(main);
        while (XlsxText.Next(reader, package.File))
        {
            if (reader.NodeType is not XmlNodeType.Element) continue;
            if (reader.Depth == 0 && reader.LocalName != "workbook") throw Refusals.Because(Refusals.NotAWorkbook(package.File, reader.LocalName));
            if (reader.LocalName == "workbookPr") from1904 = reader.GetAttribute("date1904") is "1" or "true";
            if (reader.LocalName != "sheet") continue;
            var (name, relation, hidden) = ("", "", false);
            while (reader.MoveToNextAttribute())
            {
                if (reader.LocalName == "name") name = reader.Value;
                else if (reader.LocalName == "state") hidden = reader.Value is "hidden" or "veryHidden";
                else if (reader.LocalName == "id" && reader.NamespaceURI.Length > 0) relation = reader.Value;
            }
            sheets.Add((name, relation, hidden));
        }
        return (sheets, from1904);
    }

    /// <summary>Links to other workbooks and data sources are not followed; the values stored with the cells are used.</summary>
    private static IEnumerable<ReportLine> Outside(XlsxPackage package, IReadOnlyList<Relation> relations)
    {
        if (relations.Any(r => r.Is("externalLink")))
            yield return new("workbook.external-link", new(
                "他のブックへのリンクがあります。リンク先は読まず、セルに保存されている値を使いました。",
                "The workbook links to other workbooks. They were not read; the values stored in the cells were used."), package.File, 0);
        if (relations.Any(r => r.Is("connections")))
            yield return new("workbook.connection", new(
                "外部データへの接続があります。接続はせず、セルに保存されている値を使いました。",
                "The workbook has data connections. They were not opened; the values stored in the cells were used."), package.File, 0);
    }

    private static XlsxNumbers Numbers(XlsxPackage package, string? part, bool from1904)
    {
        if (part is null || !package.Has(part)) return new(null, from1904, package.File);
        using var reader = package.Open(part);
        return new(reader, from1904, package.File);
    }

    /// <summary>The table of shared strings. Runs of rich text are joined; readings (<c>rPh</c>, ふりがな) are no part of the words.</summary>
    private static List<string> Strings(XlsxPackage package, string? part)
    {
        var strings = new List<string>();
        if (part is null || !package.Has(part)) return strings;
        var text = new XlsxText();
        using var reader = package.Open(part);
        var (length, reading, inText) = (0, 0, false);
        while (XlsxText.Next(reader, package.File))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "si":
                    length = 0;
                    if (strings.Count >= ReadLimits.SharedStrings) throw Refusals.Because(Refusals.Bomb(package.File, Refusals.SharedStringCount));
                    if (reader.IsEmptyElement) strings.Add("");
                    break;
                case XmlNodeType.Element when reader.LocalName == "rPh" && !reader.IsEmptyElement: reading++; break;
                case XmlNodeType.Element when reader.LocalName == "t": inText = !reader.IsEmptyElement; break;
                case XmlNodeType.EndElement when reader.LocalName == "si": strings.Add(text.Take(length)); break;
                case XmlNodeType.EndElement when reader.LocalName == "rPh": reading--; break;
                case XmlNodeType.EndElement when reader.LocalName == "t": inText = false; break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when inText && reading == 0:
                    length = text.Append(reader, length);
                    if (length < 0) throw Refusals.Because(Refusals.CellTooLong(package.File));
                    break;
                default: break;
            }
        }
        return strings;
    }
}
