using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity.Duties;

/// <summary>Somebody who holds both acts of a pair now.</summary>
/// <param name="Exception">The exception under which they do; null when there is none, which somebody has to look at.</param>
public sealed record StandingConflict(Person Person, DutyConflict Conflict, DutyExemption? Exception);

/// <summary>Everything about duties: pairs that hold, who holds both now, exceptions.</summary>
/// <param name="Own">The organisation's own pairs, ended ones too.</param>
/// <param name="Exceptions">Newest first.</param>
public sealed record DutiesState(IReadOnlyList<Duty> Duties, IReadOnlyList<DutyPair> Own, IReadOnlyList<StandingConflict> Conflicts, IReadOnlyList<DutyExemption> Exceptions);

/// <summary>Reads pairs, exceptions and standing conflicts.</summary>
public sealed class DutiesReading(DbFactory databases, TimeProvider time)
{
    public async Task<DutiesState> ReadAsync(Actor by, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = databases.Open(by.Organisation);
        var (duties, roles) = (await DutyCheck.DutiesAsync(db, ct), await DutyCheck.RolesAsync(db, ct));
        var exceptions = await db.DutyExemptions.OrderByDescending(e => e.Id).ToListAsync(ct);
        var people = await db.People.Where(p => p.State == PersonState.Active).OrderBy(p => p.Id).ToListAsync(ct);
        var held = (await db.Assignments.Where(a => a.EndedAt == null && a.From <= now && (a.Until == null || a.Until > now)).ToListAsync(ct)).ToLookup(a => a.Person, a => a.Role);
        var standing = people.SelectMany(p => DutyCheck.Conflicts(duties, DutyCheck.Sets(roles, held[p.Id]))
            .Select(c => new StandingConflict(p, c, exceptions.FirstOrDefault(e => e.Person == p.Id && e.Pair == c.Duty.Key && e.HoldsAt(now)))));
        return new(duties, await db.DutyPairs.OrderBy(p => p.Id).ToListAsync(ct), [.. standing.OrderBy(s => s.Exception is not null)], exceptions);
    }
}
