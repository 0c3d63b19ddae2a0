using Akashi.Server.Identity;
using Akashi.Server.Identity.Oidc;
using Akashi.Server.Kernel;
using Akashi.Server.Tests.Identity.Scim;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Identity.Oidc;

/// <summary>Signing in at a provider that is not ours, from the button to the session and back with words.</summary>
public sealed class OidcTests
{
    [Theory, EachDatabase]
    public async Task Person_WithAVerifiedAddress_IsInAndLinked_AndNextTimeBySubjectAlone(string dialect)
    {
        await using var site = await OidcSite.OpenAsync(dialect);
        var person = await site.World.PersonAsync("神田", email: "kanda@example.jp");
        site.Provider.Next = new("s-1", "Kanda@Example.jp", Several: true);

        var first = await site.EnterAsync("/services");
        site.Provider.Next = new("s-1", "married@example.jp");
        var second = await site.EnterAsync("/");

        Assert.Equal("/services", first.To);
        var session = await site.SessionAsync(first);
        Assert.Equal((person.Id, "oidc", true, (string?)null), (session!.Person, session.Row.Methods, session.Row.Strong, session.Row.Owes));
        Assert.False((await site.SessionAsync(second))!.Row.Strong);
        Assert.DoesNotContain(first.Cookies, c => c.Key != "__Host-akashi" && c.Value.Length > 0);
        await using var db = site.World.Open();
        var login = await db.ExternalLogins.SingleAsync(site.World.Ct);
        Assert.Equal((person.Id, site.Provider.Authority, "s-1"), (login.Person, login.Issuer, login.Subject));
        Assert.DoesNotContain(await db.Events.Select(e => e.Body).ToListAsync(site.World.Ct), b => b.Contains("s-1", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Comers_WhomNobodyAdded_OrWhoseAddressNobodyChecked_OrWhoAreSuspended_AreRefusedAlike_AndNobodyIsMade(string dialect)
    {
        await using var site = await OidcSite.OpenAsync(dialect);
        var known = await site.World.PersonAsync("小島", email: "kojima@example.jp");
        await site.World.PersonAsync("双子", email: "twin@example.jp");
        await site.World.PersonAsync("双子", email: "twin@example.jp");
        var before = (await site.PeopleAsync(), await site.LeavesAsync("sign-in.oidc-unknown"));
        async Task<string> CodeAsync(ExternalPerson next)
        {
            site.Provider.Next = next;
            return (await site.EnterAsync("/")).To;
        }

        var unknown = await CodeAsync(new("s-9", "stranger@example.jp"));
        var unchecked1 = await CodeAsync(new("s-2", "kojima@example.jp", Verified: false));
        var twins = await CodeAsync(new("s-3", "twin@example.jp"));
        var inFirst = await CodeAsync(new("s-4", "kojima@example.jp"));
        var reassigned = await CodeAsync(new("s-5", "kojima@example.jp"));
        await site.World.Desk.ActAsync(Person.Suspend, known.Key, 1, new Because("休職"), site.World.Operator, site.World.Ct);
        var suspended = await CodeAsync(new("s-4", "kojima@example.jp"));

        Assert.Equal("/", inFirst);
        Assert.All((string[])[unknown, unchecked1, twins, reassigned, suspended], to => Assert.StartsWith("/sign-in?no=sign-in.oidc-unknown", to, StringComparison.Ordinal));
        Assert.Equal((before.Item1, before.Item2 + 5), (await site.PeopleAsync(), await site.LeavesAsync("sign-in.oidc-unknown")));
        Assert.Contains("id=\"why\"", await site.PageAsync(unknown), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Tokens_ThatWereTamperedWith_OrAreTooOld_OpenNothing(string dialect)
    {
        await using var site = await OidcSite.OpenAsync(dialect);
        await site.World.PersonAsync("佐野", email: "sano@example.jp");
        site.Provider.Next = new("s-1", "sano@example.jp");
        static long At(int minutes) => TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds();
        async Task<string> WithAsync(Action<Dictionary<string, object>>? claims, Func<string, string>? token = null)
        {
            (site.Provider.Claims, site.Provider.Token) = (claims, token);
            return (await site.EnterAsync("/")).To;
        }

        string[] refused =
        [
            await WithAsync(null, t => t[..^6] + (t[^6] == 'A' ? 'B' : 'A') + t[^5..]),
            await WithAsync(null, t => string.Join('.', t.Split('.')[0], t.Split('.')[1], "")),
            await WithAsync(c => c["iss"] = "https://evil.example/"),
            await WithAsync(c => c["aud"] = "somebody-else"),
            await WithAsync(c => c["nonce"] = "another"),
            await WithAsync(c => c.Remove("nonce")),
            await WithAsync(c => (c["iat"], c["nbf"], c["exp"]) = (At(-10), At(-10), At(-3))),
            await WithAsync(c => (c["nbf"], c["exp"]) = (At(3), At(10))),
        ];
        var within = await WithAsync(c => (c["iat"], c["nbf"], c["exp"]) = (At(-10), At(-10), At(-1)));

        Assert.All(refused, to => Assert.StartsWith("/sign-in?no=sign-in.oidc-failed", to, StringComparison.Ordinal));
        Assert.Equal("/", within);
        Assert.Equal(refused.Length, await site.LeavesAsync("sign-in.oidc-failed"));
    }

    [Theory, EachDatabase]
    public async Task Answers_ThatThisBrowserDidNotAskFor_OrThatCameBefore_OpenNothing(string dialect)
    {
        await using var site = await OidcSite.OpenAsync(dialect);
        await site.World.PersonAsync("竹田", email: "takeda@example.jp");
        site.Provider.Next = new("s-1", "takeda@example.jp");
        var good = await site.EnterAsync("/");

        using var same = site.Browser(good.Browser);
        var replayed = await OidcSite.GetAsync(same, good.Callback);
        using var other = site.Browser(null);
        var stolen = await OidcSite.GetAsync(other, (await site.AskAsync("/")).Callback);

        Assert.Equal("/", good.To);
        Assert.All([replayed, stolen], a => Assert.StartsWith("/sign-in?no=sign-in.oidc-failed", a.To, StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Provider_Down_IsSaid_AndOtherWaysInStayOpen(string dialect)
    {
        await using var site = await OidcSite.OpenAsync(dialect);
        await site.World.PersonAsync("知念", email: "chinen@example.jp");
        site.Provider.Next = new("s-1", "chinen@example.jp");
        var asked = await site.AskAsync("/");
        await site.Provider.StopAsync(site.World.Ct);

        var late = await OidcSite.GetAsync(asked.Browser, asked.Callback);
        using var link = site.World.Client(null);
        var byLink = await link.GetAsync("/sign-in/" + site.World.Service<SignInLinks>().Issue(), site.World.Ct);

        Assert.StartsWith("/sign-in?no=sign-in.provider-down", late.To, StringComparison.Ordinal);
        Assert.StartsWith("__Host-akashi=", Assert.Single(byLink.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-akashi=", StringComparison.Ordinal)), StringComparison.Ordinal);
        await using var never = await OidcSite.OpenAsync(dialect, down: true);
        var button = await OidcSite.GetAsync(never.Browser(null), "/sign-in/oidc?back=/");
        Assert.StartsWith("/sign-in?no=sign-in.provider-down", button.To, StringComparison.Ordinal);
        Assert.Contains("/sign-in/oidc", await never.PageAsync("/sign-in"), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Factors_ThatAreAskedFor_ComeFromTheProvider_OrFromTheAccountHere(string dialect)
    {
        await using var site = await OidcSite.OpenAsync(dialect);
        var person = await site.World.PersonAsync("津田", email: "tsuda@example.jp");
        await site.World.Desk.OpenAsync(Assignment.Assign, new AssignmentBody(person.Id, "administrator"), site.World.Operator, site.World.Ct);

        site.Provider.Next = new("s-1", "tsuda@example.jp");
        var weak = await site.EnterAsync("/");
        site.Provider.Next = new("s-1", "tsuda@example.jp", Several: true);
        var strong = await site.EnterAsync("/");

        Assert.StartsWith("/sign-in?no=sign-in.oidc-weak", weak.To, StringComparison.Ordinal);
        Assert.Equal("/", strong.To);
    }

    [Theory, EachDatabase]
    public async Task Account_WithCodes_IsAskedForOneHere_WhenTheProviderAskedForNone(string dialect)
    {
        await using var site = await OidcSite.OpenAsync(dialect);
        var person = await site.World.PersonAsync("手塚", email: "tezuka@example.jp");
        await site.World.Desk.OpenAsync(Account.Open, new NewAccount(person.Id, "tezuka"), site.World.Operator, site.World.Ct);
        var mine = site.World.Service<Permissions>().ActorOf(person.Id, site.World.Operator.Organisation, IdentityWorld.From);
        var seed = OneTimeCodes.NewSeed();
        Assert.True((await site.World.Service<MyAccount>().SetCodesAsync(mine, seed, Code(seed, -30), site.World.Ct)).Done);
        site.Provider.Next = new("s-1", "tezuka@example.jp");

        var half = await site.EnterAsync("/services");
        var page = await half.Browser.GetAsync(half.To, site.World.Ct);
        ServerWorld.TakeCookies(half.Browser, page);
        var token = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(site.World.Ct), "__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var post = new HttpRequestMessage(HttpMethod.Post, "/sign-in/code")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = Code(seed, 0), ["back"] = "/services", ["__RequestVerificationToken"] = token }),
            Headers = { { "Origin", half.Browser.BaseAddress!.ToString().TrimEnd('/') } },
        };
        var whole = await half.Browser.SendAsync(post, site.World.Ct);

        Assert.StartsWith("/sign-in/code", half.To, StringComparison.Ordinal);
        Assert.DoesNotContain("__Host-akashi", half.Cookies.Keys);
        Assert.Equal("/services", whole.Headers.Location?.ToString());
        await using var db = site.World.Open();
        var session = await db.Sessions.SingleAsync(site.World.Ct);
        Assert.Equal((person.Id, "oidc code", true), (session.Person, session.Methods, session.Strong));
    }

    [Theory, EachDatabase]
    public async Task Login_UnlinkedByAnAdministrator_OpensNothing_UntilOneLinksItAgain_AndOthersMayNeither(string dialect)
    {
        await using var site = await OidcSite.OpenAsync(dialect);
        var person = await site.World.PersonAsync("中野", email: "nakano@example.jp");
        site.Provider.Next = new("s-1", "nakano@example.jp");
        Assert.Equal("/", (await site.EnterAsync("/")).To);
        using var administrator = site.World.Client(site.World.Service<OperatorToken>().Value);
        using var reader = await site.World.ProgramAsync(site.World.Operator, "reader", "*");
        var login = (await site.World.GetAsync("/api/logins", administrator)).Json![0]!;
        Task<Answer> UnlinkAsync(HttpClient by) => site.World.SendAsync(HttpMethod.Post, $"/api/logins/{login["id"]}/unlink", "{}", by, "\"1\"");
        Task<Answer> LinkAsync(HttpClient by, string subject) => site.World.SendAsync(HttpMethod.Post, "/api/logins", $$"""{"person":"{{person.Id.Value}}","issuer":"{{site.Provider.Authority}}","subject":"{{subject}}"}""", by);

        Assert.Equal((403, 403, 403), ((await site.World.GetAsync("/api/logins", reader)).Status, (await UnlinkAsync(reader)).Status, (await LinkAsync(reader, "s-2")).Status));
        Assert.Equal(200, (await UnlinkAsync(administrator)).Status);
        var unlinked = (await site.EnterAsync("/")).To;
        Assert.Equal((400, 201, 409), ((await LinkAsync(administrator, "")).Status, (await LinkAsync(administrator, "s-1")).Status, (await LinkAsync(administrator, "s-3")).Status));

        Assert.StartsWith("/sign-in?no=sign-in.oidc-unknown", unlinked, StringComparison.Ordinal);
        Assert.Equal("/", (await site.EnterAsync("/")).To);
        Assert.True((await site.World.Service<Leaving>().LeaveAsync(person.Id, new("退職", null), site.World.Operator, site.World.Ct)).Done);
        await using var db = site.World.Open();
        Assert.All(await db.ExternalLogins.ToListAsync(site.World.Ct), l => Assert.Null(l.Subject));
    }

    [Theory, EachDatabase]
    public async Task Confirming_WithoutAnAccountHere_IsSentBackToTheProvider(string dialect)
    {
        await using var site = await OidcSite.OpenAsync(dialect);
        await site.World.PersonAsync("沼田", email: "numata@example.jp");
        site.Provider.Next = new("s-1", "numata@example.jp");
        var way = await site.EnterAsync("/me");
        var page = await way.Browser.GetAsync("/me", site.World.Ct);
        ServerWorld.TakeCookies(way.Browser, page);
        var token = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(site.World.Ct), "__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var post = new HttpRequestMessage(HttpMethod.Post, "/me/confirm")
        {
            Content = new StringContent("{\"password\":\"x\"}", System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "Origin", way.Browser.BaseAddress!.ToString().TrimEnd('/') }, { "RequestVerificationToken", token } },
        };

        var answer = await way.Browser.SendAsync(post, site.World.Ct);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Contains("session.confirm-at-provider", await answer.Content.ReadAsStringAsync(site.World.Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://id.example", "akashi", true, true)]
    [InlineData("http://127.0.0.1:1", "akashi", true, true)]
    [InlineData("http://id.example", "akashi", true, false)]
    [InlineData("id.example", "akashi", true, false)]
    [InlineData("https://id.example", null, true, false)]
    [InlineData("https://id.example", "akashi", false, false)]
    public void Options_AreWholeOrRefused(string authority, string? client, bool secret, bool good)
    {
        var file = secret ? typeof(OidcTests).Assembly.Location : "/no/such/file";

        var wrong = Record.Exception(() => OidcOptions.Of(authority, client, file));

        Assert.Equal(good, wrong is null);
        Assert.True(wrong is null or ArgumentException);
    }

    [Theory]
    [InlineData("amr", "mfa", true)]
    [InlineData("amr", "pwd", false)]
    [InlineData("acr", "http://schemas.openid.net/pape/policies/2007/06/multi-factor", true)]
    [InlineData("acr", "urn:example:mfa", true)]
    [InlineData("acr", "urn:example:no-mfa", false)]
    [InlineData("acr", "1", false)]
    public void Strong_IsWhatTheTokenSaysInSoManyWords(string claim, string value, bool strong)
    {
        var token = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new("iss", "https://id.example"), new("sub", "s"), new("email", "a@example.jp"), new(claim, value)]));

        Assert.Equal(new ExternalIdentity("https://id.example", "s", null, strong), ExternalIdentity.Of(token));
    }

    private static string Code(string seed, int seconds) => new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(seed)).ComputeTotp(TimeProvider.System.GetUtcNow().AddSeconds(seconds).UtcDateTime);
}
