using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>The door for browsers: password, second factor, passkey, the one-time link that the start prints, and signing out. Forms come from the pages under <c>/sign-in</c>.</summary>
internal static class SignIn
{
    public static readonly Act IssueLink = new("identity.issue-link", new("サインイン用リンクの発行", "Issue sign-in link"));
    public static readonly Act Leave = new("identity.sign-out", new("サインアウト", "Sign out"));

    public static void Map(WebApplication app)
    {
        var door = app.MapGroup("sign-in").AllowAnonymous().ExcludeFromDescription();
        door.MapPost("", PasswordAsync);
        door.MapPost("code", CodeAsync);
        door.MapPost("passkey/options", PasskeyOptionsAsync);
        door.MapPost("passkey", PasskeyAsync);
        door.MapGet("{secret}", LinkAsync);
        door.MapGet("oidc", Oidc.OidcSignIn.GoAsync);
        door.MapPost("sample", SampleAsync);
        door.MapPost("invited", InvitedAsync);

        app.MapPost("/api/sign-in-links", async (HttpContext http, SignInLinks links, Sequencer log) =>
        {
            await log.NoteAsync(new LeafFacts(IssueLink.Id, LeafOutcome.Done), http.Actor());
            return TypedResults.Ok(new SignInLink($"{http.Request.Scheme}://{http.Request.Host}/sign-in/{links.Issue()}"));
        }).WithTags("Identity").Describe(IssueLink)
            .AddEndpointFilter((context, next) => ActRoutes.PermitAsync(IssueLink.Id, context, next));

        app.MapPost("/sign-out", async (HttpContext http, Sessions sessions, CancellationToken ct) =>
        {
            if (http.Session() is { } session) await sessions.EndAsync(session.Organisation, session.Id, "signed-out", http.Actor(), ct);
            SessionCookie.Clear(http);
            return Results.Redirect("/sign-in");
        }).DisableAntiforgery().AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> PasswordAsync([FromForm] string? login, [FromForm] string? password, [FromForm] string? back, HttpContext http, SignInDoor door, LocalOperator local, PendingSignIn pending, Entrance entrance, CancellationToken ct)
    {
        var outcome = await door.PasswordAsync(local.Actor.Organisation, login ?? "", password ?? "", Entrance.AccessOf(http), ct);
        if (outcome.Refusal is { } no) return Again("/sign-in", no, back);
        if (!outcome.Value!.NeedsSecond) return await InAsync(http, outcome.Value, back, entrance, ct);
        pending.Keep(http, outcome.Value);
        return Results.Redirect("/sign-in/code?back=" + Uri.EscapeDataString(Local(back)));
    }

    private static async Task<IResult> CodeAsync([FromForm] string? code, [FromForm] string? back, HttpContext http, SignInDoor door, PendingSignIn pending, Entrance entrance, CancellationToken ct)
    {
        if (await pending.ReadAsync(http, ct) is not { } shown) return Again("/sign-in", SignInRefusals.Expired, back);
        var outcome = await door.CodeAsync(shown, code ?? "", Entrance.AccessOf(http), ct);
        return outcome.Refusal is { } no ? Again("/sign-in/code", no, back) : await InAsync(http, outcome.Value!, back, entrance, ct);
    }

    private static async Task<IResult> PasskeyOptionsAsync(HttpContext http, PasskeyDoor passkeys, PendingSignIn pending, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        return Results.Text(await passkeys.AskAsync(http, (await pending.ReadAsync(http, ct))?.Account), "application/json");
    }

    private static async Task<IResult> PasskeyAsync(PasskeyAnswer body, HttpContext http, PasskeyDoor passkeys, PendingSignIn pending, Entrance entrance, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        var outcome = await passkeys.AnswerAsync(http, body.Credential, await pending.ReadAsync(http, ct), ct);
        if (outcome.Refusal is { } no) return ActRoutes.Problem(no);
        if (outcome.Value!.NeedsSecond)
        {
            pending.Keep(http, outcome.Value);
            return Results.Ok(new { to = "/sign-in/code?back=" + Uri.EscapeDataString(Local(body.Back)) });
        }
        return (await entrance.EnterAsync(http, outcome.Value, ct)) is { } late ? ActRoutes.Problem(late) : Results.Ok(new { to = After(outcome.Value.Owes, body.Back) });
    }

    private static async Task<IResult> LinkAsync(string secret, HttpContext http, SignInLinks links, LocalOperator local, SignInDoor door, Entrance entrance, Permissions permissions, DbFactory databases, CancellationToken ct)
    {
        var organisation = local.Actor.Organisation;
        await permissions.LoadAsync(organisation, ct);
        if (!links.Redeem(secret))
        {
            await door.RefusedAsync(organisation, null, SignInRefusals.LinkUsed, Entrance.AccessOf(http));
            return Again("/sign-in", SignInRefusals.LinkUsed, null);
        }
        await entrance.EnterAsync(http, local.Actor.Person, organisation, "link", ct);
        await using var db = databases.Open(organisation);
        return Results.Redirect(await db.Accounts.AnyAsync(ct) || await db.Organisations.AnyAsync(o => o.Sample, ct) ? "/" : "/people/first");
    }

    /// <summary>Login name and password of who was invited; then they are in.</summary>
    private static async Task<IResult> InvitedAsync([FromForm] string? secret, [FromForm] string? login, [FromForm] string? password, HttpContext http, Invitations invitations, LocalOperator local, SignInDoor door, PendingSignIn pending, Entrance entrance, CancellationToken ct)
    {
        var outcome = await invitations.AcceptAsync(local.Actor.Organisation, secret ?? "", login, password ?? "", Entrance.AccessOf(http), ct);
        if (outcome.Refusal is { } no)
        {
            await door.RefusedAsync(local.Actor.Organisation, null, no, Entrance.AccessOf(http));
            return Results.Redirect($"/invited/{Uri.EscapeDataString(secret ?? "")}?no={no.Code}&login={Uri.EscapeDataString(login ?? "")}");
        }
        // Whoever has set up a second factor shows it here too: the link alone lets nobody past it.
        return await PasswordAsync(outcome.Value!.Login, password, "/", http, door, local, pending, entrance, ct);
    }

    /// <summary>In the sample organisation each of its people can be entered by a click; anywhere else there is no such door.</summary>
    private static async Task<IResult> SampleAsync([FromForm] Guid person, HttpContext http, LocalOperator local, DbFactory databases, Entrance entrance, CancellationToken ct)
    {
        await using var db = databases.Open(local.Actor.Organisation);
        if (!await SamplePeople.OpenAsync(db, http, ct) || !await db.People.AnyAsync(p => p.Id == new PersonId(person) && p.State == PersonState.Active && !p.Machine, ct)) return Results.NotFound();
        await entrance.EnterAsync(http, new(person), local.Actor.Organisation, "sample", ct);
        return Results.Redirect("/");
    }

    private static async Task<IResult> InAsync(HttpContext http, Shown shown, string? back, Entrance entrance, CancellationToken ct) =>
        await entrance.EnterAsync(http, shown, ct) is { } no ? Again("/sign-in/code", no, back) : Results.Redirect(After(shown.Owes, back));

    internal static string After(string? owes, string? back) => owes is null ? Local(back) : "/me?owes=" + owes;

    private static IResult Again(string page, Refusal no, string? back) => Results.Redirect(AgainAt(page, no, back));

    /// <summary>The page with the words of a refusal on it.</summary>
    internal static string AgainAt(string page, Refusal no, string? back)
    {
        var left = no.Detail is int number ? $"&left={number}" : "";
        return $"{page}?no={no.Code}{left}&back={Uri.EscapeDataString(Local(back))}";
    }

    internal static string Local(string? back) => Web.Layout.Preferences.Local(back);
}

public sealed record SignInLink(string Address);

/// <param name="Credential">What the browser's <c>navigator.credentials</c> gave, as JSON.</param>
public sealed record PasskeyAnswer(string Credential, string? Name, string? Back);
