using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>The last step through the door: the success is on record, a session is opened, the browser gets its cookie.</summary>
public sealed class Entrance(SignInDoor door, Sessions sessions, Permissions permissions, Sequencer log, TimeProvider time)
{
    /// <summary>Lets in who has shown enough.</summary>
    /// <returns>Refusal: <c>sign-in.code-used</c>.</returns>
    public async Task<Refusal?> EnterAsync(HttpContext http, Shown shown, CancellationToken ct)
    {
        var id = new SessionId(Ids.New(time));
        var access = AccessOf(http) with { Session = id.Value.ToString() };
        if ((await door.SucceedAsync(shown, access, ct)).Refusal is { } no) return no;
        await OpenAsync(http, id, shown.Account.Person, shown.Account.Organisation, shown.Methods, shown.Strong, shown.Owes, ct);
        return null;
    }

    /// <summary>Lets in by what is no account: the one-time link, a click in the sample, or what an identity provider says.</summary>
    public async Task EnterAsync(HttpContext http, PersonId person, OrganisationId organisation, string method, CancellationToken ct, bool strong = false)
    {
        var id = new SessionId(Ids.New(time));
        await permissions.LoadAsync(organisation, ct);
        await log.NoteAsync(new LeafFacts(SignInDoor.Enter.Id, LeafOutcome.Done) { About = "by=" + method }, Actor(http, id, person, organisation));
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
