using Akashi.Server.Kernel;

namespace Akashi.Server.Registers.Changes;

/// <summary>Every no of this room. Codes: docs/refusals.md.</summary>
internal static class ChangeRefusals
{
    public static readonly Refusal Words = new("change.words", new("件名は200字以内、理由・安全への影響・切り戻し方法は2,000字以内で、すべて入力してください。", "Fill in title (200 characters), reason, security impact and way back (2,000 each)."), 400);
    public static readonly Refusal Scope = new("change.scope", new("対象のサービスか構成要素を、あわせて100件まで選んでください。", "Name services or components, up to 100 in all."), 400);
    public static readonly Refusal Unknown = new("change.unknown", new("選ばれたサービスか顧客が見つかりません。", "A service or customer that was named does not exist."), 400);
    public static readonly Refusal Window = new("change.window", new("期間が正しくありません。終わりは始まりより後、かつこれからの時刻にし、切り戻しの見込みは0〜10,080分にしてください。", "The window must end after it begins, and not in the past; going back takes 0 to 10,080 minutes."), 400);
    public static readonly Refusal State = new("change.state", new("この変更は、いまの段階ではその操作ができません。", "This cannot be done with the change as it stands."));
    public static readonly Refusal NotYours = new("change.not-yours", new("取り下げられるのは申請した本人だけです。", "Only whoever asked for it may take it back."));
    public static readonly Refusal Untested = new("change.untested", new("合格した試験の記録がないため承認できません。", "Nobody may approve it before a passed test is on record."));
    public static readonly Refusal Outside = new("change.outside-window", new("予定した期間の外では着手できません。", "It cannot start outside its window."));
    public static readonly Refusal NotTold = new("change.not-told", new("影響を受ける顧客への事前の通知がまだです。", "Affected customers have not been told yet."));
    public static readonly Refusal ApproverWorks = new("change.approver-works", new("承認した方は着手できません。別の方が作業してください。", "Who approved it may not carry it out."));
    public static readonly Refusal NotApproved = new("change.not-approved", new("事後の承認が済むまで完了にできません。", "It cannot be closed before others have approved it."));
    public static readonly Refusal SelfClose = new("change.self-close", new("作業した方とは別の方が結果を確かめてください。", "Somebody other than the one who worked must look at the result."));
    public static readonly Refusal RuleValue = new("change-rule.value", new("規則の値が範囲の外です。承認は1〜10名、事後承認は1〜240時間、予告は0〜365日です。", "A value is out of range: 1 to 10 approvers, 1 to 240 hours, 0 to 365 days."), 400);

    public static Refusal TooEarly(DateTimeOffset from) => new("change.notice-time", new Text("予告期間が終わる {0} (UTC) までは着手できません。", "The notice time runs until {0} (UTC); it cannot start before.").With(from.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
}
