using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Akashi.Server.Kernel;
using Akashi.Server.Tests.References.Workbook;
using Akashi.Server.Tests.Testing;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akashi.Server.Tests.Hosting;

public sealed class ApiTests(ServerWorld server) : IClassFixture<ServerWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Routes_EachWithItsPermission_AreAsApproved()
    {
        // Files that say the same to everybody, and the channel of live pages, which carries whatever its page was permitted.
        string[] beside = ["/{**path:file}", "/_framework", "/_content", "/_blazor", "/css", "/js", "/fonts", "/favicon", "/Akashi.Server."];
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => (Endpoint: e, Path: "/" + e.RoutePattern.RawText!.TrimStart('/'), Method: e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "ANY"))
            .Where(r => !beside.Any(b => r.Path.StartsWith(b, StringComparison.Ordinal)))
            .Select(r => (r.Path, r.Method, Needs: NeedOf(r.Endpoint))).Distinct().ToList();

        Assert.All(routes, r => Assert.True(r.Needs is not null, $"{r.Method} {r.Path} has no permission"));
        Assert.All(routes.Where(r => r.Path.StartsWith("/api/", StringComparison.Ordinal)), r => Assert.DoesNotContain(r.Needs!, (string[])["anyone", "signed-in"]));
        await ApproveAsync("routes.txt", string.Join('\n', routes.Select(r => $"{r.Method} {r.Path} {r.Needs}").Order(StringComparer.Ordinal)) + "\n");
    }

    /// <summary>The act or read; <c>anyone</c> without signing in, <c>signed-in</c> for what is one's own or public among them; null for a route that nobody thought about.</summary>
    private static string? NeedOf(RouteEndpoint route) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "anyone"
        : route.Metadata.GetMetadata<Act>()?.Id ?? (route.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is { } page
            ? page.GetCustomAttributes(false).Select(a => a switch { PermissionAttribute p => p.Act, ForEverybodyAttribute => "signed-in", _ => null }).FirstOrDefault(n => n is not null)
            : route.RoutePattern.RawText is { } path && (path.Contains("api-reference", StringComparison.Ordinal) || path.Contains("openapi", StringComparison.Ordinal)) ? "signed-in" : null);

    [Fact]
    public async Task OpenApi_Document_IsAsApproved()
    {
        var json = JsonSerializer.Serialize(await server.Http.GetFromJsonAsync<JsonElement>("openapi/v1.json", Ct), new JsonSerializerOptions { WriteIndented = true });

        Assert.Contains("\"openapi\": \"3.1", json, StringComparison.Ordinal);
        await ApproveAsync("openapi.json", json + "\n");
    }

    [Fact]
    public async Task Anything_WithoutSigningIn_IsRefused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Stranger.GetAsync("api/services", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await server.Stranger.GetAsync("", Ct)).StatusCode);
        using var forged = new HttpRequestMessage(HttpMethod.Get, "api/services") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", new string('0', 64)) } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Stranger.SendAsync(forged, Ct)).StatusCode);
    }

    [Fact]
    public async Task SignInLink_SecondUse_OpensNothing()
    {
        var link = (await (await server.Http.PostAsync("api/sign-in-links", null, Ct)).Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("address").GetString()!;
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        var first = await browser.GetAsync(link, Ct);
        var second = await server.Stranger.GetAsync(link, Ct);

        Assert.Contains(first.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-akashi=", StringComparison.Ordinal) && c.Contains("secure", StringComparison.OrdinalIgnoreCase) && c.Contains("httponly", StringComparison.OrdinalIgnoreCase));
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task UnsafeRequest_WithCookieFromAnotherOrigin_IsRefused()
    {
        var link = (await (await server.Http.PostAsync("api/sign-in-links", null, Ct)).Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("address").GetString()!;
        using var browser = await server.BrowserAsync(link);
        HttpRequestMessage Post(string? origin)
        {
            var post = new HttpRequestMessage(HttpMethod.Post, "api/parties") { Content = JsonContent.Create(new { kind = "customer", name = new { ja = "院", en = "Clinic" } }) };
            if (origin is not null) post.Headers.Add("Origin", origin);
            return post;
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(Post("http://evil.example"), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(Post(null), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await browser.SendAsync(Post(server.Http.BaseAddress!.ToString().TrimEnd('/')), Ct)).StatusCode);
    }

    [Fact]
    public async Task Assess_WithEtag_SecondWriterIsToldAndShownTheOther()
    {
        var row = (await server.Http.GetFromJsonAsync<JsonElement>("api/services/platform/statements?catalog=mic-1&limit=1", Ct)).GetProperty("items")[0];
        var path = $"api/statements/{row.GetProperty("statement").GetString()}";
        var read = await server.Http.GetAsync(path, Ct);
        var etag = read.Headers.ETag!.Tag;
        var body = (await read.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("body");
        Task<HttpResponseMessage> AssessAsync(string view)
        {
            var changed = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(body.GetRawText())!;
            changed["view"] = JsonSerializer.SerializeToElement(view);
            var post = new HttpRequestMessage(HttpMethod.Post, path + "/assess") { Content = JsonContent.Create(changed) };
            post.Headers.TryAddWithoutValidation("If-Match", etag);
            return server.Http.SendAsync(post, Ct);
        }

        var first = await AssessAsync("一人目の見解");
        var second = await AssessAsync("二人目の見解");
        var without = await server.Http.PostAsync(path + "/assess", new StringContent(body.GetRawText(), Encoding.UTF8, "application/json"), Ct);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.NotEqual(etag, first.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        var problem = await second.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("urn:akashi:refusal:stale", problem.GetProperty("type").GetString());
        Assert.Equal("一人目の見解", problem.GetProperty("current").GetProperty("body").GetProperty("view").GetString());
        Assert.Equal(428, (int)without.StatusCode);
        var history = await server.Http.GetFromJsonAsync<JsonElement>(path + "/history", Ct);
        Assert.Equal(2, history.GetArrayLength());
    }

    [Fact]
    public async Task Import_OverHttp_PreviewsAndRefusesABrokenFile()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Sample.Workbook[..5000]), "files", "壊れた.xlsx" } };

        var answer = await server.Http.PostAsync("api/services/platform/imports", form, Ct);

        Assert.Equal(422, (int)answer.StatusCode);
        var plan = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("about");
        Assert.Equal("workbook.broken", plan.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Refusal_InEnglish_WhenAskedFor()
    {
        using var get = new HttpRequestMessage(HttpMethod.Get, "api/services/nothing/summary") { Headers = { { "Accept-Language", "en" } } };

        var problem = await (await server.Http.SendAsync(get, Ct)).Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal("There is no such entry.", problem.GetProperty("detail").GetString());
    }

    /// <summary>Compares with the committed file; a difference leaves the new text beside it, to be looked at and committed on purpose.</summary>
    private static async Task ApproveAsync(string name, string text)
    {
        var approved = Path.Combine(Sample.Root, "docs", "api", name);
        var known = File.Exists(approved) ? await File.ReadAllTextAsync(approved, Ct) : "";
        if (known.ReplaceLineEndings("\n") == text.ReplaceLineEndings("\n")) return;
        await File.WriteAllTextAsync(approved + ".received", text, Ct);
        Assert.Fail($"{name} differs from the approved one; look at {name}.received and, if it is meant, move it over {name}.");
    }
}
