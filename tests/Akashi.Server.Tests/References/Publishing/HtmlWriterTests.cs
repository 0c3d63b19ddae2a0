using System.Xml;
using System.Xml.Linq;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;

namespace Akashi.Server.Tests.References.Publishing;

public sealed class HtmlWriterTests
{
    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Write_WholeEdition_IsWellFormedAndAccessible(string language)
    {
        var page = Parse(await Written.Html(await GivenEdition.Whole(withExtras: true), language));

        Assert.Equal(language, page.Attribute("lang")!.Value);
        Assert.Empty(Named(page, "script"));
        Assert.DoesNotContain(page.DescendantsAndSelf().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(Named(page, "th"), th => Assert.NotNull(th.Attribute("scope")));
        Assert.Equal(508, Named(page, "section").Where(s => s.Attribute("class")?.Value == "catalog").SelectMany(s => Named(s, "tr")).Count(r => r.Attribute("id") is not null));
        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var links = Named(page, "a").Select(a => a.Attribute("href")!.Value).ToList();
        Assert.All(links, l => Assert.True(l.StartsWith("https://example.test/", StringComparison.Ordinal) || ids.Contains(l[1..]), l));
        Assert.Contains("#d-N01", links);
    }

    [Fact]
    public async Task Write_ForPaper_RepeatsHeadersOnA3Landscape()
    {
        var style = Named(Parse(await Written.Html(await GivenEdition.Whole())), "style").Single().Value;

        foreach (var rule in new[] { "size: A3 landscape", "counter(page)", "table-header-group", "break-inside: avoid" })
            Assert.Contains(rule, style, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_HostileText_StaysText()
    {
        const string hostile = "</td><script>alert('x')</script>&amp;\"\u0000\u0008";
        var content = await GivenEdition.Saying(Audience.Internal, new StatementBody(Conformity.Partly, hostile, hostile, Disclosure.Public, [], [], hostile, null, [new(hostile, hostile)]));
        content = content with
        {
            Service = new(hostile, hostile), Version = hostile + "*/ } </style>",
            Documents = [new(hostile, hostile, hostile, "javascript:alert(1)", Disclosure.Public), new("2", null, null, "https://example.test/\"><script>", Disclosure.Public)],
        };

        var page = Parse(await Written.Html(content));

        Assert.Empty(Named(page, "script"));
        Assert.DoesNotContain(Named(page, "a"), a => a.Attribute("href")!.Value.Contains("javascript", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(Named(page, "td"), td => td.Value == "</td><script>alert('x')</script>&amp;\"\uFFFD\uFFFD");
    }

    [Fact]
    public async Task Write_Conformity_IsToldByWordAndShape()
    {
        var page = Parse(await Written.Html(await GivenEdition.Whole()));

        var states = Named(page, "span").Where(s => s.Attribute("class")?.Value.StartsWith("state", StringComparison.Ordinal) is true).Select(s => s.Value);

        Assert.Equal(new HashSet<string> { "– 対象外", "? 未評価", "✓ 適合可能", "✕ 不適合", "◐ 一部適合" }, states.ToHashSet());
    }

    private static IEnumerable<XElement> Named(XElement page, string name) => page.Descendants().Where(e => e.Name.LocalName == name);

    private static XElement Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XElement.Load(reader);
    }
}
