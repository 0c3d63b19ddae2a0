using System.IO.Compression;
using System.Text;
using System.Xml;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Tests.References.Workbook;

public sealed class PlainXmlTests
{
    [Theory]
    [InlineData("<a/>")]
    [InlineData("\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<a  b = 'c'/>", false)]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?><worksheet xmlns=\"u\" xmlns:r=\"v\"><row r=\"1\" r:id=\"x\"><c t='inlineStr'><is><t xml:space=\"preserve\"> 安全 &amp; &lt;x&gt; &#x8acb;&#26085;&#x1F600; 😀]] </t></is></c></row></worksheet>\n")]
    [InlineData("<a><b>1</b><b/><b c=\"é\"></b >text</a>")]
    [InlineData("<a>&#13;\n&quot;&apos;\t</a>")]
    public void Read_Plain_GivesWhatTheGeneralReaderGives(string xml, bool plain = true)
    {
        var expected = Nodes(XmlReader.Create(new StringReader(xml.TrimStart('\uFEFF').Replace("b = 'c'", "b='c'", StringComparison.Ordinal)), new() { DtdProcessing = DtdProcessing.Prohibit }));

        if (plain) Assert.Equal(expected, Nodes(new PlainXml(Encoding.UTF8.GetBytes(xml))));
        else Assert.Throws<NotPlainException>(() => Nodes(new PlainXml(Encoding.UTF8.GetBytes(xml))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<a></a></a>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a/>x")]
    [InlineData("x<a/>")]
    [InlineData("<a b=\"1\" b=\"2\"/>")]
    [InlineData("<a b=\"1\"c=\"2\"/>")]
    [InlineData("<a b=1/>")]
    [InlineData("<a b=\"<\"/>")]
    [InlineData("<a b=\"&amp;\"/>")]
    [InlineData("<a p:b=\"1\"/>")]
    [InlineData("<p:a xmlns:p=\"u\"/>")]
    [InlineData("<a>&nbsp;</a>")]
    [InlineData("<a>&#0;</a>")]
    [InlineData("<a>&#xD800;</a>")]
    [InlineData("<a>&#xFFFF;</a>")]
    [InlineData("<a>\uFFFE</a>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a>&</a>")]
    [InlineData("<a>]]></a>")]
    [InlineData("<a>\r\n</a>")]
    [InlineData("<a><![CDATA[x]]></a>")]
    [InlineData("<a><!-- x --></a>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"shift_jis\"?><a/>")]
    [InlineData("<?xml version=\"1.1\"?><a/>")]
    [InlineData("<1a/>")]
    public void Read_UnusualOrBroken_IsLeftToTheGeneralReader(string xml) =>
        Assert.Throws<NotPlainException>(() => Nodes(new PlainXml(Encoding.UTF8.GetBytes(xml))));

    [Fact]
    public void Read_BrokenUtf8_IsLeftToTheGeneralReader() =>
        Assert.Throws<NotPlainException>(() => Nodes(new PlainXml(new byte[] { (byte)'<', (byte)'a', (byte)'>', 0xE3, 0x81, (byte)'<', (byte)'/', (byte)'a', (byte)'>' })));

    [Fact]
    public void Read_EveryCutOfASheet_IsNeverTakenForAWholeOne()
    {
        var whole = Encoding.UTF8.GetBytes("<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>安全&amp;</t></is></c></row></sheetData></worksheet>");

        Assert.NotEmpty(Nodes(new PlainXml(whole)));
        for (var length = 0; length < whole.Length; length++) Assert.Throws<NotPlainException>(() => Nodes(new PlainXml(whole.AsMemory(0, length))));
    }

    /// <summary>The same sheets, once as they are and once so that only the general reader takes them.</summary>
    [Theory]
    [InlineData("<sheetData>", "<sheetData><!-- unusual -->")]
    [InlineData("</worksheet>", "</worksheet>\n<?unusual?>")]
    public void Tables_OfBothReaders_AreEqual(string from, string to)
    {
        var plain = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", "provider-reference.xlsx"));

        var (a, b) = (Tables(plain), Tables(Rewritten(plain, from, to)));

        Assert.Equal(5, a.Count);
        foreach (var (x, y) in a.Zip(b))
        {
            Assert.Equal((x.Sheet, x.Hidden), (y.Sheet, y.Hidden));
            Assert.Equal(x.Merges, y.Merges);
            Assert.Equal(x.Rows.Select(r => (r.Number, r.Hidden)), y.Rows.Select(r => (r.Number, r.Hidden)));
            Assert.Equal(x.Rows.SelectMany(r => r.Cells), y.Rows.SelectMany(r => r.Cells));
        }
    }

    private static IReadOnlyList<Table> Tables(byte[] workbook)
    {
        var opened = FileGate.Open(new("参照.xlsx", new MemoryStream(workbook)), TestContext.Current.CancellationToken);
        Assert.Null(opened.Problem);
        return opened.Tables;
    }

    private static byte[] Rewritten(byte[] workbook, string from, string to)
    {
        using var memory = new MemoryStream();
        memory.Write(workbook);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
            foreach (var name in zip.Entries.Select(e => e.FullName).Where(n => n.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)).ToList())
            {
                string xml;
                using (var reader = new StreamReader(zip.GetEntry(name)!.Open())) xml = reader.ReadToEnd();
                Assert.Contains(from, xml, StringComparison.Ordinal);
                zip.GetEntry(name)!.Delete();
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(xml.Replace(from, to, StringComparison.Ordinal));
            }
        return memory.ToArray();
    }

    /// <summary>Everything that a reader of sheets asks for; pieces of one text joined, since readers may cut it anywhere.</summary>
    private static List<string> Nodes(XmlReader reader)
    {
        using var _ = reader;
        var nodes = new List<string>();
        var buffer = new char[7];
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var node = $"{reader.Depth} <{reader.LocalName} {reader.IsEmptyElement}";
                    while (reader.MoveToNextAttribute()) node += $" {reader.LocalName}={reader.Value}";
                    nodes.Add(node);
                    break;
                case XmlNodeType.EndElement: nodes.Add($"{reader.Depth} >{reader.LocalName}"); break;
                case XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when reader.Depth > 0:
                    var text = "";
                    for (int read; (read = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0;) text += new string(buffer, 0, read);
                    nodes.Add($"{reader.Depth} {text}");
                    break;
                default: break;
            }
        }
        return nodes;
    }
}
