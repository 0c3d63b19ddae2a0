using Akashi.Server.Kernel;
using Akashi.Server.References.Publishing;

namespace Akashi.Server.Web.Editions;

/// <summary>Words of the page of editions.</summary>
internal static class EditionsWords
{
    public static readonly Text Latest = new("最新の公開版は「{0}」（{1}）です。", "The latest published edition is “{0}” ({1}). ");
    public static readonly Text Since = new("それから {0}件の要求事項が変わりました。", "{0} requirements have changed since.");
    public static readonly Text SinceNone = new("それから内容は変わっていません。", "Nothing has changed since.");
    public static readonly Text Never = new("まだ公開した版はありません。", "No edition has been published yet.");
    public static readonly Text Publish = new("新しい版を公開", "Publish a new edition");
    public static readonly Text Version = new("版番号", "Version");
    public static readonly Text Date = new("発行日", "Date");
    public static readonly Text DateHint = new("例: 2026-11-23、令和8年11月23日", "For example 2026-11-23 or 令和8年11月23日");
    public static readonly Text NotADay = new("日付として読めません。", "This is no date.");
    public static readonly Text Notes = new("改版内容（自動で書きました。書き直せます）", "What changed (written automatically; you may rewrite it)");
    public static readonly Text NotesHint = new("改訂履歴に載り、どなたでも見られます。伏せる文献の番号を書いた場合は公開用では「－」になります。", "Goes into the revision history for everyone. Where it names a closed document, the public edition prints a dash.");
    public static readonly Text Check = new("公開される内容を確かめる", "See what will be visible");
    public static readonly Text ConfirmTitle = new("「{0}」を公開します", "Publish “{0}”");
    public static readonly Text ConfirmWhat = new("{0}の{1}件の対応状況と文献{2}件を、この時点の内容で凍結します。公開した版はあとから変えられません。", "Freezes {1} statements and {2} documents of {0} as they are now. A published edition cannot be changed.");
    public static readonly Text PublishNow = new("「{0}」として公開する", "Publish as “{0}”");
    public static readonly Refusal NotPublished = new("edition.failed", new("思わぬ問題で公開できませんでした。何も公開していません。もう一度お試しください。", "Through an unexpected problem nothing was published. Please try again."), 500);
    public static readonly Text Publishing = new("凍結してファイルを書いています…", "Freezing and writing the files…");
    public static readonly Text Done = new("「{0}」を公開しました。", "“{0}” was published.");
    public static readonly Text List = new("版と改訂履歴", "Editions and revisions");
    public static readonly Text ImportedOnly = new("取り込んだ改訂履歴（ファイルなし）", "Imported revision, without files");
    public static readonly Text Frozen = new("公開版", "Published");
    public static readonly Text Difference = new("前の公開版との違い", "Difference to the published edition before");
    public static readonly Text FirstOne = new("最初の公開版です。", "This is the first published edition.");
    public static readonly Text Lost = new("凍結した内容が証跡保管庫に見つかりません。バックアップから戻してください。", "The frozen content is missing from the evidence store; please restore it from a backup.");
    public static readonly Text SameAsBefore = new("内容は前の公開版と同じです。", "It says the same as the edition before.");
    public static readonly Text Changed = new("{0}で変わったもの（{1}件）", "Changed in {0} ({1})");
    public static readonly Text Documents = new("変わった文献（{0}件）", "Documents changed ({0})");
    public static readonly Text Show = new("表示する", "Show");
    public static readonly Text Empty = new("公開した版と、取り込んだ改訂履歴がここに並びます。", "Published editions and imported revisions appear here.");

    /// <summary>A language by its own name, whoever reads.</summary>
    public static Text Language(string code) => code == "en" ? new("English", "English") : new("日本語", "日本語");

    public static Text For(Audience audience) => audience switch
    {
        Audience.Customer => new("どなたでも", "Everyone"),
        Audience.Nda => new("秘密保持契約を結んだ方", "Parties under a non-disclosure agreement"),
        _ => new("社内限り", "Internal only"),
    };

    public static Text Sees(Audience audience) => audience switch
    {
        Audience.Customer => new("適合性・必要な対応のすべてと、公開の確認内容。要NDA {0}件と非公開 {1}件の確認内容は伏せます。", "Conformity and duties of all, and public findings; the findings of {0} NDA and {1} internal statements are withheld."),
        Audience.Nda => new("公開と要NDAの確認内容。非公開 {1}件の確認内容は伏せます。", "Public and NDA findings; the findings of {1} internal statements are withheld."),
        _ => new("すべての内容。", "Everything."),
    };
}
