using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Reference;

/// <summary>Words of the reference table.</summary>
internal static class ReferenceWords
{
    public static readonly Text Title = new("セキュリティリファレンス", "Security reference");
    public static readonly Text Lead = new("{0}の{1}件のうち、", "{0} has {1} requirements: ");
    public static readonly Text LeadFound = new("{0}の{1}件のうち{2}件が条件に合い、", "{2} of the {1} requirements of {0} match: ");
    public static readonly Text Answered = new("{0}は{1}件", "{1} {0}");
    public static readonly Text Between = new("、", ", ");
    public static readonly Text End = new("です。", ". ");
    public static readonly Text NoneOpen = new("未カバーはありません。", "Nothing is uncovered.");
    public static readonly Text Catalogs = new("基準カタログの切り替え", "Choose a catalog");
    public static readonly Text Filters = new("絞り込み", "Filters");
    public static readonly Text FiltersOn = new("絞り込み（{0}）", "Filters ({0})");
    public static readonly Text Remove = new("「{0}」の絞り込みを外す", "Remove the filter {0}");
    public static readonly Text Table = new("要求事項と対応状況の表。上下の矢印で移動、Enterで開く、Escで閉じる。", "Requirements and statements. Arrow keys move, Enter opens, Esc closes.");

    public static readonly Text Group = new("章・節", "Chapter");
    public static readonly Text Conformity = new("適合性", "Conformity");
    public static readonly Text Disclosure = new("開示レベル", "Disclosure");
    public static readonly Text Coverage = new("カバー状況", "Coverage");
    public static readonly Text Task = new("自社の作業", "Own task");
    public static readonly Text Theme = new("主題", "Theme");
    public static readonly Text Duty = new("必要な対応", "Duty of");

    public static readonly Text Control = new("要求事項", "Requirement");
    public static readonly Text Summary = new("要求事項の内容", "What it asks");
    public static readonly Text View = new("見解", "View");
    public static readonly Text Finding = new("確認内容", "Finding");
    public static readonly Text Citations = new("根拠", "Evidence");
    public static readonly Text Duties = new("必要な対応", "Duties");
    public static readonly Text Role = new("担当", "Role");
    public static readonly Text ReviewDue = new("見直し期限", "Review due");

    public static readonly Text Columns = new("列の選択", "Columns");
    public static readonly Text Density = new("行の高さ", "Row height");
    public static readonly Text Dense = new("1行", "One line");
    public static readonly Text Comfortable = new("3行", "Three lines");
    public static readonly Text Kept = new("このブラウザーに記憶します", "Remembered in this browser");

    public static readonly Text Views = new("保存した表示", "Saved views");
    public static readonly Text ViewsNone = new("絞り込みと列の組み合わせに名前を付けて残せます。", "Keep a combination of filter and columns under a name.");
    public static readonly Text ViewsNote = new("自分だけに見えます。どのサービスでも開けます。", "Only you see them; they open for any service.");
    public static readonly Text ViewName = new("いまの表示の名前", "Name of this view");
    public static readonly Text ViewSave = new("保存", "Save");
    public static readonly Text ViewReplace = new("保存し直す", "Replace");
    public static readonly Text ViewSaved = new("「{0}」を保存しました。", "“{0}” was saved.");
    public static readonly Text ViewRemove = new("「{0}」を削除", "Remove “{0}”");
    public static readonly Text ViewRemoveShort = new("削除", "Remove");
    public static readonly Text ViewRemoved = new("「{0}」を削除しました。", "“{0}” was removed.");
    public static readonly Text ViewUndo = new("元に戻す", "Undo");

    public static readonly Text Export = new("書き出し", "Export");
    public static readonly Text ExportNote = new("すべての基準カタログを含む、いまの内容です。凍結した版は「版と公開」にあります。", "Everything as it stands now, all catalogs. Frozen editions are under “Editions”.");
    public static readonly Text ForEveryone = new("公開用（NDA・非公開の確認内容を伏せる）", "For everyone (NDA and internal findings withheld)");
    public static readonly Text ForNda = new("NDA締結先用（非公開の内容を伏せる）", "Under NDA (internal findings withheld)");
    public static readonly Text ForUs = new("社内用（すべて）", "Internal (everything)");

    public static readonly Text EmptyTitle = new("このサービスの対応状況はまだありません。", "This service has no statements yet.");
    public static readonly Text EmptyDo = new("いまお使いのExcelやCSVを取り込むと、ここに並びます。", "Import the workbook or CSV you use today, and it appears here.");
    public static readonly Text NoSuchCatalog = new("この基準カタログは、このサービスに関係していません。", "This catalog does not concern the service.");
    public static readonly Text Open = new("{0}を開く", "Open {0}");
}
