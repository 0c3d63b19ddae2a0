using System.Text.Json.Nodes;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity.Scim;

/// <summary><c>/scim/v2/Groups</c> (RFC 7644, 3.3 to 3.6), and the mapping of groups to roles for administrators.</summary>
internal static class ScimGroupsApi
{
    public static void Map(RouteGroupBuilder groups)
    {
        groups.MapGet("", ListAsync);
        groups.MapGet("{id:guid}", (Guid id, HttpContext http, DbFactory databases, CancellationToken ct) => TellAsync(http, databases, new(id), 200, ct));
        groups.MapPost("", CreateAsync);
        groups.MapPut("{id:guid}", (Guid id, HttpContext http, Provisioning provisioning, DbFactory databases, CancellationToken ct) =>
            ChangedAsync(http, provisioning, databases, new(id), (_, json) => ScimForms.ReadGroup(json), ct));
        groups.MapPatch("{id:guid}", (Guid id, HttpContext http, Provisioning provisioning, DbFactory databases, CancellationToken ct) =>
            ChangedAsync(http, provisioning, databases, new(id), Patched, ct));
        groups.MapDelete("{id:guid}", async (Guid id, HttpContext http, Provisioning provisioning, CancellationToken ct) =>
            (await provisioning.DeleteGroupAsync(new(id), ScimApi.IfMatch(http), http.Actor(), ct)).Refusal is { } no ? ScimErrors.Of(no) : Results.NoContent());
    }

    /// <summary>Under <c>/api</c>: which group gives which role, and handing people over to the provider.</summary>
    public static void MapAdministration(RouteGroupBuilder api)
    {
        api.MapGroup("scim-users").WithTags("People").MapOpen(ScimUser.HandOver, u => new { u.Id, u.Version, u.Person, u.UserName, u.ExternalId });
        var groups = api.MapGroup("groups").WithTags("People");
        groups.MapGet("", async (HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            return TypedResults.Ok((await db.ScimGroups.Where(g => g.RemovedAt == null).OrderBy(g => g.Id).ToListAsync(ct)).Select(GroupView.Of));
        }).Produces<IEnumerable<GroupView>>().Reads("groups.list", "Groups of the identity provider with the roles that they give");
        groups.MapPost("{id:guid}/map", async (Guid id, GroupRole body, HttpContext http, Provisioning provisioning, CancellationToken ct) =>
            ActRoutes.Answer(http, await provisioning.MapAsync(new(id), body.Version, body.Role, http.Actor(), ct), GroupView.Of)).Produces<GroupView>().Describe(Provisioning.MapGroup).ProducesProblem(412);
    }

    private static async Task<IResult> ListAsync(HttpContext http, DbFactory databases, CancellationToken ct)
    {
        var filter = ScimFilter.Read(http.Request.Query["filter"], "displayname", "externalid", "id", "members", "members.value");
        if (filter.Refusal is { } no) return ScimErrors.Of(no);
        await using var db = databases.Open(http.Actor().Organisation);
        var found = (await db.ScimGroups.Where(g => g.RemovedAt == null).OrderBy(g => g.Id).ToListAsync(ct)).Where(g => filter.Value!.All(t => t.Attribute switch
        {
            "displayname" => g.NameKey == Account.LoginOf(t.Value),
            "externalid" => g.ExternalId == t.Value,
            "id" => Guid.TryParse(t.Value, out var id) && g.Id == new ScimGroupId(id),
            _ => Guid.TryParse(t.Value, out var member) && g.Members.Contains(new(member)),
        })).ToList();
        var (skip, take) = ScimApi.PageOf(http);
        var page = found.Skip(skip).Take(take).ToList();
        var names = await NamesAsync(db, page, ct);
        var created = await ScimApi.CreatedAsync(db, [.. page.Select(g => g.Key)], ct);
        var root = ScimApi.Root(http);
        return ScimApi.Answer(http, ScimApi.ListOf(page.Select(g => ScimForms.Of(g, names, created[g.Key], root)), found.Count, skip + 1));
    }

    private static async Task<IResult> CreateAsync(HttpContext http, Provisioning provisioning, DbFactory databases, CancellationToken ct)
    {
        var read = await ScimApi.BodyAsync(http);
        var body = read.Refusal ?? ScimForms.ReadGroup(read.Value!);
        if (body.Refusal is { } wrong) return ScimErrors.Of(wrong);
        var outcome = await provisioning.CreateGroupAsync(body.Value!, http.Actor(), ct);
        return outcome.Refusal is { } no ? ScimErrors.Of(no) : await TellAsync(http, databases, outcome.Value!.Id, 201, ct);
    }

    private static Outcome<ScimGroupBody> Patched(ScimGroup group, JsonObject patch)
    {
        var resource = ScimForms.Of(group, new Dictionary<PersonId, string>(), group.ChangedAt, "");
        return ScimPatch.Apply(resource, patch) is { } no ? no : ScimForms.ReadGroup(resource);
    }

    private static async Task<IResult> ChangedAsync(HttpContext http, Provisioning provisioning, DbFactory databases, ScimGroupId id, Func<ScimGroup, JsonObject, Outcome<ScimGroupBody>> describe, CancellationToken ct)
    {
        var read = await ScimApi.BodyAsync(http);
        if (read.Refusal is { } wrong) return ScimErrors.Of(wrong);
        var outcome = await provisioning.ChangeGroupAsync(id, ScimApi.IfMatch(http), group => describe(group, read.Value!), http.Actor(), ct);
        return outcome.Refusal is { } no ? ScimErrors.Of(no) : await TellAsync(http, databases, id, 200, ct);
    }

    private static async Task<IResult> TellAsync(HttpContext http, DbFactory databases, ScimGroupId id, int status, CancellationToken ct)
    {
        await using var db = databases.Open(http.Actor().Organisation);
        if (await db.ScimGroups.FirstOrDefaultAsync(g => g.Id == id && g.RemovedAt == null, ct) is not { } group) return ScimErrors.Of(Refusal.NotFound);
        return ScimApi.Answer(http, ScimForms.Of(group, await NamesAsync(db, [group], ct), (await ScimApi.CreatedAsync(db, [group.Key], ct))[group.Key], ScimApi.Root(http)), status);
    }

    private static async Task<IReadOnlyDictionary<PersonId, string>> NamesAsync(Db db, IReadOnlyList<ScimGroup> groups, CancellationToken ct)
    {
        var members = groups.SelectMany(g => g.Members).Distinct().ToList();
        return await db.People.Where(p => members.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name.En, ct);
    }
}

/// <param name="Role">Null gives nothing.</param>
public sealed record GroupRole(int Version, string? Role);

public sealed record GroupView(ScimGroupId Id, int Version, string DisplayName, string? ExternalId, string? Role, IReadOnlyList<PersonId> Members)
{
    public static GroupView Of(ScimGroup g) => new(g.Id, g.Version, g.DisplayName, g.ExternalId, g.Role, g.Members);
}
