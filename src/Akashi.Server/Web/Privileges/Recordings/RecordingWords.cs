using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess.Recordings;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Privileges.Recordings;

/// <summary>Words and marks of the recordings.</summary>
internal static class RecordingWords
{
    public static readonly Text Title = new("操作記録", "Recordings");
    public static readonly Text Lead = new("記録は{0}件です。いま記録中 {1}件、途切れたもの {2}件。", "{0} recordings: {1} running, {2} broken off.");
    public static readonly Text Empty = new("操作記録はまだありません。", "Nothing has been recorded yet.");
    public static readonly Text EmptyDo = new("サーバーでの作業は“akashi ssh record -- ssh …”で記録できます。", "Work on servers is recorded by akashi ssh record -- ssh …");
    public static readonly Text Command = new("実行した操作", "What was run");
    public static readonly Text By = new("実行者", "By");
    public static readonly Text Started = new("開始", "Started");
    public static readonly Text Ended = new("終了", "Ended");
    public static readonly Text Heard = new("台帳への記録", "In the ledger");
    public static readonly Text HeardTimes = new("{0}回、{1}まで", "{0} times, up to {1}");
    public static readonly Text ExitCode = new("終了コード", "Exit code");
    public static readonly Text Hash = new("ファイルのハッシュ（SHA-256）", "Hash of the file (SHA-256)");
    public static readonly Text Grant = new("特権", "Privilege");
    public static readonly Text Playback = new("再生", "Playback");
    public static readonly Text PlaybackLead = new("再生は台帳に記録されます。入力した文字は記録していません。", "Playing it goes on record. What was typed was not recorded.");
    public static readonly Text NoFile = new("ファイルはまだ届いていません。", "Its file is not here yet.");
    public static readonly Text NotPermitted = new("再生する権限がありません。管理者にお問い合わせください。", "You may not play it. Please ask your administrator.");
    public static readonly Text BrokenLead = new("記録は途中で途切れました。最後に届いたのは{0}、{1}までです。", "The recording broke off. It was last heard of at {0}, up to {1}.");

    public static Mark Mark(RecordingStatus status) => status switch
    {
        RecordingStatus.Running => new("●", "due", new("記録中", "Running")),
        RecordingStatus.Complete => new("✓", "ok", new("完了", "Complete")),
        _ => new("■", "bad", new("途切れた", "Broken off")),
    };
}
