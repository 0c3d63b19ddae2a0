using System.Text.Json.Nodes;
using Akashi.Server.Hosting;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akashi.Server.Tests.Hosting;

/// <summary>A database that goes away and a disk that is full are said in words, on pages and to programs, and pass.</summary>
public sealed class OutageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Database_GoesAwayAndComesBack_PagesApiAndActsSaySo_AndGoOn()
    {
        await using var world = await TestWorld.OpenAsync("postgres");
        var where = new NpgsqlConnectionStringBuilder(world.Database);
        using var line = new CutLine(where.Host!, where.Port);
        (where.Host, where.Port, where.Timeout) = ("127.0.0.1", line.Port, 3);
        var data = Directory.CreateTempSubdirectory("akashi-outage-").FullName;
        await using var app = AkashiHost.Build(new AkashiOptions(data, 0, false, where.ConnectionString, Sample: false, "ja"));
        T Service<T>() where T : notnull => app.Services.GetRequiredService<T>();
        await Service<LocalOperator>().EnsureAsync(new NewOrganisation(new("試験", "Test"), false), Ct);
        await app.StartAsync(Ct);
        var me = Service<LocalOperator>().Actor;
        var (_, secret) = await Service<Sessions>().OpenAsync(new(Ids.New(TimeProvider.System)), me, "link", true, null, "browser", Ct);
        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };
        http.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie.Cookie}={secret}");
        async Task<(int Status, string Body, TimeSpan? Retry)> GetAsync(string path, string accept)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd(accept);
            using var answer = await http.SendAsync(request, Ct);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct), answer.Headers.RetryAfter?.Delta);
        }

        var before = await GetAsync("/people", "text/html");
        line.Cut();
        var page = await GetAsync("/people", "text/html");
        var style = await GetAsync("/css/tokens.css", "text/css");
        var api = await GetAsync("/api/people", "application/json");
        var act = await Service<Desk>().OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("甲", "A")), me, Ct);
        line.Mend();
        var after = await GetAsync("/people", "text/html");
        var again = await Service<Desk>().OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("甲", "A")), me, Ct);

        Assert.Equal((200, 503, 200, 503, 200), (before.Status, page.Status, style.Status, api.Status, after.Status));
        Assert.Contains("データベースに接続できません", page.Body, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(15), page.Retry);
        Assert.Equal("database.away", (string?)JsonNode.Parse(api.Body)!["title"]);
        Assert.Equal("database.away", act.Refusal?.Code);
        Assert.True(again.Done, again.Refusal?.Code);
        await app.StopAsync(Ct);
    }

    [Fact]
    public void Explain_FullDisk_OfAFileAndOfADatabase()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");
        var failure = Assert.ThrowsAny<IOException>(() =>
        {
            using var file = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write("x"u8);
        });
        using var database = new SqliteConnection("Data Source=:memory:");
        database.Open();
        using var fill = database.CreateCommand();
        fill.CommandText = "CREATE TABLE t (x)";
        fill.ExecuteNonQuery();
        fill.CommandText = "PRAGMA max_page_count = 4";
        fill.ExecuteScalar();
        fill.CommandText = "INSERT INTO t VALUES (zeroblob(1000000))";
        var full = Assert.Throws<SqliteException>(() => fill.ExecuteNonQuery());

        Assert.Equal(("disk.full", "disk.full", null), (Outage.Explain(failure)?.Code, Outage.Explain(new InvalidOperationException("", full))?.Code, Outage.Explain(new InvalidOperationException())?.Code));
    }
}
