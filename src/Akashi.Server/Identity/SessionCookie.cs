using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace Akashi.Server.Identity;

/// <summary>
/// The browser's half of a session: a cookie that holds nothing but the random id. <c>__Host-</c> binds it to this very host, over TLS or loopback
/// (RFC 6265bis 4.1.3; ASVS 3.3, 7.2). Each request looks the session up in the table.
/// </summary>
internal sealed class SessionCookie(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Session";
    public const string Cookie = "__Host-akashi";

    public static void Set(HttpContext http, string secret) =>
        http.Response.Cookies.Append(Cookie, secret, new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Cookie, new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/" });

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Style sheets and scripts are the same for everybody, also while the database is away.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) return AuthenticateResult.NoResult();
        if (Request.Cookies[Cookie] is not { Length: > 0 and < 200 } secret) return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(secret, Context.RequestAborted) is not { } session) return AuthenticateResult.Fail("unknown session");
        // What a page fetches by itself is nobody's doing; a page that somebody opens is.
        if (!session.Locked && Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            session.Seen(time.GetUtcNow());
            if (HttpMethods.IsGet(Request.Method) && !Response.HasStarted && await sessions.RenewAsync(session, Context.RequestAborted) is { } renewed) Set(Context, renewed);
        }
        return AuthenticateResult.Success(new(AccessClaims.OfSession(session, Context.Connection.RemoteIpAddress, Name), Name));
    }

    /// <summary>People are led to the door and back again; programs are told.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.Path.StartsWithSegments("/api") || !HttpMethods.IsGet(Request.Method)) Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
        {
            var back = Request.PathBase + Request.Path + Request.QueryString;
            var ended = Request.Cookies.ContainsKey(Cookie) ? "&no=session.ended" : "";
            Response.Redirect($"/sign-in?back={Uri.EscapeDataString(back)}{ended}");
        }
        return Task.CompletedTask;
    }
}

/// <summary>The session of a request; null for a token.</summary>
internal static class SessionOfRequest
{
    public static LiveSession? Session(this HttpContext http) => http.RequestServices.GetRequiredService<Sessions>().Of(http.User);

    public static LiveSession? Of(this Sessions sessions, ClaimsPrincipal user) => AccessClaims.Read(user)?.Session is { } id ? sessions.Known(id) : null;
}
