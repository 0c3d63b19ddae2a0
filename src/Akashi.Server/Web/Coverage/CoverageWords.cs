using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Coverage;

internal static class CoverageWords
{
    public static readonly Text Lead = new("{0}件の要求事項のうち、", "Of {0} requirements, ");
    public static readonly Text Uncovered = new("未カバー{0}件", "{0} are uncovered");
    public static readonly Text UncoveredOne = new("未カバー{0}件", "{0} is uncovered");
    public static readonly Text Rest = new("、だれかの対応が残る一部カバーが{0}件です。", " and {0} are only partly covered.");
    public static readonly Text AllCovered = new("{0}件の要求事項に未カバーはありません。", "None of the {0} requirements is uncovered.");
    public static readonly Text Chain = new("サービスの積み重なり", "The chain of services");
    public static readonly Text ChainNote = new("左が見ている側、右へ行くほど土台です。", "The service you look at is on the left; what it is built on follows to the right.");
    public static readonly Text Looking = new("表示中", "shown");
    public static readonly Text Catalog = new("基準", "Catalog");
    public static readonly Text Control = new("要求事項", "Requirement");
    public static readonly Text Remaining = new("残る必要な対応", "Still to be done by");
    public static readonly Text NotStated = new("記載なし", "No statement");
    public static readonly Text NoEvidence = new("証跡なし", "no evidence");
    public static readonly Text DutyFor = new("→ {0}", "→ {0}");
    public static readonly Text OpenFor = new("{0}が未対応", "{0}: open");
    public static readonly Text Nobody = new("答える当事者がいない", "Nobody answers it");
    public static readonly Text DownFor = new("{0}へ", "to {0}");
    public static readonly Text AllStates = new("全件", "All");
    public static readonly Text Empty = new("まだ対応状況がありません。", "There are no statements yet.");
    public static readonly Text EmptyDo = new("リファレンスの表計算ファイルを取り込むと、ここにだれが答えているかが並びます。", "Import a reference workbook to see here who answers what.");
}
