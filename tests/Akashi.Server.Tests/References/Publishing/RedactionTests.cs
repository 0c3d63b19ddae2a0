using System.Text;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using CsCheck;

namespace Akashi.Server.Tests.References.Publishing;

public sealed class RedactionTests
{
    // Letters that appear in no catalog and that no format changes.
    private const string Secret = "QZXSECRETQZX";
    private const string Open = "QZXOPENQZX";

    [Theory]
    [InlineData(Audience.Customer)]
    [InlineData(Audience.Nda)]
    public async Task Write_ForAudience_HoldsNoClosedWordInAnyFormat(Audience audience)
    {
        Disclosure[] closed = audience is Audience.Nda ? [Disclosure.Internal] : [Disclosure.Nda, Disclosure.Internal];
        var sample = Statements(closed).Array[1, 12];
        await sample.SampleAsync(async bodies =>
        {
            var content = await GivenEdition.Saying(audience, bodies);
            content = content with
            {
                Documents =
                [
                    new("01", Open, null, "https://example.test/" + Open, Disclosure.Public),
                    new("88", Secret + "TITLE", Secret, "https://example.test/" + Secret, Disclosure.Internal),
                    .. audience is Audience.Customer ? new BookDocument[] { new("N07", Secret + "NTITLE", Secret, "https://example.test/n" + Secret, Disclosure.Public), new("05", Secret + "UNMARKED", null, null, Disclosure.Nda) } : [],
                ],
                Revisions = [new(content.Date, "2.0", $"文献[88] {Secret}"), new(content.Date, "2.0", Open)],
            };
            foreach (var text in await Everything(content))
                Assert.DoesNotContain("SECRET", text, StringComparison.OrdinalIgnoreCase);
        }, iter: 60, threads: 1);
    }

    [Fact]
    public async Task Write_ForCustomer_KeepsWhatIsOpen()
    {
        var content = await GivenEdition.Saying(Audience.Customer,
            new StatementBody(Conformity.Partly, Open + "VIEW", Open + "FINDING文献[01]", Disclosure.Public, [new(CitationKind.Document, "01", CitedIn.Both, Open + "PAGE")], [new(PartyKind.Customer, Open + "DUTY", Open + "EMERGENCY")]));

        var all = await Everything(content);

        foreach (var word in new[] { "VIEW", "FINDING", "PAGE", "DUTY", "EMERGENCY" })
            Assert.Equal(6, all.Count(t => t.Contains(Open + word, StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_NdaStatement_KeepsConformityLevelDutiesAndOpenDocuments()
    {
        var body = new StatementBody(Conformity.Conformant, "見解", "所見", Disclosure.Nda,
            [new(CitationKind.Document, "01", CitedIn.Both, "第3章"), new(CitationKind.Document, "N01", CitedIn.Column), new(CitationKind.Certificate, "SOC 2", CitedIn.Column), new(CitationKind.Interview, "", CitedIn.Column, "聴取")],
            [new(PartyKind.Customer, "行う。")], "責任者", new(2027, 1, 1), [new("備考", "メモ")]);

        var row = Redaction.Of(new EditionRow(new("6.1-01", body)), Audience.Customer, GivenEdition.Documents);

        Assert.Equal(Disclosure.Nda, row.Withheld);
        Assert.Equal(new BookRow("6.1-01", new(Conformity.Conformant, null, null, Disclosure.Nda, [new(CitationKind.Document, "01", CitedIn.Column)], [new(PartyKind.Customer, "行う。")])), row.Row);
    }

    [Theory]
    [InlineData("NDA文献[N01]により確認した。", "見解", true)]
    [InlineData("NDA文献［N\n01］により確認した。", "見解", true)]
    [InlineData("see N01 for details", "見解", true)]
    [InlineData("監査 報告書により確認した。", "見解", true)]
    [InlineData("文献[77]", "文献[77]の通り", false)]
    public void Of_OpenStatementNamingAClosedSource_LosesItsFinding(string finding, string view, bool viewStays)
    {
        var body = new StatementBody(Conformity.Conformant, view, finding, Disclosure.Public,
            [new(CitationKind.Document, "01", CitedIn.Column), new(CitationKind.Certificate, "SOC 2", CitedIn.Finding)], []);

        var row = Redaction.Of(new EditionRow(new("6.1-01", body)), Audience.Customer, GivenEdition.Documents);

        Assert.Null(row.Body.Finding);
        Assert.Equal(viewStays ? view : null, row.Body.View);
        Assert.NotEqual(Disclosure.None, row.Withheld);
        Assert.Equal(["01"], row.Body.Citations.Select(c => c.Reference));
    }

    [Fact]
    public void Of_ForNdaAudience_KeepsNdaAndWithholdsInternal()
    {
        var nda = new StatementBody(Conformity.Conformant, "見解", "NDA文献[N01]", Disclosure.Nda, [new(CitationKind.Document, "N01", CitedIn.Both)], []);

        var open = Redaction.Of(new EditionRow(new("6.1-01", nda)), Audience.Nda, GivenEdition.Documents);
        var closed = Redaction.Of(new EditionRow(new("6.1-01", nda with { Finding = "文献[77]" })), Audience.Nda, GivenEdition.Documents);

        Assert.Equal(new("6.1-01", nda), open.Row);
        Assert.Equal((Disclosure.Internal, null), (closed.Withheld, closed.Body.Finding));
    }

    [Theory]
    [InlineData("ja", "NDA締結後に開示", "非公開")]
    [InlineData("en", "Disclosed under NDA", "Not disclosed")]
    public async Task Write_WithheldFinding_SaysWhyInItsPlace(string language, string nda, string notPublic)
    {
        var content = await GivenEdition.Saying(Audience.Customer,
            StatementBody.Empty with { Finding = "a", Disclosure = Disclosure.Nda }, StatementBody.Empty with { Finding = "b", Disclosure = Disclosure.Internal });

        var html = await Written.Html(content, language);

        Assert.Contains($"<em class=\"withheld\">{nda}</em>", html, StringComparison.Ordinal);
        Assert.Contains($"<em class=\"withheld\">{notPublic}</em>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_Twice_ChangesNothing()
    {
        var once = Redaction.Of(await GivenEdition.Whole(Audience.Customer, withExtras: true));
        var twice = Redaction.Of(once);

        Assert.Equal(await Rows(once), await Rows(twice));
        Assert.Equal(once.Documents, twice.Documents);
        Assert.Contains(await Rows(once), r => r.Withheld is not Disclosure.None);
    }

    private static async Task<List<EditionRow>> Rows(EditionContent content)
    {
        var rows = new List<EditionRow>();
        foreach (var sheet in content.Sheets) await foreach (var row in sheet.Rows) rows.Add(row);
        return rows;
    }

    /// <summary>Statements with the secret in every place that is closed at one of the levels.</summary>
    private static Gen<StatementBody> Statements(Disclosure[] levels)
    {
        var closedNumbers = levels.Length == 1 ? new[] { "88" } : ["88", "N07", "N9", "05"];
        var citation = Gen.Select(Gen.Enum<CitationKind>(), Gen.OneOf(closedNumbers), Gen.OneOf(CitedIn.Column, CitedIn.Finding, CitedIn.Both),
            (kind, number, where) => new Citation(kind, kind is CitationKind.Document ? number : Secret + kind, where, Secret + "LOCATOR"));
        var closed = Gen.Select(Gen.Enum<Conformity>(), Gen.OneOf(levels), citation.Array[0, 4], Gen.Bool, (conformity, level, citations, role) => new StatementBody(
            conformity, Secret + "VIEW", Secret + "FINDING", level, [new(CitationKind.Document, "01", CitedIn.Both, Secret), .. citations],
            [new(PartyKind.Customer, Open)], role ? Secret : null, null, [new(Secret + "HEADER", Secret)]));
        var tainted = Gen.Select(Gen.OneOf(closedNumbers), Gen.Int[0, 4], Gen.OneOf(Disclosure.None, Disclosure.Public), (number, place, level) => new StatementBody(
            Conformity.Conformant, place == 0 ? $"文献[{number}] {Secret}" : Open,
            place switch { 0 => null, 1 => $"{Secret}文献[ {number[..^1]}\n{number[^1]} ]", 2 => $"{Secret} see {Secret}TITLE", 3 => Secret, _ => $"{Secret} https://example.test/{Secret}" }, level,
            place == 3 ? [new(CitationKind.Document, number, CitedIn.Column, Secret)] : [], [new(PartyKind.Customer, Open)], Secret, null, [new(Secret, Secret)]));
        return Gen.OneOf(closed, tainted);
    }

    private static async Task<List<string>> Everything(EditionContent content) =>
    [
        string.Concat((await Written.Parts(await Written.Xlsx(content))).Select(p => p.Key + p.Value)),
        string.Concat((await Written.Parts(await Written.Xlsx(content, "en"))).Select(p => p.Key + p.Value)),
        string.Concat((await Written.Parts(await Written.Csv(content))).Select(p => p.Key + p.Value)),
        await Written.Html(content), await Written.Html(content, "en"),
        Encoding.UTF8.GetString((await Written.Json(content)).ToArray()),
    ];
}
