using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Akashi.Server.References.Publishing;

/// <summary>Text as XML and a spreadsheet cell can hold it.</summary>
internal static partial class CellText
{
    /// <summary>The most characters a cell holds. Microsoft, Excel specifications and limits.</summary>
    public const int Limit = 32_767;

    // Everything XML 1.0 forbids or a single char cannot decide, and CR, which a parser would turn into LF anyway.
    private static readonly SearchValues<char> suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (char)i).Where(c => c is not '\t' and not '\n'),
         .. Enumerable.Range(0xD800, 0x800).Select(i => (char)i), '\uFFFE', '\uFFFF']);

    /// <summary>The text with LF line ends, and U+FFFD where it holds what XML forbids: visible, instead of lost or a file that does not open.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny(suspects)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes())
            clean.Append(rune.Value is '\t' or '\n' or >= 0x20 and not (0xFFFE or 0xFFFF) ? rune.ToString() : "\uFFFD");
        return clean.ToString();
    }

    /// <summary>Text that looks like an escape of SpreadsheetML (<c>_x0041_</c>) with its underscore escaped. ECMA-376 Part 1 §22.9.2.19.</summary>
    public static string Escape(string text) =>
        text.Contains("_x", StringComparison.Ordinal) ? Escapes().Replace(text, "_x005F_") : text;

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escapes();
}
