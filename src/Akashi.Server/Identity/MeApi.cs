using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Antiforgery;

namespace Akashi.Server.Identity;

/// <summary>What the page <c>/me</c> and the lock screen post: each answer may bring the session a new secret, which only an answer to the browser can.</summary>
internal static class MeApi
{
    public static readonly Act OwnAccount = new("me.account", new("自分のアカウントの管理", "Manage own account"));
    public static readonly Act Confirm = new("me.confirm", new("本人確認", "Confirm identity"));

    public static readonly Act EndSession = new("me.end-session", new("ほかの端末のセッションの終了", "End own session elsewhere")) { Dangerous = true };

    public static void Map(WebApplication app)
    {
        var me = app.MapGroup("me").ExcludeFromDescription();
        me.MapPost("password", PasswordAsync).WithMetadata(OwnAccount);
        me.MapPost("confirm", ConfirmAsync).WithMetadata(Confirm);
        me.MapPost("lock", LockAsync).WithMetadata(Confirm);
        me.MapPost("passkey/options", OfferAsync).WithMetadata(OwnAccount);
        me.MapPost("passkey", AddAsync).WithMetadata(OwnAccount);
        me.MapPost("passkey/confirm-options", AskAsync).WithMetadata(Confirm);
        me.MapPost("settle", SettleAsync).WithMetadata(OwnAccount);
    }

    private static async Task<IResult> PasswordAsync(PasswordChange body, HttpContext http, MyAccount account, Sessions sessions, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || http.Session() is not { } session) return Results.BadRequest();
        if (session.Locked) return ActRoutes.Problem(SignInRefusals.SessionLocked);
        if (await account.ChangePasswordAsync(http.Actor(), session, body.Former ?? "", body.Next ?? "", ct) is { } no) return ActRoutes.Problem(no);
        return await RenewAsync(http, await sessions.RotateAsync(session, await account.OwesAsync(http.Actor(), session, ct), ct));
    }

    /// <summary>After a factor was set up: the session owes it no more.</summary>
    private static async Task<IResult> SettleAsync(HttpContext http, MyAccount account, Sessions sessions, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || http.Session() is not { } session) return Results.BadRequest();
        return await RenewAsync(http, await sessions.RotateAsync(session, await account.OwesAsync(http.Actor(), session, ct), ct));
    }

    /// <summary>Password or passkey once more: opens a locked session, and makes it fresh for a dangerous act.</summary>
    private static async Task<IResult> ConfirmAsync(ProofOfSelf body, HttpContext http, MyAccount account, SignInDoor door, PasskeyDoor passkeys, Sessions sessions, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || http.Session() is not { } session) return Results.BadRequest();
        var access = Entrance.AccessOf(http) with { Session = session.Id.Value.ToString() };
        if (await account.FindAsync(http.Actor(), ct) is not { } mine)
        {
            if (session.Row.Methods == "oidc") return ActRoutes.Problem(SignInRefusals.ConfirmAtProvider);
            // Who came by the one-time link or by a click has nothing to show: a click again, and it is on record.
            return await RenewAsync(http, await sessions.ConfirmAsync(session, Sessions.ByClick, false, ct));
        }
        var outcome = body.Credential is { } credential ? await passkeys.AnswerAsync(http, credential, null, ct)
            : await door.PasswordAsync(session.Organisation, mine.Login, body.Password ?? "", access, ct);
        if (outcome.Refusal is { } no) return ActRoutes.Problem(no);
        if (outcome.Value!.Account.Person != session.Person) return ActRoutes.Problem(SignInRefusals.PasskeyFailed);
        if ((await door.SucceedAsync(outcome.Value, access, ct)).Refusal is { } late) return ActRoutes.Problem(late);
        return await RenewAsync(http, await sessions.ConfirmAsync(session, outcome.Value.Methods, outcome.Value.Strong, ct));
    }

    private static async Task<IResult> LockAsync(HttpContext http, Sessions sessions, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || http.Session() is not { } session) return Results.BadRequest();
        await sessions.LockAsync(session, "by-user", ct);
        return Results.NoContent();
    }

    private static async Task<IResult> AskAsync(HttpContext http, MyAccount account, PasskeyDoor passkeys, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || http.Session() is null) return Results.BadRequest();
        return Results.Text(await passkeys.AskAsync(http, await account.FindAsync(http.Actor(), ct)), "application/json");
    }

    private static async Task<IResult> OfferAsync(HttpContext http, MyAccount account, PasskeyDoor passkeys, Permissions permissions, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || await account.FindAsync(http.Actor(), ct) is not { } mine) return Results.BadRequest();
        var name = permissions.Of(mine.Organisation).People.GetValueOrDefault(mine.Person)?.Name.ToString() ?? mine.Login;
        return Results.Text(await passkeys.OfferAsync(http, mine, name), "application/json");
    }

    private static async Task<IResult> AddAsync(PasskeyAnswer body, HttpContext http, MyAccount account, PasskeyDoor passkeys, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        var taken = await passkeys.TakeAsync(http, body.Credential, string.IsNullOrWhiteSpace(body.Name) ? "passkey" : body.Name.Trim());
        return taken.Refusal is { } no ? ActRoutes.Problem(no) : await account.AddPasskeyAsync(http.Actor(), taken.Value!, ct) is { } refused ? ActRoutes.Problem(refused) : Results.NoContent();
    }

    private static Task<IResult> RenewAsync(HttpContext http, string? secret)
    {
        if (secret is null) return Task.FromResult<IResult>(ActRoutes.Problem(SignInRefusals.SessionEnded));
        SessionCookie.Set(http, secret);
        return Task.FromResult(Results.NoContent());
    }
}

public sealed record PasswordChange(string? Former, string? Next);

public sealed record ProofOfSelf(string? Password, string? Credential);
