using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity.Duties;

/// <summary>Two roles that give one person both acts of a pair; one role, when it has both.</summary>
public sealed record DutyConflict(Duty Duty, RoleSet First, RoleSet Second);

/// <summary>
/// No person holds both acts of a pair (provision standard 2.1.6): checked when a role is assigned or changed. Where a role is held does not matter. The
/// operator's role is left out: it is for start and recovery, has every act, and is said on every page and in every leaf.
/// </summary>
internal static class DutyCheck
{
    /// <summary>The built-in pairs and the organisation's own that hold.</summary>
    public static async Task<IReadOnlyList<Duty>> DutiesAsync(Db db, CancellationToken ct) =>
        [.. BuiltInDuties.All, .. (await db.DutyPairs.Where(p => p.EndedAt == null).OrderBy(p => p.Id).ToListAsync(ct)).Select(p => p.Duty)];

    public static IEnumerable<DutyConflict> Conflicts(IEnumerable<Duty> duties, IReadOnlyCollection<RoleSet> held)
    {
        var roles = held.Where(r => r.Name != BuiltInRoles.Operator.Name).ToList();
        foreach (var duty in duties.Where(d => d.Kind is DutyKind.Hold))
            if (roles.FirstOrDefault(r => r.Has(duty.First)) is { } first && roles.FirstOrDefault(r => r.Has(duty.Second)) is { } second) yield return new(duty, first, second);
    }

    /// <summary>A new assignment. Under an exception it must end with it.</summary>
    /// <returns>Refusal: <c>duties.conflict</c>, naming acts and roles.</returns>
    public static async Task<Refusal?> GuardAsync(Db db, Assignment assignment, CancellationToken ct)
    {
        var (duties, roles) = (await DutiesAsync(db, ct), await RolesAsync(db, ct));
        var (person, from, until) = (assignment.Person, assignment.From, assignment.Until ?? DateTimeOffset.MaxValue.AddDays(-2));
        await db.Assignments.AsTracking().Where(a => a.Person == person && a.EndedAt == null && (a.Until == null || a.Until > from) && a.From < until).LoadAsync(ct);
        // With those that begin or end in the same transaction.
        var held = db.Assignments.Local.Where(a => a.Person == person && a.EndedAt == null && (a.Until == null || a.Until > from) && a.From < until).Select(a => a.Role).ToList();
        var before = Conflicts(duties, Sets(roles, held)).Select(c => c.Duty.Key).ToHashSet();
        foreach (var conflict in Conflicts(duties, Sets(roles, [.. held, assignment.Role])).Where(c => !before.Contains(c.Duty.Key)))
        {
            var key = conflict.Duty.Key;
            var excepted = await db.DutyExemptions.Where(e => e.Person == person && e.Pair == key && e.ApprovedAt != null && e.EndedAt == null && e.Until > from).ToListAsync(ct);
            if (!excepted.Any(e => assignment.Until <= e.Until)) return Refused(conflict);
        }
        return null;
    }

    /// <summary>Other acts for a role: nobody who holds it may come to have both of a pair by that.</summary>
    /// <returns>Refusal: <c>duties.conflict</c>.</returns>
    public static async Task<Refusal?> GuardRoleAsync(Db db, Role role, RoleBody body, CancellationToken ct)
    {
        var (duties, roles) = (await DutiesAsync(db, ct), await RolesAsync(db, ct));
        var now = role.ChangedAt;
        var held = await db.Assignments.Where(a => a.EndedAt == null && (a.Until == null || a.Until > now)).Select(a => new { a.Person, a.Role }).ToListAsync(ct);
        var changed = new Dictionary<string, RoleSet>(roles) { [role.Name] = new(role.Name, body.Title, default, body.Acts ?? []) };
        foreach (var person in held.GroupBy(a => a.Person, a => a.Role).Where(p => p.Contains(role.Name)))
        {
            var before = Conflicts(duties, Sets(roles, person)).Select(c => c.Duty.Key).ToHashSet();
            if (Conflicts(duties, Sets(changed, person)).FirstOrDefault(c => !before.Contains(c.Duty.Key)) is { } conflict) return Refused(conflict);
        }
        return null;
    }

    public static IReadOnlyCollection<RoleSet> Sets(IReadOnlyDictionary<string, RoleSet> own, IEnumerable<string> names) =>
        [.. names.Distinct().Select(n => BuiltInRoles.Find(n) ?? own.GetValueOrDefault(n)).OfType<RoleSet>()];

    /// <summary>The organisation's own roles.</summary>
    public static async Task<Dictionary<string, RoleSet>> RolesAsync(Db db, CancellationToken ct) =>
        (await db.Roles.ToListAsync(ct)).ToDictionary(r => r.Name, r => new RoleSet(r.Name, r.Title, default, r.Acts));

    private static Refusal Refused(DutyConflict c) => new("duties.conflict",
        new Text("「{0}」（{1}）と「{2}」（{3}）は同じ方が持てません。役割「{4}」と「{5}」が重なるためです。やむを得ないときは期限付きの例外の承認を受け、その期限までの割当てにしてください。",
            "Nobody may hold both “{0}” ({1}) and “{2}” ({3}), which the roles “{4}” and “{5}” give together. If it cannot be helped, have an exception approved and let the assignment end with it.")
            .With(ActNames.Of(c.Duty.First), c.Duty.First, ActNames.Of(c.Duty.Second), c.Duty.Second, c.First.Title, c.Second.Title),
        409, new { c.Duty.First, c.Duty.Second, FirstRole = c.First.Name, SecondRole = c.Second.Name });
}
