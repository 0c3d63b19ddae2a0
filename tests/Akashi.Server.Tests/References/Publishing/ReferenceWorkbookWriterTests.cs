using System.Xml.Linq;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Akashi.Server.Tests.References.Publishing;

public sealed class ReferenceWorkbookWriterTests
{
    [Theory]
    [InlineData("ja", true)]
    [InlineData("en", true)]
    [InlineData("ja", false)]
    public async Task Write_AnyEdition_IsValidOpenXml(string language, bool withExtras)
    {
        using var document = SpreadsheetDocument.Open(await Written.Xlsx(await GivenEdition.Whole(withExtras: withExtras), language), false);

        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document, TestContext.Current.CancellationToken);

        Assert.Empty(errors.Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));
        Assert.Equal("2.0", document.PackageProperties.Version);
        Assert.Contains(language == "en" ? "Security reference" : "セキュリティリファレンス", document.PackageProperties.Title!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_CatalogWithLayout_IsLaidOutAsTheWorkbookItCameFrom()
    {
        var sheet = XDocument.Parse((await Parts())["xl/worksheets/sheet2.xml"]).Root!;

        var pane = Named(sheet, "pane");
        Assert.Equal(("1", "3", "frozen", "B4"), (pane.Attribute("xSplit")!.Value, pane.Attribute("ySplit")!.Value, pane.Attribute("state")!.Value, pane.Attribute("topLeftCell")!.Value));
        Assert.Equal(["9", "6", "8", "46", "20", "9", "46", "10", "46", "10", "12", "16", "14", "14", "34"], sheet.Descendants().Where(e => e.Name.LocalName == "col").Select(c => c.Attribute("width")!.Value));
        Assert.Equal("A3:O190", Named(sheet, "autoFilter").Attribute("ref")!.Value);
        var page = Named(sheet, "pageSetup");
        Assert.Equal(("8", "landscape", "1", "0"), (page.Attribute("paperSize")!.Value, page.Attribute("orientation")!.Value, page.Attribute("fitToWidth")!.Value, page.Attribute("fitToHeight")!.Value));
        Assert.Contains("&P / &N", Named(sheet, "oddFooter").Value, StringComparison.Ordinal);
        string[] merges = ["A1:O1", "A2:F2", "G2:N2", "B4:B113", "B114:B163", "B164:B190", "C4:C5", "C6:C11", "C12:C24", "C185:C188"];
        Assert.Superset(merges.ToHashSet(), Merges(sheet).ToHashSet());
        Assert.Equal(23, Merges(sheet).Count());
    }

    [Fact]
    public async Task Write_MetiSheet_MergesSectionsAndSubsections()
    {
        var parts = await Parts();
        var sheet = XDocument.Parse(parts["xl/worksheets/sheet4.xml"]).Root!;
        var strings = Strings(parts);

        Assert.Equal(37, Merges(sheet).Count());
        Assert.Contains("A64:A190", Merges(sheet));
        Assert.Equal("2.2", Cell(sheet, strings, "A5"));
        Assert.Equal("2.2.1.資産台帳", Cell(sheet, strings, "B5"));
        Assert.Equal("(1)", Cell(sheet, strings, "C5"));
        Assert.Equal("公開資料", Cell(sheet, strings, "H9"));
    }

    [Fact]
    public async Task Write_Cells_ReadAsPrinted()
    {
        var parts = await Parts();
        var sheet = XDocument.Parse(parts["xl/worksheets/sheet2.xml"]).Root!;
        var strings = Strings(parts);
        string?[] Row(int row) => [.. "ABCDEFGHIJKLMNO".Select(c => Cell(sheet, strings, $"{c}{row}"))];

        Assert.Equal("医療機関向けセキュリティリファレンス（厚生労働省ガイドラインの評価項目） 2019年5月17日", Cell(sheet, strings, "A1"));
        Assert.Equal(["6.1-01", "6", "6.1", "個人情報方針の策定と公表\n個人情報の扱いに関する基本方針を定め、外部から見られるようにしておく。", null, "最低限"], Row(4)[..6]);
        Assert.Equal(["公開文書", "文献[01]\n文献[02]", "ISO/IEC 27001", "－", "－", "利用者及びSI事業者は、台帳を作り管理する。"], Row(4)[9..]);
        Assert.Equal(["要NDA", "文献[01]", "－", "（確認内容に記載）", "NDA文献[N01]", "利用者は、手順を定める。\nSI事業者は、手順を説明する。"], Row(5)[9..]);
        Assert.Equal(["－", "対象外", "利用者側で対応する項目である。", "－", "－", "－", "－", "－", "利用者は、規程を定める。"], Row(6)[6..]);
        var mic = XDocument.Parse(parts["xl/worksheets/sheet3.xml"]).Root!;
        Assert.Equal("【7.5.4】\n【7.6.7】\n【7.8】", Cell(mic, strings, "P61"));
        Assert.Equal("・廃棄の手順・消去方法の情報と廃棄証明を出す条件", Cell(mic, strings, "F61"));
    }

    [Fact]
    public async Task Write_Workbook_NamesSheetsInOrderAndRepeatsHeaderRows()
    {
        var workbook = XDocument.Parse((await Parts())["xl/workbook.xml"]).Root!;

        Assert.Equal(["改訂履歴", "厚生労働省", "総務省", "経済産業省", "文献一覧"], workbook.Descendants().Where(e => e.Name.LocalName == "sheet").Select(s => s.Attribute("name")!.Value));
        var names = workbook.Descendants().Where(e => e.Name.LocalName == "definedName").Select(n => (n.Attribute("name")!.Value, n.Value)).ToList();
        Assert.Contains(("_xlnm.Print_Titles", "'厚生労働省'!$1:$3"), names);
        Assert.Contains(("_xlnm._FilterDatabase", "'経済産業省'!$A$3:$M$210"), names);
    }

    [Fact]
    public async Task Write_ExtrasInOneSheet_AppendsColumnsThere()
    {
        var strings = Strings(await Written.Parts(await Written.Xlsx(await GivenEdition.Whole(withExtras: true))));
        var plain = Strings(await Parts());

        Assert.Superset(new HashSet<string> { "非常時に必要な対応", "責任者の役割", "見直し期日", "備考" }, strings.ToHashSet());
        Assert.Empty(plain.Intersect(["非常時に必要な対応", "責任者の役割", "見直し期日", "備考"]));
    }

    [Fact]
    public async Task Write_SameEditionTwice_GivesTheSameBytes()
    {
        var content = await GivenEdition.Whole(withExtras: true);

        Assert.Equal((await Written.Xlsx(content)).ToArray(), (await Written.Xlsx(content)).ToArray());
    }

    [Fact]
    public async Task Write_ForbiddenCharacters_AreVisibleAndValid()
    {
        var content = await GivenEdition.Saying(Audience.Internal, StatementBody.Empty with { View = " a\u0001b\uD800c\r\nd_x0041_\uFFFE𠮷 " });

        var stream = await Written.Xlsx(content);
        var strings = Strings(await Written.Parts(new MemoryStream(stream.ToArray())));

        Assert.Contains(" a\uFFFDb\uFFFDc\nd_x005F_x0041_\uFFFD𠮷 ", strings);
        using var document = SpreadsheetDocument.Open(stream, false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Write_TextLongerThanACell_NamesTheCell()
    {
        var content = await GivenEdition.Saying(Audience.Internal, StatementBody.Empty with { View = new string('あ', 32_768) });

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Written.Xlsx(content));

        Assert.Contains("厚生労働省, cell G4", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_CatalogWithoutLayout_TakesTheCommonOne()
    {
        var catalog = await GivenEdition.Catalog("provision-standard");
        var content = GivenEdition.Of(Audience.Internal, [EditionSheet.Of(catalog, [.. catalog.Controls.Select((c, i) => new Akashi.Server.References.Workbook.BookRow(c.Code, GivenEdition.Statement(i, true)))])]);

        var stream = await Written.Xlsx(content);
        var parts = await Written.Parts(new MemoryStream(stream.ToArray()));
        var sheet = XDocument.Parse(parts["xl/worksheets/sheet2.xml"]).Root!;

        Assert.Contains("2.1.1-2", sheet.Descendants().Where(e => e.Name.LocalName == "c" && e.Attribute("r")!.Value.StartsWith('A')).Select(c => Cell(sheet, Strings(parts), c.Attribute("r")!.Value)));
        using var document = SpreadsheetDocument.Open(stream, false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken));
    }

    private static async Task<Dictionary<string, string>> Parts() => await Written.Parts(await Written.Xlsx(await GivenEdition.Whole()));

    private static XElement Named(XElement root, string name) => root.Descendants().Single(e => e.Name.LocalName == name);

    private static IEnumerable<string> Merges(XElement sheet) => sheet.Descendants().Where(e => e.Name.LocalName == "mergeCell").Select(m => m.Attribute("ref")!.Value);

    private static List<string> Strings(Dictionary<string, string> parts) =>
        [.. XDocument.Parse(parts["xl/sharedStrings.xml"], LoadOptions.PreserveWhitespace).Root!.Elements().Select(e => e.Value)];

    private static string? Cell(XElement sheet, List<string> strings, string name)
    {
        var cell = sheet.Descendants().Single(e => e.Name.LocalName == "c" && e.Attribute("r")!.Value == name);
        return cell.Attribute("t")?.Value == "s" ? strings[int.Parse(cell.Value, System.Globalization.CultureInfo.InvariantCulture)] : cell.Value is { Length: > 0 } text ? text : null;
    }
}
