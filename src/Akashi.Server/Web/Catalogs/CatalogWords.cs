using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Catalogs;

internal static class CatalogWords
{
    public static readonly Text Lead = new("{0}つの基準、合わせて{1}件の要求事項があります。", "{0} catalogs with {1} requirements in all.");
    public static readonly Text OneLead = new("要求事項は{0}件、章は{1}つです。", "{0} requirements in {1} chapters. ");
    public static readonly Text Title = new("名称", "Title");
    public static readonly Text Issuer = new("発行者", "Issuer");
    public static readonly Text Edition = new("版", "Edition");
    public static readonly Text Published = new("発行", "Published");
    public static readonly Text Count = new("要求事項", "Requirements");
    public static readonly Text Name = new("識別名", "Short name");
    public static readonly Text Empty = new("基準カタログがまだありません。", "There are no catalogs yet.");
    public static readonly Text EmptyDo = new("ExcelやCSVの表から読み込むか、catalogs フォルダーにJSONを置いてサーバーを起動してください。", "Load one from a workbook or CSV, or put a JSON file into the catalogs folder and start the server.");
    public static readonly Text Chapters = new("章と節", "Chapters and sections");
    public static readonly Text Whole = new("全体", "Whole catalog");
    public static readonly Text Found = new("{0}件を表示", "{0} shown");
    public static readonly Text Control = new("要求事項", "Requirement");
    public static readonly Text Printed = new("原典の番号", "Number as printed");
    public static readonly Text Place = new("章・節", "Place");
    public static readonly Text Summary = new("要約", "Summary");
    public static readonly Text Parts = new("内訳", "Items");
    public static readonly Text Themes = new("テーマ", "Themes");
    public static readonly Text Links = new("関連する要求事項", "Related requirements");
    public static readonly Text Disclosure = new("開示する項目", "Disclosure items");
    public static readonly Text Answers = new("このサービスの対応状況を見る", "See this service's statement");
    public static readonly Text NoClass = new("区分なし", "No class");
    public static readonly Text Close = new("閉じる", "Close");
    public static readonly Text Source = new("この要約について", "About these summaries");
}
