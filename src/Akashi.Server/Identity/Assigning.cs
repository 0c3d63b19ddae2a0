using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>Rules about assignments that need other rows: the person and the role exist, no duties meet that must be apart, and somebody is left who can assign.</summary>
public static class Assigning
{
    /// <summary>The first roles, which nobody is there to assign: by the start, of the sample's people, and of the first administrator.</summary>
    public static readonly OpenAct<Assignment, AssignmentBody> Appoint = new("assignments.appoint", new("最初の役割の割当て", "Appoint"), (body, stand, id) => Assignment.Make(new(id), body, stand), KnownAsync);

    internal static async Task<Refusal?> GuardAsync(Db db, Assignment assignment, AssignmentBody body, CancellationToken ct) => await KnownAsync(db, assignment, body, ct);

    private static async Task<Refusal?> KnownAsync(Db db, Assignment assignment, AssignmentBody body, CancellationToken ct)
    {
        if (!await db.People.AnyAsync(p => p.Id == body.Person && p.State == PersonState.Active, ct))
            return new("assignment.unknown", new("利用中の方を選んでください。", "Please choose somebody who is active."), 400);
        if (BuiltInRoles.Find(body.Role) is null && !await db.Roles.AnyAsync(r => r.Name == body.Role, ct))
            return new("assignment.unknown", new Text("「{0}」という役割はありません。", "There is no role “{0}”.").With(body.Role), 400);
        var until = assignment.Until ?? DateTimeOffset.MaxValue.AddDays(-2);
        var from = assignment.From;
        if (await db.Assignments.AnyAsync(a => a.Person == body.Person && a.Role == body.Role && a.Service == body.Service && a.Catalog == body.Catalog && a.EndedAt == null && (a.Until == null || a.Until > from) && a.From < until, ct))
            return new("assignment.held", new("同じ役割が同じ期間にすでに割り当てられています。", "The same role is assigned for that time already."));
        return null;
    }

    /// <summary>Whoever takes away the last role that can assign would lock everybody out.</summary>
    internal static async Task<Refusal?> GuardEndAsync(Db db, Assignment assignment, Because body, CancellationToken ct) =>
        await GuardEndAsync(db, assignment, [], ct);

    /// <summary>The same, for several assignments that end in one transaction.</summary>
    /// <param name="ending">Those that end besides.</param>
    internal static async Task<Refusal?> GuardEndAsync(Db db, Assignment assignment, IReadOnlyList<AssignmentId> ending, CancellationToken ct)
    {
        List<AssignmentId> all = [.. ending, assignment.Id];
        return CanAssign.Contains(assignment.Role) && !await OthersAsync(db, a => !all.Contains(a.Id), ct) ? Last : null;
    }

    /// <summary>The same, for all roles of a person at once.</summary>
    internal static async Task<Refusal?> GuardPersonAsync(Db db, Person person, Because body, CancellationToken ct) =>
        await db.Assignments.AnyAsync(a => a.Person == person.Id && a.EndedAt == null && CanAssign.Contains(a.Role), ct) && !await OthersAsync(db, a => a.Person != person.Id, ct) ? Last : null;

    private static readonly List<string> CanAssign = [.. BuiltInRoles.All.Where(r => r.Has("assignments.assign")).Select(r => r.Name)];

    private static Task<bool> OthersAsync(Db db, System.Linq.Expressions.Expression<Func<Assignment, bool>> other, CancellationToken ct) =>
        (from a in db.Assignments.Where(other)
         join p in db.People on a.Person equals p.Id
         where a.EndedAt == null && a.Until == null && a.Service == null && a.Catalog == null && CanAssign.Contains(a.Role) && p.State == PersonState.Active
         select a.Id).AnyAsync(ct);

    private static readonly Refusal Last = new("assignment.last", new("役割を割り当てられる方が誰もいなくなるため、終了できません。先に別の方を管理者にしてください。", "Nobody would be left who can assign roles. Please make somebody else an administrator first."));
}
