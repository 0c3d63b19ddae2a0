using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>The last step through the door: the success is on record, a session is opened, the browser gets its cookie.</summary>
public sealed class Entrance(SignInDoor door, Sessions sessions, Permissions permissions, Sequencer log, TimeProvider time)
{
    public static readonly Act Accept = new("identity.accept-notice", new("サインイン前の注意への同意", "Accept notice before sign-in"));

    /// <summary>Lets in who has shown enough.</summary>
    /// <returns>Refusal: <c>sign-in.code-used</c>.</returns>
    public async Task<Refusal?> EnterAsync(HttpContext http, Shown shown, CancellationToken ct)
    {
        var id = new SessionId(Ids.New(time));
        var access = AccessOf(http) with { Session = id.Value.ToString() };
        if ((await door.SucceedAsync(shown, access, ct)).Refusal is { } no) return no;
        await AcceptedAsync(http, shown.Account.Organisation, id, shown.Account.Person);
        await OpenAsync(http, id, shown.Account.Person, shown.Account.Organisation, shown.Methods, shown.Strong, shown.Owes, ct);
        return null;
    }

    /// <summary>The notice before sign-in was shown and accepted by going on: which one, by its hash (provision standard 7.1.2).</summary>
    private async Task AcceptedAsync(HttpContext http, OrganisationId organisation, SessionId id, PersonId person)
    {
        var notice = permissions.Of(organisation).Words(Text.English ? "banner.en" : "banner.ja");
        if (notice.Length == 0) return;
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(notice)));
        await log.NoteAsync(new LeafFacts(Accept.Id, LeafOutcome.Done) { About = "sha256:" + hash }, Actor(http, id, person, organisation));
    }

    /// <summary>Lets in by what is no account: the one-time link, a click in the sample, or what an identity provider says.</summary>
    public async Task EnterAsync(HttpContext http, PersonId person, OrganisationId organisation, string method, CancellationToken ct, bool strong = false)
    {
        var id = new SessionId(Ids.New(time));
        await permissions.LoadAsync(organisation, ct);
        await log.NoteAsync(new LeafFacts(SignInDoor.Enter.Id, LeafOutcome.Done) { About = "by=" + method }, Actor(http, id, person, organisation));
        if (method == "oidc") await AcceptedAsync(http, organisation, id, person);
        await OpenAsync(http, id, person, organisation, method, strong, owes: null, ct);
    }

    public static Access AccessOf(HttpContext http) => new("browser", "nobody", Address: http.Connection.RemoteIpAddress?.ToString());

    private async Task OpenAsync(HttpContext http, SessionId id, PersonId person, OrganisationId organisation, string methods, bool strong, string? owes, CancellationToken ct)
    {
        // Whoever was here before in this browser is out.
        if (http.Session() is { } former) await sessions.EndAsync(former.Organisation, former.Id, "replaced", Actor(http, former.Id, former.Person, former.Organisation), ct);
        var (_, secret) = await sessions.OpenAsync(id, Actor(http, id, person, organisation), methods, strong, owes, http.Request.Headers.UserAgent.ToString(), ct);
        SessionCookie.Set(http, secret);
        PendingSignIn.Clear(http);
    }

    private Actor Actor(HttpContext http, SessionId id, PersonId person, OrganisationId organisation) =>
        permissions.ActorOf(person, organisation, AccessOf(http) with { Session = id.Value.ToString() });
}
