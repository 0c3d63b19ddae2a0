using System.Text;
using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>What people come for: answer a requirement, import a workbook, publish an edition.</summary>
[Collection("browser")]
public sealed class WorkTests(Site site)
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");

    [Fact]
    public async Task Edit_TwoPeopleOnTheSameRow_TheSecondSeesBothVersionsAndNothingIsLost()
    {
        const string path = "/s/platform/reference?catalog=mic-1&control=3.2.1-01";
        var (first, second) = (await site.SignInAsync(), await site.SignInAsync());
        await OpenFormAsync(first, path);
        await OpenFormAsync(second, path);

        await SaveViewAsync(first, "一人目が書いた見解");
        await Assertions.Expect(first.Locator("body")).ToContainTextAsync("として保存しました");
        await SaveViewAsync(second, "二人目が書いた見解");

        await Assertions.Expect(second.Locator("body")).ToContainTextAsync("ほかの人が先に保存しました");
        await Assertions.Expect(second.Locator("body")).ToContainTextAsync("一人目が書いた見解");
        await Assertions.Expect(second.Locator("body")).ToContainTextAsync("二人目が書いた見解");
        await first.ReloadAsync();
        await Assertions.Expect(first.Locator("#view")).ToHaveValueAsync("一人目が書いた見解");
    }

    [Fact]
    public async Task Edit_SavedThenUndone_IsAsBeforeAndBothStandInTheHistory()
    {
        var page = await site.SignInAsync();
        await OpenFormAsync(page, "/s/platform/reference?catalog=mic-1&control=3.2.1-02");
        var before = await page.InputValueAsync("#view");

        await SaveViewAsync(page, "取り消される見解");
        await page.GetByText("この保存を元に戻す").ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("前の内容に戻し");

        await Assertions.Expect(page.Locator("#view")).ToHaveValueAsync(before);
        await page.GotoAsync("/s/platform/controls/mic-1/3.2.1-02");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("取り消される見解");
    }

    [Fact]
    public async Task Import_WorkbookOfTheProvider_ShowsTheDifferencesAndAppliesThem()
    {
        var page = await site.SignInAsync();
        await page.GotoAsync("/s/ehr/import");
        await page.ReadyAsync();

        await page.SetInputFilesAsync("input[type=file]", new FilePayload
        {
            Name = "厚生労働省.csv", MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("項番,ガイドラインへの適合性,提供事業者の見解\n6.1-01,一部適合,画面から取り込んだ見解\n"),
        });
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("画面から取り込んだ見解");
        await page.GetByText("件を適用").ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading).Or(page.Locator(".notice")).First).ToBeVisibleAsync();
        await page.GotoAsync("/s/ehr/controls/mhlw-5/6.1-01");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("画面から取り込んだ見解");
    }

    [Fact]
    public async Task Import_BrokenFile_SaysWhatIsWrongAndChangesNothing()
    {
        var page = await site.SignInAsync();
        await page.GotoAsync("/s/platform/import");
        await page.ReadyAsync();

        await page.SetInputFilesAsync("input[type=file]", new FilePayload
        {
            Name = "壊れた.xlsx", MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Buffer = (await File.ReadAllBytesAsync(Path.Combine(Samples, "provider-reference.xlsx"), TestContext.Current.CancellationToken))[..4000],
        });

        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("何も変更していません");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("壊れた.xlsx");
    }

    [Fact]
    public async Task Import_UnknownColumn_IsAskedForWithItsValues()
    {
        var page = await site.SignInAsync();
        await page.GotoAsync("/s/ehr/import");
        await page.ReadyAsync();

        await page.SetInputFilesAsync("input[type=file]", new FilePayload
        {
            Name = "総務省.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("項番,適合性,社内メモ欄\n3.2.1-01,適合可能,要相談\n"),
        });

        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("社内メモ欄");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("要相談");
    }

    [Fact]
    public async Task Publish_NewEdition_IsConfirmedByNameAndOffersItsFiles()
    {
        var page = await site.SignInAsync();
        await page.GotoAsync("/s/platform/editions");
        await page.ReadyAsync();

        if (!await page.Locator("#e-version").IsVisibleAsync()) await page.GetByText("新しい版を公開").First.ClickAsync();
        await page.FillAsync("#e-version", "Version 9.9");
        await page.Locator("form:has(#e-version) button[type=submit]").ClickAsync();
        await page.GetByText("「Version 9.9」として公開する").ClickAsync();

        await Assertions.Expect(page.Locator("a[href*='/api/editions/']").First).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Version 9.9");
    }

    private static async Task OpenFormAsync(IPage page, string path)
    {
        await page.OpenAsync(path);
        await Assertions.Expect(page.Locator("#view")).ToBeVisibleAsync();
    }

    private static async Task SaveViewAsync(IPage page, string text)
    {
        await page.FillAsync("#view", text);
        await page.Locator("#view").BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
    }
}
