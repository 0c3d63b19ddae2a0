using Akashi.Server.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Akashi.Server.Web.Layout;

/// <summary>A click or a key in a live page keeps its session awake; the connection's own heartbeat does not.</summary>
public sealed class ActivityOfCircuit(AuthenticationStateProvider authentication, Sessions sessions, TimeProvider time) : CircuitHandler
{
    private LiveSession? _session;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        _session = sessions.Of((await authentication.GetAuthenticationStateAsync()).User);

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        if (_session is { Locked: false } session) session.Seen(time.GetUtcNow());
        return next(context);
    };
}
