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

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Stranger.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
