using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Duties;

/// <summary>Words of segregation of duties.</summary>
internal static class DutyWords
{
    public static readonly Text Title = new("職務分掌", "Segregation of duties");
    public static readonly Text Lead = new("分けている操作は{0}組。例外なしに両方を持つ方は{1}人、有効な例外は{2}件、承認待ちは{3}件です。", "{0} pairs of acts are kept apart. {1} people hold both without an exception; {2} exceptions hold, {3} wait for approval.");
    public static readonly Text Conflicts = new("両方を持っている方", "People who hold both");
    public static readonly Text NoConflicts = new("両方を持っている方はいません。", "Nobody holds both acts of a pair.");
    public static readonly Text Person = new("人", "Person");
    public static readonly Text Pair = new("分ける操作", "Kept apart");
    public static readonly Text Roles = new("重なる役割", "Roles that meet");
    public static readonly Text Exception = new("例外", "Exception");
    public static readonly Text ExceptedUntil = new("{0}まで例外", "excepted until {0}");
    public static readonly Text Unexcepted = new("例外なし", "without exception");
    public static readonly Text Pairs = new("分けている操作の組", "Pairs of acts kept apart");
    public static readonly Text Kind = new("分け方", "How");
    public static readonly Text Why = new("理由", "Why");
    public static readonly Text Source = new("根拠", "Source");
    public static readonly Text Own = new("この組織の定め", "this organisation's own");
    public static readonly Text End = new("終了", "End");
    public static readonly Text Define = new("組を加える", "Keep two acts apart");
    public static readonly Text First = new("一方の操作", "One act");
    public static readonly Text Second = new("もう一方の操作", "The other act");
    public static readonly Text DefineEffect = new("すでに両方を持つ方の役割は変わらず、上の一覧に表示されます。", "Whoever holds both already keeps them and is listed above.");
    public static readonly Text Exceptions = new("例外", "Exceptions");
    public static readonly Text NoExceptions = new("例外はありません。", "There are no exceptions.");
    public static readonly Text Until = new("期限", "Until");
    public static readonly Text AskedBy = new("申請した人", "Asked by");
    public static readonly Text ApprovedBy = new("承認した人", "Approved by");
    public static readonly Text Ask = new("例外を申請", "Ask for an exception");
    public static readonly Text AskEffect = new("ご本人と申請した方以外の承認で有効になります。最長{0}日です。", "It holds once somebody other than the person and you approves; for {0} days at most.");
    public static readonly Text Approve = new("承認", "Approve");
    public static readonly Text Lift = new("取消し", "Refuse or end");
    public static readonly Text Done = new("記録しました。", "Done.");

    public static Text Of(DutyKind kind) => kind is DutyKind.Hold ? new("同じ方が両方の権限を持たない", "nobody holds both") : new("同じ記録に同じ方が両方を行わない", "nobody does both to one entry");

    public static Mark Of(DutyExemption e, DateTimeOffset now) =>
        e.HoldsAt(now) ? new("◆", "due", new("有効", "holds"))
        : e.WaitsAt(now) ? new("□", "due", new("承認待ち", "waits for approval"))
        : e.EndedAt is not null ? new("–", "mute", new("取消し", "refused or ended")) : new("–", "mute", new("期限終了", "over"));
}
