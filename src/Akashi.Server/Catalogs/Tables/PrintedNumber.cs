using System.Text.RegularExpressions;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>Numbers as guidelines print and people type them.</summary>
internal static partial class PrintedNumber
{
    /// <summary>The number with narrow figures, one kind of hyphen and no white space; nothing else is touched.</summary>
    public static string Clean(string typed)
    {
        var clean = new System.Text.StringBuilder(typed.Length);
        foreach (var c in typed)
        {
            if (char.IsWhiteSpace(c)) continue;
            var narrow = c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c;
            var dash = narrow is '−' or '‐' or '‑' or '–' or '—' or '―' or '─' || (narrow is 'ー' && clean.Length > 0 && char.IsAsciiDigit(clean[^1]));
            clean.Append(dash ? '-' : narrow);
        }
        return clean.ToString();
    }

    /// <summary>What identifies a control of that number, unless it repeats.</summary>
    public static string Code(string number) => Clean(number).TrimEnd('.') is { Length: > 0 } code ? code : number;

    /// <summary>The numbers of the groups above, the innermost first: 6.1 and 6 above 6.1-01.</summary>
    public static IEnumerable<string> Above(string number)
    {
        for (var at = number.LastIndexOfAny(['.', '-']); at > 0; at = number.LastIndexOfAny(['.', '-']))
        {
            number = number[..at];
            yield return number;
        }
    }

    public static bool IsWithin(string number, string group) =>
        number == group || number.StartsWith(group + ".", StringComparison.Ordinal) || number.StartsWith(group + "-", StringComparison.Ordinal);

    /// <summary>A heading's number and words: 6.1 and アクセス管理 of 「6.1 アクセス管理」; no number when it begins with none.</summary>
    public static (string? Number, string Words) Split(string heading)
    {
        var match = Heading().Match(heading);
        return match.Success ? (Clean(match.Groups["number"].Value), match.Groups["words"].Value.Trim()) : (null, heading.Trim());
    }

    /// <summary>True for a number that counts within its group only, such as <c>(1)</c>.</summary>
    public static bool IsItem(string number) => Item().IsMatch(number);

    /// <summary>The item's own number; call only when <see cref="IsItem"/>.</summary>
    public static int ItemOf(string number) => int.Parse(Item().Match(number).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>True for a number that a spreadsheet program has turned into a day.</summary>
    public static bool IsDay(string number) => Day().IsMatch(number);

    [GeneratedRegex(@"^\s*[(（]?第?\s*(?<number>(?:[A-Za-zＡ-Ｚａ-ｚ]{1,5}[.．\-－]?)?[0-9０-９]+(?:[.．\-－][0-9０-９]+)*)(?:\s*[章節編款]|\s*[項部条](?=$|[\s.．、:：])|[)）]|[.．、:：]|(?=\s|$))[.．、:：]?\s*(?<words>.*)$", RegexOptions.Singleline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\(?([0-9]{1,3})[).]?$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T\s].*)?|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))$")]
    private static partial Regex Day();
}
