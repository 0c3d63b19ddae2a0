using Akashi.Server.Kernel;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Incidents;

/// <summary>Words of incidents.</summary>
internal static class IncidentWords
{
    public static readonly Text Title = new("インシデント", "Incidents");
    public static readonly Text Lead = new("対応中{0}件、判断待ち{1}件。期限を過ぎた報告は{2}件です。", "{0} under way, {1} wait for a decision. {2} reports are late.");
    public static readonly Text Empty = new("インシデントの報告はまだありません", "No incident has been reported yet");
    public static readonly Text EmptyDo = new("おかしいと思ったら、原因が分からなくても報告してください。訓練の報告で受付が働くことも確かめられます。", "Report whatever seems wrong, even before anybody knows why. A report of an exercise shows that the intake works.");
    public static readonly Text New = new("インシデントを報告する", "Report an incident");
    public static readonly Text NewLead = new("分かっていることだけで構いません。登録すると、重大度を判断する方にすぐ通知します。", "What you know is enough. Whoever decides on severity is told at once.");
    public static readonly Text Number = new("番号", "Number");
    public static readonly Text Subject = new("件名", "Title");
    public static readonly Text What = new("起きていること", "What is happening");
    public static readonly Text Source = new("誰が気づいたか", "Who noticed");
    public static readonly Text Discovered = new("気づいた時刻", "Noticed at");
    public static readonly Text DiscoveredHint = new("日本時間。報告の期限はこの時刻から数えます。", "Japan's time. The time for reports runs from here.");
    public static readonly Text NoticedBy = new("{0}（{1}）", "{0} ({1})");
    public static readonly Text Reported = new("登録", "Reported");
    public static readonly Text Exercise = new("訓練", "Exercise");
    public static readonly Text ExerciseHint = new("訓練として登録します（利用者や官庁への報告は生じません）", "This is an exercise (nobody outside is owed a report)");
    public static readonly Text Services = new("関係するサービス", "Services concerned");
    public static readonly Text Customers = new("影響を受けた利用者", "Customers affected");
    public static readonly Text PersonalDataLabel = new("個人データ", "Personal data");
    public static readonly Text SeverityLabel = new("重大度", "Severity");
    public static readonly Text Basis = new("判断の根拠", "Grounds");
    public static readonly Text LeadPerson = new("対応の責任者", "Led by");
    public static readonly Text Nobody = new("（未定）", "(nobody yet)");
    public static readonly Text Judge = new("重大度を判断する", "Decide on severity");
    public static readonly Text JudgeAgain = new("判断を改める", "Decide anew");
    public static readonly Text JudgeEffect = new("判断すると、責任者・影響を受けた利用者・（個人データに関わるときは）監督官庁への報告期限が始まります。", "From then on management, every affected customer and, for personal data, the authority are owed a report by a time.");
    public static readonly Text DismissTitle = new("インシデントに当たらないとき", "When it is no incident");
    public static readonly Text Dismiss = new("当たらないと判断する", "Dismiss");
    public static readonly Text Reason = new("理由", "Reason");
    public static readonly Text Recover = new("復旧を記録する", "Record recovery");
    public static readonly Text RecoveredAt = new("復旧した時刻（空なら今）", "Recovered at (empty: now)");
    public static readonly Text Recovered = new("復旧", "Recovered");
    public static readonly Text How = new("どのように復旧したか", "How it was put right");
    public static readonly Text Close = new("終結する", "Close");
    public static readonly Text CloseTitle = new("終結", "Closing");
    public static readonly Text Cause = new("原因", "Cause");
    public static readonly Text Lesson = new("再発防止と教訓", "What is done so that it does not come again");
    public static readonly Text Reopen = new("再開する", "Reopen");
    public static readonly Text Reports = new("報告", "Reports");
    public static readonly Text NoReports = new("重大度が判断されると、報告の期限がここに並びます。", "Once the severity is decided, the reports that are owed stand here.");
    public static readonly Text Whom = new("相手", "To");
    public static readonly Text Stage = new("段階", "Stage");
    public static readonly Text Due = new("期限", "Due");
    public static readonly Text Given = new("報告済み", "Given");
    public static readonly Text Late = new("期限超過", "Late");
    public static readonly Text GivenLate = new("遅れて報告", "Given late");
    public static readonly Text Waiting = new("未報告", "Owed");
    public static readonly Text GivenBy = new("{0}、{1}（{2}）", "{0}, {1} ({2})");
    public static readonly Text Give = new("報告を記録する", "Record report");
    public static readonly Text Channel = new("手段", "How");
    public static readonly Text ToldAt = new("伝えた時刻（空なら今）", "Told at (empty: now)");
    public static readonly Text Said = new("伝えた内容", "What was said");
    public static readonly Text Forecast = new("復旧の見込み", "Expected recovery");
    public static readonly Text Unknown = new("まだ分からない", "Not known yet");
    public static readonly Text Timeline = new("経過", "Timeline");
    public static readonly Text WriteNote = new("経過に書く", "Write into timeline");
    public static readonly Text Kind = new("種類", "Kind");
    public static readonly Text Note = new("内容", "Words");
    public static readonly Text HappenedAt = new("時刻（空なら今）", "When (empty: now)");
    public static readonly Text NoNotes = new("経過はまだ書かれていません。", "Nothing has been written yet.");
    public static readonly Text NextDue = new("次の報告期限", "Next report due");
    public static readonly Text Line = new("#{0} {1}", "#{0} {1}");
    public static readonly Text Saved = new("記録しました。", "Recorded.");

    public static readonly IReadOnlyList<IncidentState> States = Enum.GetValues<IncidentState>();

    public static Mark Of(IncidentState state) => state switch
    {
        IncidentState.Reported => new("!", "bad", new("判断待ち", "To be judged")),
        IncidentState.Responding => new("▲", "due", new("対応中", "Responding")),
        IncidentState.Recovered => new("◐", "partly", new("復旧済み", "Recovered")),
        IncidentState.Closed => new("✓", "ok", new("終結", "Closed")),
        _ => new("–", "none", new("非該当", "Dismissed")),
    };

    public static Mark Of(IncidentSeverity severity) => severity switch
    {
        IncidentSeverity.Critical => new("!!", "bad", new("緊急", "Critical")),
        IncidentSeverity.High => new("!", "bad", new("高", "High")),
        IncidentSeverity.Medium => new("▲", "due", new("中", "Medium")),
        _ => new("○", "none", new("低", "Low")),
    };

    public static Mark Of(ReportDuty duty, DateTimeOffset now) => duty switch
    {
        { GivenAt: not null } when duty.LateAt(now) => new("▲", "due", GivenLate),
        { GivenAt: not null } => new("✓", "ok", Given),
        _ when duty.LateAt(now) => new("!", "bad", Late),
        _ => new("○", "none", Waiting),
    };

    public static Text Of(IncidentSource source) => source switch
    {
        IncidentSource.Staff => new("従業員", "Staff"),
        IncidentSource.Customer => new("利用者", "Customer"),
        IncidentSource.Monitor => new("監視", "Monitor"),
        _ => new("連携システム", "Machine"),
    };

    public static Text Of(PersonalData data) => data switch
    {
        PersonalData.Yes => new("関わる", "Concerned"),
        PersonalData.No => new("関わらない", "Not concerned"),
        _ => new("未確認", "Not known"),
    };

    public static Text Of(Recipient recipient) => recipient switch
    {
        Recipient.Management => new("責任者", "Management"),
        Recipient.Authority => new("監督官庁", "Authority"),
        _ => new("利用者", "Customer"),
    };

    public static Text Of(ReportStage stage) => stage switch
    {
        ReportStage.First => new("速報", "First report"),
        ReportStage.FollowUp => new("続報", "Follow-up"),
        _ => new("最終報告", "Final report"),
    };

    public static Text Of(ReportChannel channel) => channel switch
    {
        ReportChannel.Email => new("メール", "E-mail"),
        ReportChannel.Phone => new("電話", "Telephone"),
        ReportChannel.Portal => new("支援サイト", "Support site"),
        ReportChannel.Meeting => new("対面・会議", "In person"),
        _ => new("文書", "Paper"),
    };

    public static Text Of(NoteKind kind) => kind switch
    {
        NoteKind.Status => new("状況", "Status"),
        NoteKind.Decision => new("判断", "Decision"),
        NoteKind.Again => new("再通報", "Reported again"),
        _ => new("メモ", "Note"),
    };
}
