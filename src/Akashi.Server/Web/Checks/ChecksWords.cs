using Akashi.Server.Kernel;
using Akashi.Server.References.Checks;

namespace Akashi.Server.Web.Checks;

/// <summary>Words of the page of checks.</summary>
internal static class ChecksWords
{
    public static readonly Text AllWell = new("{0}種類の確認をすべて通りました。直すところはありません。", "All {0} checks passed; there is nothing to mend.");
    public static readonly Text Lead = new("{0}種類の確認のうち、", "Of {0} checks, ");
    public static readonly Text Errors = new("直すべきもの{0}件", "{0} findings must be mended");
    public static readonly Text Warnings = new("、確かめるもの{0}件", ", {0} should be looked at");
    public static readonly Text Infos = new("、参考{0}件", ", {0} are for information");
    public static readonly Text End = new("があります。", ".");
    public static readonly Text Passed = new("問題のなかった確認（{0}）", "Checks that found nothing ({0})");
    public static readonly Text Detail = new("内容", "Detail");
    public static readonly Text Catalog = new("基準カタログ", "Catalog");
    public static readonly Text Place = new("要求事項・文献", "Requirement or document");

    public static Text Of(Severity severity) => severity switch
    {
        Severity.Error => new("直すべきもの", "To be mended"),
        Severity.Warning => new("確かめるもの", "To be looked at"),
        _ => new("参考", "For information"),
    };
}
