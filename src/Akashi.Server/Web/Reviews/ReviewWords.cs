using Akashi.Server.Kernel;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Reviews;

/// <summary>Words of access reviews.</summary>
internal static class ReviewWords
{
    public static readonly Text Title = new("権限の棚卸し", "Access reviews");
    public static readonly Text Lead = new("{0}件の判断があなたを待っています。進行中の棚卸しは{1}件、うち期日を過ぎたものは{2}件です。", "{0} decisions wait for you. {1} reviews are open, {2} of them past their day.");
    public static readonly Text Empty = new("棚卸しはまだありません", "No access review yet");
    public static readonly Text EmptyDo = new("棚卸しを始めると、いまの割当てが一件ずつ担当の方に届き、残すか外すかを判断できます。", "Opening one gives each assignment to somebody who says whether it stays or is taken away.");
    public static readonly Text New = new("棚卸しを始める", "Open a review");
    public static readonly Text Name = new("名称", "Name");
    public static readonly Text Due = new("期日", "Last day");
    public static readonly Text DueHint = new("この日までに判断します。当日と翌日に、残っている方へ通知します。", "Decisions are due by then; whoever still owes some is told on that day and the next.");
    public static readonly Text Progress = new("進み具合", "Progress");
    public static readonly Text ProgressOf = new("{0} / {1} 件", "{0} of {1}");
    public static readonly Text ForMe = new("あなたの未判断", "Waiting for you");
    public static readonly Text Result = new("結果", "Result");
    public static readonly Text Reviewers = new("担当", "Who decides");
    public static readonly Text ReviewersHint = new("上から順に見て、最初に当てはまる方の担当になります。ご本人の分は次の方に回ります。", "Each assignment goes to the first that fits; what is somebody's own goes to the next.");
    public static readonly Text AddReviewer = new("担当を加える", "Add reviewer");
    public static readonly Text Remove = new("除く", "Remove");
    public static readonly Text OfRole = new("対象の役割", "For the role");
    public static readonly Text OfParty = new("対象の所属", "For people of");
    public static readonly Text Any = new("（すべて）", "(all)");
    public static readonly Text NoReviewers = new("判断できる方がいません。先に「承認者」などの役割を割り当ててください。", "Nobody may decide yet. Assign a role such as “Approver” first.");
    public static readonly Text Effect = new("始めると、いま有効な割当て{0}件が明細になり、担当の方に通知されます。", "Opening makes a line of each of the {0} assignments that stand, and tells those who decide.");
    public static readonly Text GraceDays = new("期日から{0}日後に期限切れ。{1}", "Overdue {0} days after the last day. {1}");
    public static readonly Text LapsesYes = new("判断のない割当ては自動で終了します。", "What nobody decided then ends by itself.");
    public static readonly Text LapsesNo = new("判断のない割当ては期限切れとして残ります。", "What nobody decided then stays, shown as overdue.");

    public static readonly Text LinesLead = new("{0}件のうち{1}件が判断済み、{2}件が未判断、うちあなたの担当は{3}件です。期日は{4}です。", "{1} of {0} lines are decided, {2} are not, {3} of those wait for you. The last day is {4}.");
    public static readonly Text ClosedLead = new("{0}に終了しました。残す{1}件、外す{2}件、自動終了{3}件、判断前に終了{4}件、未判断{5}件。", "Closed {0}: {1} kept, {2} removed, {3} ended by themselves, {4} ended before, {5} undecided.");
    public static readonly Text Person = new("人", "Person");
    public static readonly Text Role = new("役割", "Role");
    public static readonly Text Where = new("範囲", "For");
    public static readonly Text Until = new("割当ての終わり", "Assigned until");
    public static readonly Text NoEnd = new("期限なし", "no end");
    public static readonly Text Responsible = new("担当", "Decides");
    public static readonly Text You = new("あなた", "you");
    public static readonly Text Decision = new("判断", "Decision");
    public static readonly Text Act = new("操作", "Act");
    public static readonly Text Keep = new("残す", "Keep");
    public static readonly Text TakeAway = new("外す", "Take away");
    public static readonly Text Reason = new("理由", "Reason");
    public static readonly Text Why = new("「{0}」の「{1}」を外す理由", "Why “{1}” is taken away from {0}");
    public static readonly Text RemoveEffect = new("外すと、この割当てはただちに終わります。", "The assignment ends at once.");
    public static readonly Text Keys = new("行を選んで K で残す、R で外す、↑↓ で移動します。", "With a row in focus: K keeps, R takes away, arrow keys move.");
    public static readonly Text Everywhere = new("すべて", "Everything");
    public static readonly Text HandOver = new("引き継ぐ", "Hand over");
    public static readonly Text HandOverTo = new("引継ぎ先", "Hand over to");
    public static readonly Text Close = new("棚卸しを終了", "Close review");
    public static readonly Text CloseEffect = new("結果を固定し、証跡として保存します。以後は変えられません。", "Freezes the result as evidence; nothing changes afterwards.");
    public static readonly Text Record = new("結果（JSON）", "Result (JSON)");
    public static readonly Text Table = new("結果（CSV）", "Result (CSV)");
    public static readonly Text Frozen = new("固定した結果のハッシュ値（SHA-256）", "Hashes of the frozen result (SHA-256)");
    public static readonly Text Done = new("記録しました。", "Done.");

    public static Mark Of(ReviewStage stage) => stage switch
    {
        ReviewStage.Open => new("○", "none", new("判断中", "open")),
        ReviewStage.Due => new("◆", "due", new("本日期日", "due today")),
        ReviewStage.Escalated => new("◆", "due", new("期日超過", "past its day")),
        ReviewStage.Overdue => new("■", "bad", new("期限切れ", "overdue")),
        _ => new("●", "ok", new("終了", "closed")),
    };

    public static Mark Of(ReviewLineState line, ReviewStage stage) => line.Line.Decision switch
    {
        ReviewDecision.Keep => new("✓", "ok", new("残す", "keep")),
        ReviewDecision.Remove => new("–", "mute", new("外した", "taken away")),
        ReviewDecision.Lapsed => new("■", "bad", new("自動終了", "ended by itself")),
        _ when line.EndedAt is not null => new("–", "mute", new("判断前に終了", "ended before")),
        _ when stage is ReviewStage.Overdue => new("■", "bad", new("期限切れ", "overdue")),
        _ => new("□", "due", new("未判断", "undecided")),
    };
}
