using System.Net;
using System.Net.Http.Headers;
using Akashi.Server.Hosting;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Akashi.Server.Tests.Hosting;

public sealed class ThresholdTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("akashi-threshold-").FullName;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private Threshold Threshold => _app.Services.GetRequiredService<Threshold>();

    public async ValueTask InitializeAsync()
    {
        _app = AkashiHost.Build(new AkashiOptions(_data, 0, false, null, Sample: false, "ja"));
        Threshold.Close();
        await _app.StartAsync(Ct);
        _http = new HttpClient { BaseAddress = new(_app.Urls.First()) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _app.Services.GetRequiredService<OperatorToken>().Value);
    }

    [Fact]
    public async Task Get_WhatNeedsNoData_IsAnsweredBeforeTheLoad()
    {
        using var stranger = new HttpClient { BaseAddress = _http.BaseAddress };
        using var page = await stranger.GetAsync(new Uri("/css/tokens.css", UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Get_WhatNeedsData_WaitsForTheLoadAndIsThenRight()
    {
        var (api, link) = (_http.GetAsync(new Uri("/api/services", UriKind.Relative), Ct), _http.GetAsync(new Uri("/sign-in/none", UriKind.Relative), Ct));
        await Task.WhenAny(api, link, Task.Delay(300, Ct));
        Assert.False(api.IsCompleted || link.IsCompleted);

        await LoadAsync();
        Threshold.Open();

        using var services = await api.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        using var refused = await link.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal("[]", await services.Content.ReadAsStringAsync(Ct));
        Assert.Equal("/sign-in", refused.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Get_WhenTheLoadFails_SaysSo()
    {
        var waiting = _http.GetAsync(new Uri("/api/services", UriKind.Relative), Ct);
        Threshold.Fail();

        using var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    private async Task LoadAsync()
    {
        await using (var db = _app.Services.GetRequiredService<DbFactory>().Open(default)) await db.Database.MigrateAsync(Ct);
        await _app.Services.GetRequiredService<LocalOperator>().EnsureAsync(new NewOrganisation(new("組織", "Organisation"), false), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
