using System.Text;
using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>A catalog written by hand, from the template to the loaded catalog.</summary>
[Collection("browser")]
public sealed class CatalogTableTests(Site site)
{
    private static FilePayload Csv(string text) => new() { Name = "当社の基準.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };

    [Fact]
    public async Task Load_TableWithAnUnknownColumnAndNoKey_IsAskedForBothAndLoads()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/catalogs");
        await page.GetByText("表から読み込む").First.ClickAsync();
        await page.WaitForURLAsync("**/catalogs/new/table");
        await page.ReadyAsync();

        await page.SetInputFilesAsync("input[type=file]", Csv("項番,題名,内容,必要度\n1.1,申請と承認,申請に基づいて発行する。,必須\n1.2,停止,退職の日に止める。,推奨\n"));
        await page.SeesAsync("内容の分からない列が1件");
        await page.SeesAsync("識別名を指定してください");
        await page.SelectOptionAsync("#column-0", "Class");
        await page.Locator("form:has(#column-0) button").ClickAsync();
        await Assertions.Expect(page.Locator("#column-0")).ToHaveCountAsync(0);
        await page.GetByLabel("識別名").FillAsync("hand-written");
        await page.GetByText("この内容で確かめる").ClickAsync();
        await page.SeesAsync("必須 1件");
        await page.GetByText("要求事項2件を読み込む").ClickAsync();
        await page.SeesAsync("追加2件");

        await page.GetByText("カタログを開く").ClickAsync();
        await page.WaitForURLAsync("**/catalogs/hand-written");
        await page.SeesAsync("申請と承認");
    }

    [Fact]
    public async Task Load_TableWithAMistake_NamesTheCellAndOffersNoLoading()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/catalogs/new/table");

        await page.SetInputFilesAsync("input[type=file]", Csv("識別名,mistaken\n項番,題名,区分\n1.1,甲,たぶん\n"));

        await Assertions.Expect(page.Locator("table td.number")).ToHaveTextAsync("C3");
        await page.SeesAsync("何も変更していません");
        Assert.Equal(0, await page.GetByText("件を読み込む").CountAsync());
    }

    [Fact]
    public async Task Template_Downloaded_IsAWorkbook()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/catalogs/new/table");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("ひな形をExcelで受け取る").ClickAsync());

        Assert.Equal("akashi-catalog-template.xlsx", download.SuggestedFilename);
    }
}
