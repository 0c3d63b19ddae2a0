using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Components.Authorization;

namespace Akashi.Server.Web.Shared;

/// <summary>Who looks at the page, for pages and components; the same person during prerendering and in the circuit.</summary>
public sealed class ActorOfCircuit(AuthenticationStateProvider authentication, IIdentity identity)
{
    /// <exception cref="UnauthorizedAccessException">Nobody is signed in, or the session is over; pages cannot be reached then.</exception>
    public async ValueTask<Actor> GetAsync() =>
        identity.ActorOf((await authentication.GetAuthenticationStateAsync()).User) ?? throw new UnauthorizedAccessException("A page without an authenticated actor was reached.");
}
