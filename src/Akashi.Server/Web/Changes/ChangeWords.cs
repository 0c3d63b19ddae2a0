using Akashi.Server.Kernel;
using Akashi.Server.Registers.Changes;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Changes;

/// <summary>Words and marks of the pages of changes.</summary>
internal static class ChangeWords
{
    public static readonly Text Title = new("変更", "Changes");
    public static readonly Text Lead = new("承認を待っている変更は{0}件、事後承認が遅れている緊急変更は{1}件です。", "{0} wait for your approval; {1} emergency changes were not approved in time.");
    public static readonly Text New = new("変更を申請", "Request a change");
    public static readonly Text Empty = new("ここに当てはまる変更はありません。", "No change is of this kind.");
    public static readonly Text EmptyDo = new("運用環境を変える前に、理由、影響、試験、切り戻し方法を書いて申請します。", "Before anything in operation is changed, say why, what it affects, how it was tested and how to go back.");
    public static readonly Text ShowWaiting = new("承認待ち", "Waiting for me");
    public static readonly Text ShowOpen = new("進行中", "Open");
    public static readonly Text ShowOverdue = new("事後承認の遅れ", "Approved too late");
    public static readonly Text What = new("件名", "Title");
    public static readonly Text Kind = new("種別", "Kind");
    public static readonly Text Risk = new("リスク", "Risk");
    public static readonly Text Window = new("予定期間", "Window");
    public static readonly Text From = new("開始予定（日本時間）", "Begins (Japan time)");
    public static readonly Text To = new("終了予定（日本時間）", "Ends (Japan time)");
    public static readonly Text Approvals = new("承認", "Approvals");
    public static readonly Text ApprovalsOf = new("{0}/{1}名", "{0} of {1}");
    public static readonly Text ApproveBy = new("事後承認の期限", "To be approved by");
    public static readonly Text Asker = new("申請者", "Asked by");
    public static readonly Text Reason = new("理由", "Reason");
    public static readonly Text Services = new("対象サービス", "Services");
    public static readonly Text Components = new("構成要素（「、」区切り）", "Components (separated by commas)");
    public static readonly Text Customers = new("影響を受ける顧客", "Affected customers");
    public static readonly Text CustomersHint = new("選ぶと、事前の通知と予告期間が必要になります。", "Those chosen must be told beforehand, and the notice time must have run.");
    public static readonly Text Impact = new("安全への影響", "Security impact");
    public static readonly Text Rollback = new("切り戻し方法", "Way back");
    public static readonly Text Minutes = new("切り戻しの見込み（分）", "Going back takes (minutes)");
    public static readonly Text Emergency = new("緊急変更としてすぐ始める（事後の承認が必要）", "Begin at once as an emergency (to be approved afterwards)");
    public static readonly Text Send = new("申請する", "Send request");
    public static readonly Text StartNow = new("いま始める", "Begin now");
    public static readonly Text Nobody = new("なし", "None");
    public static readonly Text Next = new("次にすること", "Next step");
    public static readonly Text NextTest = new("試験をして結果を記録してください。合格の記録がないと承認できません。", "Test it and record the result; nobody can approve it before a passed test.");
    public static readonly Text NextApprove = new("申請者以外の方の承認を待っています。", "It waits for the approval of others.");
    public static readonly Text NextTell = new("影響を受ける顧客に通知し、その証拠を記録してください。", "Tell the affected customers and record the proof.");
    public static readonly Text NextNotice = new("予告期間が {0} に終わるまで着手できません。", "It cannot start before the notice time has run, on {0}.");
    public static readonly Text NextWindow = new("予定期間の始まり（{0}）を待っています。", "It waits for its window, from {0}.");
    public static readonly Text NextMissed = new("予定期間が過ぎました。取り下げて、新しい期間で申請し直してください。", "Its window has passed. Withdraw it and ask for another one.");
    public static readonly Text NextStart = new("承認した方以外が着手できます。", "It can start, by anybody but its approvers.");
    public static readonly Text NextFinish = new("終わったら結果と確認したことを記録してください。", "When it is done, record the result and what was looked at.");
    public static readonly Text NextClose = new("作業した方以外が結果を確かめてください。", "Somebody other than the one who worked looks at the result.");
    public static readonly Text NextNothing = new("することはありません。", "Nothing is left to do.");
    public static readonly Text Test = new("試験", "Test");
    public static readonly Text TestText = new("試験した内容と結果の保管場所", "What was tested, and where the result stands");
    public static readonly Text Passed = new("合格", "Passed");
    public static readonly Text Failed = new("不合格", "Failed");
    public static readonly Text Approve = new("承認する", "Approve");
    public static readonly Text Reject = new("却下する", "Reject");
    public static readonly Text Withdraw = new("取り下げる", "Withdraw");
    public static readonly Text Start = new("着手する", "Start");
    public static readonly Text Finish = new("終了を記録", "Record the end");
    public static readonly Text Close = new("完了にする", "Close");
    public static readonly Text Tell = new("通知を記録", "Record notice");
    public static readonly Text Told = new("顧客への通知", "Customer notice");
    public static readonly Text Content = new("通知した内容", "What they were told");
    public static readonly Text Technical = new("技術的な説明", "Technical description");
    public static readonly Text Proof = new("送った相手・方法と、届いたことの証拠", "To whom and how it was sent, and what shows that it arrived");
    public static readonly Text Note = new("理由・所見", "Reason or finding");
    public static readonly Text Result = new("結果", "Result");
    public static readonly Text Verification = new("確認したこと", "What was looked at");
    public static readonly Text Deviation = new("計画との相違", "What differed from the plan");
    public static readonly Text Started = new("着手", "Started");
    public static readonly Text Ended = new("終了", "Ended");
    public static readonly Text Collisions = new("同じ時間・同じサービスの変更", "Changes at the same time on the same services");

    public static readonly char[] Separators = [',', '、'];

    public static Text Of(ChangeKind kind) => kind is ChangeKind.Normal ? new("通常", "Normal") : new("緊急", "Emergency");

    public static Text Of(RiskClass risk) => risk switch { RiskClass.Low => new("低", "Low"), RiskClass.Medium => new("中", "Medium"), _ => new("高", "High") };

    public static Text Of(ChangeResult result) => result switch
    {
        ChangeResult.Done => new("計画どおり", "As planned"),
        ChangeResult.Partly => new("一部のみ", "Partly"),
        ChangeResult.RolledBack => new("切り戻し", "Rolled back"),
        _ => new("失敗", "Failed"),
    };

    public static Mark Mark(Change change, DateTimeOffset now) => change.ApprovedAt is null && change.IsApprovalOverdue(now)
        ? new("■", "bad", new("事後承認の遅れ", "Approval overdue"))
        : change.Status switch
        {
            ChangeStatus.Requested => new("◆", "due", new("申請中", "Requested")),
            ChangeStatus.Rejected => new("✕", "mute", new("却下", "Rejected")),
            ChangeStatus.Withdrawn => new("–", "mute", new("取り下げ", "Withdrawn")),
            ChangeStatus.Approved => new("◐", "partly", new("承認済み", "Approved")),
            ChangeStatus.Started => new("●", "ok", new("作業中", "Under way")),
            ChangeStatus.Finished => new("◆", "due", new("終了（確認待ち）", "Ended, to be looked at")),
            _ => new("✓", "ok", new("完了", "Closed")),
        };

    /// <summary>What is waited for.</summary>
    public static Text NextOf(Change c, DateTimeOffset now) => c.Status switch
    {
        ChangeStatus.Requested => c.Test is { Passed: true } ? NextApprove : NextTest,
        ChangeStatus.Approved when now >= c.To => NextMissed,
        ChangeStatus.Approved when c.Plan.Customers.Count > 0 && c.Told is null => NextTell,
        ChangeStatus.Approved when c.Plan.Customers.Count > 0 && c.NoticeRunsUntil > now => NextNotice.With(Dates.Moment(c.NoticeRunsUntil.Value)),
        ChangeStatus.Approved => now < c.From ? NextWindow.With(Dates.Moment(c.From)) : NextStart,
        ChangeStatus.Started => NextFinish,
        ChangeStatus.Finished => c.ApprovedAt is null ? NextApprove : NextClose,
        _ => NextNothing,
    };
}
