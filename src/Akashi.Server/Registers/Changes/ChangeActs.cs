using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.Changes;

/// <summary>requested → rejected | withdrawn | approved → started → finished → closed; an emergency begins as started and is approved afterwards.</summary>
public sealed partial class Change
{
    private const int LongestTitle = 200;
    private const int LongestText = 2_000;
    private const int MostThings = 100;

    /// <summary>Refusals: <c>change.words</c>, <c>change.scope</c>, <c>change.unknown</c>, <c>change.window</c>.</summary>
    public static readonly OpenAct<Change, ChangeBody> Ask = new("changes.request", new("変更の申請", "Request change"), (_, stand, id) => New(stand, id), async (db, change, body, ct) =>
    {
        if (await change.EnterAsync(db, body, ct) is { } no) return no;
        (change.From, change.To) = (Clock.Truncate(body.From.ToUniversalTime()), Clock.Truncate(body.To.ToUniversalTime()));
        if (change.To <= change.From || change.To <= change.RequestedAt) return ChangeRefusals.Window;
        (change.Plan, change.Status) = (change.Plan with { From = change.From, To = change.To }, ChangeStatus.Requested);
        change.Record(new ChangeRequested(change.Plan, change.Rule), change.RequestedAt);
        change.Owe(new("change.request", new Text("変更「{0}」が承認を待っています。", "The change “{0}” waits for approval.").With(change.Plan.Title), false, Approve!.Id), change.RequestedAt);
        return null;
    });

    /// <summary>Begins at once; every approver is alarmed and others must approve within the rule's hours. Refusals: as <see cref="Ask"/>.</summary>
    public static readonly OpenAct<Change, ChangeBody> StartEmergency = new("changes.emergency", new("緊急変更の開始", "Start emergency change"), (_, stand, id) => New(stand, id), async (db, change, body, ct) =>
    {
        if (await change.EnterAsync(db, body, ct) is { } no) return no;
        var at = change.RequestedAt;
        (change.From, change.To) = (at, Clock.Truncate(body.To.ToUniversalTime()));
        if (change.To <= at) return ChangeRefusals.Window;
        (change.Kind, change.Status, change.Plan) = (ChangeKind.Emergency, ChangeStatus.Started, change.Plan with { From = at, To = change.To });
        (change.StartedBy, change.StartedAt, change.ApproveBy) = (change.Person, at, at.AddHours(change.Rule.LateHours));
        change.Record(new EmergencyStarted(change.Plan, change.Rule, change.ApproveBy.Value, change.Plan.Customers.Count > 0), at);
        change.Owe(new("change.emergency", new Text("緊急変更「{0}」が承認なしで始まりました。事後の承認が必要です。", "The emergency change “{0}” began without an approval; it must be approved afterwards.").With(change.Plan.Title), true, Approve!.Id), at);
        return null;
    });

    /// <summary>Refusals: <c>change.state</c>, <c>change.words</c>.</summary>
    public static readonly Act<Change, TestBody> RecordTest = new("changes.test", new("試験結果の記録", "Record test"), (change, body, stand) =>
    {
        if (change.Status is not ChangeStatus.Requested && !(change.Kind is ChangeKind.Emergency && change.Status is ChangeStatus.Started or ChangeStatus.Finished)) return ChangeRefusals.State;
        if (!Fits(body.Evidence, LongestText)) return ChangeRefusals.Words;
        change.Test = new(body.Passed, body.Evidence.Trim(), stand.By.Person, stand.At);
        // Who agreed before saw another result.
        if (change.Kind is ChangeKind.Normal) change.Approval = change.Approval with { Votes = [] };
        change.Record(new ChangeTested(body.Passed, change.Test.Evidence), stand.At);
        return null;
    });

    /// <summary>Puts on record that customers were told; the notice time counts from this moment. Refusals: <c>change.state</c>, <c>change.words</c>.</summary>
    public static readonly Act<Change, CustomerNoticeBody> Tell = new("changes.notify", new("顧客への通知の記録", "Record customer notice"), (change, body, stand) =>
    {
        if (change.Status is ChangeStatus.Rejected or ChangeStatus.Withdrawn or ChangeStatus.Closed || change.Plan.Customers.Count == 0) return ChangeRefusals.State;
        if (!Fits(body.Content, LongestText) || !Fits(body.Technical, LongestText) || !Fits(body.Proof, LongestText)) return ChangeRefusals.Words;
        change.Told ??= new(body, stand.By.Person, stand.At);
        change.Record(new ChangeTold(body), stand.At);
        return null;
    });

    /// <summary>Refusals: <c>change.state</c>, <c>change.untested</c>, <c>not-permitted</c>, <c>approval.self</c>, <c>approval.twice</c>.</summary>
    public static readonly Act<Change, NoBody> Approve = new("changes.approve", new("変更の承認", "Approve change"), (change, _, stand) =>
    {
        var late = change.Kind is ChangeKind.Emergency && change.Status is ChangeStatus.Started or ChangeStatus.Finished;
        if (change.ApprovedAt is not null || (change.Status is not ChangeStatus.Requested && !late)) return ChangeRefusals.State;
        if (change.Kind is ChangeKind.Normal && change.Test is not { Passed: true }) return ChangeRefusals.Untested;
        var agreed = change.Approval.Agree(stand);
        if (agreed.Refusal is { } no) return no;
        change.Approval = agreed.Value!;
        if (change.Approval.Given) change.ApprovedAt = stand.At;
        if (change.Approval.Given && !late) change.Status = ChangeStatus.Approved;
        change.Record(new ChangeApproved(stand.By.Person, change.Approval.Votes.Count, change.Approval.Needed), stand.At);
        return null;
    });

    /// <summary>Refusals: <c>change.state</c>, <c>not-permitted</c>, <c>approval.self</c>, <c>approval.twice</c>, <c>change.words</c>.</summary>
    public static readonly Act<Change, ChangeRemark> Reject = new("changes.reject", new("変更の却下", "Reject change"), (change, body, stand) =>
    {
        if (change.Status is not ChangeStatus.Requested) return ChangeRefusals.State;
        if (change.Approval.Refuses(stand.By) is { } no) return no;
        if (!Fits(body.Note, LongestText)) return ChangeRefusals.Words;
        (change.Status, change.Remark) = (ChangeStatus.Rejected, body.Note.Trim());
        change.Record(new ChangeRejected(stand.By.Person, change.Remark), stand.At);
        return null;
    });

    /// <summary>Refusals: <c>change.not-yours</c>, <c>change.state</c>.</summary>
    public static readonly Act<Change, NoBody> Withdraw = new("changes.withdraw", new("変更の取り下げ", "Withdraw change"), (change, _, stand) =>
    {
        if (stand.By.Person != change.Person) return ChangeRefusals.NotYours;
        if (change.Status is not (ChangeStatus.Requested or ChangeStatus.Approved)) return ChangeRefusals.State;
        change.Status = ChangeStatus.Withdrawn;
        change.Record(new ChangeWithdrawn(), stand.At);
        return null;
    });

    /// <summary>Refusals: <c>change.state</c>, <c>change.approver-works</c>, <c>change.outside-window</c>, <c>change.not-told</c>, <c>change.notice-time</c>.</summary>
    public static readonly Act<Change, NoBody> Start = new("changes.start", new("変更の着手", "Start change"), (change, _, stand) =>
    {
        if (change.Status is not ChangeStatus.Approved) return ChangeRefusals.State;
        if (change.Approval.Votes.Any(v => v.By == stand.By.Person)) return ChangeRefusals.ApproverWorks;
        if (stand.At < change.From || stand.At >= change.To) return ChangeRefusals.Outside;
        if (change.Plan.Customers.Count > 0)
        {
            if (change.NoticeRunsUntil is not { } until) return ChangeRefusals.NotTold;
            if (stand.At < until) return ChangeRefusals.TooEarly(until);
        }
        (change.Status, change.StartedBy, change.StartedAt) = (ChangeStatus.Started, stand.By.Person, stand.At);
        change.Record(new ChangeStarted(stand.By.Person), stand.At);
        return null;
    });

    /// <summary>Refusals: <c>change.state</c>, <c>change.words</c>.</summary>
    public static readonly Act<Change, ChangeOutcome> Finish = new("changes.finish", new("変更の終了", "Finish change"), (change, body, stand) =>
    {
        if (change.Status is not ChangeStatus.Started) return ChangeRefusals.State;
        if (!Fits(body.Verification, LongestText) || body.Deviation is { Length: > LongestText } || (body.Result is not ChangeResult.Done && string.IsNullOrWhiteSpace(body.Deviation))) return ChangeRefusals.Words;
        (change.Status, change.FinishedAt, change.Ended) = (ChangeStatus.Finished, stand.At, body with { Verification = body.Verification.Trim() });
        change.Record(new ChangeFinished(change.Ended), stand.At);
        return null;
    });

    /// <summary>Refusals: <c>change.state</c>, <c>change.not-approved</c>, <c>change.self-close</c>, <c>change.words</c>.</summary>
    public static readonly Act<Change, ChangeRemark> Close = new("changes.close", new("変更の完了確認", "Close change"), (change, body, stand) =>
    {
        if (change.Status is not ChangeStatus.Finished) return ChangeRefusals.State;
        if (change.ApprovedAt is null) return ChangeRefusals.NotApproved;
        if (stand.By.Person == change.StartedBy) return ChangeRefusals.SelfClose;
        if (!Fits(body.Note, LongestText)) return ChangeRefusals.Words;
        (change.Status, change.Remark) = (ChangeStatus.Closed, body.Note.Trim());
        change.Record(new ChangeClosed(stand.By.Person, change.Remark), stand.At);
        return null;
    });

    private static Change New(Stand stand, Guid id) => new() { Id = new(id), Person = stand.By.Person, RequestedAt = stand.At };

    private async Task<Refusal?> EnterAsync(Db db, ChangeBody body, CancellationToken ct)
    {
        if (!Fits(body.Title, LongestTitle) || !Fits(body.Reason, LongestText) || !Fits(body.Impact, LongestText) || !Fits(body.Rollback, LongestText)) return ChangeRefusals.Words;
        if (body.RollbackMinutes is < 0 or > 10_080) return ChangeRefusals.Window;
        var (services, customers) = ((body.Services ?? []).Distinct().ToList(), (body.Customers ?? []).Distinct().ToList());
        var components = (body.Components ?? []).Where(c => !string.IsNullOrWhiteSpace(c)).Select(c => c.Trim()).Distinct(StringComparer.Ordinal).ToList();
        if (services.Count + components.Count is 0 or > MostThings || customers.Count > MostThings || components.Any(c => c.Length > LongestTitle)) return ChangeRefusals.Scope;
        if (await db.Services.CountAsync(s => services.Contains(s.Id), ct) != services.Count || await db.Parties.CountAsync(p => customers.Contains(p.Id), ct) != customers.Count) return ChangeRefusals.Unknown;
        Rule = await ChangeRule.OfAsync(db, ct);
        Plan = body with { Title = body.Title.Trim(), Reason = body.Reason.Trim(), Impact = body.Impact.Trim(), Rollback = body.Rollback.Trim(), Services = services, Customers = customers, Components = components };
        Approval = Approval.Of(Rule.Of(Plan.Risk), Person, Approve.Id);
        return null;
    }

    private static bool Fits(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;
}
