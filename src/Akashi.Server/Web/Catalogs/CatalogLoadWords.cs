using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Catalogs;

/// <summary>Words of loading a catalog from a table.</summary>
internal static class CatalogLoadWords
{
    public static readonly Text Title = new("表から基準カタログを読み込む", "Load a catalog from a table");
    public static readonly Text Lead = new("要求事項を1行に1件ずつ書いたExcelやCSVから、基準カタログを作ります。確認するまで何も変わりません。", "Make a catalog from a workbook or CSV with one requirement in each row. Nothing changes until you have looked.");
    public static readonly Text Step1 = new("表を選ぶ", "Choose the table");
    public static readonly Text Step2 = new("内容を確かめる", "Look at it");
    public static readonly Text Step3 = new("読み込む", "Load it");
    public static readonly Text TemplateTitle = new("ひな形", "Template");
    public static readonly Text TemplateNote = new("項番と題名の列があれば読み込めます。章・内容・区分・テーマなどの列名は、ひな形をご覧ください。列の順序は自由です。", "Columns for number and title are enough. The template shows the names of the others: chapter, summary, class, themes and more, in any order.");
    public static readonly Text TemplateXlsx = new("ひな形をExcelで受け取る", "Get the template as a workbook");
    public static readonly Text TemplateCsv = new("CSVで受け取る", "Get it as CSV");
    public static readonly Text DropHint = new("XLSXまたはCSVを1つ（UTF-8・Shift_JIS、64 MBまで）。ファイルはサーバーに残しません。", "One XLSX or CSV file (UTF-8 or Shift_JIS, up to 64 MB). The file is not kept on the server.");
    public static readonly Text Reading = new("表を読み取っています…", "Reading the table…");
    public static readonly Text Loading = new("読み込んでいます…", "Loading…");
    public static readonly Text ProblemsDo = new("ファイルを直して選び直すか、下で足りない情報を補ってください。", "Mend the file and choose it again, or say below what is missing.");
    public static readonly Text Questions = new("内容の分からない列が{0}件あります。", "Columns that are not known: {0}.");
    public static readonly Text QuestionsNote = new("何の列かを選ぶと、その内容も読み込みます。選ばない列は取り込まず、報告に残します。", "Say what they hold and they are read, too. Columns that you leave are not imported and stand in the report.");
    public static readonly Text Head = new("カタログの名前・発行者・版", "Name, issuer and edition of the catalog");
    public static readonly Text HeadNote = new("空欄のところは、表の上の行に書かれた内容かファイル名から決めます。", "What is left empty is taken from the rows above the table, or from the file’s name.");
    public static readonly Text Key = new("識別名", "Key");
    public static readonly Text KeyHint = new("英小文字・数字・ハイフン（例: our-rules-1）。同じ識別名のカタログがあれば、その内容を置き換えます。", "Lower case letters, digits and hyphens (our-rules-1). A catalog of the same key is replaced.");
    public static readonly Text Published = new("発行", "Published");
    public static readonly Text PublishedHint = new("例: 2026、2026-04、2026-04-01", "2026, 2026-04 or 2026-04-01");
    public static readonly Text TitleJa = new("名称（日本語）", "Title (Japanese)");
    public static readonly Text TitleEn = new("名称（英語）", "Title (English)");
    public static readonly Text IssuerJa = new("発行者（日本語）", "Issuer (Japanese)");
    public static readonly Text IssuerEn = new("発行者（英語）", "Issuer (English)");
    public static readonly Text EditionJa = new("版（日本語）", "Edition (Japanese)");
    public static readonly Text EditionEn = new("版（英語）", "Edition (English)");
    public static readonly Text PreviewAgain = new("この内容で確かめる", "Look again with these");
    public static readonly Text Would = new("「{0}」として、章・節{1}件、要求事項{2}件を読み込みます。", "“{0}” would be loaded. Chapters and sections: {1}, requirements: {2}.");
    public static readonly Text Replaces = new("識別名 {0} の「{1}」を置き換えます。表にない要求事項は取り除きます（対応状況があるものが含まれるときは、何も変えずにお知らせします）。", "It replaces “{1}” of the key {0}. Requirements that are not in the table are removed; if one of them has statements, nothing changes and you are told.");
    public static readonly Text ClassCount = new("{0} {1}件", "{1} {0}");
    public static readonly Text Between = new("、", ", ");
    public static readonly Text First = new("先頭の{0}件", "The first {0}");
    public static readonly Text AllOfThem = new("要求事項", "Requirements");
    public static readonly Text Group = new("章・節", "Chapter");
    public static readonly Text Effect = new("読み込むと、社内の全員が使えるようになります。公開済みの版は変わりません。", "Once loaded, everyone inside can use it. Published editions stay as they are.");
    public static readonly Text Load = new("要求事項{0}件を読み込む", "Load it (requirements: {0})");
    public static readonly Text Loaded = new("読み込みました。追加{0}件、変更{1}件、削除{2}件。", "Loaded: {0} added, {1} changed, {2} removed.");
    public static readonly Text Unchanged = new("登録済みの内容と同じでした。何も変わっていません。", "The catalog says the same already; nothing changed.");
    public static readonly Text ToCatalog = new("カタログを開く", "Open the catalog");
    public static readonly Text Another = new("別の表を読み込む", "Load another table");
    public static readonly Text Open = new("表から読み込む", "Load from a table");
    public static readonly Text DownloadNote = new("要求事項を1行に1件ずつ書いた表です。直して読み込み直せます。", "A table with one requirement in each row; it can be edited and loaded again.");
    public static readonly Text Download = new("表として書き出す", "Export as a table");
}
