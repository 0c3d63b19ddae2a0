using System.Text;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Tests.References.Workbook;

/// <summary>What the cells of a workbook show.</summary>
public sealed class XlsxTablesTests
{
    [Fact]
    public void Read_SharedStrings_JoinsRunsAndSkipsReadings()
    {
        var table = Single("<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c/><c t=\"s\"><v>2</v></c></row></sheetData>", (
            "xl/sharedStrings.xml",
            $"<sst xmlns=\"{Rewritten.Main}\"><si><t>文献</t><rPh sb=\"0\" eb=\"2\"><t>ブンケン</t></rPh></si><si><r><t>適合</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">可能 </t></r><phoneticPr/></si><si><t>一_x000D_\n二_x005F_三</t></si></sst>"));

        Assert.Equal([new TableCell(1, "文献"), new TableCell(2, "適合可能 "), new TableCell(4, "一\n二_三")], table.Rows.Single().Cells);
    }

    [Theory]
    [InlineData("14", "", "43602", "2019-05-17")]
    [InlineData("58", "", "1", "1900-01-01")]
    [InlineData("14", "", "60", "60")]
    [InlineData("22", "", "43602.5", "2019-05-17 12:00:00")]
    [InlineData("20", "", "0.75", "18:00:00")]
    [InlineData("200", "yyyy\"年\"m\"月\"d\"日\";@", "43602", "2019-05-17")]
    [InlineData("200", "[$-411]ggge\"年\"m\"月\"", "43602", "2019-05-17")]
    [InlineData("200", "[h]:mm", "1.5", "1.5")]
    [InlineData("200", "\"day\" 0", "5", "5")]
    [InlineData("200", "00", "1", "01")]
    [InlineData("200", "0.00E+00", "12345", "12345")]
    [InlineData("0", "", "6.0999999999999996", "6.1")]
    public void Read_Number_ShowsWhatItsFormatMeans(string id, string format, string stored, string shown)
    {
        var table = Single(
            $"<sheetData><row><c s=\"1\"><v>{stored}</v></c></row></sheetData>",
            ("xl/styles.xml", $"<styleSheet xmlns=\"{Rewritten.Main}\"><numFmts><numFmt numFmtId=\"200\" formatCode=\"{format.Replace("\"", "&quot;", StringComparison.Ordinal)}\"/></numFmts><cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"{id}\"/></cellXfs></styleSheet>"));

        Assert.Equal(shown, table.Rows.Single().Cells.Single().Text);
    }

    [Fact]
    public void Read_FormulasErrorsAndBooleans_AreTold()
    {
        var cells = Single("<sheetData><row><c t=\"str\"><f>A1</f><v>適合</v></c><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c><f>NOW()</f></c><c t=\"b\"><v>1</v></c><c t=\"d\"><v>2026-03-31T00:00:00</v></c></row></sheetData>").Rows.Single().Cells;

        Assert.Equal(["適合", "#DIV/0!", "=", "TRUE", "2026-03-31"], cells.Select(c => c.Text));
        Assert.Equal([CellState.Value, CellState.Error, CellState.Uncalculated, CellState.Value, CellState.Value], cells.Select(c => c.State));
    }

    [Fact]
    public void Read_StrictWorkbookFrom1904WithHiddenParts_IsRead()
    {
        const string strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
        const string office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
        var file = Rewritten.Package(
            [("x", "")],
            ("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<x:workbook xmlns:x=\"{strict}\" xmlns:rel=\"{office}\"><x:workbookPr date1904=\"1\"/><x:sheets><x:sheet name=\"後\" state=\"hidden\" rel:id=\"b\"/><x:sheet name=\"先\" rel:id=\"a\"/></x:sheets></x:workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Type=\"{office}/worksheet\" Target=\"./sheets/../other.xml\"/><Relationship Id=\"e\" Type=\"{office}/externalLink\" Target=\"externalLinks/externalLink1.xml\"/><Relationship Id=\"f\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"),
            ("xl/styles.xml", $"<styleSheet xmlns=\"{strict}\"><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
            ("xl/worksheets/sheet1.xml", $"<x:worksheet xmlns:x=\"{strict}\"><x:sheetData><x:row hidden=\"1\"><x:c><x:v>42140</x:v></x:c></x:row></x:sheetData></x:worksheet>"),
            ("xl/other.xml", $"<worksheet xmlns=\"{strict}\"><cols><col min=\"1\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"5\"><c t=\"inlineStr\"><is><t>隠</t></is></c></row></sheetData><mergeCells><mergeCell ref=\"A5:B6\"/></mergeCells></worksheet>"));

        var opened = FileGate.Open(new("a.xlsx", new MemoryStream(file)), TestContext.Current.CancellationToken);

        Assert.Null(opened.Problem);
        Assert.Equal(["後", "先"], opened.Tables.Select(t => t.Sheet));
        Assert.True(opened.Tables[0].Hidden);
        Assert.Equal(new CellRange(5, 1, 6, 2), opened.Tables[0].MergeDown(6, 1));
        Assert.Equal([(1, 2)], opened.Tables[0].HiddenColumns);
        Assert.True(opened.Tables[1].Rows.Single().Hidden);
        Assert.Equal("2019-05-17", opened.Tables[1].Rows.Single().Cells.Single().Text);
        Assert.Equal("workbook.external-link", Assert.Single(opened.Report).Code);
    }

    [Fact]
    public void Read_ErrorInAField_IsAProblem()
    {
        var file = Rewritten.Package([("厚生労働省", "<sheetData><row>" + Rewritten.Inline("A1", "項番") + Rewritten.Inline("B1", "適合性") + "</row><row>" + Rewritten.Inline("A2", "6.1-01")
            + "<c r=\"B2\" t=\"e\"><v>#REF!</v></c></row><row>" + Rewritten.Inline("A3", "6.1-02") + "<c r=\"B3\"><f>A1</f></c></row></sheetData>")]);

        Assert.Equal(["cell.error", "cell.no-value"], Sample.Read(file).Problems.Select(p => p.Code).Where(c => c.StartsWith("cell.", StringComparison.Ordinal) && c != "cell.conformity-unknown"));
    }

    [Fact]
    public void Read_CsvFromOurExport_DropsTheApostropheAgainstFormulas()
    {
        var table = FileGate.Open(new("a.csv", new MemoryStream(Encoding.UTF8.GetBytes("'=1+1,'-,it's,'\"\r\n\"a\n\"\"b\"\"\",x"))), TestContext.Current.CancellationToken);

        Assert.Equal("csv.quote", table.Problem!.Code);
        var good = FileGate.Open(new("a.csv", new MemoryStream(Encoding.UTF8.GetBytes("'=1+1,'-,it's,'x\r\n\r\n\"a\n\"\"b\"\"\",x\n"))), TestContext.Current.CancellationToken).Tables.Single();
        Assert.Equal(["=1+1", "-", "it's", "'x"], good.Rows[0].Cells.Select(c => c.Text));
        Assert.Equal((3, "a\n\"b\""), (good.Rows[1].Number, good.Rows[1].Cells[0].Text));
    }

    private static Table Single(string xml, params (string, string)[] more)
    {
        var opened = FileGate.Open(new("a.xlsx", new MemoryStream(Rewritten.Package([("a", xml)], more))), TestContext.Current.CancellationToken);
        Assert.Null(opened.Problem);
        return opened.Tables.Single();
    }
}
