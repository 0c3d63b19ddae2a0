using Akashi.Server.Hosting;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Akashi.EndToEnd.Site))]

namespace Akashi.EndToEnd;

/// <summary>The real server with the sample organisation on a spare loopback port, and the system's Chromium.</summary>
public sealed class Site : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("akashi-site-").FullName;
    private WebApplication? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var options = new AkashiOptions(_data, 0, false, null, Sample: true, "ja");
        _app = AkashiHost.Build(options);
        await using (var db = _app.Services.GetRequiredService<DbFactory>().Open(default)) await db.Database.MigrateAsync();
        await Loading.LoadAsync(_app.Services, options, new Terminal(TextWriter.Null), CancellationToken.None);
        await _app.StartAsync();
        Address = _app.Urls.First();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"] });
    }

    /// <summary>A browser of its own in which nobody is signed in.</summary>
    /// <param name="localhost">By name: passkeys are for names, not for addresses.</param>
    public async Task<IPage> OpenAsync(string language = "ja", int width = 1366, int height = 768, bool localhost = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height }, Locale = language == "en" ? "en-GB" : "ja-JP",
            BaseURL = localhost ? Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) : Address,
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    /// <summary>A signed-in browser of its own: another person as far as cookies go.</summary>
    public async Task<IPage> SignInAsync(string language = "ja", int width = 1366, int height = 768)
    {
        var page = await OpenAsync(language, width, height);
        await page.GotoAsync($"/sign-in/{_app!.Services.GetRequiredService<SignInLinks>().Issue()}");
        await page.GotoAsync($"/language/{language}?back=/");
        return page;
    }

    private static string Chromium() =>
        new[] { Environment.GetEnvironmentVariable("AKASHI_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" }
            .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("A Chromium is needed for the browser tests. On Debian: apt-get install chromium. Elsewhere set AKASHI_CHROMIUM to its path.");

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
