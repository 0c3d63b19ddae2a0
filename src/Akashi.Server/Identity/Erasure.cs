using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>
/// Erases who a person was: the name, the events that told it, and the salts without which nobody can tell any more which leaves of
/// the log were theirs. The log itself stays whole and verifiable.
/// </summary>
public sealed class Erasure(Desk desk, Sequencer sequencer)
{
    public static readonly Act Erase = new("people.erase", new("個人情報の消去", "Erase person")) { Privileged = true };

    /// <returns>Refusals: <c>not-found</c>, <c>person.self</c>, <c>person.erased</c>.</returns>
    public async Task<Outcome<Person>> EraseAsync(PersonId person, Actor by, CancellationToken ct)
    {
        var outcome = await desk.RunAsync<Person>(Erase, by, async (db, stand) =>
        {
            if (await db.People.AsTracking().FirstOrDefaultAsync(p => p.Id == person, ct) is not { } found) return Refusal.NotFound;
            if (person == by.Person) return Self;
            if (found.Erase(stand) is { } no) return no;
            foreach (var user in await db.ScimUsers.AsTracking().Where(u => u.Person == person).ToListAsync(ct)) user.Erase(stand);
            foreach (var login in await db.ExternalLogins.AsTracking().Where(l => l.Person == person && l.UnlinkedAt == null).ToListAsync(ct)) login.End(stand);
            var (organisation, subject) = (db.Organisation.Value, person.Value);
            await db.Database.ExecuteSqlAsync($"UPDATE events SET body = '', salt = NULL WHERE organisation = {organisation} AND entry_id = {subject} AND register = 'Person'", ct);
            await db.Database.ExecuteSqlAsync($"DELETE FROM subject_salts WHERE organisation = {organisation} AND subject = {subject}", ct);
            return found;
        }, ct);
        if (outcome.Done) sequencer.ForgetSalts(by.Organisation);
        return outcome;
    }

    private static readonly Refusal Self = new("person.self", new("ご自身の情報は消去できません。ほかの方に依頼してください。", "You cannot erase yourself. Please ask somebody else."));
}
