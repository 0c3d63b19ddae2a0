using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Controls;

/// <summary>Words of a control's own page.</summary>
internal static class ControlWords
{
    public static readonly Text Covered = new("{0}が {1}を根拠に対応しています。", "{0} answers it on the evidence of {1}.");
    public static readonly Text CoveredMore = new("{0}ほか{1}件", "{0} and {1} more");
    public static readonly Text Partly = new("{0}が対応していますが、一部が残っています。", "{0} answers it, but something is left.");
    public static readonly Text NoEvidence = new("根拠となる文献・認証・インタビューがありません。", "No document, certificate or interview supports it.");
    public static readonly Text OpenFor = new("{0}の対応が決まっていません。", "The {0} has not taken its duty.");
    public static readonly Text HandedDown = new("この範囲では誰も対応せず、{0}に委ねています。", "Nobody here answers it; it is left to the {0}.");
    public static readonly Text Uncovered = new("どの当事者も対応していません。", "No party answers it.");
    public static readonly Text AlsoHanded = new("{0}にも必要な対応があります。", "Duties also lie with the {0}.");
    public static readonly Text ReviewNeeded = new("下位のサービスが変わったため、見直しが必要です。", "A service underneath has changed; please review.");
    public static readonly Text Layers = new("当事者ごとの対応状況", "Statements, party by party");
    public static readonly Text Edit = new("対応状況を編集", "Edit the statement");
    public static readonly Text StopEdit = new("編集を終える", "Stop editing");
    public static readonly Text History = new("{0}の履歴", "History of {0}");
    public static readonly Text InTable = new("一覧で開く", "Open in the table");
    public static readonly Text Previous = new("前の要求事項", "Previous requirement");
    public static readonly Text Next = new("次の要求事項", "Next requirement");
    public static readonly Text DisclosureItems = new("開示書に書くこと", "To be told in the disclosure document");
    public static readonly Text Role = new("担当", "Role");
    public static readonly Text ReviewDue = new("見直し期限", "Review due");
    public static readonly Text Evidence = new("根拠", "Evidence");
    public static readonly Text Untitled = new("名称が登録されていません", "no title registered");
    public static readonly Text WithheldNda = new("この確認内容は、秘密保持契約を結んだ方だけに開示されます。", "This finding is disclosed under a non-disclosure agreement only.");
    public static readonly Text WithheldInternal = new("この確認内容は社内限りです。", "This finding is internal.");
}
