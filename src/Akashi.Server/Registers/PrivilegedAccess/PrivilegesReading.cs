using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.PrivilegedAccess;

/// <summary>What somebody wants to see of the requests.</summary>
public enum PrivilegeShow
{
    /// <summary>All, newest first.</summary>
    All,

    /// <summary>What waits for the one who asks: requests they may decide, ends they may review.</summary>
    Waiting,

    /// <summary>Their own.</summary>
    Mine,

    /// <summary>Grants that hold now.</summary>
    Live,

    /// <summary>Ended and not reviewed.</summary>
    Review,
}

/// <summary>Reads the register as it holds at this moment.</summary>
public sealed class PrivilegesReading(DbFactory databases, TimeProvider time) : IDues
{
    /// <summary>Requests that this person may decide, and ends that they may review.</summary>
    public async Task<IEnumerable<Due>> OfAsync(Actor by, DateTimeOffset now, CancellationToken ct)
    {
        if (!by.May(List.Id)) return [];
        return (await ListAsync(by, PrivilegeShow.Waiting, null, ct)).Select(r => r.StandAt(now) is PrivilegeStand.Requested
            ? new Due(nameof(PrivilegeRequest), r.Key, new Text("特権の申請「{0}」の承認・却下", "Decide on the privilege “{0}”").With(r.Title), r.DecideBy)
            : new Due(nameof(PrivilegeRequest), r.Key, new Text("特権「{0}」の使われ方の確認", "Review how the privilege “{0}” was used").With(r.Title), r.ReviewBy ?? r.Until!.Value.AddDays(r.Rule.ReviewDays)));
    }

    public static readonly Act List = new("privileges.list", new("特権の一覧の閲覧", "Read list of privileges"));
    public static readonly Act Read = new("privileges.read", new("特権の申請の閲覧", "Read request"));

    /// <summary>Lines of one answer.</summary>
    public const int Most = 500;

    public DateTimeOffset Now => Clock.Truncate(time.GetUtcNow());

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<PrivilegeRequest>> ListAsync(Actor by, PrivilegeShow show, Guid? before, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var query = db.Privileges.AsQueryable();
        query = show switch
        {
            PrivilegeShow.Mine => query.Where(r => r.Person == by.Person),
            PrivilegeShow.Live => query.Where(r => r.Status == PrivilegeStatus.Granted),
            PrivilegeShow.Waiting => query.Where(r => r.Person != by.Person && r.ReviewedAt == null && r.Status != PrivilegeStatus.Rejected && r.Status != PrivilegeStatus.Withdrawn && r.Status != PrivilegeStatus.Lapsed),
            PrivilegeShow.Review => query.Where(r => r.ReviewedAt == null && r.Status != PrivilegeStatus.Requested && r.Status != PrivilegeStatus.Rejected && r.Status != PrivilegeStatus.Withdrawn && r.Status != PrivilegeStatus.Lapsed),
            _ => query,
        };
        if (before is { } last)
        {
            var id = new PrivilegeRequestId(last);
            query = query.Where(r => r.RequestedAt < db.Privileges.Where(p => p.Id == id).Select(p => p.RequestedAt).First());
        }
        var found = await query.OrderByDescending(r => r.RequestedAt).ThenByDescending(r => r.Id).Take(Most).ToListAsync(ct);
        var now = Now;
        return show switch
        {
            PrivilegeShow.Waiting => [.. found.Where(r => WaitsFor(r, by, now))],
            PrivilegeShow.Live => [.. found.Where(r => r.IsLive(now))],
            PrivilegeShow.Review => [.. found.Where(r => r.StandAt(now) is PrivilegeStand.ReviewDue or PrivilegeStand.ReviewOverdue)],
            _ => found,
        };
    }

    /// <summary>Null when there is none.</summary>
    public async Task<PrivilegeRequest?> FindAsync(OrganisationId organisation, Guid id, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return await db.FindEntryAsync<PrivilegeRequest>(id, ct);
    }

    /// <summary>The rules in force, one for each kind of target.</summary>
    public async Task<IReadOnlyList<RuleBody>> RulesAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var rules = new List<RuleBody>();
        foreach (var kind in Enum.GetValues<TargetKind>()) rules.Add(await PrivilegeRule.OfAsync(db, kind, ct));
        return rules;
    }

    /// <summary>True when this person is asked to decide or to review.</summary>
    public static bool WaitsFor(PrivilegeRequest request, Actor by, DateTimeOffset now) => request.StandAt(now) switch
    {
        PrivilegeStand.Requested => request.Approval.Refuses(by) is null,
        PrivilegeStand.ReviewDue or PrivilegeStand.ReviewOverdue => request.Person != by.Person && by.May(PrivilegeRequest.Review.Id),
        _ => false,
    };
}
