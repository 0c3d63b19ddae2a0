using System.Text.Json;
using System.Text.Json.Nodes;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity.Scim;

/// <summary>SCIM 2.0 over HTTP (RFC 7644): for programs with an API token only, each route under the one permission <c>scim.provision</c>.</summary>
internal static class ScimApi
{
    public const int MostAtOnce = 200;
    private const int MostBytes = 4 << 20;

    public static void Map(WebApplication app)
    {
        var scim = app.MapGroup("scim/v2").ExcludeFromDescription().WithMetadata(Provisioning.Provision)
            .RequireAuthorization(new AuthorizationPolicyBuilder(Authentication.Bearer).RequireAuthenticatedUser().Build()).AddEndpointFilter(PermitAsync);
        scim.MapGet("ServiceProviderConfig", (HttpContext http) => Answer(http, ScimDocuments.Provider(Root(http))));
        foreach (var (path, documents) in new (string, Func<string, IReadOnlyList<JsonObject>>)[] { ("ResourceTypes", ScimDocuments.ResourceTypes), ("Schemas", ScimDocuments.Schemas) })
        {
            scim.MapGet(path, (HttpContext http) => Answer(http, ListOf(documents(Root(http)), documents(Root(http)).Count, 1)));
            scim.MapGet(path + "/{id}", (string id, HttpContext http) => documents(Root(http)).FirstOrDefault(d => (string?)d["id"] == id) is { } one ? Answer(http, one) : ScimErrors.Of(Refusal.NotFound));
        }
        ScimUsersApi.Map(scim.MapGroup("Users"));
        ScimGroupsApi.Map(scim.MapGroup("Groups"));
    }

    public static string Root(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}/scim/v2";

    /// <summary>The body as an object. Refusal: <c>scim.syntax</c>.</summary>
    public static async Task<Outcome<JsonObject>> BodyAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBytes;
        if (http.Request.ContentType?.Split(';')[0].Trim() is not (ScimErrors.ContentType or "application/json")) return new Refusal("scim.syntax", ScimRefusals.Syntax.Message, 415);
        try
        {
            return await JsonNode.ParseAsync(http.Request.Body, documentOptions: new() { MaxDepth = 16, AllowDuplicateProperties = false }, cancellationToken: http.RequestAborted) is JsonObject json ? json : ScimRefusals.Syntax;
        }
        catch (JsonException)
        {
            return ScimRefusals.Syntax;
        }
    }

    /// <summary>One resource with its version; 304 when the provider has just this one.</summary>
    public static IResult Answer(HttpContext http, JsonObject resource, int status = 200)
    {
        if ((string?)resource["meta"]?["version"] is { } version)
        {
            http.Response.Headers.ETag = version;
            if (HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.IfNoneMatch.ToString() == version) return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        if (status == 201) http.Response.Headers.Location = (string?)resource["meta"]?["location"];
        return Results.Text(Choose(http, resource).ToJsonString(), ScimErrors.ContentType, statusCode: status);
    }

    /// <summary>A page of resources: <c>startIndex</c> counts from 1, <c>count</c> is at most <see cref="MostAtOnce"/>.</summary>
    public static (int Skip, int Take) PageOf(HttpContext http)
    {
        int Number(string name, int otherwise) => int.TryParse(http.Request.Query[name], out var number) ? number : otherwise;
        return (Math.Max(1, Number("startIndex", 1)) - 1, Math.Clamp(Number("count", MostAtOnce), 0, MostAtOnce));
    }

    public static JsonObject ListOf(IEnumerable<JsonObject> resources, int total, int start)
    {
        var page = new JsonArray([.. resources]);
        return new() { ["schemas"] = new JsonArray(ScimForms.Messages + "ListResponse"), ["totalResults"] = total, ["startIndex"] = start, ["itemsPerPage"] = page.Count, ["Resources"] = page };
    }

    /// <summary>Which version the provider saw; null when it does not say, or says any.</summary>
    public static string? IfMatch(HttpContext http) => http.Request.Headers.IfMatch.ToString() is { Length: > 0 } match and not "*" ? match.StartsWith("W/", StringComparison.Ordinal) ? match : "W/" + match : null;

    /// <summary>When each of them came in.</summary>
    public static Task<Dictionary<Guid, DateTimeOffset>> CreatedAsync(Db db, List<Guid> entries, CancellationToken ct) =>
        db.Events.Where(e => entries.Contains(e.EntryId) && e.EntryVersion == 1).ToDictionaryAsync(e => e.EntryId, e => e.At, ct);

    /// <summary>Only the attributes that are asked for (RFC 7644, 3.9); schemas and id come always.</summary>
    private static JsonObject Choose(HttpContext http, JsonObject document)
    {
        string[] Names(string parameter) => http.Request.Query[parameter].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var (only, without) = (Names("attributes"), Names("excludedAttributes"));
        if (only.Length == 0 && without.Length == 0) return document;
        foreach (var resource in document["Resources"] is JsonArray list ? list.OfType<JsonObject>() : [document])
            foreach (var name in resource.Select(p => p.Key).Where(k => k is not ("schemas" or "id") && (only.Length > 0
                ? !only.Any(o => string.Equals(o.Split('.')[0], k, StringComparison.OrdinalIgnoreCase)) : without.Contains(k, StringComparer.OrdinalIgnoreCase))).ToList())
                resource.Remove(name);
        return document;
    }

    private static async ValueTask<object?> PermitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return await http.RequestServices.GetRequiredService<Desk>().PermitsAsync(Provisioning.Provision, http.Actor(), Place.Organisation) ? await next(context) : ScimErrors.Of(Refusal.NotPermitted);
    }
}
