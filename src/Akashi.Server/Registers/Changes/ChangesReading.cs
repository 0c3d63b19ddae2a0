using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.Changes;

/// <summary>What somebody wants to see of the changes.</summary>
public enum ChangeShow { All, Waiting, Open, Overdue }

/// <summary>Reads the register as it holds at this moment.</summary>
public sealed class ChangesReading(DbFactory databases, TimeProvider time) : IDues
{
    /// <summary>Changes that this person may approve: before their window, or by the deadline of an emergency; and results that wait for another's look, from their end.</summary>
    public async Task<IEnumerable<Due>> OfAsync(Actor by, DateTimeOffset now, CancellationToken ct)
    {
        var dues = new List<Due>();
        if (by.May(Change.Approve.Id))
            dues.AddRange((await ListAsync(by, ChangeShow.Waiting, ct)).Where(c => c.Kind is ChangeKind.Emergency || c.Test is { Passed: true }).Select(c => new Due(nameof(Change), c.Key, new Text("変更「{0}」の承認・却下", "Decide on the change “{0}”").With(c.Plan.Title), c.ApproveBy ?? c.From)));
        if (!by.May(Change.Close.Id)) return dues;
        await using var db = databases.Open(by.Organisation);
        var ended = await db.Changes.Where(c => c.Status == ChangeStatus.Finished && c.ApprovedAt != null && c.StartedBy != by.Person).ToListAsync(ct);
        dues.AddRange(ended.Select(c => new Due(nameof(Change), c.Key, new Text("変更「{0}」の結果の確認", "Look at the result of the change “{0}”").With(c.Plan.Title), c.To)));
        return dues;
    }

    public static readonly Act List = new("changes.list", new("変更の一覧の閲覧", "Read list of changes"));
    public static readonly Act Read = new("changes.read", new("変更の閲覧", "Read change"));

    /// <summary>Lines of one answer.</summary>
    public const int Most = 500;

    public DateTimeOffset Now => Clock.Truncate(time.GetUtcNow());

    /// <summary>The latest window first.</summary>
    public async Task<IReadOnlyList<Change>> ListAsync(Actor by, ChangeShow show, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var now = Now;
        var query = show switch
        {
            ChangeShow.Waiting => db.Changes.Where(c => c.ApprovedAt == null && c.Person != by.Person && (c.Status == ChangeStatus.Requested || c.Status == ChangeStatus.Started || c.Status == ChangeStatus.Finished)),
            ChangeShow.Open => db.Changes.Where(c => c.Status == ChangeStatus.Requested || c.Status == ChangeStatus.Approved || c.Status == ChangeStatus.Started || c.Status == ChangeStatus.Finished),
            ChangeShow.Overdue => db.Changes.Where(c => c.ApproveBy <= now && (c.ApprovedAt == null || c.ApprovedAt >= c.ApproveBy)),
            _ => db.Changes,
        };
        var found = await query.OrderByDescending(c => c.From).ThenByDescending(c => c.Id).Take(Most).ToListAsync(ct);
        return show is ChangeShow.Waiting ? [.. found.Where(c => c.Approval.Refuses(by) is null)] : found;
    }

    /// <summary>Null when there is none.</summary>
    public async Task<Change?> FindAsync(OrganisationId organisation, Guid id, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return await db.FindEntryAsync<Change>(id, ct);
    }

    /// <summary>Other changes, not given up, in the same time on one of the same services.</summary>
    public async Task<IReadOnlyList<Change>> CollisionsAsync(Change change, CancellationToken ct)
    {
        await using var db = databases.Open(change.Organisation);
        var (from, to) = (change.From, change.To);
        var near = await db.Changes.Where(c => c.From < to && c.To > from && c.Status != ChangeStatus.Rejected && c.Status != ChangeStatus.Withdrawn).OrderBy(c => c.From).ToListAsync(ct);
        return [.. near.Where(change.Collides)];
    }

    public async Task<ChangeRuleBody> RuleAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return await ChangeRule.OfAsync(db, ct);
    }
}
