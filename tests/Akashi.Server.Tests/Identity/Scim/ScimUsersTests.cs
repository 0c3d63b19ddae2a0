using Akashi.Server.Identity;
using Akashi.Server.Identity.Scim;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Identity.Scim;

/// <summary>Users over HTTP, in the sequences in which providers send their requests (RFC 7644).</summary>
public sealed class ScimUsersTests
{
    [Theory, EachDatabase]
    public async Task Life_AsOneProviderSendsIt_LookUpCreateChangeDisableEnableDelete(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);

        // It looks first, and sends flags as words and operations with capitals.
        var before = await world.GetAsync("Users?filter=userName eq \"aoki@example.jp\"");
        var made = await world.SendAsync(HttpMethod.Post, "Users", """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"externalId":"aoki","userName":"aoki@example.jp","active":true,
             "displayName":"青木 葵","emails":[{"primary":true,"type":"work","value":"aoki@example.jp"}],"name":{"formatted":"青木 葵","familyName":"青木","givenName":"葵"},"title":"医事課",
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"医事課"}}
            """);
        var id = (string)made.Json!["id"]!;
        var (session, token) = await EnterAsync(world, id);
        var named = await world.PatchAsync("Users/" + id, """{"op":"Replace","path":"name.familyName","value":"青山"},{"op":"Add","path":"emails[type eq \"work\"].value","value":"aoyama@example.jp"},{"op":"Replace","path":"displayName","value":"青山 葵"}""");
        var off = await world.PatchAsync("Users/" + id, """{"op":"Replace","path":"active","value":"False"}""");
        var (endedAtOnce, tokenDead) = (session.Ended, await world.Service<ApiTokens>().FindAsync(token, world.Ct) is null);
        var suspended = world.PersonOf(id).State;
        var on = await world.PatchAsync("Users/" + id, """{"op":"Replace","path":"active","value":"True"}""");
        var gone = await world.SendAsync(HttpMethod.Delete, "Users/" + id, null);
        var again = await world.UserAsync("aoki@example.jp");

        Assert.Equal((200, 0), (before.Status, (int)before.Json!["totalResults"]!));
        Assert.Equal((201, "application/scim+json"), (made.Status, made.Type));
        Assert.Equal(made.ETag, (string?)made.Json["meta"]!["version"]);
        Assert.Equal(("青山", "葵", "aoyama@example.jp"), ((string?)named.Json!["name"]!["familyName"], (string?)named.Json["name"]!["givenName"], (string?)named.Json["emails"]![0]!["value"]));
        Assert.Equal((false, PersonState.Suspended, true, true), ((bool)off.Json!["active"]!, suspended, endedAtOnce, tokenDead));
        Assert.True((bool)on.Json!["active"]!);
        Assert.Equal((204, PersonState.Left, "青山 葵"), (gone.Status, world.PersonOf(id).State, world.PersonOf(id).Name.Ja));
        Assert.Equal(404, (await world.GetAsync("Users/" + id)).Status);
        Assert.NotEqual(id, again);
        await using var db = world.Open();
        Assert.All(await db.Events.Where(e => e.EntryId == Guid.Parse(id)).Select(e => e.Act).ToListAsync(world.Ct), a => Assert.Equal("scim.provision", a));
    }

    [Theory, EachDatabase]
    public async Task Life_AsAnotherProviderSendsIt_WholeUsersAndPatchesWithoutPath(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var id = await world.UserAsync("baba");

        var found = await world.GetAsync("Users?filter=userName%20eq%20%22BABA%22&startIndex=1&count=100");
        var put = await world.SendAsync(HttpMethod.Put, "Users/" + id, $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"{{id}}","userName":"baba","name":{"givenName":"Ren","familyName":"Baba"},"emails":[{"value":"baba@example.jp"}],"active":true}""");
        var off = await world.PatchAsync("Users/" + id, """{"op":"replace","value":{"active":false}}""");
        var same = await world.PatchAsync("Users/" + id, """{"op":"replace","value":{"active":false}}""");
        var on = await world.SendAsync(HttpMethod.Put, "Users/" + id, """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"baba","name":{"givenName":"Ren","familyName":"Baba"},"emails":[{"value":"baba@example.jp"}],"active":true}""");

        Assert.Equal(id, (string?)Assert.Single(found.Json!["Resources"]!.AsArray())!["id"]);
        Assert.Equal(("Ren Baba", "baba@example.jp", (string?)null), (world.PersonOf(id).Name.En, world.PersonOf(id).Email, (string?)put.Json!["externalId"]));
        Assert.Equal((200, false, false, true), (off.Status, (bool)off.Json!["active"]!, (bool)same.Json!["active"]!, (bool)on.Json!["active"]!));
        Assert.Equal(off.ETag, same.ETag);
    }

    [Theory, EachDatabase]
    public async Task Suspension_ByOnesOwnAdministrator_IsNotTheProvidersToLift(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var id = await world.UserAsync("chiba");
        Assert.True((await world.Desk.ActAsync(Person.Suspend, Guid.Parse(id), 1, new Because("調査中"), world.Operator, world.Ct)).Done);

        var put = await world.SendAsync(HttpMethod.Put, "Users/" + id, """{"userName":"chiba","displayName":"chiba","externalId":"x-chiba","active":true}""");

        Assert.Equal((200, false, PersonState.Suspended), (put.Status, (bool)put.Json!["active"]!, world.PersonOf(id).State));
    }

    [Theory, EachDatabase]
    public async Task People_AddedHere_AreNotTheProviders_UntilTheyAreHandedOver(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("土井", email: "doi@example.jp");
        using var administrator = world.Client(world.Service<OperatorToken>().Value);
        var path = "Users/" + person.Id.Value;

        var unseen = await world.GetAsync(path);
        var twin = await world.SendAsync(HttpMethod.Post, "Users", """{"userName":"doi","emails":[{"value":"DOI@example.jp"}]}""");
        var handed = await world.SendAsync(HttpMethod.Post, "/api/scim-users", $$"""{"person":"{{person.Id.Value}}","userName":"doi","externalId":null}""", administrator);
        var twice = await world.SendAsync(HttpMethod.Post, "/api/scim-users", $$"""{"person":"{{person.Id.Value}}","userName":"doi2","externalId":null}""", administrator);
        var off = await world.PatchAsync(path, """{"op":"replace","path":"active","value":false}""");

        Assert.Equal((404, 409, "uniqueness", 201, 400), (unseen.Status, twin.Status, twin.ScimType, handed.Status, twice.Status));
        Assert.Equal(("土井", PersonState.Suspended, 200), (world.PersonOf(person.Id.Value.ToString()).Name.Ja, world.PersonOf(person.Id.Value.ToString()).State, off.Status));
    }

    [Theory, EachDatabase]
    public async Task Delete_OfWhoAnswersForPrograms_Suspends_UntilSomebodyTakesThemOver(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var id = await world.UserAsync("endo");
        Assert.True((await world.Desk.OpenAsync(Person.Add, new PersonBody(new("集計", "Report"), null, null, ScimWorld.IdOf(id)), world.Operator, world.Ct)).Done);

        Assert.Equal(204, (await world.SendAsync(HttpMethod.Delete, "Users/" + id, null)).Status);

        Assert.Equal((PersonState.Suspended, 404), (world.PersonOf(id).State, (await world.GetAsync("Users/" + id)).Status));
    }

    [Theory, EachDatabase]
    public async Task Versions_OtherThanTheOneSeen_AreRefused_AndTheSameOneIsNotSentAgain(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var path = "Users/" + await world.UserAsync("fujita");
        var seen = (await world.GetAsync(path)).ETag!;
        Task<Answer> RenameAsync(string name) => world.SendAsync(HttpMethod.Patch, path, $$"""{"Operations":[{"op":"replace","path":"displayName","value":"{{name}}"}]}""", match: seen);

        var first = await RenameAsync("一");
        var second = await RenameAsync("二");

        Assert.Equal(304, (await world.GetAsync(path, seen: first.ETag)).Status);
        Assert.Equal((200, 412, "412"), (first.Status, second.Status, (string?)second.Json!["status"]));
        Assert.Equal(412, (await world.SendAsync(HttpMethod.Delete, path, null, match: seen)).Status);
        Assert.Equal("一", (string?)(await world.GetAsync(path)).Json!["displayName"]);
    }

    [Theory, EachDatabase]
    public async Task Lists_ArePaged_Filtered_AndCutToWhatIsAskedFor(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        foreach (var name in (string[])["g1", "g2", "g3"]) await world.UserAsync(name);

        var page = (await world.GetAsync("Users?startIndex=2&count=1&attributes=userName")).Json!;
        var none = (await world.GetAsync("Users?count=0")).Json!;
        var byOwnId = (await world.GetAsync("Users?filter=externalId eq \"x-g3\" and userName eq \"g3\"&excludedAttributes=meta")).Json!;

        Assert.Equal((3, 2, 1), ((int)page["totalResults"]!, (int)page["startIndex"]!, (int)page["itemsPerPage"]!));
        Assert.Equal(["schemas", "id", "userName"], page["Resources"]![0]!.AsObject().Select(p => p.Key));
        Assert.Equal((3, 0), ((int)none["totalResults"]!, none["Resources"]!.AsArray().Count));
        Assert.Equal(("g3", false), ((string?)byOwnId["Resources"]![0]!["userName"], byOwnId["Resources"]![0]!.AsObject().ContainsKey("meta")));
    }

    [Theory, EachDatabase]
    public async Task Faults_AreToldInTheWordsOfTheStandard_AndChangeNothing(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var id = await world.UserAsync("hara");
        await world.UserAsync("hori");

        (int, string?)[] told =
        [
            Told(await world.GetAsync("Users?filter=userName sw \"h\"")),
            Told(await world.SendAsync(HttpMethod.Post, "Users", """{"userName":"HARA"}""")),
            Told(await world.SendAsync(HttpMethod.Post, "Users", """{"displayName":"nameless"}""")),
            Told(await world.SendAsync(HttpMethod.Post, "Users", "{")),
            Told(await world.PatchAsync("Users/" + id, """{"op":"replace","path":"userName","value":"hori"}""")),
            Told(await world.PatchAsync("Users/" + id, """{"op":"replace","path":"active","value":false},{"op":"replace","path":"emails[type eq \"home\"].value","value":"x@example.jp"}""")),
            Told(await world.PatchAsync("Users/" + id, """{"op":"replace","path":"id","value":"other"}""")),
            Told(await world.PatchAsync("Users/" + id, """{"op":"remove"}""")),
            Told(await world.PatchAsync("Users/" + id, """{"op":"replace","path":"emails[type","value":"x"}""")),
            Told(await world.PatchAsync("Users/" + id, """{"op":"replace","path":"emails","value":[{"value":"no address"}]}""")),
            Told(await world.GetAsync("Users/" + Guid.Empty)),
            Told(await world.GetAsync("Nothing")),
        ];

        Assert.Equal([(400, "invalidFilter"), (409, "uniqueness"), (400, "invalidValue"), (400, "invalidSyntax"), (409, "uniqueness"), (400, "noTarget"), (400, "mutability"), (400, "noTarget"), (400, "invalidPath"), (400, "invalidValue"), (404, null), (404, null)], told);
        Assert.Equal((PersonState.Active, 2), (world.PersonOf(id).State, (int)(await world.GetAsync("Users")).Json!["totalResults"]!));
    }

    [Theory, EachDatabase]
    public async Task Anybody_WithoutTheAct_OrOfAnotherOrganisation_SeesAndDoesNothing(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var id = await world.UserAsync("ishii");
        var elsewhere = Actor.Machine(new(Ids.New(TimeProvider.System)));
        Assert.True((await world.Desk.OpenAsync(Organisation.Found, new NewOrganisation(new("他社", "Other"), false), elsewhere, world.Ct)).Done);
        using var other = await world.ProgramAsync(elsewhere, "provisioner", "scim.*");
        using var reader = await world.ProgramAsync(world.Operator, "reader", "*");
        using var narrow = await world.ProgramAsync(world.Operator, "provisioner", "people.list");
        using var nobody = world.Client(null);

        foreach (var (who, status) in new[] { (reader, 403), (narrow, 403), (nobody, 401) })
            foreach (var path in (string[])["Users", "Users/" + id, "Groups", "Schemas", "ServiceProviderConfig"])
            {
                var answer = await world.GetAsync(path, who);
                Assert.Equal((status, "application/scim+json", null), (answer.Status, answer.Type, answer.Json!["id"]));
            }
        Assert.Equal(403, (await world.SendAsync(HttpMethod.Delete, "Users/" + id, null, narrow)).Status);
        Assert.Equal(404, (await world.GetAsync("Users/" + id, other)).Status);
        Assert.Equal(404, (await world.SendAsync(HttpMethod.Delete, "Users/" + id, null, other)).Status);
        Assert.Equal(0, (int)(await world.GetAsync("Users", other)).Json!["totalResults"]!);
        Assert.Equal(PersonState.Active, world.PersonOf(id).State);
        await using var db = world.Open();
        var denied = (await db.Leaves.OrderBy(l => l.Index).Select(l => l.Body).ToListAsync(world.Ct)).Select(b => System.Text.Encoding.UTF8.GetString(b)).Count(b => b.Contains("\"scim.provision\"", StringComparison.Ordinal) && b.Contains("denied", StringComparison.Ordinal));
        Assert.Equal(11, denied);
    }

    [Theory, EachDatabase]
    public async Task Erasure_LeavesNothingOfWhatTheProviderSaid(string dialect)
    {
        await using var world = await ScimWorld.OpenAsync(dialect);
        var id = await world.UserAsync("joho");
        var now = TimeProvider.System.GetUtcNow();
        var asked = (await world.Desk.OpenAsync(PrivilegeRequest.Ask, new PrivilegeBody("消去", "本人の依頼", null, PrivilegeTarget.OfActs(Erasure.Erase.Id), now, now.AddHours(1)), world.Operator, world.Ct)).Value!;
        await world.Desk.ActAsync(PrivilegeRequest.Approve, asked.Key, asked.Version, new NoBody(), world.Operator with { Person = new(Ids.New(TimeProvider.System)) }, world.Ct);

        Assert.True((await world.Service<Erasure>().EraseAsync(ScimWorld.IdOf(id), world.Operator, world.Ct)).Done);

        await using var db = world.Open();
        var user = await db.ScimUsers.SingleAsync(world.Ct);
        Assert.Equal(("", null, null, null), (user.UserName, user.NameKey, user.ExternalId, user.DisplayName));
        Assert.DoesNotContain(await db.Events.Select(e => e.Body).ToListAsync(world.Ct), b => b.Contains("joho", StringComparison.Ordinal));
    }

    private static (int, string?) Told(Answer answer) => (answer.Status, answer.ScimType);

    private static async Task<(LiveSession Session, string Token)> EnterAsync(ScimWorld world, string id)
    {
        var actor = world.Service<Permissions>().ActorOf(ScimWorld.IdOf(id), world.Operator.Organisation, IdentityWorld.From);
        var (session, _) = await world.Service<Sessions>().OpenAsync(new(Ids.New(TimeProvider.System)), actor, "password", false, null, "browser", world.Ct);
        return (session, await world.TokenAsync(ScimWorld.IdOf(id), world.Operator, "*"));
    }
}
