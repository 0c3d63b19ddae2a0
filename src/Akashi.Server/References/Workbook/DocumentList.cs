using System.Text;
using System.Text.RegularExpressions;

namespace Akashi.Server.References.Workbook;

/// <summary>Reads a cell that lists documents: <c>文献[01]文献[1⏎34]</c>, <c>NDA文献[N01]（3章）</c>, <c>文献[01, 02]</c>, <c>[01][06]</c>, <c>01, 06</c>.</summary>
internal static partial class DocumentList
{
    /// <summary>The documents in the order listed, each once, and the words that belong to none.</summary>
    public static (IReadOnlyList<CitedDocument> Documents, string? Beside) Read(string? cell)
    {
        if (PrintedWords.Typed(cell) is not { } text) return ([], null);
        if (Plain().IsMatch(text))
            return ([.. PlainNumber().Matches(text).Select(m => new CitedDocument(Squeeze(m.Value), null)).DistinctBy(d => d.Number)], null);

        var found = new List<CitedDocument>();
        var tokens = Token().Matches(text);
        if (tokens.Count == 0) return ([], text);
        for (var i = 0; i < tokens.Count; i++)
        {
            var end = i + 1 < tokens.Count ? tokens[i + 1].Index : text.Length;
            var locator = Locator(text[(tokens[i].Index + tokens[i].Length)..end]);
            var numbers = tokens[i].Groups["number"].Captures;
            for (var n = 0; n < numbers.Count; n++) Add(new(Squeeze(numbers[n].Value), n == numbers.Count - 1 ? locator : null));
        }
        return (found, Locator(text[..tokens[0].Index]));

        void Add(CitedDocument document)
        {
            var at = found.FindIndex(d => d.Number == document.Number);
            if (at < 0) found.Add(document);
            else if (document.Locator is { } more) found[at] = document with { Locator = found[at].Locator is { } former ? former + "、" + more : more };
        }
    }

    /// <summary>The number of a document sheet's first column: <c>文献[01]</c>, <c>NDA文献[N01]</c>, <c>01</c>; null when there is none.</summary>
    public static string? Number(string cell) => Read(cell) switch
    {
        ({ Count: 1 } documents, null) when documents[0].Locator is null => documents[0].Number,
        ({ Count: 0 }, { Length: <= 20 } typed) when OtherNumber().IsMatch(typed) => Squeeze(typed),
        _ => null,
    };

    /// <summary>Words beside a source without the separators around them; our own export puts them in full-width brackets.</summary>
    public static string? Locator(string words)
    {
        var text = words.Trim(edges);
        if (text is ['（', .. var inner, '）'] && !inner.Contains('（') && !inner.Contains('）')) text = inner.Trim();
        return text.Length == 0 ? null : text;
    }

    private static readonly char[] edges = [' ', '\u3000', '\t', '\n', '\r', ',', '、', '，', '・', '･', ';', '；', '/'];

    private static string Squeeze(string number) =>
        string.Concat(number.Normalize(NormalizationForm.FormKC).Where(c => char.IsLetterOrDigit(c) || c == '-')).ToUpperInvariant();

    // Atomic, so that long runs of white space cost no more than their length.
    private const string One = @"(?>\s*)(?<number>(?>(?:[NnＮｎ]\s*)?\d[\d\s]*))";

    // Real workbooks break lines inside a token, hence the white space everywhere.
    [GeneratedRegex(@"(?:(?:[NＮ]\s*[DＤ]\s*[AＡ]\s*)?(?:文\s*献|資\s*料|文\s*書|document)\s*)?[\[［【]" + One + "(?:[,、，・;]" + One + @")*[\]］】]", RegexOptions.IgnoreCase)]
    private static partial Regex Token();

    [GeneratedRegex(@"^\s*[NnＮｎ]?\d+(?:[,、，・;；/\s]+[NnＮｎ]?\d+)*\s*$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"[NnＮｎ]?\d+")]
    private static partial Regex PlainNumber();

    [GeneratedRegex(@"^[\p{L}\d][\p{L}\d\-]*$")]
    private static partial Regex OtherNumber();
}

/// <param name="Locator">Where in the document; null when not said.</param>
internal sealed record CitedDocument(string Number, string? Locator);
