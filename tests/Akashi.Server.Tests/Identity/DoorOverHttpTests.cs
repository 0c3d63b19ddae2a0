using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Akashi.Server.Tests.Identity;

/// <summary>The door as a browser meets it: forms with their tokens, cookies, headers, the notice, and what a weak session does not read.</summary>
public sealed partial class DoorOverHttpTests(ServerWorld server) : IClassFixture<ServerWorld>
{
    private const string Password = "窓辺の猫と三つの青い林檎をかぞえる";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Actor Operator => server.Services.GetRequiredService<LocalOperator>().Actor;

    private T The<T>() where T : notnull => server.Services.GetRequiredService<T>();

    private async Task AccountAsync(string login, string role)
    {
        var person = (await The<Desk>().OpenAsync(Person.Add, new PersonBody(new(login, login), null, null, null), Operator, Ct)).Value!;
        Assert.True((await The<Desk>().OpenAsync(Assigning.Appoint, new AssignmentBody(person.Id, role), Operator, Ct)).Done);
        var secret = (await The<Invitations>().InviteAsync(person.Id, Operator, Ct)).Value!;
        Assert.True((await The<Invitations>().AcceptAsync(Operator.Organisation, secret, login, Password, Access.Inside, Ct)).Done);
    }

    private async Task SetAsync(string name, string value) => Assert.True((await The<Desk>().OpenAsync(Setting.Set, new SettingBody(name, value), Operator, Ct)).Done);

    /// <summary>Opens the form and sends it, as a browser does.</summary>
    private async Task<(HttpClient Browser, HttpResponseMessage Answer)> EnterAsync(string login, string password, bool forged = false)
    {
        var browser = server.Browser();
        using var page = await browser.GetAsync("sign-in?back=/services", Ct);
        ServerWorld.TakeCookies(browser, page);
        var token = Token().Match(await page.Content.ReadAsStringAsync(Ct)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = forged ? "x" : token, ["login"] = login, ["password"] = password, ["back"] = "/services" });
        browser.DefaultRequestHeaders.Add("Origin", browser.BaseAddress!.ToString().TrimEnd('/'));
        var answer = await browser.PostAsync("sign-in", form, Ct);
        ServerWorld.TakeCookies(browser, answer);
        return (browser, answer);
    }

    [Fact]
    public async Task Password_OpensASessionWithAHostCookie_AndSigningOutEndsIt()
    {
        await AccountAsync("door", "reader");

        var (browser, answer) = await EnterAsync("door", Password);
        var inside = await browser.GetAsync("api/services", Ct);
        var old = browser.DefaultRequestHeaders.GetValues("Cookie").ToList();
        await browser.PostAsync("sign-out", null, Ct);
        var after = await browser.GetAsync("api/services", Ct);

        Assert.Equal("/services", answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-akashi=", StringComparison.Ordinal));
        foreach (var part in (string[])["httponly", "secure", "samesite=lax", "path=/"]) Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.NotEmpty(old);
        browser.Dispose();
    }

    [Fact]
    public async Task Form_WithoutItsTokenOrFromElsewhere_DoesNothing()
    {
        await AccountAsync("forged", "reader");

        var (browser, answer) = await EnterAsync("forged", Password, forged: true);
        browser.DefaultRequestHeaders.Remove("Origin");
        browser.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        var elsewhere = await browser.PostAsync("sign-out", null, Ct);

        Assert.Equal("/sign-in?no=sign-in.expired", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
        browser.Dispose();
    }

    [Fact]
    public async Task Back_ToAnotherSite_LeadsHome()
    {
        using var browser = server.Browser();
        var page = await browser.GetStringAsync("sign-in?back=https://evil.example/", Ct);
        await AccountAsync("back", "reader");
        using var first = await browser.GetAsync("sign-in", Ct);
        ServerWorld.TakeCookies(browser, first);
        browser.DefaultRequestHeaders.Add("Origin", browser.BaseAddress!.ToString().TrimEnd('/'));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token().Match(await first.Content.ReadAsStringAsync(Ct)).Groups[1].Value, ["login"] = "back", ["password"] = Password, ["back"] = "//evil.example/",
        });

        Assert.Equal("/", (await browser.PostAsync("sign-in", form, Ct)).Headers.Location!.OriginalString);
        Assert.Contains("__RequestVerificationToken", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_ToPeople_LetNoScriptInThatIsNotOurs()
    {
        using var browser = server.Browser();
        using var answer = await browser.GetAsync("sign-in", Ct);
        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));

        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotMatch(new Regex("<script(?![^>]*src=)"), await answer.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task Notice_WhenSet_IsShownAndItsAcceptanceIsALeaf_AndAWeakSessionReadsNothingUnderNda()
    {
        await AccountAsync("weak", "compliance-officer");
        await SetAsync("banner.ja", "許可された方だけが利用できます。操作は記録されます。");
        await SetAsync("factors.sensitivity", "nda");
        await using var db = The<DbFactory>().Open(Operator.Organisation);
        var before = await db.Leaves.LongCountAsync(Ct);

        var (browser, _) = await EnterAsync("weak", Password);
        var page = await server.Browser().GetStringAsync("sign-in", Ct);
        var rows = await browser.GetStringAsync("api/services/platform/statements?catalog=mhlw-5&disclosure=nda&limit=5", Ct);

        Assert.Contains("操作は記録されます", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains((await db.Leaves.Where(l => l.Index >= before).Select(l => l.Body).ToListAsync(Ct)).Select(Encoding.UTF8.GetString), l => l.Contains("identity.accept-notice", StringComparison.Ordinal) && l.Contains("sha256:", StringComparison.Ordinal));
        Assert.DoesNotMatch(new Regex("\"finding\":\"[^\"]"), rows);
        browser.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
