using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Akashi.Server.Identity;

namespace Akashi.Server.Kernel;

/// <summary>Acts as HTTP: the operation id is the act's id, the version travels as ETag and If-Match, a refusal becomes a problem (RFC 9457).</summary>
public static class ActRoutes
{
    /// <summary><c>POST {id}/verb</c> with <c>If-Match: "version"</c>.</summary>
    public static RouteHandlerBuilder MapAct<TEntry, TBody>(this RouteGroupBuilder group, Act<TEntry, TBody> act, Func<TEntry, object> view) where TEntry : Entry =>
        group.MapPost("{id:guid}/" + act.Id.Split('.')[1], async Task<IResult> (
                Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, TBody body, HttpContext http, Desk desk, CancellationToken ct) =>
            {
                if (!TryVersion(ifMatch, out var version)) return Problem(VersionMissing, view);
                var outcome = await desk.ActAsync(act, id, version, body, http.Actor(), ct);
                return Answer(http, outcome, view);
            })
            .Describe(act)
            .ProducesProblem(412);

    /// <summary><c>POST</c> on the collection opens an entry: 201 with its ETag.</summary>
    public static RouteHandlerBuilder MapOpen<TEntry, TBody>(this RouteGroupBuilder group, OpenAct<TEntry, TBody> act, Func<TEntry, object> view) where TEntry : Entry =>
        group.MapPost("", async Task<IResult> (TBody body, HttpContext http, Desk desk, CancellationToken ct) =>
            {
                var outcome = await desk.OpenAsync(act, body, http.Actor(), ct);
                if (outcome.Refusal is { } refusal) return Problem(refusal, view);
                http.Response.Headers.ETag = Tag(outcome.Value!.Version);
                return TypedResults.Created($"{http.Request.Path}/{outcome.Value.Key}", view(outcome.Value));
            })
            .Describe(act);

    /// <summary>Names a route after the act it performs or the read it permits.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, Act act) =>
        route.WithName(act.Id).WithSummary(act.Title.En).WithMetadata(act).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

    /// <summary>A read: its id is the permission, like an act's.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, string id, string summary) =>
        route.WithName(id).WithSummary(summary).WithMetadata(new Act(id, new(summary, summary))).ProducesProblem(404)
            .AddEndpointFilter((context, next) => PermitAsync(id, context, next));

    /// <summary>Lets in who may; whoever may not is told so, and the attempt goes on record.</summary>
    public static async ValueTask<object?> PermitAsync(string act, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var asked = http.GetEndpoint()?.Metadata.GetMetadata<Act>() ?? new Act(act, new(act, act));
        return await http.RequestServices.GetRequiredService<Desk>().RefusesAsync(asked, http.Actor()) is { } no ? Problem(no) : await next(context);
    }

    public static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static IResult Answer<TEntry>(HttpContext http, Outcome<TEntry> outcome, Func<TEntry, object> view) where TEntry : Entry
    {
        if (outcome.Refusal is { } refusal) return Problem(refusal, view);
        http.Response.Headers.ETag = Tag(outcome.Value!.Version);
        return TypedResults.Ok(view(outcome.Value));
    }

    public static ProblemHttpResult Problem(Refusal refusal) => Problem<Entry>(refusal, null);

    /// <summary>The entry that stands in the way goes along as <c>current</c>, in the shape the API shows it.</summary>
    private static ProblemHttpResult Problem<TEntry>(Refusal refusal, Func<TEntry, object>? view) where TEntry : Entry =>
        TypedResults.Problem(refusal.Message, statusCode: refusal.Status, type: "urn:akashi:refusal:" + refusal.Code, title: refusal.Code,
            extensions: refusal.Detail switch
            {
                null => null,
                TEntry current when view is not null => new Dictionary<string, object?> { ["current"] = view(current), ["version"] = current.Version },
                Entry => null,
                var about => new Dictionary<string, object?> { ["about"] = about },   // "detail" is the message's own name
            });

    /// <summary>The version that an If-Match header names; 0, which no version is, when it names none.</summary>
    public static int Seen(string? header) => TryVersion(header, out var version) ? version : 0;

    private static bool TryVersion(string? header, out int version) =>
        int.TryParse(header?.Trim().TrimStart('W', '/').Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out version);

    private static readonly Refusal VersionMissing = new("version-missing",
        new("見ていた版を If-Match ヘッダーで示してください。", "Say which version you saw in the If-Match header."), 428);
}
