namespace Akashi.Server.Identity.Oidc;

/// <summary>The organisation's identity provider (OpenID Connect Core 1.0), as told at the start.</summary>
/// <param name="Authority">Issuer; <c>/.well-known/openid-configuration</c> lies below it. https, or http on loopback.</param>
/// <param name="ClientId">Under which the provider knows this server.</param>
/// <param name="ClientSecretFile">File with the secret, so that no list of processes shows it.</param>
public sealed record OidcOptions(Uri Authority, string ClientId, string ClientSecretFile)
{
    /// <summary>By how much the provider's clock may differ from ours.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <exception cref="ArgumentException">Only some of the three are given, or one cannot be.</exception>
    public static OidcOptions? Of(string? authority, string? client, string? secretFile)
    {
        if (authority is null && client is null && secretFile is null) return null;
        if (authority is null || client is null || secretFile is null) throw new ArgumentException("--oidc-authority, --oidc-client-id and --oidc-client-secret-file belong together.");
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var at) || !(at.Scheme == Uri.UriSchemeHttps || (at.Scheme == Uri.UriSchemeHttp && at.IsLoopback)))
            throw new ArgumentException($"--oidc-authority needs an https address (http only on loopback), not {authority}.");
        if (!File.Exists(secretFile)) throw new ArgumentException($"--oidc-client-secret-file: there is no file {secretFile}.");
        return new(at, client, Path.GetFullPath(secretFile));
    }
}
