using Akashi.Server.Catalogs;
using Akashi.Server.Catalogs.Tables;
using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Tests.Catalogs;

/// <summary>A catalog written as a table and read back is the same catalog.</summary>
public sealed class CatalogTableRoundTripTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("csv", "ja")]
    [InlineData("csv", "en")]
    [InlineData("xlsx", "ja")]
    [InlineData("xlsx", "en")]
    public async Task Write_EveryShippedCatalog_ReadsBackEqual(string format, string language)
    {
        var shipped = await CatalogFiles.ShippedAsync(Ct);

        Assert.True(shipped.Count >= 4);
        foreach (var catalog in shipped) AssertSame(catalog, Read(Write(catalog, format, language), format));
    }

    [Fact]
    public void Write_AwkwardCatalog_ReadsBackEqual()
    {
        var catalog = new CatalogFile("awkward", new("難しい基準", "Awkward"), new("", ""), new("第1版", "1"), null, new("", ""), [],
            [
                new("B", null, new("後の章", "Later")), new("A", null, new("先の章", "Earlier")), new("A.1", "A", new("節", "Section")),
                new("A.1.1", "A.1", new("項", "Subsection")), new("A.1.1.a", "A.1.1", new("目", "Paragraph")), new("empty", null, new("空の章", "Empty")),
            ],
            [
                new("x1", "(1)", "A.1.1.a", ControlClass.Should, new("=SUM(A1)", "+plus"), new("「引用, 区切り; \"二重\"」\n2行目", "-dash\nsecond line"),
                    [new("a", new("[必須] で始まる\n続き", "[shall] begins\nmore"), ControlClass.None), new("d.1", new("細目", "Part"), ControlClass.Should)],
                    ["自作のテーマ", "access-control"], new("開示\n二つ目", "Disclose\nSecond"), ["mhlw-5#6.1", "meti-2#2.2.1"]),
                new("x2", "(1)", "A", ControlClass.None, new("章の直下", "Right below the chapter"), new("", ""), null, null, null, null),
                new("x3", "2", "B", ControlClass.Minimum, new("'引用符", "'apostrophe"), new("説明", "Summary"), null, null, null, null),
            ], null);

        foreach (var format in (string[])["csv", "xlsx"]) AssertSame(catalog, Read(Write(catalog, format, "ja"), format));
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public void Template_AsWritten_LoadsWithoutProblemsOrRemarks(string format)
    {
        var reading = CatalogTableReader.Read(new("ひな形." + format, Write(CatalogTemplate.File, format, "ja", whole: true)), NewCatalog.Unsaid, Ct);

        Assert.Empty(reading.Problems);
        Assert.Empty(reading.Report);
        AssertSame(CatalogTemplate.File, reading.File!);
        Assert.Null(CatalogCheck.FirstProblem(reading.File!));
    }

    [Fact]
    public void Write_FiveLevels_IsRefused()
    {
        var deep = CatalogTemplate.File with { Groups = [.. CatalogTemplate.File.Groups, new("a", "1.2", new("あ", "a")), new("b", "a", new("い", "b")), new("c", "b", new("う", "c"))] };

        Assert.Equal("catalog.not-a-table", CatalogTableWriter.Write(new MemoryStream(), deep, "csv", "ja", new(2026, 11, 23))?.Code);
    }

    private static MemoryStream Write(CatalogFile catalog, string format, string language, bool whole = false)
    {
        var stream = new MemoryStream();
        Assert.Null(CatalogTableWriter.Write(stream, catalog, format, language, new(2026, 11, 23), whole));
        stream.Position = 0;
        return stream;
    }

    private static CatalogFile Read(Stream stream, string format)
    {
        var reading = CatalogTableReader.Read(new("table." + format, stream), NewCatalog.Unsaid, Ct);
        Assert.True(reading.File is not null, string.Join("\n", reading.Problems.Select(p => $"{p.Code} {p.Place}: {p.Message.En}")));
        return reading.File;
    }

    private static void AssertSame(CatalogFile expected, CatalogFile read)
    {
        Assert.Equal((expected.Key, expected.Title, expected.Issuer, expected.Edition, expected.Published, expected.Note), (read.Key, read.Title, read.Issuer, read.Edition, read.Published, read.Note));
        Assert.Equal(expected.Groups, read.Groups);
        Assert.Equal(expected.Controls.Select(Flat), read.Controls.Select(Flat));
        foreach (var (a, b) in expected.Controls.Zip(read.Controls))
        {
            Assert.Equal(a.Parts ?? [], b.Parts ?? []);
            Assert.Equal(a.Themes ?? [], b.Themes ?? []);
            Assert.Equal(a.Links ?? [], b.Links ?? []);
        }

        static (string, string, string, ControlClass, Text, Text, Text?) Flat(ControlFile c) => (c.Code, c.Number, c.Group, c.Class, c.Title, c.Summary, c.DisclosureItems);
    }
}
