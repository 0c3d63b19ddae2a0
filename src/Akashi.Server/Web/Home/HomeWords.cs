using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Home;

internal static class HomeWords
{
    public static readonly Text Lead = new("{0}件の要求事項のうち、", "Of {0} requirements, ");
    public static readonly Text Uncovered = new("未カバー{0}件", "{0} uncovered");
    public static readonly Text Review = new("要確認{0}件", "{0} to be reviewed");
    public static readonly Text And = new("、", " and ");
    public static readonly Text Rest = new("。カバー済みは{0}件（{1}%）です。", ". {0} ({1}%) are covered.");
    public static readonly Text Fine = new("{0}件の要求事項に、未カバーも要確認もありません。", "None of the {0} requirements is uncovered or to be reviewed.");
    public static readonly Text First = new("最初に見るもの", "Look at these first");
    public static readonly Text FirstAll = new("すべて見る（{0}件）", "See all ({0})");
    public static readonly Text ByCatalog = new("基準と章ごとのカバー状況", "Coverage by catalog and chapter");
    public static readonly Text ByParty = new("だれの対応が残っているか", "Who still has work to do");
    public static readonly Text Party = new("当事者とサービス", "Party and service");
    public static readonly Text OpenTasks = new("未対応", "To do");
    public static readonly Text PartlyTasks = new("一部対応", "Partly");
    public static readonly Text Given = new("このサービスが他の当事者に求める対応", "What this service asks of others");
    public static readonly Text GivenTo = new("{0}に求める対応", "Asked of {0}");
    public static readonly Text Empty = new("まだサービスがありません。", "There are no services yet.");
    public static readonly Text EmptyDo = new("最初に、評価するサービスとその当事者を登録してください。", "First register the service to be assessed and its party.");
    public static readonly Text EmptyButton = new("サービスを登録", "Register a service");
    public static readonly Text NoStatements = new("このサービスにはまだ対応状況がありません。", "This service has no statements yet.");
    public static readonly Text NoStatementsDo = new("リファレンスの表計算ファイルを取り込むか、要求事項ごとに記入してください。", "Import a reference workbook, or answer control by control.");
}
