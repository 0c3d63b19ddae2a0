using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Identity.Scim;

/// <summary>Groups give roles: only once mapped, only while one is in them, and nothing beside.</summary>
public sealed class ScimGroupsTests
{
    [Theory, EachDatabase]
    public async Task Members_HoldTheRoleOfAMappedGroup_AsLongAsTheyAreInIt(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var (a, b) = (await world.UserAsync("a"), await world.UserAsync("b"));
        var group = await GroupAsync(world, "Auditors", a);
        var other = await GroupAsync(world, "Also auditors");

        Assert.Equal("none", world.RolesOf(a));
        Assert.Equal(200, await MapAsync(world, group, "auditor"));
        Assert.Equal(200, await MapAsync(world, other, "auditor"));
        Assert.Equal(("auditor", "none"), (world.RolesOf(a), world.RolesOf(b)));

        // One provider adds and removes single members, with capitals; it names them in the value or in the path.
        await world.PatchAsync("Groups/" + group, $$"""{"op":"Add","path":"members","value":[{"value":"{{b}}"},{"value":"{{a}}"}]}""");
        Assert.Equal(("auditor", "auditor"), (world.RolesOf(a), world.RolesOf(b)));
        await world.PatchAsync("Groups/" + other, $$"""{"op":"Add","path":"members","value":[{"value":"{{b}}"}]}""");
        await world.PatchAsync("Groups/" + group, $$"""{"op":"Remove","path":"members","value":[{"value":"{{b}}"}]},{"op":"Remove","path":"members[value eq \"{{a}}\"]"}""");
        Assert.Equal(("none", "auditor"), (world.RolesOf(a), world.RolesOf(b)));

        // Another replaces the whole list, by patch without a path or by put.
        await world.PatchAsync("Groups/" + group, $$$"""{"op":"replace","value":{"id":"{{{group}}}","displayName":"Auditors","members":[{"value":"{{{a}}}"}]}}""");
        await world.SendAsync(HttpMethod.Put, "Groups/" + other, """{"displayName":"Also auditors","members":[]}""");
        Assert.Equal(("auditor", "none"), (world.RolesOf(a), world.RolesOf(b)));

        Assert.Equal("Auditors", (string?)(await world.GetAsync("Users/" + a)).Json!["groups"]![0]!["display"]);
        Assert.Equal(204, (await world.SendAsync(HttpMethod.Delete, "Groups/" + group, null)).Status);
        Assert.Equal(("none", 404), (world.RolesOf(a), (await world.GetAsync("Groups/" + group)).Status));
        await using var db = world.Open();
        Assert.All(await db.Events.Where(e => e.Type == nameof(AssignmentEnded)).Select(e => e.Body).ToListAsync(world.Ct), e => Assert.Contains("\"scim\"", e, StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Roles_GivenByHand_Stay_AndOneEndedByHandIsNotGivenAgain(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var (a, b) = (await world.UserAsync("a"), await world.UserAsync("b"));
        Assert.True((await world.Desk.OpenAsync(Assignment.Assign, new AssignmentBody(ScimWorld.IdOf(a), "reader"), world.Operator, world.Ct)).Done);
        var group = await GroupAsync(world, "Readers", a, b);
        await MapAsync(world, group, "reader");
        var given = world.Service<Permissions>().Of(world.Operator.Organisation).Of(ScimWorld.IdOf(b)).Single();
        Assert.True((await world.Desk.ActAsync(Assignment.End, given.Key, given.Version, new Because("不要"), world.Operator, world.Ct)).Done);

        await world.PatchAsync("Groups/" + group, """{"op":"replace","path":"displayName","value":"Readers of all"}""");
        var kept = (world.RolesOf(a), world.RolesOf(b));
        await MapAsync(world, group, null);

        Assert.Equal((("reader", "none"), "reader"), (kept, world.RolesOf(a)));
    }

    [Theory, EachDatabase]
    public async Task Mapping_IsForAdministratorsOnly_ToARoleThatExists_AndNeverTheMachinesOwn(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var a = await world.UserAsync("a");
        var group = await GroupAsync(world, "All", a);

        Assert.Equal(400, await MapAsync(world, group, "operator"));
        Assert.Equal(400, await MapAsync(world, group, "no-such-role"));
        Assert.Equal(412, (await world.SendAsync(HttpMethod.Post, $"/api/groups/{group}/map", """{"version":99,"role":"reader"}""", world.Client(world.Service<OperatorToken>().Value))).Status);
        Assert.Equal(403, (await world.SendAsync(HttpMethod.Post, $"/api/groups/{group}/map", """{"version":1,"role":"administrator"}""", world.Provider)).Status);
        Assert.Equal(200, await MapAsync(world, group, "administrator"));
        // Who is in the group does not raise themselves.
        using var member = world.Client(await world.TokenAsync(ScimWorld.IdOf(a), world.Operator, "*"));
        Assert.Equal(409, (await world.SendAsync(HttpMethod.Post, $"/api/groups/{group}/map", """{"version":2,"role":"compliance-officer"}""", member)).Status);
        Assert.Equal("administrator", world.RolesOf(a));
    }

    [Theory, EachDatabase]
    public async Task Group_OfTheLastWhoCanAssign_CannotBeEmptied(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var (a, b) = (await world.UserAsync("a"), await world.UserAsync("b"));
        var group = await GroupAsync(world, "Admins", a, b);
        await MapAsync(world, group, "administrator");
        // The machine's own account gives its role up, so that only these two are left.
        var own = world.Service<Permissions>().Of(world.Operator.Organisation).Of(world.Operator.Person).Single();
        Assert.True((await world.Desk.ActAsync(Assignment.End, own.Key, own.Version, new Because("不要"), world.Operator, world.Ct)).Done);

        var all = await world.SendAsync(HttpMethod.Delete, "Groups/" + group, null);
        var one = await world.PatchAsync("Groups/" + group, $$"""{"op":"remove","path":"members[value eq \"{{a}}\"]"}""");
        var last = await world.PatchAsync("Users/" + b, """{"op":"replace","path":"active","value":false}""");

        Assert.Equal((409, 200, 409), (all.Status, one.Status, last.Status));
        Assert.Equal(("none", "administrator"), (world.RolesOf(a), world.RolesOf(b)));
    }

    [Theory, EachDatabase]
    public async Task Members_WhoAreNotTheProviders_AndNamesThatAreTaken_AreRefused(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var stranger = await world.PersonAsync("部外");
        var group = await GroupAsync(world, "Team");

        var foreign = await world.PatchAsync("Groups/" + group, $$"""{"op":"add","path":"members","value":[{"value":"{{stranger.Id.Value}}"}]}""");
        var taken = await world.SendAsync(HttpMethod.Post, "Groups", """{"displayName":"TEAM"}""");
        var found = await world.GetAsync("Groups?excludedAttributes=members&filter=displayName eq \"team\"");

        Assert.Equal((400, "invalidValue", 409, "uniqueness"), (foreign.Status, foreign.ScimType, taken.Status, taken.ScimType));
        Assert.Equal((group, false), ((string?)found.Json!["Resources"]![0]!["id"], found.Json["Resources"]![0]!.AsObject().ContainsKey("members")));
    }

    [Theory, EachDatabase]
    public async Task Documents_SayWhatCanBeDone(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);

        var config = (await world.GetAsync("ServiceProviderConfig")).Json!;
        var schemas = (await world.GetAsync("Schemas")).Json!;
        var user = await world.GetAsync("Schemas/urn:ietf:params:scim:schemas:core:2.0:User");
        var types = (await world.GetAsync("ResourceTypes")).Json!;

        Assert.Equal((true, false, true), ((bool)config["patch"]!["supported"]!, (bool)config["bulk"]!["supported"]!, (bool)config["etag"]!["supported"]!));
        Assert.Equal((2, 200, 2), ((int)schemas["totalResults"]!, user.Status, types["Resources"]!.AsArray().Count));
        Assert.Contains(user.Json!["attributes"]!.AsArray(), a => (string?)a!["name"] == "userName" && (bool)a["required"]!);
    }

    private static async Task<string> GroupAsync(ScimWorld world, string name, params string[] members)
    {
        var made = await world.SendAsync(HttpMethod.Post, "Groups", $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{{name}}","members":[{{string.Join(',', members.Select(m => $$"""{"value":"{{m}}"}"""))}}]}""");
        Assert.Equal(201, made.Status);
        return (string)made.Json!["id"]!;
    }

    private static async Task<int> MapAsync(ScimWorld world, string group, string? role)
    {
        using var administrator = world.Client(world.Service<OperatorToken>().Value);
        await using var db = world.Open();
        var version = await db.ScimGroups.Where(g => g.Id == new Akashi.Server.Identity.Scim.ScimGroupId(Guid.Parse(group))).Select(g => g.Version).SingleAsync(world.Ct);
        return (await world.SendAsync(HttpMethod.Post, $"/api/groups/{group}/map", $$"""{"version":{{version}},"role":{{(role is null ? "null" : $"\"{role}\"")}}}""", administrator)).Status;
    }
}
