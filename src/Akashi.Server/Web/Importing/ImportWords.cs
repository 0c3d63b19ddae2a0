using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Importing;

namespace Akashi.Server.Web.Importing;

/// <summary>Words of the import in three steps.</summary>
internal static class ImportWords
{
    public static readonly Text Lead = new("{0}の対応状況を、いまお使いのExcelやCSVから取り込みます。確認するまで何も変わりません。", "Bring the statements of {0} in from the workbook or CSV you use today. Nothing changes until you have looked.");
    public static readonly Text Step1 = new("ファイルを選ぶ", "Choose files");
    public static readonly Text Step2 = new("内容を確かめる", "Look at what changes");
    public static readonly Text Step3 = new("適用する", "Apply");
    public static readonly Text Drop = new("ここにファイルを置くか、押して選びます", "Drop files here, or press to choose");
    public static readonly Text DropHint = new("XLSX 1つ、またはCSVをいくつでも（UTF-8・Shift_JIS）。1ファイル64 MBまで。ファイルはサーバーに残しません。", "One XLSX, or any number of CSV files (UTF-8 or Shift_JIS), 64 MB each. The files are not kept on the server.");
    public static readonly Text Sending = new("{0}を送っています（{1}%）", "Sending {0} ({1}%)");
    public static readonly Text Reading = new("読み取って、登録内容と比べています…", "Reading and comparing with the register…");
    public static readonly Text Applying = new("適用しています…", "Applying…");
    public static readonly Refusal NotApplied = new("import.failed", new("思わぬ問題で適用できませんでした。何も変更していません。もう一度お試しください。", "Through an unexpected problem it was not applied. Nothing was changed; please try again."), 500);
    public static readonly Text Broken = new("送信が途中で切れました。もう一度選んでください。何も変更していません。", "The upload broke off. Please choose again; nothing was changed.");
    public static readonly Text TooLarge = new("{0}は大きすぎます。1ファイル64 MBまでです。", "{0} is too large; a file may hold up to 64 MB.");
    public static readonly Text Again = new("別のファイルにする", "Choose other files");

    public static readonly Text Problems = new("取り込めない箇所が{0}件あります。何も変更していません。", "Places that stand in the way: {0}. Nothing was changed.");
    public static readonly Text ProblemsDo = new("ファイルを直して、もう一度選んでください。", "Please mend the file and choose it again.");
    public static readonly Text File = new("ファイル", "File");
    public static readonly Text Sheet = new("シート", "Sheet");
    public static readonly Text Cell = new("セル", "Cell");
    public static readonly Text What = new("内容", "What");

    public static readonly Text Questions = new("分からない列・シートが{0}件あります。扱いを選んでください。", "Columns or sheets that are not known: {0}. Please say what they are.");
    public static readonly Text Remembered = new("列の扱いは記憶し、次の取り込みから使います。", "What you decide on columns is remembered for the next import.");
    public static readonly Text Column = new("{0}列「{1}」", "Column {0} “{1}”");
    public static readonly Text NoHeader = new("（見出しなし）", "(no header)");
    public static readonly Text Samples = new("値の例", "For example");
    public static readonly Text KeepAsNote = new("備考として残す", "Keep as a note");
    public static readonly Text Skip = new("取り込まない（報告に残す）", "Do not import (mention in the report)");
    public static readonly Text Choose = new("選んでください", "Please choose");
    public static readonly Text SheetOf = new("シート「{0}」（{1}行）の基準カタログ", "Catalog of the sheet “{0}” ({1} rows)");
    public static readonly Text SkipSheet = new("このシートは取り込まない", "Do not import this sheet");
    public static readonly Text PreviewAgain = new("この扱いで確かめる", "Look again with these");

    public static readonly Text NoChange = new("登録内容と同じです。変わるものはありません。", "The file says what is registered already; nothing changes.");
    public static readonly Text Would = new("追加{0}件、変更{1}件。変わらないもの{2}件、ファイルにないため残すもの{3}件。", "{0} added, {1} changed; {2} unchanged, {3} not in the file and kept.");
    public static readonly Text Cells = new("読んだセル {0} = 項目 {1} + 備考 {2} + 報告 {3}", "Cells read {0} = fields {1} + notes {2} + report {3}");
    public static readonly Text Effect = new("適用すると、{0}の登録内容が上のとおり変わり、社内の全員に見えます。公開済みの版は変わりません。", "Applying changes the register of {0} as above, visible to everyone inside. Published editions stay as they are.");
    public static readonly Text Apply = new("{0}件を適用", "Apply {0}");
    public static readonly Text Added = new("追加", "Added");
    public static readonly Text Changed = new("変更", "Changed");
    public static readonly Text More = new("ほか{0}件を表示", "Show {0} more");
    public static readonly Text Report = new("報告（{0}件）", "Report ({0})");
    public static readonly Text Applied = new("取り込みました。追加{0}件、変更{1}件。", "Imported: {0} added, {1} changed.");
    public static readonly Text ToTable = new("一覧を見る", "Open the table");
    public static readonly Text Another = new("続けて取り込む", "Import another");

    public static readonly Text Former = new("これまでの取り込み", "Former imports");
    public static readonly Text NoFormer = new("まだ取り込んだことはありません。", "Nothing was imported yet.");
    public static readonly Text FormerLine = new("追加{0}・変更{1}", "{0} added, {1} changed");

    public static Text Of(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Statement => new("対応状況", "Statements"),
        DifferenceKind.Document => new("文献", "Documents"),
        _ => new("改訂履歴", "Revisions"),
    };

    public static Text Of(BookField field) => field switch
    {
        BookField.Number => new("項番", "Number"),
        BookField.Chapter => new("章", "Chapter"),
        BookField.Section => new("節", "Section"),
        BookField.Subsection => new("項", "Subsection"),
        BookField.Requirement => new("要求事項", "Requirement"),
        BookField.Rationale => new("考え方", "Rationale"),
        BookField.Requirement2 => new("要求事項（2列目）", "Requirement (second column)"),
        BookField.Class => new("区分", "Class"),
        BookField.DisclosureItems => new("開示書に書くこと", "Items to disclose"),
        BookField.References => new("関連する要求事項", "Related requirements"),
        BookField.View => new("見解", "View"),
        BookField.Conformity => new("適合性", "Conformity"),
        BookField.Finding => new("確認内容", "Finding"),
        BookField.Disclosure => new("開示レベル", "Disclosure"),
        BookField.PublicDocuments => new("公開文書", "Public documents"),
        BookField.Certificates => new("認証", "Certificates"),
        BookField.Interview => new("インタビュー", "Interview"),
        BookField.NdaDocuments => new("NDA文献", "NDA documents"),
        BookField.Duty => new("必要な対応（平常時）", "Duties in normal operation"),
        BookField.EmergencyDuty => new("必要な対応（非常時）", "Duties in emergency operation"),
        BookField.ResponsibleRole => new("担当する役割", "Responsible role"),
        BookField.ReviewDue => new("見直し期限", "Review due"),
        _ => KeepAsNote,
    };
}
