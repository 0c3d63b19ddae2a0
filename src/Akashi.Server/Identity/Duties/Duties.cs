using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity.Duties;

/// <summary>The pairs of kind <see cref="DutyKind.SameEntry"/>, in memory, so that acts in no pair cost nothing; and the look at what somebody did to an entry before.</summary>
public sealed class Duties(DbFactory databases) : IDuties, IAfterCommit
{
    private static readonly ImmutableList<Duty> BuiltIn = [.. BuiltInDuties.All.Where(d => d.Kind is DutyKind.SameEntry)];

    private readonly ConcurrentDictionary<OrganisationId, ImmutableDictionary<Guid, DutyPair>> _own = [];
    private long _commits;

    public async ValueTask<IReadOnlyList<string>> OppositesAsync(OrganisationId organisation, string act) =>
        [.. (await SameEntryAsync(organisation)).Select(d => d.Opposite(act)).OfType<string>()];

    public async Task<Refusal?> RefusesAsync(Db db, Act act, IReadOnlyList<string> opposites, IReadOnlyList<Guid> entries, Stand stand)
    {
        var (person, at) = (stand.By.Person, stand.At);
        if (person == default || entries.Count == 0) return null;
        var performed = await db.Events.Where(e => entries.Contains(e.EntryId) && e.Person == person && opposites.Contains(e.Act)).Select(e => e.Act).Distinct().ToListAsync();
        if (performed.Count == 0) return null;
        var pairs = (await SameEntryAsync(stand.By.Organisation)).Where(d => d.Opposite(act.Id) is { } other && performed.Contains(other)).ToList();
        var keys = pairs.ConvertAll(p => p.Key);
        var excepted = await db.DutyExemptions.Where(e => e.Person == person && keys.Contains(e.Pair) && e.ApprovedAt != null && e.EndedAt == null && e.Until > at).Select(e => e.Pair).ToListAsync();
        return pairs.Find(p => !excepted.Contains(p.Key)) is not { } pair ? null : new("duties.performed",
            new Text("この記録の「{0}」（{1}）を行った方は、「{2}」を行えません。ほかの方に依頼してください。", "Whoever did “{0}” ({1}) on this entry may not do “{2}”. Please ask somebody else.")
                .With(ActNames.Of(pair.Opposite(act.Id)!), pair.Opposite(act.Id), act.Title), 409, new { pair.First, pair.Second });
    }

    public void Committed(OrganisationId organisation, IReadOnlyList<Entry> entries)
    {
        foreach (var pair in entries.OfType<DutyPair>())
        {
            Interlocked.Increment(ref _commits);
            while (_own.TryGetValue(organisation, out var now) && !_own.TryUpdate(organisation, now.GetValueOrDefault(pair.Key)?.Version > pair.Version ? now : now.SetItem(pair.Key, pair), now))
            {
            }
        }
    }

    private async ValueTask<IEnumerable<Duty>> SameEntryAsync(OrganisationId organisation)
    {
        if (!_own.TryGetValue(organisation, out var own))
        {
            // What is committed while this reads may be in it or not: then it is read once more.
            long before;
            do
            {
                before = Interlocked.Read(ref _commits);
                await using var db = databases.Open(organisation);
                _own[organisation] = own = (await db.DutyPairs.ToListAsync()).ToImmutableDictionary(p => p.Key);
            }
            while (before != Interlocked.Read(ref _commits));
        }
        return BuiltIn.Concat(own.Values.Where(p => p is { Kind: DutyKind.SameEntry, EndedAt: null }).Select(p => p.Duty));
    }
}
