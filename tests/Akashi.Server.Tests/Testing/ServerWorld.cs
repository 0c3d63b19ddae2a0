using System.Net.Http.Headers;
using Akashi.Server.Hosting;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Akashi.Server.Tests.Testing;

/// <summary>The real server on a spare loopback port with a data folder of its own and the sample organisation, and a client that is signed in.</summary>
public sealed class ServerWorld : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("akashi-server-").FullName;
    private WebApplication? _app;

    public HttpClient Http { get; private set; } = null!;
    public HttpClient Stranger { get; private set; } = null!;
    public IServiceProvider Services => _app!.Services;

    public async ValueTask InitializeAsync()
    {
        var options = new AkashiOptions(_data, 0, false, null, Sample: true, "ja");
        _app = AkashiHost.Build(options);
        await using (var db = Services.GetRequiredService<DbFactory>().Open(default)) await db.Database.MigrateAsync();
        await Loading.LoadAsync(Services, options, new Terminal(TextWriter.Null), CancellationToken.None);
        await _app.StartAsync();
        Http = new() { BaseAddress = new(_app.Urls.First()) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Services.GetRequiredService<OperatorToken>().Value);
        Stranger = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Http.BaseAddress };
    }

    /// <summary>A client that has come in by a link and shows its cookies as a browser does on loopback, where <see cref="HttpClient"/> keeps secure ones back.</summary>
    public async Task<HttpClient> BrowserAsync(string link)
    {
        var browser = Browser();
        using var answer = await browser.GetAsync(link);
        TakeCookies(browser, answer);
        return browser;
    }

    /// <summary>A client without cookies that follows no redirects.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Http.BaseAddress };

    public static void TakeCookies(HttpClient browser, HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set)) return;
        var jar = browser.DefaultRequestHeaders.TryGetValues("Cookie", out var had) ? string.Join("; ", had).Split("; ").Select(c => c.Split('=', 2)).ToDictionary(c => c[0], c => c[1]) : [];
        foreach (var cookie in set.Select(c => c.Split(';')[0].Split('=', 2))) jar[cookie[0]] = cookie[1];
        browser.DefaultRequestHeaders.Remove("Cookie");
        var left = string.Join("; ", jar.Where(c => c.Value.Length > 0).Select(c => $"{c.Key}={c.Value}"));
        if (left.Length > 0) browser.DefaultRequestHeaders.Add("Cookie", left);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Stranger.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
