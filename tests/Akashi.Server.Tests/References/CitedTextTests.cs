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
}
