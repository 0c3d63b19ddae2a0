using Akashi.Server.Identity.Oidc;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>People, their roles, tokens and sessions, and what the organisation has set, over REST.</summary>
internal static class PeopleApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var people = api.MapGroup("people").WithTags("People");
        people.MapGet("", async (HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            return TypedResults.Ok((await db.People.OrderBy(p => p.Id).ToListAsync(ct)).Select(PersonView.Of));
        }).Produces<IEnumerable<PersonView>>().Reads("people.list", "Everybody who can act, with their state");
        people.MapOpen(Person.Add, PersonView.Of).Produces<PersonView>(201);
        people.MapAct(Person.Change, PersonView.Of).Produces<PersonView>();
        people.MapAct(Person.Suspend, PersonView.Of).Produces<PersonView>();
        people.MapAct(Person.Resume, PersonView.Of).Produces<PersonView>();
        people.MapPost("{id:guid}/leave", async (Guid id, Departure body, HttpContext http, Leaving leaving, CancellationToken ct) =>
            ActRoutes.Answer(http, await leaving.LeaveAsync(new(id), body, http.Actor(), ct), PersonView.Of)).Produces<PersonView>().Describe(Leaving.Leave);
        people.MapPost("{id:guid}/invite", async (Guid id, HttpContext http, Invitations invitations, CancellationToken ct) =>
        {
            var outcome = await invitations.SendAsync(new(id), new($"{http.Request.Scheme}://{http.Request.Host}/"), http.Actor(), ct);
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : (IResult)TypedResults.Ok(outcome.Value);
        }).Produces<InvitationLink>().Describe(Invitation.Invite);

        var assignments = api.MapGroup("assignments").WithTags("People");
        assignments.MapGet("", async (HttpContext http, DbFactory databases, TimeProvider time, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            return TypedResults.Ok((await db.Assignments.OrderBy(a => a.Id).ToListAsync(ct)).Select(a => AssignmentView.Of(a, time.GetUtcNow())));
        }).Produces<IEnumerable<AssignmentView>>().Reads("assignments.list", "Who holds which role where, until when");
        assignments.MapOpen(Assignment.Assign, a => AssignmentView.Of(a, a.ChangedAt)).Produces<AssignmentView>(201);
        assignments.MapAct(Assignment.End, a => AssignmentView.Of(a, a.ChangedAt)).Produces<AssignmentView>();

        var roles = api.MapGroup("roles").WithTags("People");
        roles.MapGet("", async (HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            return TypedResults.Ok(BuiltInRoles.All.Select(RoleView.Of).Concat((await db.Roles.OrderBy(r => r.Name).ToListAsync(ct)).Select(RoleView.Of)));
        }).Produces<IEnumerable<RoleView>>().Reads("roles.list", "Built-in roles and the organisation's own, with their acts");
        roles.MapOpen(Role.Define, RoleView.Of).Produces<RoleView>(201);
        roles.MapAct(Role.Change, RoleView.Of).Produces<RoleView>();

        var settings = api.MapGroup("settings").WithTags("People");
        settings.MapGet("", (HttpContext http, Permissions permissions) => TypedResults.Ok(Settings.All.Select(d => SettingView.Of(d, permissions.Of(http.Actor().Organisation)))))
            .Produces<IEnumerable<SettingView>>().Reads("settings.list", "Every limit that can be set, its value, who set it and since when");
        settings.MapOpen(Setting.Set, s => new { s.Id, s.Version, s.Name, s.Value, s.SetBy, s.Since });
        settings.MapAct(Setting.Change, s => new { s.Id, s.Version, s.Name, s.Value, s.SetBy, s.Since });

        var logins = api.MapGroup("logins").WithTags("People");
        logins.MapGet("", async (HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            return TypedResults.Ok((await db.ExternalLogins.OrderBy(l => l.Id).ToListAsync(ct)).Select(LoginView.Of));
        }).Produces<IEnumerable<LoginView>>().Reads("logins.list", "Who signs in as which subject of the identity provider");
        logins.MapOpen(ExternalLogin.Link, LoginView.Of).Produces<LoginView>(201);
        logins.MapAct(ExternalLogin.Unlink, LoginView.Of).Produces<LoginView>();

        var tokens = api.MapGroup("tokens").WithTags("People");
        tokens.MapGet("", async (HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            return TypedResults.Ok((await db.ApiTokens.OrderBy(t => t.Id).ToListAsync(ct)).Select(TokenView.Of));
        }).Produces<IEnumerable<TokenView>>().Reads("tokens.list", "Every API token with its acts and its end; never the token itself");
        tokens.MapPost("", async (NewToken body, HttpContext http, Desk desk, CancellationToken ct) =>
        {
            var (token, hash) = ApiTokens.Fresh(http.Actor().Organisation);
            var outcome = await desk.OpenAsync(ApiToken.Issue, new HashedToken(body.Person, body.Name, body.Acts, body.ExpiresAt, hash), http.Actor(), ct);
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : (IResult)TypedResults.Created($"{http.Request.Path}/{outcome.Value!.Id.Value}", new IssuedToken(token, TokenView.Of(outcome.Value)));
        }).Produces<IssuedToken>(201).Describe(ApiToken.Issue);
        tokens.MapAct(ApiToken.Revoke, TokenView.Of).Produces<TokenView>();
    }
}

public sealed record PersonView(PersonId Id, int Version, Text Name, Guid? Party, string? Email, bool Machine, PersonId? Owner, PersonState State)
{
    public static PersonView Of(Person p) => new(p.Id, p.Version, p.Name, p.Party?.Value, p.Email, p.Machine, p.Owner, p.State);
}

public sealed record AssignmentView(AssignmentId Id, int Version, PersonId Person, string Role, Guid? Service, Guid? Catalog, References.Disclosure Clearance, DateTimeOffset From, DateTimeOffset? Until, DateTimeOffset? EndedAt, bool Holds)
{
    public static AssignmentView Of(Assignment a, DateTimeOffset now) => new(a.Id, a.Version, a.Person, a.Role, a.Service?.Value, a.Catalog?.Value, a.Clearance, a.From, a.Until, a.EndedAt, a.HoldsAt(now));
}

/// <param name="Id">Null for a built-in role.</param>
public sealed record RoleView(RoleId? Id, int? Version, string Name, Text Title, IReadOnlyList<string> Acts)
{
    public static RoleView Of(RoleSet r) => new(null, null, r.Name, r.Title, r.Acts);
    public static RoleView Of(Role r) => new(r.Id, r.Version, r.Name, r.Title, r.Acts);
}

/// <param name="Id">Null while the default holds.</param>
public sealed record SettingView(SettingId? Id, int? Version, string Name, Text Title, string Value, string Default, PersonId? SetBy, DateTimeOffset? Since, string Source)
{
    public static SettingView Of(SettingDefinition d, Membership members)
    {
        var set = members.Settings.GetValueOrDefault(d.Name);
        return new(set?.Id, set?.Version, d.Name, d.Title, members.Words(d.Name), d.Default, set?.SetBy, set?.Since, d.Source);
    }
}

public sealed record TokenView(ApiTokenId Id, int Version, PersonId Person, string Name, IReadOnlyList<string> Acts, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt)
{
    public static TokenView Of(ApiToken t) => new(t.Id, t.Version, t.Person, t.Name, t.Acts, t.ExpiresAt, t.RevokedAt);
}

/// <param name="Subject">Null once it was unlinked.</param>
public sealed record LoginView(ExternalLoginId Id, int Version, PersonId Person, string Issuer, string? Subject, DateTimeOffset? UnlinkedAt)
{
    public static LoginView Of(ExternalLogin l) => new(l.Id, l.Version, l.Person, l.Issuer, l.Subject, l.UnlinkedAt);
}

public sealed record NewToken(PersonId Person, string Name, IReadOnlyList<string> Acts, DateTimeOffset ExpiresAt);

/// <param name="Token">Shown now and never again.</param>
public sealed record IssuedToken(string Token, TokenView About);
