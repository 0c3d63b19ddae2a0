using System.Text.Json.Nodes;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity.Scim;

/// <summary><c>/scim/v2/Users</c> (RFC 7644, 3.3 to 3.6).</summary>
internal static class ScimUsersApi
{
    public static void Map(RouteGroupBuilder users)
    {
        users.MapGet("", ListAsync);
        users.MapGet("{id:guid}", (Guid id, HttpContext http, DbFactory databases, CancellationToken ct) => TellAsync(http, databases, new(id), 200, ct));
        users.MapPost("", CreateAsync);
        users.MapPut("{id:guid}", async (Guid id, HttpContext http, Provisioning provisioning, DbFactory databases, CancellationToken ct) =>
            await ChangedAsync(http, provisioning, databases, id, (_, _, json) => ScimForms.ReadUser(json), ct));
        users.MapPatch("{id:guid}", async (Guid id, HttpContext http, Provisioning provisioning, DbFactory databases, CancellationToken ct) =>
            await ChangedAsync(http, provisioning, databases, id, Patched, ct));
        users.MapDelete("{id:guid}", async (Guid id, HttpContext http, Provisioning provisioning, CancellationToken ct) =>
            (await provisioning.DeleteAsync(new(id), ScimApi.IfMatch(http), http.Actor(), ct)).Refusal is { } no ? ScimErrors.Of(no) : Results.NoContent());
    }

    private static async Task<IResult> ListAsync(HttpContext http, DbFactory databases, CancellationToken ct)
    {
        var filter = ScimFilter.Read(http.Request.Query["filter"], "username", "externalid", "id", "emails.value", "displayname");
        if (filter.Refusal is { } no) return ScimErrors.Of(no);
        await using var db = databases.Open(http.Actor().Organisation);
        var found = from u in db.ScimUsers where u.RemovedAt == null join p in db.People on u.Person equals p.Id select new { User = u, Person = p };
        foreach (var (attribute, value) in filter.Value!)
        {
            var (key, id) = (Account.LoginOf(value), Guid.TryParse(value, out var guid) ? new PersonId(guid) : default);
            found = attribute switch
            {
                "username" => found.Where(f => f.User.NameKey == key),
                "externalid" => found.Where(f => f.User.ExternalId == value),
                "displayname" => found.Where(f => f.User.DisplayName == value),
                "emails.value" => found.Where(f => f.Person.Email == value),
                _ => found.Where(f => f.User.Person == id),
            };
        }
        var (skip, take) = ScimApi.PageOf(http);
        var total = await found.CountAsync(ct);
        var page = await found.OrderBy(f => f.User.Id).Skip(skip).Take(take).ToListAsync(ct);
        var groups = await db.ScimGroups.Where(g => g.RemovedAt == null).ToListAsync(ct);
        var created = await ScimApi.CreatedAsync(db, [.. page.Select(f => f.User.Key)], ct);
        var root = ScimApi.Root(http);
        return ScimApi.Answer(http, ScimApi.ListOf(page.Select(f => ScimForms.Of(f.User, f.Person, created[f.User.Key], groups.Where(g => g.Members.Contains(f.Person.Id)), root)), total, skip + 1));
    }

    private static async Task<IResult> CreateAsync(HttpContext http, Provisioning provisioning, DbFactory databases, CancellationToken ct)
    {
        var read = await ScimApi.BodyAsync(http);
        var body = read.Refusal ?? ScimForms.ReadUser(read.Value!);
        if (body.Refusal is { } wrong) return ScimErrors.Of(wrong);
        var outcome = await provisioning.CreateAsync(body.Value!, http.Actor(), ct);
        return outcome.Refusal is { } no ? ScimErrors.Of(no) : await TellAsync(http, databases, outcome.Value!.Person, 201, ct);
    }

    private static Outcome<ScimUserBody> Patched(ScimUser user, Person person, JsonObject patch)
    {
        var resource = ScimForms.Of(user, person, user.ChangedAt, [], "");
        // What a reader is shown for want of a name was not said by the provider.
        if (user.DisplayName is null) resource.Remove("displayName");
        return ScimPatch.Apply(resource, patch) is { } no ? no : ScimForms.ReadUser(resource);
    }

    private static async Task<IResult> ChangedAsync(HttpContext http, Provisioning provisioning, DbFactory databases, Guid id, Func<ScimUser, Person, JsonObject, Outcome<ScimUserBody>> describe, CancellationToken ct)
    {
        var read = await ScimApi.BodyAsync(http);
        if (read.Refusal is { } wrong) return ScimErrors.Of(wrong);
        var outcome = await provisioning.ChangeAsync(new(id), ScimApi.IfMatch(http), (user, person) => describe(user, person, read.Value!), http.Actor(), ct);
        return outcome.Refusal is { } no ? ScimErrors.Of(no) : await TellAsync(http, databases, new(id), 200, ct);
    }

    private static async Task<IResult> TellAsync(HttpContext http, DbFactory databases, PersonId id, int status, CancellationToken ct)
    {
        await using var db = databases.Open(http.Actor().Organisation);
        if (await db.ScimUsers.FirstOrDefaultAsync(u => u.Person == id && u.RemovedAt == null, ct) is not { } user) return ScimErrors.Of(Refusal.NotFound);
        var person = await db.People.FirstAsync(p => p.Id == id, ct);
        var groups = (await db.ScimGroups.Where(g => g.RemovedAt == null).ToListAsync(ct)).Where(g => g.Members.Contains(id));
        return ScimApi.Answer(http, ScimForms.Of(user, person, (await ScimApi.CreatedAsync(db, [user.Key], ct))[user.Key], groups, ScimApi.Root(http)), status);
    }
}
