using Akashi.Server.Kernel;
using Akashi.Server.Services;

namespace Akashi.Bench.Data;

/// <summary>
/// The chain of a generated organisation: one infrastructure under everything, platforms on it, systems on one or two platforms
/// (every fifth also on another system), hospitals on one or two systems. Chains are three services deep or more, with diamonds.
/// </summary>
internal static class Organisation
{
    public static async Task<IReadOnlyList<(Service Service, PartyKind Kind)>> RegisterAsync(World world, int count, CancellationToken ct)
    {
        var (providers, integrators) = (Math.Max(1, count / 10), count * 3 / 10);
        var parties = new Dictionary<(PartyKind, int), Party>();
        var made = new List<(Service Service, PartyKind Kind)>();
        for (var i = 0; i < count; i++)
        {
            var kind = i < providers ? PartyKind.Provider : i < providers + integrators ? PartyKind.Integrator : PartyKind.Customer;
            var key = (kind, i % (kind is PartyKind.Provider ? 4 : 12));
            if (!parties.TryGetValue(key, out var party))
                parties[key] = party = World.Must(await world.The<Desk>().OpenAsync(Party.Register, new PartyBody(kind, new($"生成した当事者{key}", $"Generated party {key}")), world.By, ct));
            var builtOn = Beneath(i, kind, providers, integrators).Distinct().Select(at => made[at].Service.Id).ToList();
            var body = new ServiceBody(party.Id, $"{kind.ToString().ToLowerInvariant()}-{i:000}", new($"生成したサービス{i}", $"Generated service {i}"), DeliveryModel.SaaS, [], [], builtOn);
            made.Add((World.Must(await world.The<Desk>().OpenAsync(Service.Register, body, world.By, ct)), kind));
        }
        return made;
    }

    private static IEnumerable<int> Beneath(int i, PartyKind kind, int providers, int integrators)
    {
        if (i == 0) yield break;
        switch (kind)
        {
            case PartyKind.Provider:
                yield return 0;
                break;
            case PartyKind.Integrator:
                yield return i % providers;
                if (i % 2 == 0) yield return i * 3 % providers;
                if (i % 5 == 0 && i > providers) yield return i - 1;
                break;
            default:
                if (integrators == 0) yield return 0;
                else
                {
                    yield return providers + i % integrators;
                    if (i % 2 == 0) yield return providers + i * 7 % integrators;
                }
                break;
        }
    }
}
