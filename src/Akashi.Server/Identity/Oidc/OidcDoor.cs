using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity.Oidc;

/// <summary>Who a checked ID token is here: by issuer and subject, the first time by a verified e-mail address; nobody is ever made by signing in.</summary>
public sealed class OidcDoor(DbFactory databases, Desk desk, SignInDoor door, Permissions permissions, TimeProvider time)
{
    /// <param name="token">Signature, issuer, audience, times and nonce have been checked.</param>
    /// <returns>Refusals: <c>sign-in.oidc-unknown</c>, for a person who is suspended too; <c>sign-in.oidc-weak</c>.</returns>
    public async Task<Outcome<Identified>> IdentifyAsync(OrganisationId organisation, ExternalIdentity token, Access access, CancellationToken ct)
    {
        var members = await permissions.LoadAsync(organisation, ct);
        await using var db = databases.Open(organisation);
        var login = await db.ExternalLogins.FirstOrDefaultAsync(l => l.Issuer == token.Issuer && l.Subject == token.Subject, ct);
        var person = login?.Person ?? await ByEmailAsync(db, token, ct);
        if (person is not { } id || members.People.GetValueOrDefault(id) is not { State: PersonState.Active, Machine: false } found)
            return await door.RefusedAsync(organisation, null, SignInRefusals.OidcUnknown, access);
        if (login is null)
        {
            var by = new Actor(id, organisation, act => act == ExternalLogin.Link.Id) { Access = access with { Role = members.RolesOf(id, time.GetUtcNow()) } };
            var linked = await desk.OpenAsync(ExternalLogin.Link, new NewLogin(id, token.Issuer, token.Subject), by, ct);
            // The person has another subject of this provider: the address was given to somebody else.
            if (!linked.Done) return await door.RefusedAsync(organisation, null, SignInRefusals.OidcUnknown, access);
        }
        var account = await db.Accounts.FirstOrDefaultAsync(a => a.Person == id, ct);
        if (account is not null) return new Identified(found, token.Strong, door.ShownByProvider(account, token.Strong, members));
        // Whoever has no account has no second factor here; then the provider must ask for it.
        return token.Strong || !door.Requires(members, id) ? new Identified(found, token.Strong, null) : await door.RefusedAsync(organisation, null, SignInRefusals.OidcWeak, access);
    }

    private static async Task<PersonId?> ByEmailAsync(Db db, ExternalIdentity token, CancellationToken ct)
    {
        if (token.VerifiedEmail is not { } email) return null;
        var lower = email.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // the database compares
        var people = await db.People.Where(p => p.Email != null && p.Email.ToLower() == lower && p.State == PersonState.Active && !p.Machine)
            .Select(p => p.Id).Take(2).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
        // Whom an administrator unlinked, an address does not link again.
        return people.Count == 1 && !await db.ExternalLogins.AnyAsync(l => l.Person == people[0] && l.Issuer == token.Issuer, ct) ? people[0] : null;
    }
}

/// <param name="VerifiedEmail">Null unless the provider says that it has checked it.</param>
/// <param name="Strong">True when it says that more than one factor was shown (<c>amr</c>, RFC 8176, or <c>acr</c>).</param>
public sealed record ExternalIdentity(string Issuer, string Subject, string? VerifiedEmail, bool Strong)
{
    private static readonly string[] Several = ["mfa", "multi-factor"];

    /// <summary>From the claims of an ID token; null when it lacks issuer or subject.</summary>
    public static ExternalIdentity? Of(System.Security.Claims.ClaimsPrincipal? token)
    {
        if (token?.FindFirst("iss")?.Value is not { Length: > 0 } issuer || token.FindFirst("sub")?.Value is not { Length: > 0 } subject) return null;
        var email = bool.TryParse(token.FindFirst("email_verified")?.Value, out var verified) && verified ? token.FindFirst("email")?.Value : null;
        var strong = token.FindAll("amr").Any(c => c.Value == "mfa") || token.FindAll("acr").Any(c => Several.Contains(c.Value[(c.Value.LastIndexOfAny(['/', ':']) + 1)..]));
        return new(issuer, subject, email, strong);
    }
}

/// <param name="Shown">How far they came with their account; null without one, and then they are in.</param>
public sealed record Identified(Person Person, bool Strong, Shown? Shown);
