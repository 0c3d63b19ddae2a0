using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>Who may do what at this moment, in memory: read once per organisation, then kept true by every commit. Whoever asks again is answered by what holds now.</summary>
public sealed class Permissions(DbFactory databases, TimeProvider time) : IAfterCommit
{
    private readonly ConcurrentDictionary<OrganisationId, Membership> _known = [];
    private long _commits;

    /// <summary>Organisations of which something was read.</summary>
    public ICollection<OrganisationId> Known => _known.Keys;

    /// <summary>What was read before; a bug when nothing was, since whoever signs in has it read.</summary>
    public Membership Of(OrganisationId organisation) =>
        _known.TryGetValue(organisation, out var members) ? members : throw new InvalidOperationException("The members of the organisation were not read yet.");

    public async ValueTask<Membership> LoadAsync(OrganisationId organisation, CancellationToken ct)
    {
        if (_known.TryGetValue(organisation, out var members)) return members;
        // What is committed while this reads may be in it or not: then it is read once more.
        long before;
        do
        {
            before = Interlocked.Read(ref _commits);
            _known[organisation] = await ReadAsync(organisation, ct);
        }
        while (before != Interlocked.Read(ref _commits));
        return _known[organisation];
    }

    /// <summary>The actor behind a person, whose permissions follow what is decided about them while they act.</summary>
    public Actor ActorOf(PersonId person, OrganisationId organisation, Access access)
    {
        var members = Of(organisation);
        return new Actor(person, organisation, act => Of(organisation).Permits(person, act, null, time.GetUtcNow()))
        {
            PermitsAt = (act, place) => Of(organisation).Permits(person, act, place, time.GetUtcNow()),
            Access = access with { Role = members.RolesOf(person, time.GetUtcNow()), Party = members.People.GetValueOrDefault(person)?.Party?.Value },
            Sight = members.SightOf(person, time.GetUtcNow()),
        };
    }

    public void Committed(OrganisationId organisation, IReadOnlyList<Entry> entries)
    {
        if (!entries.Any(Membership.Concerns)) return;
        Interlocked.Increment(ref _commits);
        while (_known.TryGetValue(organisation, out var now) && !_known.TryUpdate(organisation, now.With(entries), now))
        {
        }
    }

    private async Task<Membership> ReadAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return new(
            (await db.People.ToListAsync(ct)).ToImmutableDictionary(p => p.Id),
            (await db.Assignments.ToListAsync(ct)).GroupBy(a => a.Person).ToImmutableDictionary(g => g.Key, g => g.ToImmutableList()),
            (await db.Roles.ToListAsync(ct)).ToImmutableDictionary(r => r.Name),
            (await db.Settings.ToListAsync(ct)).ToImmutableDictionary(s => s.Name),
            (await db.Services.ToListAsync(ct)).ToImmutableDictionary(s => s.Id), (await db.Parties.ToListAsync(ct)).ToImmutableDictionary(p => p.Id));
    }
}
