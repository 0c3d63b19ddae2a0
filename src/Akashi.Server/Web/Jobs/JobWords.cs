using Akashi.Server.Jobs;
using Akashi.Server.Kernel;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Jobs;

/// <summary>Words of jobs: longer work that goes on when its page is left.</summary>
internal static class JobWords
{
    public static readonly Text Title = new("作業", "Jobs");
    public static readonly Text Lead = new("時間のかかる取り込みと公開の記録です。実行中の作業は{0}件です。", "Imports and publications that take their time. Running now: {0}.");
    public static readonly Text Empty = new("作業はまだありません。", "There are no jobs yet.");
    public static readonly Text EmptyDo = new("取り込みの適用や版の公開を始めると、ここに並びます。", "Imports and publications appear here once somebody begins one.");
    public static readonly Text What = new("内容", "What");
    public static readonly Text By = new("開始した人", "Begun by");
    public static readonly Text Started = new("開始", "Begun");
    public static readonly Text Took = new("所要時間", "Took");
    public static readonly Text Result = new("結果", "Result");
    public static readonly Text Seconds = new("{0}秒", "{0} s");
    public static readonly Text Short = new("1秒未満", "under 1 s");
    public static readonly Text Leave = new("このページを離れても作業は続きます。", "You can leave this page; the work goes on.");
    public static readonly Text OpenPage = new("作業のページ", "Page of the job");
    public static readonly Text Running = new("実行しています（{0}）", "Running ({0})");
    public static readonly Text Of = new("{0}: {1}", "{0}: {1}");
    public static readonly Text ToReference = new("リファレンスを開く", "Open the reference");
    public static readonly Text ToImport = new("取り込みの履歴を開く", "Open the history of imports");
    public static readonly Text ToEditions = new("版と公開を開く", "Open the editions");

    public static Text Kind(JobKind kind) => kind is JobKind.Import ? new("取り込み", "Import") : new("版の公開", "Publication");

    public static Mark Mark(JobState state) => state switch
    {
        JobState.Running => new("▶", "down", new("実行中", "Running")),
        JobState.Done => new("✓", "ok", new("完了", "Done")),
        JobState.Refused => new("◆", "due", new("受け付けられず", "Refused")),
        JobState.Interrupted => new("◐", "due", new("中断", "Interrupted")),
        _ => new("■", "bad", new("失敗", "Failed")),
    };

    /// <summary>How long it took or has taken so far, in whole seconds.</summary>
    public static Text Duration(Job job, DateTimeOffset now) =>
        (int)((job.EndedAt ?? now) - job.StartedAt).TotalSeconds is var seconds and > 0 ? Seconds.With(seconds) : Short;
}
