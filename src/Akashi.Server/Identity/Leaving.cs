using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>Somebody leaves: in one transaction they are suspended for good, roles, tokens and what registers gave them end, and what they answered for passes on; then their sessions end (provision standard 4.4, 5.3.1).</summary>
public sealed class Leaving(Desk desk, Sessions sessions, IEnumerable<IAtLeaving> registers)
{
    public static readonly Act Leave = new("people.leave", new("離任", "Leave")) { Dangerous = true };

    /// <returns>Refusals: <c>not-found</c>, <c>person.self</c>, <c>person.left</c>, <c>person.heir</c>, <c>assignment.last</c>.</returns>
    public async Task<Outcome<Person>> LeaveAsync(PersonId person, Departure body, Actor by, CancellationToken ct)
    {
        var outcome = await desk.RunAsync<Person>(Leave, by, async (db, stand) =>
        {
            if (await db.People.AsTracking().FirstOrDefaultAsync(p => p.Id == person, ct) is not { } found) return Refusal.NotFound;
            if (await Assigning.GuardPersonAsync(db, found, new(body.Reason), ct) is { } last) return last;
            return await WorkAsync(db, found, body, stand, ct) is { } no ? no : found;
        }, ct);
        if (outcome.Done) await sessions.EndAllAsync(by.Organisation, person, "suspended", by, null, ct);
        return outcome;
    }

    /// <summary>The part of it in a transaction.</summary>
    /// <returns>Refusals: <c>person.self</c>, <c>person.left</c>, <c>person.heir</c>.</returns>
    internal async Task<Refusal?> WorkAsync(Db db, Person found, Departure body, Stand stand, CancellationToken ct)
    {
        var person = found.Id;
        if (found.Leave(body.Reason, stand) is { } no) return no;
        var machines = await db.People.AsTracking().Where(p => p.Owner == person && p.State != PersonState.Left).ToListAsync(ct);
        if (machines.Count > 0 && (body.Heir is not { } heir || heir == person || !await db.People.AnyAsync(p => p.Id == heir && p.State == PersonState.Active && !p.Machine, ct))) return NoHeir(machines.Count);
        foreach (var machine in machines) machine.HandOver(body.Heir!.Value, stand);
        foreach (var assignment in await db.Assignments.AsTracking().Where(a => a.Person == person && a.EndedAt == null).ToListAsync(ct)) assignment.Close(body.Reason, stand);
        foreach (var login in await db.ExternalLogins.AsTracking().Where(l => l.Person == person && l.UnlinkedAt == null).ToListAsync(ct)) login.End(stand);
        foreach (var token in await db.ApiTokens.AsTracking().Where(t => t.Person == person && t.RevokedAt == null).ToListAsync(ct)) token.End(stand);
        foreach (var register in registers)
            if (await register.LeaveAsync(db, person, body.Heir, body.Reason, stand, ct) is { } stays) return stays;
        return null;
    }

    private static Refusal NoHeir(int machines) => new("person.heir",
        new Text("この方が責任を持つプログラムが{0}件あります。引き継ぐ方を選んでください。", "This person answers for {0} programs. Please choose who takes them over.").With(machines));
}

/// <param name="Heir">Who answers from now on for what was theirs; null when there is nothing.</param>
public sealed record Departure(string Reason, PersonId? Heir);
