using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Documents;

/// <summary>Words of the page of documents.</summary>
internal static class DocumentsWords
{
    public static readonly Text Lead = new("{0}の文献は{1}件です。", "{0} has {1} documents: ");
    public static readonly Text Expired = new("有効期間の過ぎたもの{0}件", "{0} expired");
    public static readonly Text Untitled = new("名称のないもの{0}件", "{0} without a title");
    public static readonly Text Uncited = new("引用されていないもの{0}件", "{0} not cited");
    public static readonly Text Between = new("、", ", ");
    public static readonly Text Tell = new("があります。", ".");
    public static readonly Text Show = new("表示", "Show");
    public static readonly Text ExpiredLabel = new("期限切れ", "Expired");
    public static readonly Text UntitledLabel = new("名称なし", "No title");
    public static readonly Text UncitedLabel = new("引用なし", "Not cited");
    public static readonly Text Title = new("名称", "Title");
    public static readonly Text Issuer = new("発行者", "Issuer");
    public static readonly Text Disclosure = new("開示レベル", "Disclosure");
    public static readonly Text Period = new("有効期間", "In force");
    public static readonly Text From = new("有効期間の始まり", "In force from");
    public static readonly Text Until = new("有効期間の終わり", "In force until");
    public static readonly Text DayHint = new("例: 2027-03-31、令和9年3月31日。分からなければ空欄", "For example 2027-03-31 or 令和9年3月31日; empty when not known");
    public static readonly Text Files = new("ファイル", "Files");
    public static readonly Text Cited = new("引用", "Cited");
    public static readonly Text CitedBy = new("{0}: {1}件", "{0}: {1}");
    public static readonly Text Add = new("文献を登録", "Register a document");
    public static readonly Text Change = new("変更", "Change");
    public static readonly Text AddTitle = new("文献の登録", "Register a document");
    public static readonly Text ChangeTitle = new("文献[{0}]の変更", "Change document [{0}]");
    public static readonly Text NumberHint = new("英数字（例: 01、NDAに基づくものは N01）。引用に使うため、あとから変えられません。", "Letters and digits (01; N01 when under NDA). It is cited and cannot change later.");
    public static readonly Text Next = new("保存すると文献一覧に載り、公開する版の文献一覧にも載ります。要NDA・非公開の文献の扱いは開示レベルに従います。", "Saving puts it into the list, and into the list of every edition you publish. NDA and internal documents follow their level.");
    public static readonly Text NotADay = new("日付として読めません。", "This is no date.");
    public static readonly Text Attach = new("ファイルを添付", "Attach a file");
    public static readonly Text AttachHint = new("256 MBまで。社内で開ける控えとして保管し、公開する版には入りません。", "Up to 256 MB. Kept for you as a copy; not part of published editions.");
    public static readonly Text Uploading = new("{0}を送っています（{1}%）", "Sending {0} ({1}%)");
    public static readonly Text TooLarge = new("ファイルは{0} MBまでです。", "A file may hold up to {0} MB.");
    public static readonly Text Broken = new("送信が途中で切れました。ファイルは登録していません。もう一度お試しください。", "The upload broke off; nothing was stored. Please try again.");
    public static readonly Text Saved = new("文献[{0}]を保存しました。", "Document [{0}] was saved.");
    public static readonly Text Attached = new("文献[{0}]に {1}を添付しました。", "{1} was attached to document [{0}].");
    public static readonly Text Stale = new("ほかの人が先に変更しました。下の「保存済みの内容」と見比べ、よければもう一度保存してください。", "Someone else changed it first. Compare with what is saved below, then save again.");
    public static readonly Text Standing = new("保存済みの内容", "What is saved");
    public static readonly Text Empty = new("文献はまだありません。", "There are no documents yet.");
    public static readonly Text EmptyDo = new("対応状況の根拠になる資料をここに登録します。ExcelやCSVの「文献一覧」を取り込むこともできます。", "Register what statements rest on here, or import the list of documents of a workbook.");
    public static readonly Text NoService = new("サービスが登録されると、提供する当事者の文献がここに並びます。", "Once a service is registered, the documents of its party appear here.");
}
