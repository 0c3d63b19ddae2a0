using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>What is the status of a clause and why, and a person who attests it.</summary>
[Collection("browser")]
public sealed class ClausesTests(Site site)
{
    [Fact]
    public async Task Attest_AClauseWithoutMeasure_MakesItMetAndWithdrawingMakesItDueAgain()
    {
        var page = await site.SignInAsync("en");
        await page.OpenAsync("/clauses?group=2.2");
        await page.GetByRole(AriaRole.Link, new() { Name = "2.2.2" }).ClickAsync();
        await page.SeesAsync("waits for a person's attestation");

        await page.GetByText("Attest", new() { Exact = true }).First.ClickAsync();
        await page.GetByLabel("What was looked at and found").First.FillAsync("規程と端末の設定を見て確かめた。");
        await page.GetByRole(AriaRole.Button, new() { Name = "Attest" }).First.ClickAsync();
        await page.SeesAsync("This clause is met.");
        await page.SeesAsync("規程と端末の設定を見て確かめた。");

        await page.OpenAsync("/clauses?status=met");
        await page.GetByRole(AriaRole.Link, new() { Name = "2.2.2" }).ClickAsync();
        await page.GetByText("Withdraw the attestation").First.ClickAsync();
        await page.GetByLabel("Reason").First.FillAsync("別の条項と取り違えていたため取り下げる。");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the attestation" }).First.ClickAsync();
        await page.SeesAsync("waits for a person's attestation");
    }

    [Fact]
    public async Task Attest_WithTooFewWords_IsToldBesideTheForm()
    {
        var page = await site.SignInAsync("ja");
        await page.OpenAsync("/clauses/provision-standard/2.2.2");

        await page.GetByText("確認を記録する", new() { Exact = true }).First.ClickAsync();
        await page.Locator("textarea").First.FillAsync("見た");
        await page.GetByRole(AriaRole.Button, new() { Name = "確認を記録する" }).First.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("何をどう確かめたか");
        await page.SeesAsync("この条項は人の確認を待っています。");
    }

    [Fact]
    public async Task AsOf_BeforeAnythingWasRecorded_SaysSoAndLeadsBack()
    {
        var page = await site.SignInAsync("ja");
        await page.OpenAsync("/clauses?asOf=2020-04-01");

        await page.SeesAsync("2020年4月1日");
        await page.SeesAsync("充足は0件");
        await page.GetByRole(AriaRole.Link, new() { Name = "現在に戻る" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("asOf", StringComparison.Ordinal));
    }
}
