using System.Text.Encodings.Web;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Akashi.Server.Identity;

/// <summary>Sign-in: a cookie for browsers, a bearer token for the command line; everything else is refused.</summary>
internal static class Authentication
{
    public const string Bearer = "Bearer";
    public const string Either = "Either";

    public static void AddAkashiIdentity(this IServiceCollection services)
    {
        services.AddSingleton<LocalOperator>();
        services.AddSingleton<IIdentity>(s => s.GetRequiredService<LocalOperator>());
        services.AddSingleton<SignInLinks>();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, o => o.ForwardDefaultSelector = c => c.Request.Headers.Authorization.Count > 0 ? Bearer : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(Bearer, null)
            .AddCookie(o =>
            {
                (o.Cookie.Name, o.Cookie.HttpOnly, o.Cookie.SameSite) = ("akashi", true, SameSiteMode.Lax);
                (o.LoginPath, o.ExpireTimeSpan, o.SlidingExpiration) = ("/sign-in", TimeSpan.FromHours(12), true);
                o.Events.OnValidatePrincipal = c =>
                {
                    if (c.Principal is { } user) c.ReplacePrincipal(AccessClaims.From(user, c.HttpContext.Connection.RemoteIpAddress));
                    return Task.CompletedTask;
                };
                o.Events.OnRedirectToLogin = c =>
                {
                    if (c.Request.Path.StartsWithSegments("/api")) c.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    else c.Response.Redirect(c.RedirectUri);
                    return Task.CompletedTask;
                };
            });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>A browser may change things only from our own pages: an unsafe request with a cookie must carry our origin.</summary>
    public static void UseSameOrigin(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/api") && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Headers.Authorization.Count == 0)
        {
            var origin = request.Headers.Origin.ToString();
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != request.Host.Value)
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }
        }
        await next();
    });

    private sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OperatorToken token, LocalOperator local)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var header = Request.Headers.Authorization.ToString();
            if (!header.StartsWith("Bearer ", StringComparison.Ordinal)) return Task.FromResult(AuthenticateResult.NoResult());
            if (!token.Matches(header["Bearer ".Length..])) return Task.FromResult(AuthenticateResult.Fail("unknown token"));
            return Task.FromResult(AuthenticateResult.Success(new(AccessClaims.From(local.ByToken(Bearer), Context.Connection.RemoteIpAddress), Bearer)));
        }
    }
}

/// <summary>The actor of the request, for endpoints and pages.</summary>
public static class ActorOfRequest
{
    public static Actor Actor(this HttpContext context) => context.RequestServices.GetRequiredService<IIdentity>().ActorOf(context.User)
        ?? throw new UnauthorizedAccessException("An endpoint without an authenticated actor was reached.");
}
