using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Services;

/// <summary>Which service stands on which, to any depth.</summary>
public static class SupplyChain
{
    /// <summary>The service itself first, then everything underneath, each once, nearer ones before farther ones.</summary>
    public static IReadOnlyList<ServiceId> Downwards(ServiceId service, Func<ServiceId, IReadOnlyList<ServiceId>> builtOn)
    {
        var order = new List<ServiceId> { service };
        for (var i = 0; i < order.Count; i++)
            foreach (var below in builtOn(order[i]))
                if (!order.Contains(below)) order.Add(below);
        return order;
    }

    internal static async Task<Refusal?> GuardAsync(Db db, Service service, ServiceBody body, CancellationToken ct)
    {
        if (body.BuiltOn.Count == 0) return null;
        var graph = await db.Services.Select(s => new { s.Id, s.BuiltOn, s.Name }).ToDictionaryAsync(s => s.Id, ct);
        if (body.BuiltOn.Any(id => id != service.Id && !graph.ContainsKey(id)))
            return new("service.unknown", new("土台にするサービスが見つかりません。", "A service to build on does not exist."), 400);
        var loop = body.BuiltOn.FirstOrDefault(start => start == service.Id
            || Downwards(start, id => graph.TryGetValue(id, out var s) ? s.BuiltOn : []).Contains(service.Id));
        if (loop == default) return null;
        return new("service.cycle", new Text("「{0}」を土台にすると循環します。", "Building on “{1}” would close a circle.")
            .With(graph.GetValueOrDefault(loop)?.Name.Ja ?? body.Name.Ja, graph.GetValueOrDefault(loop)?.Name.En ?? body.Name.En));
    }
}
