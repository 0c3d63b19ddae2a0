using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Lists;

/// <summary>Words of the files that lists become.</summary>
internal static class ListWords
{
    public static readonly Text Export = new("この一覧を書き出す", "Export this list");
    public static readonly Text Note = new("表示中の{0}件を、いまの絞り込みと並び順のまま書き出します。社内用です。開示を制限した内容も含みます。", "The {0} rows of this view, as narrowed and ordered now. For inside: what is closed to others is in it.");
    public static readonly Text Format = new("形式はxlsxまたはcsvを指定してください。", "The format is xlsx or csv.");
    public static readonly Text Title = new("{0} {1}", "{0}: {1}");

    public static readonly Text Severity = new("重要度", "Severity");
    public static readonly Text Check = new("確認", "Check");
    public static readonly Text Remedy = new("直し方", "How to mend it");
    public static readonly Text ReviewNeeded = new("見直し", "Review");
    public static readonly Text Evidence = new("証跡の数", "Sources");
    public static readonly Text AskedBy = new("求めているサービス", "Asked by");
    public static readonly Text File = new("SHA-256 {0}", "SHA-256 {0}");
    public static readonly Text Url = new("URL", "URL");
}
