using System.Text;
using Akashi.Server.Identity;
using Akashi.Server.Identity.Oidc;
using Akashi.Server.Tests.Identity.Scim;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Identity.Oidc;

/// <summary>The server with a provider beside it, and a browser that goes between the two.</summary>
internal sealed class OidcSite : IAsyncDisposable
{
    private readonly string _secret = Path.GetTempFileName();
    private readonly List<HttpClient> _browsers = [];

    public OidcProvider Provider { get; private set; } = null!;
    public ScimWorld World { get; private set; } = null!;

    /// <param name="down">The provider has never answered.</param>
    public static async Task<OidcSite> OpenAsync(string dialect, bool down = false)
    {
        var site = new OidcSite { Provider = await OidcProvider.StartAsync(TestContext.Current.CancellationToken) };
        var authority = new Uri(site.Provider.Authority);
        await File.WriteAllTextAsync(site._secret, OidcProvider.Secret + "\n");
        if (down) await site.Provider.StopAsync(TestContext.Current.CancellationToken);
        site.World = await ScimWorld.OpenAsync(dialect, o => o with { Oidc = new OidcOptions(authority, OidcProvider.Client, site._secret) });
        return site;
    }

    /// <summary>Without redirects and with the cookies of another one.</summary>
    public HttpClient Browser(HttpClient? like)
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = World.Provider.BaseAddress };
        if (like is not null && like.DefaultRequestHeaders.TryGetValues("Cookie", out var cookies)) browser.DefaultRequestHeaders.Add("Cookie", cookies);
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>From the button to the provider's answer, which is not delivered yet.</summary>
    public async Task<(HttpClient Browser, string Callback)> AskAsync(string back)
    {
        var browser = Browser(null);
        var button = await GetAsync(browser, "/sign-in/oidc?back=" + Uri.EscapeDataString(back));
        Assert.StartsWith(Provider.Authority, button.To, StringComparison.Ordinal);
        foreach (var part in (string[])["code_challenge_method=S256", "response_type=code", "nonce=", "state="]) Assert.Contains(part, button.To, StringComparison.Ordinal);
        return (browser, (await GetAsync(Browser(null), button.To)).To);
    }

    public async Task<Way> EnterAsync(string back)
    {
        var (browser, callback) = await AskAsync(back);
        var at = await GetAsync(browser, callback);
        return new(browser, callback, at.To, at.Cookies);
    }

    public static async Task<(string To, IReadOnlyDictionary<string, string> Cookies)> GetAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.True(answer.Headers.Location is not null, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        ServerWorld.TakeCookies(browser, answer);
        var cookies = browser.DefaultRequestHeaders.TryGetValues("Cookie", out var all) ? string.Join("; ", all) : "";
        return (answer.Headers.Location!.ToString(), cookies.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('=', 2)).ToDictionary(c => c[0], c => c[1]));
    }

    public async Task<LiveSession?> SessionAsync(Way way) => await World.Service<Sessions>().FindAsync(way.Cookies["__Host-akashi"], World.Ct);

    public Task<string> PageAsync(string path) => Browser(null).GetStringAsync(path, World.Ct);

    public async Task<int> PeopleAsync()
    {
        await using var db = World.Open();
        return await db.People.CountAsync(World.Ct);
    }

    /// <summary>How many leaves of the door say this.</summary>
    public async Task<int> LeavesAsync(string code)
    {
        await using var db = World.Open();
        return (await db.Leaves.Select(l => l.Body).ToListAsync(World.Ct)).Select(b => Encoding.UTF8.GetString(b)).Count(b => b.Contains("\"identity.sign-in\"", StringComparison.Ordinal) && b.Contains($"\"{code}\"", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers) browser.Dispose();
        await World.DisposeAsync();
        await Provider.DisposeAsync();
        File.Delete(_secret);
    }
}

/// <param name="To">Where the browser was led in the end.</param>
internal sealed record Way(HttpClient Browser, string Callback, string To, IReadOnlyDictionary<string, string> Cookies);
