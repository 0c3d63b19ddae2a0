using System.Text;
using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>Views that are kept, and work that goes on without its page.</summary>
[Collection("browser")]
public sealed class ViewsAndJobsTests(Site site)
{
    [Fact]
    public async Task View_Saved_OpensWithItsFilterAndColumnsInAnotherBrowserAndCanBeRemoved()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/s/platform/reference?catalog=mic-1&disclosure=nda");
        await page.GetByText("列の選択").ClickAsync();
        await page.GetByLabel("見直し期限").CheckAsync();
        await page.Locator(".views summary").ClickAsync();
        await page.FillAsync("#view-name", "NDAと期限");
        await page.Locator(".views form button").ClickAsync();
        await page.SeesAsync("「NDAと期限」を保存しました");

        var other = await site.SignInAsync();
        await other.OpenAsync("/s/platform/reference");
        await other.Locator(".views summary").ClickAsync();
        await other.Locator(".views").GetByText("NDAと期限").ClickAsync();
        await other.WaitForURLAsync("**disclosure=nda**");
        await Assertions.Expect(other.Locator("th.c-reviewDue")).ToHaveCountAsync(1);
        await other.SeesAsync("開示レベル: 要NDA");

        await other.Locator(".views summary").ClickAsync();
        await other.GetByLabel("「NDAと期限」を削除").ClickAsync();
        await other.SeesAsync("「NDAと期限」を削除しました");
        await other.Locator(".views").GetByText("元に戻す").ClickAsync();
        await Assertions.Expect(other.Locator(".views li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Import_PageLeftAtOnce_GoesOnAndItsJobSaysHowItEnded()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/s/ehr/import");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload
        {
            Name = "離れる.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("項番,適合性,提供事業者の見解\n3.2.1-09,一部適合,ページを離れても取り込まれる見解\n"),
        });
        await page.SeesAsync("ページを離れても取り込まれる見解");
        await page.GetByText("件を適用").ClickAsync();
        await page.GotoAsync("/jobs");

        var line = page.Locator("tr", new() { HasText = "離れる.csv" });
        for (var i = 0; i < 20 && !(await line.CountAsync() > 0 && (await line.InnerTextAsync()).Contains("完了", StringComparison.Ordinal)); i++)
        {
            await page.WaitForTimeoutAsync(500);
            await page.ReloadAsync();
        }
        await Assertions.Expect(line).ToContainTextAsync("取り込みました");
        await line.Locator("a").ClickAsync();
        await page.WaitForURLAsync("**/jobs/*");
        await page.SeesAsync("完了");
        await page.GotoAsync("/s/ehr/controls/mic-1/3.2.1-09");
        await page.SeesAsync("ページを離れても取り込まれる見解");
    }
}
