using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>
/// The account of the machine: whoever can read the data folder starts and recovers Akashi with it, by <c>operator.token</c> or the one-time link. It is a
/// program's account with a role of its own, which an administrator can take away once people have theirs.
/// </summary>
public sealed class LocalOperator(DbFactory databases, Desk desk, Permissions permissions, TimeProvider time)
{
    private Actor? _actor;

    /// <summary>The operator; <see cref="EnsureAsync"/> has run before anyone can ask. For what the start itself does: no permission is asked.</summary>
    public Actor Actor => _actor ?? throw new InvalidOperationException("The operator is not known yet.");

    /// <summary>Finds the organisation and its operator, or founds them. True when the organisation is new.</summary>
    public async Task<bool> EnsureAsync(NewOrganisation organisation, CancellationToken ct)
    {
        await using var db = databases.Open(default);
        var known = await db.Organisations.IgnoreQueryFilters().OrderBy(o => o.Id).Select(o => o.Id).FirstOrDefaultAsync(ct);
        var person = await db.People.IgnoreQueryFilters().Where(p => p.Organisation == known).OrderBy(p => p.Id).Select(p => p.Id).FirstOrDefaultAsync(ct);
        _actor = new Actor(person == default ? new(Ids.New(time)) : person, known == default ? new(Ids.New(time)) : known, _ => true) { Access = new("inside", BuiltInRoles.Operator.Name) };
        if (known == default) Must(await desk.OpenAsync(Organisation.Found, organisation, _actor, ct));
        if (person == default) Must(await desk.OpenAsync(Person.Enrol, new Text("ローカル操作者", "Local operator"), _actor, ct));
        await permissions.LoadAsync(_actor.Organisation, ct);
        if (permissions.Of(_actor.Organisation).Of(_actor.Person).Count == 0)
            Must(await desk.OpenAsync(Assigning.Appoint, new AssignmentBody(_actor.Person, BuiltInRoles.Operator.Name), Actor.Machine(_actor.Organisation), ct));
        return known == default;
    }

    private static void Must<T>(Outcome<T> outcome)
    {
        if (outcome.Refusal is { } refusal) throw new InvalidOperationException($"{refusal.Code}: {refusal.Message.En}");
    }
}
