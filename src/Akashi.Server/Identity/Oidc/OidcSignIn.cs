using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Akashi.Server.Identity.Oidc;

/// <summary>
/// Single sign-on: authorization code with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 9700). The library talks to the provider and checks the
/// token; who comes back is taken in by <see cref="Entrance"/>, so that there is one kind of session and no cookie beside it.
/// </summary>
internal static class OidcSignIn
{
    public const string Scheme = "Oidc";
    private const string Back = "back";

    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static void AddAkashiOidc(this AuthenticationBuilder authentication, OidcOptions? oidc)
    {
        if (oidc is null) return;
        authentication.AddOpenIdConnect(Scheme, o =>
        {
            (o.Authority, o.ClientId, o.ClientSecret) = (oidc.Authority.ToString().TrimEnd('/'), oidc.ClientId, File.ReadAllText(oidc.ClientSecretFile).Trim());
            o.RequireHttpsMetadata = oidc.Authority.Scheme == Uri.UriSchemeHttps;
            (o.ResponseType, o.ResponseMode, o.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
            (o.CallbackPath, o.SignInScheme) = ("/sign-in/oidc/callback", SessionCookie.Name);
            (o.MapInboundClaims, o.SaveTokens, o.GetClaimsFromUserInfoEndpoint, o.DisableTelemetry) = (false, false, false, true);
            o.Scope.Clear();
            foreach (var scope in (string[])["openid", "email"]) o.Scope.Add(scope);
            o.ClaimActions.Clear();
            o.TokenValidationParameters.ClockSkew = OidcOptions.ClockSkew;
            o.TokenValidationParameters.ValidAlgorithms = Algorithms;
            (o.BackchannelTimeout, o.RemoteAuthenticationTimeout) = (TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10));
            foreach (var (cookie, name) in new (CookieBuilder, string)[] { (o.CorrelationCookie, "__Host-akashi-oidc."), (o.NonceCookie, "__Host-akashi-nonce.") })
                (cookie.Name, cookie.Path, cookie.SameSite, cookie.SecurePolicy) = (name, "/", SameSiteMode.Lax, CookieSecurePolicy.Always);
            o.Events.OnTokenValidated = RequireSignatureAsync;
            o.Events.OnTicketReceived = EnterAsync;
            o.Events.OnRemoteFailure = FailAsync;
        });
    }

    /// <summary>Where the button leads: to the provider, or back with words when it does not answer.</summary>
    public static async Task<IResult> GoAsync(string? back, HttpContext http, IOptionsMonitor<OpenIdConnectOptions> options, SignInDoor door, LocalOperator local, CancellationToken ct)
    {
        if (http.RequestServices.GetService<OidcOptions>() is null) return Results.NotFound();
        try
        {
            await options.Get(Scheme).ConfigurationManager!.GetConfigurationAsync(ct);
        }
        catch (Exception unreachable) when (unreachable is InvalidOperationException or HttpRequestException or IOException)
        {
            return Results.Redirect(SignIn.AgainAt("/sign-in", await door.RefusedAsync(local.Actor.Organisation, null, SignInRefusals.ProviderDown, Entrance.AccessOf(http)), back));
        }
        return Results.Challenge(new() { Items = { [Back] = back } }, [Scheme]);
    }

    /// <summary>The library lets a token without a signature pass when it comes straight from the provider (OpenID Connect Core 1.0, 3.1.3.7); we do not.</summary>
    private static Task RequireSignatureAsync(TokenValidatedContext context)
    {
        if (string.IsNullOrEmpty(context.SecurityToken?.RawSignature)) context.Fail("The ID token has no signature.");
        return Task.CompletedTask;
    }

    private static async Task EnterAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var (organisation, ct) = (services.GetRequiredService<LocalOperator>().Actor.Organisation, context.HttpContext.RequestAborted);
        var back = BackOf(context.Properties);
        // A session that this browser has is known before it is replaced.
        if ((await http.AuthenticateAsync(SessionCookie.Name)) is { Succeeded: true, Principal: { } was }) http.User = was;
        if (ExternalIdentity.Of(context.Principal) is not { } token)
        {
            http.Response.Redirect(SignIn.AgainAt("/sign-in", await services.GetRequiredService<SignInDoor>().RefusedAsync(organisation, null, SignInRefusals.OidcFailed, Entrance.AccessOf(http)), back));
            return;
        }
        var outcome = await services.GetRequiredService<OidcDoor>().IdentifyAsync(organisation, token, Entrance.AccessOf(http), ct);
        http.Response.Redirect(outcome.Refusal is { } no ? SignIn.AgainAt("/sign-in", no, back) : await InAsync(http, outcome.Value!, back, ct));
    }

    private static async Task<string> InAsync(HttpContext http, Identified who, string? back, CancellationToken ct)
    {
        var entrance = http.RequestServices.GetRequiredService<Entrance>();
        if (who.Shown is { NeedsSecond: true } half)
        {
            http.RequestServices.GetRequiredService<PendingSignIn>().Keep(http, half);
            return "/sign-in/code?back=" + Uri.EscapeDataString(SignIn.Local(back));
        }
        if (who.Shown is { } shown) return await entrance.EnterAsync(http, shown, ct) is { } no ? SignIn.AgainAt("/sign-in", no, back) : SignIn.After(shown.Owes, back);
        await entrance.EnterAsync(http, who.Person.Id, who.Person.Organisation, "oidc", ct, who.Strong);
        return SignIn.Local(back);
    }

    /// <summary>State, nonce, signature, issuer or times are wrong, the person broke off, or the provider cannot be reached.</summary>
    private static async Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var services = context.HttpContext.RequestServices;
        var why = Down(context.Failure) ? SignInRefusals.ProviderDown : SignInRefusals.OidcFailed;
        await services.GetRequiredService<SignInDoor>().RefusedAsync(services.GetRequiredService<LocalOperator>().Actor.Organisation, null, why, Entrance.AccessOf(context.HttpContext));
        context.Response.Redirect(SignIn.AgainAt("/sign-in", why, BackOf(context.Properties)));
    }

    private static string? BackOf(AuthenticationProperties? properties) => properties is not null && properties.Items.TryGetValue(Back, out var back) ? back : null;

    private static bool Down(Exception? failure)
    {
        for (var at = failure; at is not null; at = at.InnerException)
            if (at is HttpRequestException or TaskCanceledException or IOException) return true;
        return false;
    }
}
