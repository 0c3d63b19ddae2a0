using Akashi.Server.Kernel;

namespace Akashi.Server.Registers.PrivilegedAccess;

/// <summary>Every no of this room. Codes: docs/refusals.md.</summary>
internal static class PrivilegeRefusals
{
    public static readonly Refusal Reason = new("privilege.reason", new("理由を2,000字以内で入力してください。", "Say why, in up to 2,000 characters."), 400);
    public static readonly Refusal SecondReason = new("privilege.second-reason", new("待てない理由も入力してください。緊急時の特権には二つの理由が必要です。", "Say as well why it cannot wait: break-glass needs two reasons."), 400);
    public static readonly Refusal NoTitle = new("privilege.title", new("必要な役割や作業の名前を200字以内で入力してください。", "Name the role or the work, in up to 200 characters."), 400);
    public static readonly Refusal NoTarget = new("privilege.no-target", new("対象を選んでください。Akashi の操作、またはアカウントとホストの組です。", "Name what it is for: acts of Akashi, or accounts and hosts."), 400);
    public static readonly Refusal TooWide = new("privilege.too-wide", new Text("対象は種類ごとに{0}件までです。必要最小限にしてください。", "Name up to {0} of each; ask for no more than you need.").With(PrivilegeTarget.Most), 400);
    public static readonly Refusal Period = new("privilege.period", new("期間が正しくありません。終わりは始まりより後、かつこれからの時刻にしてください。", "The period is wrong: it must end after it begins, and not in the past."), 400);
    public static readonly Refusal NoBreakGlass = new("privilege.no-break-glass", new("この対象では緊急時の特権は認められていません。通常の申請をしてください。", "Break-glass is not allowed for this target. Please make an ordinary request."));
    public static readonly Refusal Decided = new("privilege.decided", new("この申請はすでに判断が済んでいるか、期限が過ぎています。", "This request has been decided, or it has lapsed."));
    public static readonly Refusal NotLive = new("privilege.not-live", new("この特権は有効ではありません。", "This privilege is not live."));
    public static readonly Refusal NotYours = new("privilege.not-yours", new("これができるのは申請した本人だけです。", "Only the person who asked for it may do this."));
    public static readonly Refusal NothingToReview = new("privilege.nothing-to-review", new("確認を待っている特権ではありません。", "There is nothing to review: it has not ended, or it has been reviewed."));
    public static readonly Refusal SelfReview = new("privilege.self-review", new("確認は、特権を使った方とは別の方が行ってください。", "Somebody other than the one who held it must review it."));
    public static readonly Refusal ReviewNote = new("privilege.review-note", new("確認した内容を2,000字以内で入力してください。", "Say what you found, in up to 2,000 characters."), 400);
    public static readonly Refusal RuleValue = new("privilege-rule.value", new("規則の値が範囲の外です。承認は1〜10名、時間は30日まで、緊急時は通常より長くできません。", "A value is out of range: 1 to 10 approvers, up to 30 days, break-glass no longer than an ordinary grant."), 400);

    public static Refusal TooLong(int minutes) => new("privilege.too-long", new Text("期間が長すぎます。規則では{0}分までです。", "The period is too long: the rule allows {0} minutes.").With(minutes));
    public static Refusal UnknownAct(string act) => new("privilege.unknown-act", new Text("「{0}」は特権の必要な操作ではありません。", "“{0}” is no privileged act.").With(act), 400);
    public static Refusal BadAccount(string account) => new("privilege.account", new Text("「{0}」はアカウント名として使えません。", "“{0}” cannot be the name of an account.").With(account), 400);
    public static Refusal BadHost(string host) => new("privilege.host", new Text("「{0}」はホスト名として使えません。英小文字、数字、ドット、ハイフンで入力してください。", "“{0}” cannot be the name of a host: lower case letters, digits, dots and hyphens.").With(host), 400);
}
