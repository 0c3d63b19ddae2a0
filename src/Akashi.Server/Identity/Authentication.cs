using System.Security.Claims;
using System.Text.Encodings.Web;
using Akashi.Server.Identity.Oidc;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Akashi.Server.Identity;

/// <summary>A session's cookie for browsers, a bearer token for programs; everything else is refused.</summary>
internal static class Authentication
{
    public const string Bearer = "Bearer";
    public const string Either = "Either";

    public static void AddAkashiIdentity(this IServiceCollection services, OidcOptions? oidc)
    {
        services.AddSingleton<LocalOperator>();
        services.AddSingleton<IIdentity, Actors>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<Permissions>();
        services.AddSingleton<IAfterCommit>(s => s.GetRequiredService<Permissions>());
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionWatch>();
        services.AddHostedService(s => s.GetRequiredService<SessionWatch>());
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<PasswordRules>();
        services.AddSingleton<OneTimeCodes>();
        services.AddSingleton<PendingSignIn>();
        services.AddSingleton<SignInDoor>();
        services.AddSingleton<Entrance>();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<Leaving>();
        services.AddSingleton<MyAccount>();
        services.AddSingleton<Scim.Provisioning>();
        services.AddSingleton<OidcDoor>();
        if (oidc is not null) services.AddSingleton(oidc);
        services.AddSingleton<IUserStore<Account>, PasskeyStore>();
        services.AddIdentityCore<Account>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddScoped<PasskeyDoor>();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, o => o.ForwardDefaultSelector = c => c.Request.Headers.Authorization.Count > 0 ? Bearer : SessionCookie.Name)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(Bearer, null)
            .AddScheme<AuthenticationSchemeOptions, SessionCookie>(SessionCookie.Name, null)
            .AddAkashiOidc(oidc);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>A browser may change things only from our own pages: an unsafe request without a token must carry our origin.</summary>
    public static void UseSameOrigin(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Headers.Authorization.Count == 0
            && (!Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var from) || from.Authority != request.Host.Value))
        {
            await ActRoutes.Problem(Foreign).ExecuteAsync(context);
            return;
        }
        await next();
    });

    private static readonly Refusal Foreign = new("origin.foreign", new("ほかのサイトのページからの操作は受け付けません。", "Nothing is done for a page of another site."), 403);

    private sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OperatorToken token, LocalOperator local, ApiTokens tokens)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var header = Request.Headers.Authorization.ToString();
            if (!header.StartsWith("Bearer ", StringComparison.Ordinal)) return AuthenticateResult.NoResult();
            var shown = header["Bearer ".Length..];
            var address = Context.Connection.RemoteIpAddress;
            if (token.Matches(shown))
                return AuthenticateResult.Success(new(AccessClaims.OfToken(local.Actor.Person, local.Actor.Organisation, ["*"], address, Bearer), Bearer));
            return await tokens.FindAsync(shown, Context.RequestAborted) is { } found
                ? AuthenticateResult.Success(new(AccessClaims.OfToken(found.Person, found.Organisation, found.Acts, address, Bearer), Bearer))
                : AuthenticateResult.Fail("unknown token");
        }
    }
}

/// <summary>Turns who signed in into who acts.</summary>
public interface IIdentity
{
    /// <summary>Null when the claims are nobody's, or their session is over.</summary>
    Actor? ActorOf(ClaimsPrincipal user);
}

internal sealed class Actors(Permissions permissions, Sessions sessions, TimeProvider time) : IIdentity
{
    public Actor? ActorOf(ClaimsPrincipal user)
    {
        if (AccessClaims.Read(user) is not { } signed) return null;
        var actor = permissions.ActorOf(signed.Person, signed.Organisation, signed.Access);
        if (signed.Scope is { } scope)
        {
            var set = new RoleSet("token", default, default, scope);
            return actor with { Permits = act => set.Has(act) && actor.Permits(act) };
        }
        if (signed.Session is not { } id || sessions.Known(id) is not { } session) return null;
        var weak = !session.Row.Strong && permissions.Of(signed.Organisation).Words("factors.sensitivity") == "nda";
        return actor with
        {
            // Who showed one factor only reads what is public, and does not write over what they cannot read.
            Sight = weak ? actor.Sight with { Own = new HashSet<Services.ServiceId>(), Clearance = References.Disclosure.Public } : actor.Sight,
            Hindrance = act => session.Hindrance(act, time.GetUtcNow(), TimeSpan.FromMinutes(permissions.Of(signed.Organisation).Number("session.fresh"))) ?? (weak && Writes(act.Id) ? SignInRefusals.SecondFactorNeeded : null),
        };
    }

    private static bool Writes(string act) => act is "statements.open" or "statements.assess" or "statements.confirm" or "references.preview-import" or "references.import" or "references.publish" or "documents.register" or "documents.change" or "documents.attach";
}

/// <summary>The actor of the request, for endpoints and pages.</summary>
public static class ActorOfRequest
{
    public static Actor Actor(this HttpContext context) => context.RequestServices.GetRequiredService<IIdentity>().ActorOf(context.User)
        ?? throw new UnauthorizedAccessException("An endpoint without an authenticated actor was reached.");
}
