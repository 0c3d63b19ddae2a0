using System.IO.Compression;
using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>Has anybody changed it since? The ledger as a reader uses it.</summary>
[Collection("browser")]
public sealed class LedgerTests(Site site)
{
    [Fact]
    public async Task Ledger_VerifiedInFrontOfTheReader_FindsNothingAndSaysSo()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/ledger");

        await page.GetByRole(AriaRole.Button, new() { Name = "今すぐ検証する" }).ClickAsync();

        await Assertions.Expect(page.Locator(".notice.ok")).ToContainTextAsync("相違はありません", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("台帳の検証");
        await page.SeesAsync("検証に失敗したら");
    }

    [Fact]
    public async Task History_OfADocument_ShowsItsPlaceInTheLogAndHandsOutTheBundle()
    {
        var page = await site.SignInAsync("en");
        await page.OpenAsync("/s/platform/documents");
        await page.GetByRole(AriaRole.Link, new() { Name = "History [01]" }).ClickAsync();
        await page.SeesAsync("In the log, index");
        await page.SeesAsync("Hikari Cloud");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download evidence bundle" }).ClickAsync());

        using var bundle = ZipFile.OpenRead((await download.PathAsync())!);
        Assert.Contains(bundle.Entries, e => e.FullName == "bundle.json");
        Assert.Contains(bundle.Entries, e => e.FullName.EndsWith(".tlog-proof", StringComparison.Ordinal));
    }
}
