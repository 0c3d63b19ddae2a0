using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>What a statement rests on, chosen in the form: in the column, in the finding, or both.</summary>
[Collection("browser")]
public sealed class CitingTests(Site site)
{
    [Fact]
    public async Task Cite_AnotherStatementInBothPlaces_StandsInTheFindingAndLinksFromTheControlPage()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/s/ehr/reference?catalog=mic-1&control=3.2.1-05");
        var before = await page.InputValueAsync("#finding");

        await page.Locator(".cite-place label").Nth(2).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "ほかの対応状況を加える" }).ClickAsync();
        await page.FillAsync(".picker input[type=search]", "3.2.2-03");
        await page.Locator(".picked button", new() { HasText = "3.2.2-03" }).ClickAsync();
        await Assertions.Expect(page.Locator("#finding")).ToHaveValueAsync((before + "\nmic-1#3.2.2-03@platform").Trim());
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await page.SeesAsync("として保存しました");

        await page.OpenAsync("/s/ehr/controls/mic-1/3.2.1-05");
        var link = page.Locator("a[href='/s/platform/controls/mic-1/3.2.2-03']");
        await Assertions.Expect(link).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("li", new() { Has = link })).ToContainTextAsync("文献欄・確認内容");
        await link.ClickAsync();
        await page.WaitForURLAsync("**/s/platform/controls/mic-1/3.2.2-03");
    }

    [Fact]
    public async Task Cite_CertificateInTheFindingOnly_IsCountedThereAndCanMoveToTheColumn()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/s/ehr/reference?catalog=mic-1&control=3.2.1-06");

        await page.Locator(".cite-place label").Nth(1).ClickAsync();
        await page.FillAsync("input[list=certificates]", "SOC 2");
        await page.Locator("input[list=certificates]").BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "加える", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator("#finding")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"認証\[SOC 2\]$"));
        var line = page.Locator(".cited li", new() { HasText = "SOC 2" });
        await Assertions.Expect(line.Locator(".where")).ToHaveTextAsync("確認内容");
        await line.GetByText("文献欄にも加える").ClickAsync();
        await Assertions.Expect(line.Locator(".where")).ToHaveTextAsync("文献欄・確認内容");
    }
}
