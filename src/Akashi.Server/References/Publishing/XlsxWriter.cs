using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Akashi.Server.References.Publishing;

/// <summary>What a workbook says about itself.</summary>
/// <param name="Date">Also the time stamp of every part, so that the same content gives the same bytes.</param>
/// <param name="Day">The date as it is printed.</param>
internal sealed record WorkbookProperties(string Title, string Creator, string Version, DateOnly Date, string Day, string Language);

/// <summary>
/// Writes a workbook (ECMA-376, SpreadsheetML) as a stream: sheet after sheet, row after row, never holding more than one cell and the
/// bounded table of shared texts. The stream may be one that cannot seek, but is written synchronously.
/// </summary>
internal sealed class XlsxWriter : IDisposable
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Content = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private static readonly XmlWriterSettings settings = new()
    {
        Encoding = new UTF8Encoding(false),
        CheckCharacters = false, // CellText.Clean has done it.
        NewLineHandling = NewLineHandling.None,
        CloseOutput = true,
    };

    private readonly ZipArchive zip;
    private readonly List<(SheetSetup Setup, int Rows)> sheets = [];

    public XlsxWriter(Stream stream, WorkbookProperties properties, int sharedBudget = SharedStrings.DefaultBudget)
    {
        zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        Properties = properties;
        Strings = new(sharedBudget);
    }

    public WorkbookProperties Properties { get; }
    internal SharedStrings Strings { get; }

    /// <summary>Begins the next sheet; the one before must be disposed of.</summary>
    public XlsxSheet Sheet(SheetSetup setup)
    {
        setup = setup with { Name = FreeName(setup.Name) };
        return new(this, setup, Part($"xl/worksheets/sheet{sheets.Count + 1}.xml"));
    }

    internal void Ended(SheetSetup setup, int rows) => sheets.Add((setup, rows));

    /// <summary>Writes the parts that can only be known at the end, and closes the workbook.</summary>
    public void Dispose()
    {
        using (var xml = Part("xl/sharedStrings.xml")) Strings.Write(xml);
        using (var xml = Part("xl/styles.xml")) StylesPart.Write(xml, Properties.Language);
        using (var xml = Part("xl/workbook.xml")) WriteWorkbook(xml);
        using (var xml = Part("xl/_rels/workbook.xml.rels"))
        {
            string[] parts = [.. sheets.Select((_, i) => $"worksheets/sheet{i + 1}.xml"), "styles.xml", "sharedStrings.xml"];
            WriteRelations(xml, [.. parts.Select(p => (p.StartsWith('w') ? $"{Office}/worksheet" : $"{Office}/{p[..^4]}", p))]);
        }
        using (var xml = Part("docProps/core.xml")) WriteCore(xml);
        using (var xml = Part("docProps/app.xml"))
            xml.WriteRaw("""<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Akashi</Application></Properties>""");
        using (var xml = Part("_rels/.rels"))
            WriteRelations(xml, [($"{Office}/officeDocument", "xl/workbook.xml"), ($"{Package}/relationships/metadata/core-properties", "docProps/core.xml"), ($"{Office}/extended-properties", "docProps/app.xml")]);
        using (var xml = Part("[Content_Types].xml")) WriteTypes(xml);
        zip.Dispose();
    }

    private XmlWriter Part(string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        // A zip knows no day before 1980.
        entry.LastWriteTime = new DateTimeOffset(Math.Max(Properties.Date.Year, 1980), Properties.Date.Month, Properties.Date.Day, 0, 0, 0, TimeSpan.Zero);
        var xml = XmlWriter.Create(new BufferedStream(entry.Open(), 1 << 16), settings);
        xml.WriteStartDocument(standalone: true);
        return xml;
    }

    private void WriteWorkbook(XmlWriter xml)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Office);
        xml.WriteRaw("<bookViews><workbookView/></bookViews>");
        xml.WriteStartElement("sheets", Main);
        for (var i = 0; i < sheets.Count; i++)
        {
            xml.WriteStartElement("sheet", Main);
            xml.WriteAttributeString("name", sheets[i].Setup.Name);
            xml.WriteAttributeString("sheetId", Number(i + 1));
            xml.WriteAttributeString("id", Office, $"rId{i + 1}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteStartElement("definedNames", Main);
        for (var i = 0; i < sheets.Count; i++)
        {
            var (setup, rows) = sheets[i];
            var name = $"'{setup.Name.Replace("'", "''", StringComparison.Ordinal)}'";
            if (setup.Filter) Name(i, "_xlnm._FilterDatabase", $"{name}!$A${setup.HeaderRows}:${XlsxSheet.ColumnName(setup.Widths.Count - 1)}${rows}", hidden: true);
            Name(i, "_xlnm.Print_Titles", $"{name}!$1:${setup.HeaderRows}", hidden: false);
        }
        xml.WriteEndElement();
        xml.WriteEndElement();

        void Name(int sheet, string name, string range, bool hidden)
        {
            xml.WriteStartElement("definedName", Main);
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("localSheetId", Number(sheet));
            if (hidden) xml.WriteAttributeString("hidden", "1");
            xml.WriteString(range);
            xml.WriteEndElement();
        }
    }

    private static void WriteRelations(XmlWriter xml, (string Type, string Target)[] relations)
    {
        xml.WriteStartElement("Relationships", $"{Package}/relationships");
        for (var i = 0; i < relations.Length; i++)
            xml.WriteRaw($"""<Relationship Id="rId{i + 1}" Type="{relations[i].Type}" Target="{relations[i].Target}"/>""");
        xml.WriteEndElement();
    }

    private void WriteCore(XmlWriter xml)
    {
        const string core = $"{Package}/metadata/core-properties", dc = "http://purl.org/dc/elements/1.1/", terms = "http://purl.org/dc/terms/";
        xml.WriteStartElement("cp", "coreProperties", core);
        xml.WriteElementString("dc", "title", dc, CellText.Clean(Properties.Title));
        xml.WriteElementString("dc", "creator", dc, CellText.Clean(Properties.Creator));
        xml.WriteElementString("dc", "language", dc, Properties.Language);
        xml.WriteStartElement("dcterms", "created", terms);
        xml.WriteAttributeString("xsi", "type", "http://www.w3.org/2001/XMLSchema-instance", "dcterms:W3CDTF");
        xml.WriteString(Properties.Date.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteElementString("cp", "version", core, CellText.Clean(Properties.Version));
        xml.WriteEndElement();
    }

    private void WriteTypes(XmlWriter xml)
    {
        xml.WriteStartElement("Types", $"{Package}/content-types");
        xml.WriteRaw("""<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>""");
        Type("xl/workbook.xml", Content + "sheet.main+xml");
        for (var i = 0; i < sheets.Count; i++) Type($"xl/worksheets/sheet{i + 1}.xml", Content + "worksheet+xml");
        Type("xl/styles.xml", Content + "styles+xml");
        Type("xl/sharedStrings.xml", Content + "sharedStrings+xml");
        Type("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        Type("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
        xml.WriteEndElement();

        void Type(string part, string type) => xml.WriteRaw($"""<Override PartName="/{part}" ContentType="{type}"/>""");
    }

    /// <summary>A sheet's name without what a name may not hold, at most 31 characters, and not yet taken.</summary>
    private string FreeName(string wanted)
    {
        var name = string.Concat(CellText.Clean(wanted).Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' || char.IsControl(c) ? ' ' : c)).Trim(' ', '\'');
        if (name.Length == 0) name = "Sheet";
        var free = name.Length > 31 ? name[..31] : name;
        for (var i = 2; sheets.Any(s => string.Equals(s.Setup.Name, free, StringComparison.OrdinalIgnoreCase)); i++)
            free = $"{(name.Length > 27 ? name[..27] : name)} {i}";
        return free;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
