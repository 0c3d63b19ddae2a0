using System.Globalization;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Publishing;

/// <summary>The words a printed edition adds to its content.</summary>
internal static class EditionWords
{
    public static readonly Text Reference = new("セキュリティリファレンス", "Security reference");
    public static readonly Text Revisions = new("改訂履歴", "Revisions");
    public static readonly Text Documents = new("文献一覧", "Documents");
    public static readonly Text Summary = new("概要", "Summary");
    public static readonly Text Contents = new("目次", "Contents");
    public static readonly Text Catalog = new("基準カタログ", "Catalog");
    public static readonly Text Requirements = new("要求事項", "Requirements");
    public static readonly Text Service = new("サービス", "Service");
    public static readonly Text Party = new("提供事業者", "Provider");
    public static readonly Text Version = new("版", "Version");
    public static readonly Text Date = new("発行日", "Date");
    public static readonly Text Readers = new("開示範囲", "May be seen by");
    public static readonly Text Dash = new("－", "–");

    /// <summary>Header of the column that always holds a control's own code.</summary>
    public static readonly Text Code = new("項番", "Code");

    /// <summary>What an interview cell says when the finding has the words.</summary>
    public static readonly Text SeeFinding = new("（確認内容に記載）", "(see finding)");

    public static readonly IReadOnlyList<Text> RevisionHeaders = [new("更新日", "Date"), new("版番号", "Version"), new("改版内容", "Changes")];

    public static readonly IReadOnlyList<Text> DocumentHeaders =
    [
        new("文献番号", "Document"), new("名称", "Title"), new("発行者", "Issuer"), new("開示レベル", "Disclosure"), new("URL", "URL"),
        new("有効開始日", "In force from"), new("有効終了日", "In force until"),
    ];

    public static Text Of(Audience audience) => audience switch
    {
        Audience.Internal => new("社内限り（非公開の内容を含む）", "Internal only (holds undisclosed content)"),
        Audience.Nda => new("秘密保持契約を締結した方（再配布不可）", "Parties under a non-disclosure agreement (not for redistribution)"),
        _ => new("どなたでも", "Everyone"),
    };

    /// <summary>What stands in the place of a finding that this audience may not see.</summary>
    public static Text Withheld(Disclosure level) => PrintedWords.Withheld(level);

    /// <summary>A document as it is cited.</summary>
    public static Text Cite(string number, bool closed) => closed
        ? new($"NDA文献[{number}]", $"NDA document [{number}]")
        : new($"文献[{number}]", $"Document [{number}]");

    public static string Day(DateOnly date, string language) => language == "en"
        ? date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{date.Year}年{date.Month}月{date.Day}日");
}
