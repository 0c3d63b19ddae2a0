using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Components.Authorization;

namespace Akashi.Server.Web.Shared;

/// <summary>Who looks at the page, for pages and components; the same person during prerendering and in the circuit.</summary>
public sealed class ActorOfCircuit(AuthenticationStateProvider authentication, IIdentity identity)
{
    private Actor? _actor;

    /// <exception cref="UnauthorizedAccessException">Nobody is signed in; pages cannot be reached then.</exception>
    public async ValueTask<Actor> GetAsync() =>
        _actor ??= identity.ActorOf((await authentication.GetAuthenticationStateAsync()).User) ?? throw new UnauthorizedAccessException("A page without an authenticated actor was reached.");
}
