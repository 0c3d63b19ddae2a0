using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;

namespace Akashi.Server.Registers.PrivilegedAccess;

/// <summary>requested → rejected | withdrawn | lapsed | granted → expired | given back | revoked → reviewed.</summary>
public sealed partial class PrivilegeRequest
{
    private const int LongestTitle = 200;
    private const int LongestText = 2_000;

    /// <summary>Asks for a privilege.</summary>
    public static readonly OpenAct<PrivilegeRequest, PrivilegeBody> Ask = new("privileges.request", new("特権の申請", "Request privilege"),
        (_, stand, id) => New(stand, id), async (db, request, body, ct) =>
        {
            var rule = await PrivilegeRule.OfAsync(db, body.Target?.Kind ?? default, ct);
            if (body.Target?.Kind is not TargetKind.Maintenance) return request.Enter(body, rule);
            var work = await MaintenancePlan.ReadAsync(db, body.Maintenance, ct);
            request.Work = work.Value;
            return work.Refusal ?? request.Enter(body, rule);
        });

    /// <summary>Takes a privilege at once; all approvers are alarmed, and it must be reviewed.</summary>
    public static readonly OpenAct<PrivilegeRequest, BreakGlassBody> TakeNow = new("privileges.break-glass", new("緊急時の特権の取得", "Break glass"),
        (_, stand, id) => New(stand, id), async (db, request, body, ct) => request.Enter(body, await PrivilegeRule.OfAsync(db, body.Target?.Kind ?? default, ct)));

    /// <summary>Refusals: <c>privilege.decided</c>, <c>not-permitted</c>, <c>approval.self</c>, <c>approval.twice</c>, <c>maintenance.not-approved</c>.</summary>
    public static readonly Act<PrivilegeRequest, NoBody> Approve = new("privileges.approve", new("特権の承認", "Approve privilege"), (request, _, stand) =>
    {
        if (request.StandAt(stand.At) is not PrivilegeStand.Requested) return PrivilegeRefusals.Decided;
        var agreed = request.Approval.Agree(stand);
        if (agreed.Refusal is { } no) return no;
        request.Approval = agreed.Value!;
        request.Record(new PrivilegeApproved(stand.By.Person, request.Approval.Votes.Count, request.Approval.Needed), stand.At);
        if (request.Approval.Given) request.Grant(stand.At);
        return null;
    }, async (db, request, _, ct) => request.Work is { } work ? await MaintenancePlan.CheckAsync(db, work, ct) : null);

    /// <summary>Refusals: <c>privilege.decided</c>, <c>not-permitted</c>, <c>approval.self</c>, <c>approval.twice</c>, <c>privilege.reason</c>.</summary>
    public static readonly Act<PrivilegeRequest, ReasonBody> Reject = new("privileges.reject", new("特権の却下", "Reject privilege"), (request, body, stand) =>
    {
        if (request.StandAt(stand.At) is not PrivilegeStand.Requested) return PrivilegeRefusals.Decided;
        if (request.Approval.Refuses(stand.By) is { } no) return no;
        if (!Fits(body.Reason, LongestText)) return PrivilegeRefusals.Reason;
        (request.Status, request.Remark, request.DueAt) = (PrivilegeStatus.Rejected, body.Reason.Trim(), null);
        request.Record(new PrivilegeRejected(stand.By.Person, request.Remark), stand.At);
        return null;
    });

    /// <summary>Refusals: <c>privilege.not-yours</c>, <c>privilege.decided</c>.</summary>
    public static readonly Act<PrivilegeRequest, NoBody> Withdraw = new("privileges.withdraw", new("特権の申請の取り下げ", "Withdraw request"), (request, _, stand) =>
    {
        if (stand.By.Person != request.Person) return PrivilegeRefusals.NotYours;
        if (request.StandAt(stand.At) is not PrivilegeStand.Requested) return PrivilegeRefusals.Decided;
        (request.Status, request.DueAt) = (PrivilegeStatus.Withdrawn, null);
        request.Record(new PrivilegeWithdrawn(), stand.At);
        return null;
    });

    /// <summary>The work is done before its time. Refusals: <c>privilege.not-yours</c>, <c>privilege.not-live</c>.</summary>
    public static readonly Act<PrivilegeRequest, NoBody> GiveBack = new("privileges.give-back", new("特権の返却", "Give privilege back"), (request, _, stand) =>
        stand.By.Person != request.Person ? PrivilegeRefusals.NotYours : request.EndEarly(PrivilegeStatus.GivenBack, null, stand.At));

    /// <summary>Refusals: <c>privilege.reason</c>, <c>privilege.not-live</c>.</summary>
    public static readonly Act<PrivilegeRequest, ReasonBody> Revoke = new("privileges.revoke", new("特権の取り消し", "Revoke privilege"), (request, body, stand) =>
        Fits(body.Reason, LongestText) ? request.EndEarly(PrivilegeStatus.Revoked, body.Reason.Trim(), stand.At) : PrivilegeRefusals.Reason);

    /// <summary>Refusals: <c>privilege.nothing-to-review</c>, <c>privilege.self-review</c>, <c>privilege.review-note</c>.</summary>
    public static readonly Act<PrivilegeRequest, ReviewBody> Review = new("privileges.review", new("特権の使われ方の確認", "Review privilege"), (request, body, stand) =>
    {
        if (request.StandAt(stand.At) is not (PrivilegeStand.ReviewDue or PrivilegeStand.ReviewOverdue)) return PrivilegeRefusals.NothingToReview;
        if (stand.By.Person == request.Person) return PrivilegeRefusals.SelfReview;
        if (!Fits(body.Note, LongestText)) return PrivilegeRefusals.ReviewNote;
        request.CatchUp(stand.At);
        (request.ReviewedBy, request.ReviewedAt, request.ReviewedProper, request.ReviewNote, request.DueAt) = (stand.By.Person, stand.At, body.Proper, body.Note.Trim(), null);
        request.Record(new PrivilegeReviewed(stand.By.Person, body.Proper, request.ReviewNote), stand.At);
        return null;
    });

    /// <summary>What was really done, by the holder or the escort, until it is reviewed. Refusals: <c>maintenance.none</c>, <c>privilege.not-yours</c>, <c>privilege.not-live</c>, <c>maintenance.plan</c>.</summary>
    public static readonly Act<PrivilegeRequest, WorkReport> Report = new("privileges.report", new("保守作業の報告", "Report maintenance"), (request, report, stand) =>
    {
        if (request.Work is not { } work) return MaintenanceRefusals.NotMaintenance;
        if (stand.By.Person != request.Person && stand.By.Person != work.Escort) return PrivilegeRefusals.NotYours;
        if (request.StandAt(stand.At) is not (PrivilegeStand.Live or PrivilegeStand.ReviewDue or PrivilegeStand.ReviewOverdue)) return PrivilegeRefusals.NotLive;
        request.CatchUp(stand.At);
        var reported = MaintenancePlan.Reported(request.Work!, report, stand.At);
        if (reported.Refusal is { } no) return no;
        request.Work = reported.Value;
        request.Record(new MaintenanceReported(report), stand.At);
        return null;
    });

    /// <summary>Time has passed: records what it changed. Only the server does this.</summary>
    internal static readonly Act<PrivilegeRequest, NoBody> ComeDue = new("privileges.come-due", new("特権の期限の到来", "Privilege comes due"), (request, _, stand) =>
    {
        request.CatchUp(stand.At);
        return null;
    });

    /// <summary>The grant is used; only the first use is an event.</summary>
    internal void Use(string act, DateTimeOffset at)
    {
        if (FirstUsedAt is not null) return;
        FirstUsedAt = at;
        Record(new PrivilegeUsed(act), at);
    }

    /// <summary>Whoever asked or holds has left: nothing is left to approve or to use.</summary>
    internal void HolderLeft(string reason, DateTimeOffset at)
    {
        if (StandAt(at) is PrivilegeStand.Requested)
        {
            (Status, DueAt) = (PrivilegeStatus.Withdrawn, null);
            Record(new PrivilegeWithdrawn(), at);
        }
        else EndEarly(PrivilegeStatus.Revoked, reason, at);
    }

    private static PrivilegeRequest New(Stand stand, Guid id) => new() { Id = new(id), Person = stand.By.Person, RequestedAt = stand.At };

    private Refusal? Enter(PrivilegeBody body, RuleBody rule)
    {
        if (Take(body.Title, body.Reason, body.About, body.Target, rule) is { } no) return no;
        (AskedFrom, AskedTo) = (Clock.Truncate(body.From.ToUniversalTime()), Clock.Truncate(body.To.ToUniversalTime()));
        if (AskedFrom < RequestedAt) AskedFrom = RequestedAt;
        if (AskedTo <= AskedFrom) return PrivilegeRefusals.Period;
        if (AskedTo - AskedFrom > TimeSpan.FromMinutes(rule.MostMinutes)) return PrivilegeRefusals.TooLong(rule.MostMinutes);
        var last = RequestedAt.AddHours(rule.DecideHours);
        DecideBy = last < AskedTo ? last : AskedTo;
        (Status, DueAt) = (PrivilegeStatus.Requested, DecideBy);
        Record(new PrivilegeRequested(body with { Target = Target, From = AskedFrom, To = AskedTo }, rule), RequestedAt);
        Owe(new("privilege.request", new Text("特権の申請「{0}」が承認を待っています。", "The request “{0}” waits for approval.").With(Title), false, rule.Approver), RequestedAt);
        return null;
    }

    private Refusal? Enter(BreakGlassBody body, RuleBody rule)
    {
        if (Take(body.Title, body.Reason, body.About, body.Target, rule) is { } no) return no;
        if (!Fits(body.WhyNow, LongestText)) return PrivilegeRefusals.SecondReason;
        if (rule.BreakGlassMinutes == 0 || Target.Kind is TargetKind.Maintenance) return PrivilegeRefusals.NoBreakGlass;
        if (body.Minutes < 1) return PrivilegeRefusals.Period;
        if (body.Minutes > rule.BreakGlassMinutes) return PrivilegeRefusals.TooLong(rule.BreakGlassMinutes);
        (BreakGlass, WhyNow) = (true, body.WhyNow.Trim());
        (AskedFrom, AskedTo, DecideBy) = (RequestedAt, RequestedAt.AddMinutes(body.Minutes), RequestedAt);
        (Status, From, Until, DueAt) = (PrivilegeStatus.Granted, AskedFrom, AskedTo, AskedTo);
        Record(new PrivilegeBroken(body with { Target = Target }, rule, AskedTo), RequestedAt);
        Owe(new("privilege.break-glass", new Text("緊急時の特権「{0}」が承認なしで使われ始めました。", "Break-glass: “{0}” was taken without an approval.").With(Title), true, rule.Approver), RequestedAt);
        return null;
    }

    private Refusal? Take(string? title, string? reason, string? about, PrivilegeTarget? target, RuleBody rule)
    {
        if (!Fits(title, LongestTitle)) return PrivilegeRefusals.NoTitle;
        if (!Fits(reason, LongestText)) return PrivilegeRefusals.Reason;
        Target = (target ?? PrivilegeTarget.OfActs()).Tidy();
        if (Target.Check() is { } no) return no;
        (Title, Reason, About, Rule) = (title!.Trim(), reason!.Trim(), string.IsNullOrWhiteSpace(about) ? null : about.Trim(), rule);
        Approval = Approval.Of(rule.Approvals, Person, rule.Approver);
        return null;
    }

    /// <summary>Time runs from the approval; never longer than asked, nor than the rule allows.</summary>
    private void Grant(DateTimeOffset at)
    {
        From = AskedFrom > at ? AskedFrom : at;
        var longest = From.Value.AddMinutes(Rule.MostMinutes);
        Until = AskedTo < longest ? AskedTo : longest;
        (Status, DueAt) = (PrivilegeStatus.Granted, Until);
        Record(new PrivilegeGranted(From.Value, Until.Value), at);
        if (Work?.Escort is { } escort) Owe(new("maintenance.escort", new Text("保守「{0}」の立会いをお願いします。", "Please escort the maintenance “{0}”.").With(Title), false, "", escort), at);
    }

    private Refusal? EndEarly(PrivilegeStatus how, string? reason, DateTimeOffset at)
    {
        if (StandAt(at) is not (PrivilegeStand.Live or PrivilegeStand.Approved)) return PrivilegeRefusals.NotLive;
        End(how, at, reason, at);
        return null;
    }

    private void End(PrivilegeStatus how, DateTimeOffset end, string? reason, DateTimeOffset at)
    {
        (Status, Until, Remark, ReviewBy) = (how, end, reason, ReviewByOf(end));
        DueAt = ReviewBy;
        Record(new PrivilegeOver(how, end, FirstUsedAt is not null, reason, ReviewBy.Value), at);
        // A grant that never began was no work.
        if (Work is null || end <= From) return;
        Work = Work with { From = From, Until = end };
        Record(new MaintenanceRecorded(Work), at);
    }

    /// <summary>Records what time alone has changed.</summary>
    private void CatchUp(DateTimeOffset at)
    {
        if (Status is PrivilegeStatus.Requested && at >= DecideBy)
        {
            (Status, DueAt) = (PrivilegeStatus.Lapsed, null);
            Record(new PrivilegeLapsed(), at);
        }
        if (Status is PrivilegeStatus.Granted && at >= Until) End(PrivilegeStatus.Expired, Until.Value, null, at);
        if (ReviewBy is { } due && at >= due && ReviewedAt is null && !ReviewMissed)
        {
            (ReviewMissed, DueAt) = (true, null);
            Record(new PrivilegeReviewMissed(due), at);
            Owe(new("privilege.review-overdue", new Text("特権「{0}」の確認期限が過ぎました。", "The review of the privilege “{0}” is overdue.").With(Title), true, Review.Id), at);
        }
    }

    private static bool Fits(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;
}
