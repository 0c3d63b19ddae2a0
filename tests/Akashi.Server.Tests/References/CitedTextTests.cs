using Akashi.Server.References;

namespace Akashi.Server.Tests.References;

public sealed class CitedTextTests
{
    [Fact]
    public void In_TextWithBrokenTokens_FindsEachSourceOnce()
    {
        var found = CitedText.In("文献[1\n34]・文献［01］の記載により確認した。\nISO/IEC 27018、NDA文献[N01]。提供事業者へのインタビュー。文献[01]").ToList();

        Assert.Equal(["134", "01", "ISO/IEC 27018", "N01", ""], found.Select(c => c.Reference));
        Assert.All(found, c => Assert.Equal(CitedIn.Finding, c.In));
    }

    [Fact]
    public void WithFinding_SourceInBoth_IsMarkedBoth()
    {
        Citation[] columns = [new(CitationKind.Document, "01", CitedIn.Column), new(CitationKind.Document, "02", CitedIn.Column)];

        var all = CitedText.WithFinding(columns, "文献[01]・文献[141]");

        Assert.Equal([CitedIn.Both, CitedIn.Column, CitedIn.Finding], all.Select(c => c.In));
    }

    [Theory]
    [InlineData(CitationKind.Document, "01", "文献[01]")]
    [InlineData(CitationKind.Document, "N01", "NDA文献[N01]")]
    [InlineData(CitationKind.Certificate, "ISO/IEC 27001", "ISO/IEC 27001")]
    [InlineData(CitationKind.Certificate, "SOC 2", "認証[SOC 2]")]
    [InlineData(CitationKind.Interview, "", "インタビュー")]
    [InlineData(CitationKind.Statement, "mhlw-5#6.1-01@platform", "mhlw-5#6.1-01@platform")]
    [InlineData(CitationKind.Document, "ABC", null)]
    public void Write_ASource_IsFoundInTheTextAgain(CitationKind kind, string reference, string? words)
    {
        Assert.Equal(words, CitedText.Write(new(kind, reference, CitedIn.Column)));

        if (words is null) return;
        var found = CitedText.In($"{words}により確認した。").Single();
        Assert.Equal((kind, reference, CitedIn.Finding), (found.Kind, found.Reference, found.In));
    }

    [Theory]
    [InlineData("https://example.jp/page#part@2x")]
    [InlineData("someone@example.jp の #1")]
    public void In_AddressesWithTheSameSigns_AreNoStatements(string text) => Assert.Empty(CitedText.In(text));

    [Fact]
    public void In_StatementBetweenOthers_KeepsTheOrderOfTheText()
    {
        var found = CitedText.In("文献[01]、mhlw-5#6.1-01@cloud、インタビュー");

        Assert.Equal([CitationKind.Document, CitationKind.Statement, CitationKind.Interview], found.Select(c => c.Kind));
    }
}
