using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>The files of lists, as a reader gets them.</summary>
[Collection("browser")]
public sealed class ListExportTests(Site site)
{
    [Fact]
    public async Task Reference_FilteredWithOneColumnMore_ExportsWhatIsSeen()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/s/platform/reference?catalog=mic-1&disclosure=nda");
        await page.GetByText("列の選択").ClickAsync();
        await page.GetByLabel("見直し期限").CheckAsync();
        await page.GetByText("この一覧を書き出す").ClickAsync();
        await page.SeesAsync("表示中の25件");

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".list-export .menu-body").GetByText("CSV").ClickAsync());

        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.StartsWith("platform-reference-internal-", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Equal("番号,要求事項,適合性,開示レベル,カバー状況,確認内容,根拠,必要な対応,見直し期限", lines[0].TrimStart('\uFEFF'));
        var first = await page.Locator("tr[data-row]").First.GetAttributeAsync("data-row");
        Assert.StartsWith(first + ",", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/s/ehr/coverage?coverage=uncovered")]
    [InlineData("/s/ehr/todo?task=open")]
    [InlineData("/s/ehr/checks")]
    [InlineData("/s/platform/documents?show=expired")]
    public async Task Lists_EachPage_ExportsAWorkbook(string path)
    {
        var page = await site.SignInAsync("en");
        await page.OpenAsync(path);
        await page.GetByText("Export this list").ClickAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".list-export .menu-body").GetByText("XLSX").ClickAsync());

        Assert.Contains("-internal-", download.SuggestedFilename, StringComparison.Ordinal);
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("PK"u8.ToArray(), bytes[..2]);
    }

    [Fact]
    public async Task Print_Reference_OpensEveryRowOfTheViewWithWhoPrintsIt()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/s/platform/reference?catalog=mhlw-5&disclosure=nda");

        var paper = await page.RunAndWaitForPopupAsync(() => page.Locator("[data-do=print]").ClickAsync());
        await paper.WaitForLoadStateAsync();

        Assert.Equal(46, await paper.Locator("tbody tr").CountAsync());
        await Assertions.Expect(paper.Locator(".print-line")).ToContainTextAsync("ローカル操作者が印刷");
        await paper.SeesAsync("開示レベル: 要NDA");
        await paper.SeesAsync("社内用");
        // A3 on its side, on every sheet: 420 × 297 mm are 1191 × 842 points.
        var pdf = System.Text.Encoding.Latin1.GetString(await paper.PdfAsync(new() { PreferCSSPageSize = true }));
        Assert.All(System.Text.RegularExpressions.Regex.Matches(pdf, @"/MediaBox\s*\[0 0 (\d+)[\d.]* (\d+)"), m => Assert.Equal(("1191", "841"), (m.Groups[1].Value, m.Groups[2].Value)));
        Assert.Contains("/MediaBox", pdf, StringComparison.Ordinal);
    }
}
