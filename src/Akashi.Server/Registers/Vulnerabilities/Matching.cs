using Akashi.Server.Kernel;
using Akashi.Server.Registers.Vulnerabilities.Versions;

namespace Akashi.Server.Registers.Vulnerabilities;

/// <summary>Holds what runs against what is known, and opens, weighs, reopens and closes findings by it.</summary>
internal static class Matching
{
    /// <param name="sets">What runs, of the services looked at.</param>
    /// <param name="advisories">All that is known of the weaknesses looked at.</param>
    /// <param name="former">Findings of exactly these services and weaknesses, tracked; those not seen close.</param>
    /// <param name="evidence">The component set or feed run.</param>
    /// <returns>How many opened or opened again.</returns>
    public static int Reconcile(
        Db db, IReadOnlyList<ComponentSet> sets, IReadOnlyList<Advisory> advisories, IReadOnlyList<Finding> former, Guid evidence, DueRule rule, Stand stand, TimeProvider time)
    {
        var exploited = advisories.Where(a => a.ExploitedSince is not null && !a.Withdrawn).Select(a => a.Weakness).ToHashSet();
        var byPackage = advisories.Where(a => !a.Withdrawn).SelectMany(a => a.Affected.Select(f => (Advisory: a, Affected: f))).ToLookup(x => x.Affected.Package);
        var known = former.ToDictionary(f => (f.Service, f.Package, f.Weakness));
        var opened = 0;
        foreach (var set in sets)
        {
            var hits = from component in set.Components
                       let purl = Purl.Parse(component.Purl)
                       where purl is not null
                       from x in byPackage[purl.Package]
                       where x.Affected.Covers(purl)
                       group (x.Advisory, purl.Version) by (purl.Package, x.Advisory.Weakness);
            foreach (var hit in hits)
            {
                var seen = new Seen(set.Service, hit.Key.Package, hit.Key.Weakness, string.Join(", ", hit.Select(h => h.Version).Distinct().Order(StringComparer.Ordinal)),
                    hit.Max(h => h.Advisory.Severity), hit.Max(h => h.Advisory.Score), exploited.Contains(hit.Key.Weakness));
                if (known.Remove((seen.Service, seen.Package, seen.Weakness), out var finding))
                {
                    if (finding.See(seen, evidence, rule, stand)) opened++;
                    continue;
                }
                var made = Finding.Make(new(Ids.New(time)), seen, evidence, rule, stand);
                made.Organisation = stand.By.Organisation;
                db.Add(made);
                opened++;
            }
        }
        foreach (var gone in known.Values.Where(f => f.State is FindingState.Open)) gone.Close(evidence, stand);
        return opened;
    }
}
