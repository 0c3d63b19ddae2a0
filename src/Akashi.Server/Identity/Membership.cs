using System.Collections.Immutable;
using System.Globalization;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;

namespace Akashi.Server.Identity;

/// <summary>People, roles, assignments, settings and the chain of services of one organisation, as they stand: what decides who may do what.</summary>
public sealed record Membership(
    ImmutableDictionary<PersonId, Person> People, ImmutableDictionary<PersonId, ImmutableList<Assignment>> Assignments, ImmutableDictionary<string, Role> Roles,
    ImmutableDictionary<string, Setting> Settings, ImmutableDictionary<ServiceId, Service> Services, ImmutableDictionary<PartyId, Party> Parties)
{
    private ImmutableDictionary<PersonId, (DateTimeOffset Until, Sight Sight)> _sights = ImmutableDictionary<PersonId, (DateTimeOffset, Sight)>.Empty;

    /// <summary>With what a commit has changed; of an entry the newest version that is known, so that the order of hearing does not matter.</summary>
    public Membership With(IEnumerable<Entry> changed)
    {
        var next = this with { _sights = ImmutableDictionary<PersonId, (DateTimeOffset, Sight)>.Empty };
        foreach (var entry in changed)
            next = entry switch
            {
                _ when next.Find(entry) is { } known && known.Version > entry.Version => next,
                Person p => next with { People = next.People.SetItem(p.Id, p) },
                Assignment a => next with { Assignments = next.Assignments.SetItem(a.Person, [.. next.Of(a.Person).Where(x => x.Id != a.Id), a]) },
                Role r => next with { Roles = next.Roles.SetItem(r.Name, r) },
                Setting s => next with { Settings = next.Settings.SetItem(s.Name, s) },
                Service s => next with { Services = next.Services.SetItem(s.Id, s) },
                Party p => next with { Parties = next.Parties.SetItem(p.Id, p) },
                _ => next,
            };
        return next;
    }

    private Entry? Find(Entry entry) => entry switch
    {
        Person p => People.GetValueOrDefault(p.Id),
        Assignment a => Of(a.Person).Find(x => x.Id == a.Id),
        Role r => Roles.GetValueOrDefault(r.Name),
        Setting s => Settings.GetValueOrDefault(s.Name),
        Service s => Services.GetValueOrDefault(s.Id),
        Party p => Parties.GetValueOrDefault(p.Id),
        _ => null,
    };

    public static bool Concerns(Entry entry) => entry is Person or Assignment or Role or Setting or Service or Party;

    public ImmutableList<Assignment> Of(PersonId person) => Assignments.GetValueOrDefault(person, []);

    /// <summary>True for a person who is active, by a role that they hold now and there; without a place, by one that they hold anywhere.</summary>
    public bool Permits(PersonId person, string act, Place? place, DateTimeOffset at) =>
        People.TryGetValue(person, out var who) && who.State is PersonState.Active && (place ?? (BuiltInRoles.IsWhole(act) ? Place.Organisation : null)) is var where
        && (BuiltInRoles.Self.Has(act) || Of(person).Any(a => a.HoldsAt(at) && Has(a.Role, act) && (where is not { } there || Covers(who, a, there))));

    /// <summary>Names of the roles that a person holds now, for the log: <c>auditor</c>, <c>administrator+approver</c>.</summary>
    public string RolesOf(PersonId person, DateTimeOffset at) =>
        string.Join('+', Of(person).Where(a => a.HoldsAt(at)).Select(a => a.Role).Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } roles ? roles : "none";

    public Text TitleOf(string role) => BuiltInRoles.Find(role)?.Title ?? (Roles.TryGetValue(role, out var own) ? own.Title : new(role, role));

    public bool Has(string role, string act) => BuiltInRoles.Find(role) is { } builtIn ? builtIn.Has(act) : Roles.TryGetValue(role, out var own) && own.Acts.Contains(act);

    /// <summary>The organisation's own people see everything, unless each of their roles is for one service. People of a party see its services; an auditor's party those assigned.</summary>
    public Sight SightOf(PersonId person, DateTimeOffset at)
    {
        if (_sights.TryGetValue(person, out var known) && at < known.Until) return known.Sight;
        var sight = Look(person, at);
        // Assignments begin and end by the clock; a second late is soon enough.
        _sights = _sights.SetItem(person, (at.AddSeconds(1), sight));
        return sight;
    }

    public string Words(string setting) => Settings.TryGetValue(setting, out var set) ? set.Value : Identity.Settings.Find(setting)!.Default;

    public int Number(string setting) => int.Parse(Words(setting), CultureInfo.InvariantCulture);

    private Sight Look(PersonId person, DateTimeOffset at)
    {
        if (!People.TryGetValue(person, out var who)) return Sight.None;
        var held = Of(person).Where(a => a.HoldsAt(at)).ToList();
        var everywhere = held.Any(a => a.Service is null && a.Catalog is null);
        var assigned = held.Where(a => a.Service is not null).Select(a => a.Service!.Value).ToHashSet();
        if (who.Party is null && (everywhere || assigned.Count == 0)) return Sight.All;
        var clearance = who.Party is null ? Disclosure.Internal : held.Count == 0 ? Disclosure.None : held.Max(a => a.Clearance);
        // An auditor looks at what was assigned, the whole organisation if need be; others at their own services and what they were given besides.
        if (Audits(who) && everywhere) return new(null, Services.Keys.ToHashSet(), new HashSet<ServiceId>(), Parties.Keys.ToHashSet(), who.Party, clearance);
        var own = Services.Values.Where(s => who.Party is not null && s.Party == who.Party).Select(s => s.Id).ToHashSet();
        var opened = own.Concat(assigned).ToHashSet();
        var known = opened.SelectMany(s => SupplyChain.Downwards(s, id => Services.TryGetValue(id, out var at) ? at.BuiltOn : [])).ToHashSet();
        var parties = known.Where(Services.ContainsKey).Select(s => Services[s].Party).ToHashSet();
        if (who.Party is { } party) parties.Add(party);
        return new(opened, known, who.Party is null ? opened : own, parties, who.Party, clearance);
    }

    private bool Audits(Person who) => who.Party is { } party && Parties.TryGetValue(party, out var of) && of.Kind is PartyKind.Auditor;

    /// <summary>A role of somebody of a party is never for more than what is that party's, unless it audits.</summary>
    private bool Covers(Person who, Assignment assignment, Place place)
    {
        if (!assignment.Where.Holds(place)) return false;
        if (who.Party is null || Audits(who)) return true;
        return place.Party == who.Party!.Value.Value
            || (place.Service is { } service && (assignment.Service?.Value == service || (Services.TryGetValue(new(service), out var at) && at.Party == who.Party)));
    }
}
