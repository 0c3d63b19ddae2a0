using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OtpNet;

namespace Akashi.EndToEnd;

/// <summary>From the invitation to the second factor and the lock, in a browser as people meet them; and what people of other parties do not see.</summary>
[Collection("browser")]
public sealed partial class AccountsTests(Site site)
{
    private const string Password = "窓辺の猫と三つの青い林檎をかぞえる";

    [Fact]
    public async Task Invitation_Password_Codes_SignInAgain_Lock()
    {
        var link = await InviteAsync("招かれた人", "Invited person", "reader");
        var page = await site.OpenAsync();
        await page.GotoAsync(link);
        await page.FillAsync("#login", "invited");
        await page.FillAsync("#password", "short");
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page.Locator("[role=alert]").First).ToContainTextAsync("15文字以上");
        await page.FillAsync("#password", Password);
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page.Locator("h1").First).ToBeVisibleAsync();

        // A second factor by an authenticator app.
        await page.OpenAsync("/me");
        await page.GetByText("認証アプリを設定").ClickAsync();
        var seed = await page.Locator(".qr ~ p code").InnerTextAsync();
        await page.FillAsync("#first-code", Code(seed));
        await page.GetByText("確認して有効にする").ClickAsync();
        await Assertions.Expect(page.Locator(".recovery-codes li")).ToHaveCountAsync(10);
        var recovery = await page.Locator(".recovery-codes li").First.InnerTextAsync();

        // Out, and in again by password and a recovery code; wrong ones first.
        await page.Locator(".topbar").GetByText("サインアウト").ClickAsync();
        await page.FillAsync("#login", "invited");
        await page.FillAsync("#password", "間違いの合言葉");
        await page.ClickAsync("form[data-sign-in] button[type=submit]");
        await Assertions.Expect(page.Locator("#why")).ToContainTextAsync("ログイン名またはパスワードが違います");
        await page.WaitForTimeoutAsync(1_200);
        await page.FillAsync("#login", "invited");
        await page.FillAsync("#password", Password);
        await page.ClickAsync("form[data-sign-in] button[type=submit]");
        await page.WaitForURLAsync("**/sign-in/code**");
        await page.FillAsync("#code", recovery);
        await page.ClickAsync("form[data-sign-in] button[type=submit]");
        await Assertions.Expect(page.Locator(".topbar .who")).ToContainTextAsync("招かれた人");

        // Locked by hand: nothing of the page is drawn anew until the password opens it.
        await page.OpenAsync("/me");
        await page.GetByText("画面をロック").ClickAsync();
        await Assertions.Expect(page.Locator("[data-lock]")).ToBeVisibleAsync();
        await page.GotoAsync("/s/platform/reference?catalog=mhlw-5");
        await Assertions.Expect(page.Locator("[data-lock]")).ToBeVisibleAsync();
        Assert.DoesNotContain("6.1-01", await page.ContentAsync(), StringComparison.Ordinal);
        await page.FillAsync("#lock-password", Password);
        await page.GetByText("ロックを解除").ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("6.1-01");
    }

    [Fact]
    public async Task Passkey_OfAVerifyingDevice_IsTwoFactorsAndSignsInAlone()
    {
        var link = await InviteAsync("鍵の人", "Key person", "administrator");
        var page = await site.OpenAsync(localhost: true);
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        await page.GotoAsync(new Uri(link).PathAndQuery);
        await page.FillAsync("#login", "keyholder");
        await page.FillAsync("#password", Password);
        await page.ClickAsync("button[type=submit]");

        // An administrator owes a second factor before anything else.
        await page.WaitForURLAsync("**/me?owes=factor");
        await page.ReadyAsync();
        await page.FillAsync("#passkey-name", "会社のノートPC");
        await page.GetByText("パスキーを登録").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/me?owes", StringComparison.Ordinal));
        await page.OpenAsync("/me");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("二要素（本人確認あり）");

        await page.Locator(".topbar").GetByText("サインアウト").ClickAsync();
        await page.ClickAsync("[data-passkey=sign-in]");
        await Assertions.Expect(page.Locator(".topbar .who")).ToContainTextAsync("鍵の人");
        await page.OpenAsync("/me");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("パスキー");
    }

    [Fact]
    public async Task Sample_EachPersonByAClick_SeesTheirOwnSide()
    {
        var page = await site.OpenAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByText("青葉台総合病院 担当").ClickAsync();
        await Assertions.Expect(page.Locator(".sample-mark")).ToBeVisibleAsync();
        Assert.Equal(1, await page.Locator(".service-choice option").CountAsync());
        await page.GotoAsync("/people");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("このページを見る権限がありません");
        Assert.Equal(404, (await page.GotoAsync("/s/platform/reference"))!.Status);
    }

    [Fact]
    public async Task Session_EndedElsewhere_LeavesThePageWithinASecond()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/people");
        var other = await site.SignInAsync();
        await other.OpenAsync("/me");

        var row = other.Locator("tr", new() { HasText = "終了" }).Filter(new() { HasNotText = "この画面" }).First;
        await row.GetByText("終了").ClickAsync();

        await page.WaitForURLAsync("**/sign-in?no=session.ended**", new() { Timeout = 5_000 });
    }

    /// <summary>The link for a new person with a role.</summary>
    private async Task<string> InviteAsync(string ja, string en, string role)
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/people/new");
        await page.GetByLabel("氏名（日本語）").FillAsync(ja);
        await page.GetByLabel("氏名（英語）").FillAsync(en);
        await page.GetByText("保存", new() { Exact = true }).ClickAsync();
        await page.WaitForURLAsync(PersonPath());
        await page.SelectOptionAsync("#role", role);
        await page.GetByText("役割を割り当てる").ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("変更しました");
        await page.GetByText("招待リンクを作る").ClickAsync();
        return await page.Locator("[data-invitation]").InnerTextAsync();
    }

    private static string Code(string seed) => new Totp(Base32Encoding.ToBytes(seed)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime);

    [GeneratedRegex("/people/[0-9a-f-]{36}$")]
    private static partial Regex PersonPath();
}
