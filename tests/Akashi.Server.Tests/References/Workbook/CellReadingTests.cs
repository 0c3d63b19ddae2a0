using Akashi.Server.Catalogs;
using Akashi.Server.References;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using CsCheck;

namespace Akashi.Server.Tests.References.Workbook;

/// <summary>Cells with an inner grammar: documents, dates, duties, headers; and files that are merely damaged.</summary>
public sealed class CellReadingTests
{
    [Theory]
    [InlineData("文献[133]文献[1\n34]文献[145]", "133|134|145", null)]
    [InlineData("文\n献[06\n]文献\n［０７］", "06|07", null)]
    [InlineData("文献[01, 02、N1]", "01|02|N1", null)]
    [InlineData("N\nDA文献[N01]NDA文献[n 02]", "N01|N02", null)]
    [InlineData("01, 06", "01|06", null)]
    [InlineData("01\n06・N02", "01|06|N02", null)]
    [InlineData("[01][06]", "01|06", null)]
    [InlineData("文献[01]（3章）文献[02] p.4、文献[03]", "01=3章|02=p.4|03", null)]
    [InlineData("社内資料による 文献[01]文献[01]", "01", "社内資料による")]
    [InlineData("Document [01], NDA document [N01]", "01|N01", null)]
    [InlineData("利用規約", "", "利用規約")]
    [InlineData("－", "", null)]
    public void DocumentList_AsPeopleWriteIt_GivesNumbersAndTheRest(string cell, string expected, string? beside)
    {
        var (documents, rest) = DocumentList.Read(cell);

        Assert.Equal(expected, string.Join('|', documents.Select(d => d.Locator is null ? d.Number : $"{d.Number}={d.Locator}")));
        Assert.Equal(beside, rest);
    }

    [Theory]
    [InlineData("2026-03-31")]
    [InlineData("2026-03-31 00:00:00")]
    [InlineData("2026/3/31")]
    [InlineData("2026.3.31")]
    [InlineData("2026年3月31日")]
    [InlineData("２０２６年３月３１日（火）")]
    [InlineData("令和8年3月31日")]
    [InlineData("R8.3.31")]
    [InlineData("46112")]
    [InlineData("31 March 2026")]
    public void DateWords_AsPeopleWriteThem_GiveTheDay(string words) => Assert.Equal(new DateOnly(2026, 3, 31), DateWords.Read(words));

    [Theory]
    [InlineData("3/31/2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026年3月")]
    [InlineData("12")]
    [InlineData("来春")]
    public void DateWords_AmbiguousOrNone_GiveNothing(string words) => Assert.Null(DateWords.Read(words));

    [Fact]
    public void DateWords_FirstYearOfAnEra_IsRead() => Assert.Equal(new DateOnly(2019, 5, 1), DateWords.Read("令和元年5月1日"));

    [Theory]
    [InlineData("利用者は、A。", "Customer:A。")]
    [InlineData("利用者及びSI事業者は、A。", "Customer:A。|Integrator:A。")]
    [InlineData("利用者もしくはＳＩ事業者は、A", "Customer:A|Integrator:A")]
    [InlineData("利用者とSI事業者は A", "Customer:A|Integrator:A")]
    [InlineData("SI事業者側では、A。利用者は、B。", "Integrator:A。利用者は、B。")]
    [InlineData("利用者は、A\n続き\n再委託先は、B\n・回線事業者は、C", "Customer:A\n続き|Subcontractor:B|Carrier:C")]
    [InlineData("利用者は、\nA", "Customer:A")]
    [InlineData("A\nB", "Customer:A\nB")]
    [InlineData("Customer and Integrator: A\nProvider: B", "Customer:A|Integrator:A|Provider:B")]
    [InlineData("－", "")]
    public void DutyText_Read_SplitsByTheSubjectOfEachLine(string cell, string expected) =>
        Assert.Equal(expected, string.Join('|', DutyText.Read(cell, null).Duties.Select(d => $"{d.Party}:{d.Normal}")));

    [Fact]
    public void DutyText_Write_NamesPartiesOfEqualDutiesTogether()
    {
        Duty[] duties = [new(PartyKind.Integrator, "A"), new(PartyKind.Customer, "A", "C"), new(PartyKind.Carrier, "B")];

        Assert.Equal("利用者及びSI事業者は、A\n回線事業者は、B", DutyText.Write(duties, emergency: false, "ja"));
        Assert.Equal("Customer: C", DutyText.Write(duties, emergency: true, "en"));
        Assert.Null(DutyText.Write([new(PartyKind.Customer, null)], emergency: false, "ja"));
    }

    [Fact]
    public void DutyText_ReadWhatWasWritten_IsTheSame()
    {
        var line = Gen.OneOf("方針を定める。", "利用者は、確認する。", "SI事業者は手順を示す", "Customer: check", "点検する", "及び", "は、", "－", " x ", "");
        var text = line.Array[0, 4].Select(l => l.Length == 0 ? null : string.Join('\n', l));
        var duties = Gen.Select(Gen.OneOf(Enum.GetValues<PartyKind>()), text, text).Select(t => new Duty(t.Item1, t.Item2, t.Item3)).Array[0, 4];
        Gen.Select(duties, Gen.OneOf("ja", "en")).Sample((given, language) =>
        {
            var once = Again([.. given.DistinctBy(d => d.Party)], language);
            Assert.Equal(once, Again(once, language));
        }, iter: 2_000);
        line.Array[0, 5].Sample(lines =>
        {
            var once = DutyText.Read(string.Join('\n', lines), null).Duties;
            Assert.Equal(once, Again(once, "ja"));
        }, iter: 2_000);

        static IReadOnlyList<Duty> Again(IReadOnlyList<Duty> duties, string language) =>
            DutyText.Read(DutyText.Write(duties, false, language), DutyText.Write(duties, true, language)).Duties;
    }

    [Theory]
    [InlineData("インタビューで\n確認した内容", BookField.Interview)]
    [InlineData("本調査で確認した内容", BookField.Finding)]
    [InlineData("NDAに基づき確認した資料", BookField.NdaDocuments)]
    [InlineData("確認文書等の開示レベル", BookField.Disclosure)]
    [InlineData("開示書により情報提供される内容", BookField.DisclosureItems)]
    [InlineData("経済産業省ガイドラインの該当箇所", BookField.References)]
    [InlineData("総務省ガイドラインの要求事項", BookField.Requirement)]
    [InlineData("要求事項２", BookField.Requirement2)]
    [InlineData("ガイドライン\n分類", BookField.Class)]
    [InlineData("非常時に必要な対応", BookField.EmergencyDuty)]
    [InlineData("SI事業者・利用者で必要な対応", BookField.Duty)]
    [InlineData("責任者の役割", BookField.ResponsibleRole)]
    [InlineData("見直し期日", BookField.ReviewDue)]
    [InlineData("Ｎｏ．", BookField.Number)]
    [InlineData("Documents seen\nunder NDA", BookField.NdaDocuments)]
    [InlineData("Action needed by\nintegrator and user", BookField.Duty)]
    public void HeaderWords_SpecificBeforeGeneral_NamesTheField(string header, BookField field) =>
        Assert.Equal(field, HeaderWords.Requirements.Match(PrintedWords.Fold(header))?.Field);

    [Theory]
    [InlineData("")]
    [InlineData("社内管理欄")]
    [InlineData("実施日")]
    public void HeaderWords_UnknownWords_NameNothing(string header) => Assert.Null(HeaderWords.Requirements.Match(PrintedWords.Fold(header)));

    [Fact]
    public void Read_DamagedSample_GivesABookOrAProblemButNeverThrows()
    {
        var flips = Gen.Select(Gen.Int[0, Sample.Workbook.Length - 1], Gen.Byte).Array[1, 12];
        flips.Sample(changes =>
        {
            var file = Sample.Workbook.ToArray();
            foreach (var (at, value) in changes) file[at] ^= value;
            var reading = Sample.Read(file);
            Assert.True(reading.Book is not null || reading.Problems.Count + reading.UnknownHeaders.Count + reading.UnknownSheets.Count > 0);
        }, iter: 150, threads: 2);
    }
}
