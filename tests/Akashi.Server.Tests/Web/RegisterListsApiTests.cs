using System.Net;
using System.Net.Http.Json;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Web;

/// <summary>Lists of registers as files: what the page shows, and no formula comes alive in a sheet.</summary>
public sealed class RegisterListsApiTests(ServerWorld server) : IClassFixture<ServerWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Incidents_AsNarrowed_HeaderThenRows()
    {
        (await server.Http.PostAsJsonAsync("api/incidents", new { title = "画面が開かない", description = "", source = "monitor" }, Ct)).EnsureSuccessStatusCode();
        (await server.Http.PostAsJsonAsync("api/incidents", new { title = "=1+1", description = "", source = "staff" }, Ct)).EnsureSuccessStatusCode();

        var reported = await server.Http.GetStringAsync("api/incidents/export?format=csv&state=reported", Ct);
        var closed = await server.Http.GetStringAsync("api/incidents/export?format=csv&state=closed", Ct);

        Assert.Contains("画面が開かない", reported, StringComparison.Ordinal);
        Assert.DoesNotContain(",=1+1", reported, StringComparison.Ordinal);
        Assert.Single(closed.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var book = await server.Http.GetAsync("api/incidents/export", Ct);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", book.Content.Headers.ContentType?.MediaType);
        Assert.Equal("PK"u8.ToArray(), (await book.Content.ReadAsByteArrayAsync(Ct))[..2]);
    }

    [Theory]
    [InlineData("api/incidents/export?format=pdf")]
    [InlineData("api/changes/export?format=pdf")]
    [InlineData("api/incidents?state=lost")]
    public async Task Asked_ForWhatThereIsNot_IsRefused(string path) => Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.GetAsync(path, Ct)).StatusCode);

    [Fact]
    public async Task Changes_WithNone_HaveTheirHeaderOnly() =>
        Assert.Single((await server.Http.GetStringAsync("api/changes/export?format=csv&show=waiting", Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
