using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Akashi.Server.Tests.Identity.Oidc;

/// <summary>An identity provider that is not ours (OpenIddict) on loopback; it lets in whom the test names, without a page.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    public const string Client = "akashi";
    public const string Secret = "a secret between the two of them";
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "test" };
    private readonly WebApplication _app;

    private OidcProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddOpenIddict().AddServer(Configure);
        _app = builder.Build();
    }

    /// <summary>Who signs in next.</summary>
    public ExternalPerson Next { get; set; } = new("nobody", null);

    /// <summary>What becomes of the claims of the next ID token; it is signed anew.</summary>
    public Action<Dictionary<string, object>>? Claims { get; set; }

    /// <summary>What becomes of the ID token itself.</summary>
    public Func<string, string>? Token { get; set; }

    public string Authority => _app.Urls.First() + "/";

    public static async Task<OidcProvider> StartAsync(CancellationToken ct)
    {
        var provider = new OidcProvider();
        await provider._app.StartAsync(ct);
        return provider;
    }

    public Task StopAsync(CancellationToken ct) => _app.StopAsync(ct);

    private void Configure(OpenIddictServerBuilder server)
    {
        server.EnableDegradedMode().SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.AddEphemeralEncryptionKey().AddSigningKey(_key).RegisterScopes(Scopes.Email).UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(b => b.UseInlineHandler(context =>
        {
            if (context.ClientId != Client) context.Reject(Errors.InvalidClient);
            else if (context.RedirectUri?.EndsWith("/sign-in/oidc/callback", StringComparison.Ordinal) is not true) context.Reject(Errors.InvalidRequest);
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(b => b.UseInlineHandler(context =>
        {
            if ((context.ClientId, context.ClientSecret) != (Client, Secret)) context.Reject(Errors.InvalidClient);
            return default;
        }));
        server.AddEventHandler<HandleAuthorizationRequestContext>(b => b.UseInlineHandler(context =>
        {
            var identity = new ClaimsIdentity("test", OpenIddictConstants.Claims.Name, OpenIddictConstants.Claims.Role);
            identity.SetClaim(OpenIddictConstants.Claims.Subject, Next.Subject);
            if (Next.Email is { } email) identity.SetClaim(OpenIddictConstants.Claims.Email, email).SetClaim(OpenIddictConstants.Claims.EmailVerified, Next.Verified);
            if (Next.Several) identity.SetClaims(OpenIddictConstants.Claims.AuthenticationMethodReference, ["pwd", "otp", "mfa"]);
            identity.SetScopes(context.Request.GetScopes()).SetDestinations(_ => [Destinations.IdentityToken]);
            context.SignIn(new ClaimsPrincipal(identity));
            return default;
        }));
        server.AddEventHandler<ApplyTokenResponseContext>(b => b.SetOrder(int.MinValue + 1_000).UseInlineHandler(context =>
        {
            if (context.Response.IdToken is not { } token) return default;
            if (Claims is { } change)
            {
                var claims = new JsonWebToken(token).Claims.GroupBy(c => c.Type).ToDictionary(g => g.Key, g => g.Count() == 1 ? Value(g.First()) : (object)g.Select(c => c.Value).ToArray());
                change(claims);
                token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = new(_key, SecurityAlgorithms.RsaSha256) });
            }
            context.Response.IdToken = Token?.Invoke(token) ?? token;
            return default;
        }));
    }

    private static object Value(Claim claim) => long.TryParse(claim.Value, out var number) && claim.ValueType.Contains("integer", StringComparison.Ordinal) ? number : bool.TryParse(claim.Value, out var flag) ? flag : claim.Value;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Rsa.Dispose();
    }
}

/// <param name="Several">True when the provider says that more than one factor was shown.</param>
internal sealed record ExternalPerson(string Subject, string? Email, bool Verified = true, bool Several = false);
