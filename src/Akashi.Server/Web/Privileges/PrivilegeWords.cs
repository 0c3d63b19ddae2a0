using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Privileges;

/// <summary>Words and marks of the pages of privileged access.</summary>
internal static class PrivilegeWords
{
    public static readonly Text Title = new("特権", "Privileges");
    public static readonly Text WaitingFigure = new("あなたの判断を待つもの {0}件", "{0} wait for you");
    public static readonly Text LiveFigure = new("いま有効な特権 {0}件", "{0} live now");
    public static readonly Text OverdueFigure = new("確認の遅れ {0}件", "{0} reviews overdue");
    public static readonly Text Between = new("、", ", ");
    public static readonly Text Stop = new("。", ".");
    public static readonly Text Lead = new("特権は誰も持ち続けません。必要なときに申請し、ほかの方の承認を受け、期限で終わり、使われ方を別の方が確認します。", "Nobody holds a privilege standing: it is asked for, approved by others, ends at its time and is reviewed by somebody else.");
    public static readonly Text Ask = new("特権を申請", "Ask for a privilege");
    public static readonly Text Alarm = new("警報", "Alarm");
    public static readonly Text Look = new("内容を見る", "Look at it");
    public static readonly Text Seen = new("確認した", "I have seen it");
    public static readonly Text NotPermitted = new("このページを見る権限がありません。管理者にお問い合わせください。", "You may not see this page. Please ask your administrator.");

    public static readonly Text ShowWaiting = new("判断待ち", "Waiting for me");
    public static readonly Text ShowMine = new("自分の申請", "Mine");
    public static readonly Text ShowLive = new("有効", "Live");
    public static readonly Text ShowReview = new("確認待ち", "To be reviewed");
    public static readonly Text Empty = new("特権の申請はまだありません。", "Nobody has asked for a privilege yet.");
    public static readonly Text EmptyHere = new("ここに当てはまる申請はありません。", "No request is of this kind.");

    public static readonly Text What = new("内容", "For what");
    public static readonly Text Holder = new("申請者", "Asked by");
    public static readonly Text Target = new("対象", "Target");
    public static readonly Text Period = new("期間", "Period");
    public static readonly Text AskedPeriod = new("申請した期間", "Period asked for");
    public static readonly Text Approvals = new("承認", "Approvals");
    public static readonly Text ApprovalsOf = new("{0}/{1}名", "{0} of {1}");
    public static readonly Text Reason = new("理由", "Reason");
    public static readonly Text WhyNow = new("承認を待てない理由", "Why it cannot wait");
    public static readonly Text About = new("対象のチケットや記録", "Ticket or entry");
    public static readonly Text DecideBy = new("判断の期限", "To be decided by");
    public static readonly Text ReviewBy = new("確認の期限", "To be reviewed by");
    public static readonly Text FirstUse = new("最初の使用", "First use");
    public static readonly Text Unknown = new("登録のない人", "Somebody not enrolled");
    public static readonly Text BreakGlass = new("緊急時（承認なし）", "Break-glass, no approval");
    public static readonly Text Unused = new("未使用", "Unused");
    public static readonly Text Improper = new("問題あり", "Not right");
    public static readonly Text Proper = new("問題なし", "All right");
    public static readonly Text NotFoundYet = new("まだありません", "Not yet");

    public static readonly Text Timeline = new("経過", "What happened");
    public static readonly Text StepAsked = new("{0}が申請", "{0} asked");
    public static readonly Text StepTaken = new("{0}が緊急時の特権を取得", "{0} took it without an approval");
    public static readonly Text StepApproved = new("{0}が承認", "{0} approved");
    public static readonly Text StepBegins = new("有効期間の始まり", "The grant begins");
    public static readonly Text StepUsed = new("最初の使用", "First use");
    public static readonly Text StepRejected = new("却下: {0}", "Rejected: {0}");
    public static readonly Text StepWithdrawn = new("申請者が取り下げ", "Withdrawn by the one who asked");
    public static readonly Text StepLapsed = new("判断がないまま期限が過ぎた", "Nobody decided in time");
    public static readonly Text StepExpired = new("期限により終了", "Ended at its time");
    public static readonly Text StepGivenBack = new("申請者が返却", "Given back");
    public static readonly Text StepRevoked = new("取り消し: {0}", "Revoked: {0}");
    public static readonly Text StepUnused = new("使われないまま終了", "It was never used");
    public static readonly Text StepMissed = new("確認の期限が過ぎた（指摘が自動で開きました）", "The review is overdue; a finding opened itself");
    public static readonly Text StepReviewed = new("{0}が確認（{1}）: {2}", "{0} reviewed it ({1}): {2}");

    public static readonly Text Decide = new("判断", "Decide");
    public static readonly Text DecideEffect = new("承認すると、{0}が{1}まで「{2}」を使えるようになります。必要な承認は{3}名、いま{4}名です。", "Approving lets {0} use “{2}” until {1}. {3} must approve; {4} have.");
    public static readonly Text Approve = new("承認する", "Approve");
    public static readonly Text Reject = new("却下する", "Reject");
    public static readonly Text RejectReason = new("却下の理由", "Why it is rejected");
    public static readonly Text Withdraw = new("申請を取り下げる", "Withdraw the request");
    public static readonly Text GiveBack = new("特権を返す（すぐに終わります）", "Give it back (it ends at once)");
    public static readonly Text Revoke = new("取り消す（すぐに使えなくなります）", "Revoke (it ends at once)");
    public static readonly Text RevokeTitle = new("取り消し", "Revoke");
    public static readonly Text RevokeReason = new("取り消しの理由", "Why it is revoked");
    public static readonly Text ReviewTitle = new("使われ方の確認", "Review");
    public static readonly Text ReviewLead = new("履歴、証明書、操作記録を見て、申請した目的のとおりに使われたかを確認してください。", "Look at history, certificates and recordings: was it used for what it was asked for?");
    public static readonly Text ReviewNote = new("確認した内容", "What you looked at and found");
    public static readonly Text Save = new("確認を記録", "Record the review");
    public static readonly Text SelfNote = new("ご自身の申請は、ほかの方の判断をお待ちください。", "Somebody else decides about your own request.");

    public static readonly Text FormLead = new("必要な操作だけ、必要な時間だけを申請してください。承認者全員に届き、承認された時から有効です。", "Ask for no more than you need, and for no longer. All approvers are told; it holds from the approval on.");
    public static readonly Text FormRole = new("役割や作業の名前", "Role or work");
    public static readonly Text FormTarget = new("対象", "Target");
    public static readonly Text Acts = new("Akashi の操作", "Acts of Akashi");
    public static readonly Text Servers = new("サーバー（SSH）", "Servers (SSH)");
    public static readonly Text Accounts = new("アカウント（カンマ区切り）", "Accounts, separated by commas");
    public static readonly Text Hosts = new("ホスト名（カンマ区切り）", "Hosts, separated by commas");
    public static readonly Text ServersToo = new("SSH でサーバーに入る場合だけ、アカウントとホストを入力してください。", "Only when servers are reached by SSH: name accounts and hosts.");
    public static readonly Text From = new("始まり", "From");
    public static readonly Text FromHint = new("空欄なら承認された時から", "Empty: from the approval on");
    public static readonly Text Length = new("時間（分）", "Minutes");
    public static readonly Text RuleHint = new("規則: 承認{0}名、{1}分まで、{2}時間以内に判断、終了後{3}日以内に確認", "Rule: {0} must approve, up to {1} minutes, decided within {2} hours, reviewed within {3} days");
    public static readonly Text Urgent = new("承認を待てない緊急時（承認者全員に警報が届きます。{0}分まで）", "Emergency that cannot wait (alarms every approver; up to {0} minutes)");
    public static readonly Text Send = new("申請する", "Ask");
    public static readonly Text TakeNow = new("緊急時の特権を取得し、承認者に警報を送る", "Take it now and alarm the approvers");

    public static readonly Text Rules = new("規則", "Rules");
    public static readonly Text RuleLine = new("承認{0}名（{1}の権限を持つ方）、{2}分まで、緊急時{3}分まで、判断{4}時間以内、確認{5}日以内", "{0} must approve (permission: {1}), up to {2} minutes, break-glass up to {3}, decided within {4} hours, reviewed within {5} days");

    public static readonly Text Certificates = new("SSH証明書", "SSH certificates");
    public static readonly Text CertificatesLead = new("“akashi ssh sign --grant {0}”で発行するか、公開鍵を貼り付けて発行します。接続できるのは有効期間中だけです。", "Sign with akashi ssh sign --grant {0}, or paste a public key. Hosts let it in during the period only.");
    public static readonly Text PublicKey = new("公開鍵（id_ed25519.pub の1行）", "Public key, the line of id_ed25519.pub");
    public static readonly Text SignKey = new("証明書を発行", "Sign");
    public static readonly Text Serial = new("番号", "Serial");
    public static readonly Text Fingerprint = new("鍵の指紋", "Fingerprint of the key");
    public static readonly Text Principals = new("接続先", "Principals");
    public static readonly Text Download = new("ダウンロード", "Download");

    public static Text Of(TargetKind kind) => kind switch
    {
        TargetKind.Akashi => new("Akashi の操作", "Acts of Akashi"),
        TargetKind.Servers => new("サーバー", "Servers"),
        _ => new("外部の方による保守", "Maintenance by outsiders"),
    };

    public static Mark Mark(PrivilegeStand stand) => stand switch
    {
        PrivilegeStand.Requested => new("◆", "due", new("申請中", "Requested")),
        PrivilegeStand.Rejected => new("✕", "mute", new("却下", "Rejected")),
        PrivilegeStand.Withdrawn => new("–", "mute", new("取り下げ", "Withdrawn")),
        PrivilegeStand.Lapsed => new("–", "mute", new("期限切れ（判断なし）", "Lapsed")),
        PrivilegeStand.Approved => new("◐", "partly", new("承認済み（開始前）", "Approved, not begun")),
        PrivilegeStand.Live => new("●", "ok", new("有効", "Live")),
        PrivilegeStand.ReviewDue => new("◆", "due", new("終了（確認待ち）", "Ended, to be reviewed")),
        PrivilegeStand.ReviewOverdue => new("■", "bad", new("終了（確認の遅れ）", "Ended, review overdue")),
        _ => new("✓", "ok", new("確認済み", "Reviewed")),
    };

    /// <summary>The target in one line.</summary>
    public static string Line(PrivilegeTarget target) => target.Kind is TargetKind.Akashi
        ? string.Join(Between.ToString(), (target.Acts ?? []).Select(a => ActNames.Of(a).ToString()))
        : target.Hosts is { Count: > 0 } hosts ? $"{string.Join(", ", target.Accounts ?? [])} @ {string.Join(", ", hosts)}"
        : Of(target.Kind);
}
