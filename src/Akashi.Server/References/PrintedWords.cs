using System.Text;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.Services;

namespace Akashi.Server.References;

/// <summary>How the values of a statement are printed, and the many ways in which people write them.</summary>
public static class PrintedWords
{
    public static Text Of(Conformity value) => value switch
    {
        Conformity.Conformant => new("適合可能", "Conformant"),
        Conformity.Partly => new("一部適合", "Partly conformant"),
        Conformity.NotConformant => new("不適合", "Not conformant"),
        Conformity.OutOfScope => new("対象外", "Out of scope"),
        _ => new("未評価", "Not assessed"),
    };

    public static Text Of(Disclosure value) => value switch
    {
        Disclosure.Public => new("公開文書", "Public"),
        Disclosure.Nda => new("要NDA", "Under NDA"),
        Disclosure.Internal => new("非公開", "Internal"),
        _ => new("－", "–"),
    };

    public static Text Of(ControlClass value) => value switch
    {
        ControlClass.Minimum => new("最低限", "Minimum"),
        ControlClass.Recommended => new("推奨", "Recommended"),
        ControlClass.Shall => new("必須", "Shall"),
        ControlClass.Should => new("推奨（should）", "Should"),
        _ => new("－", "–"),
    };

    public static Text Of(PartyKind value) => value switch
    {
        PartyKind.Provider => new("提供事業者", "Provider"),
        PartyKind.Integrator => new("SI事業者", "Integrator"),
        PartyKind.Customer => new("利用者", "Customer"),
        PartyKind.Subcontractor => new("再委託先", "Subcontractor"),
        PartyKind.Carrier => new("回線事業者", "Carrier"),
        _ => new("監査人", "Auditor"),
    };

    /// <summary>What stands in the place of a finding that a reader may not see.</summary>
    public static Text Withheld(Disclosure level) => level is Disclosure.Internal ? new("非公開", "Not disclosed") : new("NDA締結後に開示", "Disclosed under NDA");

    /// <summary>True for the words of <see cref="Withheld"/>, in either language.</summary>
    public static bool IsWithheld(string? finding) => finding is { Length: < 40 } && Fold(finding) is var folded
        && new[] { Withheld(Disclosure.Nda), Withheld(Disclosure.Internal) }.Any(w => Fold(w.Ja) == folded || Fold(w.En) == folded);

    /// <summary>The conformity a cell says; null when the word is not known. An empty cell or a dash is not assessed.</summary>
    public static Conformity? ReadConformity(string? cell) => Fold(cell) switch
    {
        "" or "未評価" or "NOTASSESSED" => Conformity.NotAssessed,
        "適合可能" or "適合" or "対応可能" or "対応済" or "対応済み" or "○" or "〇" or "◯" or "CONFORMANT" => Conformity.Conformant,
        "一部適合" or "一部適合可能" or "部分適合" or "一部対応" or "△" or "PARTLY" or "PARTLYCONFORMANT" => Conformity.Partly,
        "不適合" or "適合不可" or "未対応" or "対応不可" or "×" or "✕" or "NOTCONFORMANT" => Conformity.NotConformant,
        "対象外" or "適用外" or "該当なし" or "OUTOFSCOPE" => Conformity.OutOfScope,
        _ => null,
    };

    /// <summary>The disclosure level a cell says; null when the word is not known. An empty cell or a dash is none.</summary>
    public static Disclosure? ReadDisclosure(string? cell) => Fold(cell) switch
    {
        "" => Disclosure.None,
        "公開文書" or "公開資料" or "公開" or "PUBLIC" => Disclosure.Public,
        "要NDA" or "NDA" or "NDA締結要" or "NDA必要" or "UNDERNDA" => Disclosure.Nda,
        "非公開" or "社内" or "社外秘" or "内部" or "INTERNAL" => Disclosure.Internal,
        _ => null,
    };

    /// <summary>The class a cell says; null when the word is not known.</summary>
    public static ControlClass? ReadClass(string? cell) => Fold(cell) switch
    {
        "" => ControlClass.None,
        "最低限" or "最低限のガイドライン" or "MINIMUM" => ControlClass.Minimum,
        "推奨" or "推奨されるガイドライン" or "RECOMMENDED" => ControlClass.Recommended,
        "必須" or "SHALL" => ControlClass.Shall,
        "推奨(SHOULD)" or "SHOULD" => ControlClass.Should,
        _ => null,
    };

    /// <summary>The text for comparing only: NFKC, no white space, upper case; a dash of any kind alone is empty.</summary>
    public static string Fold(string? cell)
    {
        if (string.IsNullOrWhiteSpace(cell)) return "";
        var wide = cell.Normalize(NormalizationForm.FormKC);
        var folded = string.Create(wide.Length - wide.Count(char.IsWhiteSpace), wide, static (span, text) =>
        {
            var at = 0;
            foreach (var c in text)
                if (!char.IsWhiteSpace(c)) span[at++] = char.ToUpperInvariant(c);
        });
        return folded.All(c => c is '-' or '−' or '‐' or '‑' or '–' or '—' or '―' or 'ー' or '─') ? "" : folded;
    }

    /// <summary>What was typed, or null for an empty cell and a lone dash.</summary>
    public static string? Typed(string? cell)
    {
        if (cell is null) return null;
        // Nearly every cell begins with a word and needs no folding; ー and ｰ count as letters but may be dashes.
        var start = cell.AsSpan().TrimStart();
        if (start.Length > 0 && char.IsLetterOrDigit(start[0]) && start[0] is not 'ー' and not 'ｰ') return cell.Trim();
        return Fold(cell).Length == 0 ? null : cell.Trim();
    }
}
