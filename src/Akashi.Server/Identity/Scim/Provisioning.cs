using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity.Scim;

/// <summary>
/// What an identity provider decides about its people (RFC 7644): one act, <c>scim.provision</c>, by the person of its token, all or nothing. It reaches only people
/// whom it added or who were handed over to it, and gives only roles to which its groups were mapped here.
/// </summary>
public sealed class Provisioning(Desk desk, Sessions sessions, Leaving leaving, TimeProvider time)
{
    /// <summary>Reason in events.</summary>
    private const string Reason = "scim";

    public static readonly Act Provision = new("scim.provision", new("外部ID連携による利用者の管理", "Provision people (SCIM)"));

    /// <summary>Which role the members of a group hold. Refusals: <c>not-found</c>, <c>stale</c>, <c>assignment.unknown</c>, <c>assignment.self</c>, <c>assignment.last</c>.</summary>
    public static readonly Act MapGroup = new("groups.map", new("グループへの役割の対応付け", "Map group to role")) { Dangerous = true };

    /// <returns>Refusals: <c>scim.value</c>, <c>scim.name-taken</c>, <c>scim.email-taken</c>, those of <see cref="Person.Add"/>.</returns>
    internal Task<Outcome<ScimUser>> CreateAsync(ScimUserBody body, Actor by, CancellationToken ct) => desk.RunAsync<ScimUser>(Provision, by, async (db, stand) =>
    {
        if (await TakenAsync(db, body, null, ct) is { } taken) return taken;
        var opened = Person.Add.Open(new PersonBody(body.Name, null, body.Email, null), stand, Ids.New(time));
        if (opened.Refusal is { } no) return no;
        var made = ScimUser.Make(new(Ids.New(time)), opened.Value!.Id, body, stand);
        if (!made.Done) return made;
        if (body.Active is false) Person.Suspend.Transition(opened.Value, new(Reason), stand);
        db.Add(opened.Value);
        db.Add(made.Value!);
        return made;
    }, ct);

    /// <param name="version">Which the provider saw; null when it does not say.</param>
    /// <param name="describe">From the user as it stands to the user as it is to be.</param>
    /// <returns>Refusals: <c>not-found</c>, <c>stale</c>, <c>assignment.last</c>, those of <see cref="CreateAsync"/> and of <paramref name="describe"/>.</returns>
    internal async Task<Outcome<ScimUser>> ChangeAsync(PersonId id, string? version, Func<ScimUser, Person, Outcome<ScimUserBody>> describe, Actor by, CancellationToken ct)
    {
        var ended = false;
        var outcome = await desk.RunAsync<ScimUser>(Provision, by, async (db, stand) =>
        {
            if (await FindAsync(db, id, ct) is not var (user, person)) return Refusal.NotFound;
            if (version is not null && version != ScimForms.VersionOf(user, person)) return Refusal.Overtaken;
            var (before, described) = (ScimForms.BodyOf(user, person), describe(user, person));
            if (described.Refusal is { } wrong) return wrong;
            var body = described.Value!;
            if (await TakenAsync(db, body, user, ct) is { } taken) return taken;
            // What the provider leaves as it is stays as somebody may have written it here.
            var name = body.Name == before.Name ? person.Name : body.Name;
            if ((name, body.Email) != (person.Name, person.Email) && Person.Change.Transition(person, new(name, person.Party, body.Email, person.Owner), stand) is { } no) return no;
            if (body with { Active = null, Email = null } != before with { Active = null, Email = null } && user.Take(body, stand) is { } refused) return refused;
            if (body.Active is false && person.State is PersonState.Active)
            {
                if (await Assigning.GuardPersonAsync(db, person, new(Reason), ct) is { } last) return last;
                if (Person.Suspend.Transition(person, new(Reason), stand) is { } self) return self;
                ended = true;
            }
            // Whom somebody here suspended is not the provider's to bring back.
            else if (body.Active is true && person.State is PersonState.Suspended && await SuspendedByProviderAsync(db, person, ct)) Person.Resume.Transition(person, new(Reason), stand);
            return user;
        }, ct);
        if (outcome.Done && ended) await sessions.EndAllAsync(by.Organisation, id, "suspended", by, null, ct);
        return outcome;
    }

    /// <summary>They leave. Who answers for programs is suspended instead, until somebody here says who takes those over.</summary>
    /// <returns>Refusals: <c>not-found</c>, <c>stale</c>, <c>assignment.last</c>, <c>person.self</c>.</returns>
    internal async Task<Outcome<ScimUser>> DeleteAsync(PersonId id, string? version, Actor by, CancellationToken ct)
    {
        var outcome = await desk.RunAsync<ScimUser>(Provision, by, async (db, stand) =>
        {
            if (await FindAsync(db, id, ct) is not var (user, person)) return Refusal.NotFound;
            if (version is not null && version != ScimForms.VersionOf(user, person)) return Refusal.Overtaken;
            if (await Assigning.GuardPersonAsync(db, person, new(Reason), ct) is { } last) return last;
            foreach (var group in (await GroupsAsync(db, ct)).Where(g => g.Members.Contains(id)))
                if (group.Take(new(group.DisplayName, group.ExternalId, [.. group.Members.Where(m => m != id)]), stand) is { } no) return no;
            if (await db.People.AnyAsync(p => p.Owner == id && p.State != PersonState.Left, ct))
            {
                if (await EndAsync(db, [.. user.Granted.Select(g => g.Assignment)], stand, ct) is { } kept) return kept;
                if (person.State is PersonState.Active && Person.Suspend.Transition(person, new(Reason), stand) is { } self) return self;
            }
            else if (person.State is not PersonState.Left && await leaving.WorkAsync(db, person, new(Reason, null), stand, ct) is { } stays) return stays;
            user.Remove(stand);
            return user;
        }, ct);
        if (outcome.Done) await sessions.EndAllAsync(by.Organisation, id, "suspended", by, null, ct);
        return outcome;
    }

    /// <returns>Refusals: <c>scim.value</c>, <c>scim.name-taken</c>, <c>scim.member</c>.</returns>
    internal Task<Outcome<ScimGroup>> CreateGroupAsync(ScimGroupBody body, Actor by, CancellationToken ct) => desk.RunAsync<ScimGroup>(Provision, by, async (db, stand) =>
    {
        if (await TakenAsync(db, body, null, ct) is { } taken) return taken;
        var made = ScimGroup.Make(new(Ids.New(time)), body, stand);
        if (made.Done) db.Add(made.Value!);
        return made;
    }, ct);

    /// <returns>Refusals: <c>not-found</c>, <c>stale</c>, <c>assignment.last</c>, those of <see cref="CreateGroupAsync"/> and of <paramref name="describe"/>.</returns>
    internal Task<Outcome<ScimGroup>> ChangeGroupAsync(ScimGroupId id, string? version, Func<ScimGroup, Outcome<ScimGroupBody>> describe, Actor by, CancellationToken ct) =>
        OnGroupAsync(Provision, id, version, by, async (db, group, stand) =>
        {
            var described = describe(group);
            if (described.Refusal is { } wrong) return wrong;
            var (before, body) = (group.Members, described.Value!);
            if (await TakenAsync(db, body, group, ct) is { } taken) return taken;
            if (body.DisplayName == group.DisplayName && body.ExternalId == group.ExternalId && body.Members.ToHashSet().SetEquals(before)) return null;
            return group.Take(body, stand) ?? await GiveAsync(db, [.. before.Union(body.Members).Except(before.Intersect(body.Members))], stand, ct);
        }, ct);

    internal Task<Outcome<ScimGroup>> DeleteGroupAsync(ScimGroupId id, string? version, Actor by, CancellationToken ct) =>
        OnGroupAsync(Provision, id, version, by, async (db, group, stand) =>
        {
            var members = group.Members;
            group.Remove(stand);
            return await GiveAsync(db, members, stand, ct);
        }, ct);

    /// <param name="role">Null: the group gives nothing.</param>
    public Task<Outcome<ScimGroup>> MapAsync(ScimGroupId id, int version, string? role, Actor by, CancellationToken ct) =>
        OnGroupAsync(MapGroup, id, ScimForms.Tag(version), by, async (db, group, stand) =>
        {
            if (role is not null && (role == BuiltInRoles.Operator.Name || (BuiltInRoles.Find(role) is null && !await db.Roles.AnyAsync(r => r.Name == role, ct))))
                return new("assignment.unknown", new Text("「{0}」という役割はありません。", "There is no role “{0}”.").With(role), 400);
            if (role is not null && group.Members.Contains(stand.By.Person)) return Assignment.Self;
            group.Give(role, stand);
            return await GiveAsync(db, group.Members, stand, ct);
        }, ct);

    private Task<Outcome<ScimGroup>> OnGroupAsync(Act act, ScimGroupId id, string? version, Actor by, Func<Db, ScimGroup, Stand, Task<Refusal?>> work, CancellationToken ct) => desk.RunAsync<ScimGroup>(act, by, async (db, stand) =>
    {
        if (await db.ScimGroups.AsTracking().FirstOrDefaultAsync(g => g.Id == id && g.RemovedAt == null, ct) is not { } group) return Refusal.NotFound;
        if (version is not null && version != ScimForms.Tag(group.Version)) return Refusal.Overtaken;
        return await work(db, group, stand) is { } no ? no : group;
    }, ct);

    /// <summary>Brings the roles of these people in line with the groups that they are in: what they hold by hand stays, what a group gave ends with it.</summary>
    private async Task<Refusal?> GiveAsync(Db db, IReadOnlyList<PersonId> people, Stand stand, CancellationToken ct)
    {
        var groups = await GroupsAsync(db, ct);
        var users = await db.ScimUsers.AsTracking().Where(u => u.RemovedAt == null && people.Contains(u.Person)).ToListAsync(ct);
        var held = (await db.Assignments.AsTracking().Where(a => people.Contains(a.Person) && a.EndedAt == null).ToListAsync(ct)).ToLookup(a => a.Person);
        var wantedOf = users.ToDictionary(u => u, u => groups.Where(g => g.Role is not null && g.Members.Contains(u.Person)).Select(g => g.Role!).ToHashSet());
        if (await EndAsync(db, [.. users.SelectMany(u => u.Granted.Where(g => !wantedOf[u].Contains(g.Role)).Select(g => g.Assignment))], stand, ct) is { } no) return no;
        foreach (var (user, wanted) in wantedOf)
        {
            var kept = user.Granted.Where(g => wanted.Contains(g.Role)).ToList();
            foreach (var role in wanted.Except(kept.Select(g => g.Role)).Order(StringComparer.Ordinal))
            {
                if (held[user.Person].Any(a => a.Role == role && a.Service is null && a.Catalog is null && a.HoldsAt(stand.At))) continue;
                var made = Assignment.Make(new(Ids.New(time)), new AssignmentBody(user.Person, role), stand);
                if (made.Refusal is { } refused) return refused;
                if (await DutyCheck.GuardAsync(db, made.Value!, ct) is { } apart) return apart;
                db.Add(made.Value!);
                kept.Add(new(role, made.Value!.Id));
            }
            if (!kept.SequenceEqual(user.Granted)) user.Grant(kept, stand);
        }
        return null;
    }

    /// <summary>All of them, or none. Those that ended by hand are passed over.</summary>
    private static async Task<Refusal?> EndAsync(Db db, List<AssignmentId> ending, Stand stand, CancellationToken ct)
    {
        foreach (var assignment in await db.Assignments.AsTracking().Where(a => ending.Contains(a.Id) && a.EndedAt == null).ToListAsync(ct))
            if ((await Assigning.GuardEndAsync(db, assignment, ending, ct) ?? assignment.Close(Reason, stand)) is { } no) return no;
        return null;
    }

    private static async Task<(ScimUser User, Person Person)?> FindAsync(Db db, PersonId id, CancellationToken ct) =>
        await db.ScimUsers.AsTracking().FirstOrDefaultAsync(u => u.Person == id && u.RemovedAt == null, ct) is { } user ? (user, await db.People.AsTracking().FirstAsync(p => p.Id == id, ct)) : null;

    private static Task<List<ScimGroup>> GroupsAsync(Db db, CancellationToken ct) => db.ScimGroups.AsTracking().Where(g => g.RemovedAt == null).ToListAsync(ct);

    private static async Task<bool> SuspendedByProviderAsync(Db db, Person person, CancellationToken ct) =>
        await db.Events.Where(e => e.EntryId == person.Id.Value && e.Type == nameof(PersonSuspended)).OrderByDescending(e => e.EntryVersion).Select(e => e.Act).FirstOrDefaultAsync(ct) == Provision.Id;

    private static async Task<Refusal?> TakenAsync(Db db, ScimUserBody body, ScimUser? self, CancellationToken ct)
    {
        var (key, own) = (Account.LoginOf(body.UserName), self?.Person ?? default);
        if (await db.ScimUsers.AnyAsync(u => u.NameKey == key && u.Person != own, ct)) return ScimRefusals.NameTaken;
        if (body.Email is not { } email) return null;
        var emails = await db.People.Where(p => p.Id != own && p.Email != null && p.State != PersonState.Left).Select(p => p.Email!).ToListAsync(ct);
        return emails.Contains(email, StringComparer.OrdinalIgnoreCase) ? ScimRefusals.EmailTaken : null;
    }

    private static async Task<Refusal?> TakenAsync(Db db, ScimGroupBody body, ScimGroup? self, CancellationToken ct)
    {
        var (key, own, members) = (Account.LoginOf(body.DisplayName), self?.Id ?? default, body.Members.Distinct().ToList());
        if (await db.ScimGroups.AnyAsync(g => g.NameKey == key && g.Id != own, ct)) return ScimRefusals.NameTaken;
        return await db.ScimUsers.CountAsync(u => u.RemovedAt == null && members.Contains(u.Person), ct) == members.Count ? null : ScimRefusals.Member;
    }
}
