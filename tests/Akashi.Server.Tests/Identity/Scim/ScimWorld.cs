using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Akashi.Server.Hosting;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Akashi.Server.Tests.Identity.Scim;

/// <summary>The real server over HTTP on either database, and a provider with a token of its own.</summary>
internal sealed class ScimWorld : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("akashi-scim-").FullName;
    private readonly TestWorld _world;
    private readonly WebApplication _app;
    private readonly List<HttpClient> _clients = [];

    private ScimWorld(TestWorld world, Func<AkashiOptions, AkashiOptions>? adjust)
    {
        _world = world;
        var options = new AkashiOptions(_data, 0, false, world.Database, Sample: false, "ja");
        _app = AkashiHost.Build(adjust?.Invoke(options) ?? options);
    }

    public HttpClient Provider { get; private set; } = null!;
    public Actor Operator => Service<LocalOperator>().Actor;
    public CancellationToken Ct => _world.Ct;
    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();
    public Desk Desk => Service<Desk>();
    public Db Open() => Service<DbFactory>().Open(Operator.Organisation);

    public static async Task<ScimWorld> OpenAsync(string dialect, Func<AkashiOptions, AkashiOptions>? adjust = null)
    {
        var world = new ScimWorld(await TestWorld.OpenAsync(dialect), adjust);
        await world.Service<LocalOperator>().EnsureAsync(new NewOrganisation(new("試験", "Test"), false), world.Ct);
        await world._app.StartAsync(world.Ct);
        world.Provider = await world.ProgramAsync(world.Operator, "provisioner", "scim.*");
        return world;
    }

    /// <summary>A program with a role and a token for some acts.</summary>
    public async Task<HttpClient> ProgramAsync(Actor by, string role, params string[] acts)
    {
        await Service<Permissions>().LoadAsync(by.Organisation, Ct);
        var owner = await PersonAsync("責任者", by);
        var program = await _world.MustAsync(Desk.OpenAsync(Person.Add, new PersonBody(new("連携", "Sync"), null, null, owner.Id), by, Ct));
        await _world.MustAsync(Desk.OpenAsync(Assignment.Assign, new AssignmentBody(program.Id, role), by, Ct));
        return Client(await TokenAsync(program.Id, by, acts));
    }

    public async Task<string> TokenAsync(PersonId person, Actor by, params string[] acts)
    {
        var (token, hash) = ApiTokens.Fresh(by.Organisation);
        await _world.MustAsync(Desk.OpenAsync(ApiToken.Issue, new HashedToken(person, "試験", acts, Service<TimeProvider>().GetUtcNow().AddDays(2), hash), by, Ct));
        return token;
    }

    public Task<Person> PersonAsync(string name, Actor? by = null, string? email = null) => _world.MustAsync(Desk.OpenAsync(Person.Add, new PersonBody(new(name, name), null, email, null), by ?? Operator, Ct));

    public HttpClient Client(string? token)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(_app.Urls.First()) };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _clients.Add(client);
        return client;
    }

    public Task<Answer> GetAsync(string path, HttpClient? by = null, string? seen = null) => SendAsync(HttpMethod.Get, path, null, by, seen);

    /// <param name="match">For If-Match, or If-None-Match when it is read.</param>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json, HttpClient? by = null, string? match = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("/api", StringComparison.Ordinal) ? path : "scim/v2/" + path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, path.StartsWith("/api", StringComparison.Ordinal) ? "application/json" : "application/scim+json");
        if (match is not null) request.Headers.TryAddWithoutValidation(method == HttpMethod.Get ? "If-None-Match" : "If-Match", match);
        using var response = await (by ?? Provider).SendAsync(request, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.ToString(), text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>A user by this name, as it came back; its id.</summary>
    public async Task<string> UserAsync(string name)
    {
        var made = await SendAsync(HttpMethod.Post, "Users", $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{name}}","externalId":"x-{{name}}","displayName":"{{name}}","active":true}""");
        Assert.Equal(201, made.Status);
        return (string)made.Json!["id"]!;
    }

    public Task<Answer> PatchAsync(string path, string operations) =>
        SendAsync(HttpMethod.Patch, path, $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operations}}]}""");

    /// <summary>Roles that a person holds now.</summary>
    public string RolesOf(string id) => Service<Permissions>().Of(Operator.Organisation).RolesOf(IdOf(id), Service<TimeProvider>().GetUtcNow());

    public Person PersonOf(string id) => Service<Permissions>().Of(Operator.Organisation).People[IdOf(id)];

    public static PersonId IdOf(string id) => new(Guid.Parse(id));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _world.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}

internal sealed record Answer(int Status, string? Type, string? ETag, JsonNode? Json)
{
    public string? ScimType => (string?)Json?["scimType"];
}
