using System.Text;
using System.Text.RegularExpressions;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;

namespace Akashi.Server.Tests.References.Publishing;

public sealed partial class CsvWriterTests
{
    [Fact]
    public async Task WriteZip_WholeEdition_ParsesBackRowByRow()
    {
        var content = await GivenEdition.Whole(withExtras: true);

        var parts = await Written.Parts(await Written.Csv(content));

        Assert.Equal(["revisions.csv", "mhlw-5.csv", "mic-1.csv", "meti-2.csv", "documents.csv"], parts.Keys);
        var meti = Parse(parts["meti-2.csv"]);
        Assert.Equal(208, meti.Count);
        Assert.Equal(["項番", "節", "項", "要求事項", "提供事業者の見解", "ガイドラインへの適合性"], meti[0][..6]);
        Assert.Equal(["2.1-01", "2.1", "2.1.推奨される認証・認定"], meti[1][..3]);
        Assert.All(meti, r => Assert.Equal(meti[0].Length, r.Length));
        Assert.Equal(["項番", "章", "節", "制度上の要求事項"], Parse(parts["mhlw-5.csv"])[0][..4]);
        Assert.Equal(["文献[01]", "サービス説明書", "提供事業者", "公開文書", "https://example.test/01?a=1&b=2", "2019-01-01", ""], Parse(parts["documents.csv"])[1]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+81", "'+81")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("-2", "'-2")]
    [InlineData("-", "-")]
    [InlineData("'a", "''a")]
    [InlineData("a,\"b\"\r\nc", "a,\"b\"\nc")]
    public async Task Write_CellThatCouldBeAFormula_IsText(string view, string written)
    {
        var content = await GivenEdition.Saying(Audience.Internal, StatementBody.Empty with { View = view });
        using var stream = new MemoryStream();

        await CsvWriter.WriteCatalogAsync(stream, content, "mhlw-5", "ja", TestContext.Current.CancellationToken);

        Assert.Equal([0xEF, 0xBB, 0xBF], stream.ToArray()[..3]);
        var rows = Parse(Encoding.UTF8.GetString(stream.ToArray()[3..]));
        Assert.Equal(written, rows[1][Array.IndexOf(rows[0], "提供事業者の見解")]);
    }

    /// <summary>RFC 4180 to the letter, with nothing forgiven.</summary>
    private static List<string[]> Parse(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var cell = Cell().Match(text, at);
            Assert.True(cell.Success, text[at..Math.Min(at + 80, text.Length)]);
            row.Add(cell.Groups["plain"].Success ? cell.Groups["plain"].Value : cell.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal));
            at += cell.Length;
            if (cell.Groups["end"].Value == ",") continue;
            rows.Add([.. row]);
            row.Clear();
        }
        return rows;
    }

    [GeneratedRegex("""\G(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^",\r\n]*))(?<end>,|\r\n)""")]
    private static partial Regex Cell();
}
