using System.Net;
using System.Security.Claims;
using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>Who signed in, in which session or by which token, from where: carried as claims, so that a live page knows them too.</summary>
internal static class AccessClaims
{
    private const string Organisation = "akashi:organisation";
    private const string Session = "akashi:session";
    private const string Scope = "akashi:scope";
    private const string Address = "akashi:address";

    public static ClaimsPrincipal OfSession(LiveSession session, IPAddress? address, string scheme) => Principal(scheme,
        new(ClaimTypes.NameIdentifier, session.Person.Value.ToString()), new(Organisation, session.Organisation.Value.ToString()), new(Session, session.Id.Value.ToString()), new(Address, address?.ToString() ?? ""));

    /// <param name="scope">Patterns of acts that the token is good for; <c>*</c> for all that its person may.</param>
    public static ClaimsPrincipal OfToken(PersonId person, OrganisationId organisation, IEnumerable<string> scope, IPAddress? address, string scheme) => Principal(scheme,
        new(ClaimTypes.NameIdentifier, person.Value.ToString()), new(Organisation, organisation.Value.ToString()), new(Scope, string.Join(' ', scope)), new(Address, address?.ToString() ?? ""));

    /// <summary>Null when the claims are nobody's.</summary>
    public static Signed? Read(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var person) && Guid.TryParse(user.FindFirstValue(Organisation), out var organisation)
            ? new(new(person), new(organisation), Guid.TryParse(user.FindFirstValue(Session), out var session) ? new(session) : null, user.FindFirstValue(Scope)?.Split(' '),
                new(user.FindFirstValue(Session) is null ? "api" : "browser", "", Session: user.FindFirstValue(Session), Address: user.FindFirstValue(Address)))
            : null;

    private static ClaimsPrincipal Principal(string scheme, params Claim[] claims) => new(new ClaimsIdentity(claims, scheme));
}

/// <summary>What the claims say.</summary>
/// <param name="Session">Null for a token.</param>
/// <param name="Scope">Null for a session.</param>
internal sealed record Signed(PersonId Person, OrganisationId Organisation, SessionId? Session, IReadOnlyList<string>? Scope, Access Access);
