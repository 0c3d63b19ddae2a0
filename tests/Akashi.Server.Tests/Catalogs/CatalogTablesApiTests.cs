using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Catalogs;

public sealed class CatalogTablesApiTests(ServerWorld server) : IClassFixture<ServerWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Template_Downloaded_PreviewsThenLoads(string format)
    {
        var template = await server.Http.GetByteArrayAsync($"api/catalogs/template?format={format}", Ct);

        var preview = await JsonAsync(await PostAsync(template, ("key", "from-" + format), ("dryRun", "true")));
        var before = await server.Http.GetAsync($"api/catalogs/from-{format}", Ct);
        var load = await JsonAsync(await PostAsync(template, ("key", "from-" + format)));
        var after = await server.Http.GetFromJsonAsync<JsonElement>($"api/catalogs/from-{format}", Ct);

        Assert.Equal((3, 3), (preview.GetProperty("controls").GetInt32(), preview.GetProperty("groups").GetInt32()));
        Assert.Equal("shall", preview.GetProperty("classes")[1].GetProperty("class").GetString());
        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        Assert.Equal(3, load.GetProperty("added").GetInt32());
        Assert.Equal(3, after.GetProperty("controls").GetArrayLength());
    }

    [Fact]
    public async Task Table_OfALoadedCatalog_LoadsBackUnchanged()
    {
        var table = await server.Http.GetByteArrayAsync("api/catalogs/provision-standard/table?format=csv", Ct);

        var load = await JsonAsync(await PostAsync(table));

        Assert.Equal((0, 0, 0), (load.GetProperty("added").GetInt32(), load.GetProperty("changed").GetInt32(), load.GetProperty("removed").GetInt32()));
        Assert.Equal("provision-standard", load.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Post_ProblemsInTheFile_AreListedWithTheirCells()
    {
        var answer = await PostAsync(Encoding.UTF8.GetBytes("項番,題名,区分\n1,甲,たぶん\n"), ("dryRun", "true"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("catalog.problems", problem.GetProperty("title").GetString());
        Assert.Equal("C2", problem.GetProperty("about").GetProperty("problems")[0].GetProperty("place").GetProperty("cell").GetString());
    }

    [Fact]
    public async Task Post_UnknownColumn_IsToldAndReadWhenTheCallerSaysWhatItIs()
    {
        var table = Encoding.UTF8.GetBytes("項番,題名,度合い\n1,甲,必須\n");

        var preview = await JsonAsync(await PostAsync(table, ("key", "asked"), ("dryRun", "true")));
        var said = await JsonAsync(await PostAsync(table, ("key", "asked"), ("columns", """{"度合い":"class"}"""), ("dryRun", "true")));
        var broken = await PostAsync(table, ("columns", """{"度合い":"nothing"}"""), ("dryRun", "true"));

        Assert.Equal("度合い", preview.GetProperty("unknown")[0].GetProperty("header").GetString());
        Assert.Equal("none", preview.GetProperty("classes")[0].GetProperty("class").GetString());
        Assert.Equal("shall", said.GetProperty("classes")[0].GetProperty("class").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
    }

    [Theory]
    [InlineData("api/catalogs/template?format=pdf", HttpStatusCode.BadRequest)]
    [InlineData("api/catalogs/none/table", HttpStatusCode.NotFound)]
    public async Task Get_NotThere_IsRefused(string address, HttpStatusCode status) => Assert.Equal(status, (await server.Http.GetAsync(address, Ct)).StatusCode);

    private async Task<HttpResponseMessage> PostAsync(byte[] file, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "table.any" } };
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        return await server.Http.PostAsync("api/catalogs/table", form, Ct);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }
}
