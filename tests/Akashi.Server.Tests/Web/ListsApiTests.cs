using System.Net;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Web;

public sealed class ListsApiTests(ServerWorld server) : IClassFixture<ServerWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("reference?catalog=mic-1&conformity=outOfScope&format=csv", "text/csv", "platform-reference-internal-")]
    [InlineData("coverage?coverage=uncovered", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "platform-coverage-internal-")]
    public async Task Get_List_IsAFileThatSaysItIsInternal(string path, string type, string name)
    {
        var answer = await server.Http.GetAsync("api/services/platform/lists/" + path, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith(name, answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.True((await answer.Content.ReadAsByteArrayAsync(Ct)).Length > 200);
    }

    [Theory]
    [InlineData("lists/reference?format=pdf", HttpStatusCode.BadRequest)]
    [InlineData("lists/reference?catalog=nothing", HttpStatusCode.NotFound)]
    [InlineData("lists/secrets", HttpStatusCode.NotFound)]
    public async Task Get_WhatIsNotThere_IsRefused(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await server.Http.GetAsync("api/services/platform/" + path, Ct)).StatusCode);

    [Fact]
    public async Task Get_WithoutSigningIn_IsRefused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Stranger.GetAsync("api/services/platform/lists/reference", Ct)).StatusCode);
}
