using System.Net;
using System.Security.Claims;
using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>Session, way in and address of a request, carried as claims so that a live page knows them too.</summary>
internal static class AccessClaims
{
    private const string Session = "akashi:session";
    private const string Protocol = "akashi:protocol";
    private const string Address = "akashi:address";

    /// <summary>The claims of a browser's session that begins now.</summary>
    public static IEnumerable<Claim> Browser(TimeProvider time) => [new(Session, Ids.New(time).ToString()), new(Protocol, "browser")];

    /// <summary>The claims of a program with a token: each request stands alone, there is no session.</summary>
    public static IEnumerable<Claim> Api => [new(Protocol, "api")];

    /// <summary>The same person, coming from where this request comes from.</summary>
    public static ClaimsPrincipal From(ClaimsPrincipal user, IPAddress? address) => user.Identity is not ClaimsIdentity identity ? user :
        new(new ClaimsIdentity(identity.Claims.Where(c => c.Type != Address).Append(new(Address, address?.ToString() ?? "")), identity.AuthenticationType));

    public static Access Of(ClaimsPrincipal user) =>
        new(user.FindFirstValue(Protocol) ?? "browser", "operator", Session: user.FindFirstValue(Session), Address: user.FindFirstValue(Address));
}
