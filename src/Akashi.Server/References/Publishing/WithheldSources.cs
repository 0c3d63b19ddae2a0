using System.Text;
using System.Text.RegularExpressions;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.References.Publishing;

/// <summary>The documents an audience may not see, and whether a text or a citation betrays one of them.</summary>
internal sealed partial class WithheldSources
{
    private readonly Dictionary<string, Disclosure> numbers = [];
    private readonly List<(string Words, Disclosure Level)> words = [];
    private readonly Func<Disclosure, bool> hides;

    public WithheldSources(IReadOnlyList<BookDocument> documents, Func<Disclosure, bool> hides)
    {
        this.hides = hides;
        foreach (var document in documents)
        {
            var number = PrintedWords.Fold(document.Number);
            var level = Stricter(document.Disclosure, ByNumber(number));
            if (!hides(level)) continue;
            numbers[number] = Stricter(level, numbers.GetValueOrDefault(number));
            foreach (var text in new[] { document.Title, document.Url })
                if (PrintedWords.Fold(text) is { Length: > 2 } folded) words.Add((folded, level));
        }
    }

    /// <summary>True when the document of this number is closed to the audience.</summary>
    public bool Hides(string number) => hides(Level(number));

    /// <summary>The level of the closed source a citation names; none when it names only open ones.</summary>
    public Disclosure In(Citation citation)
    {
        var level = citation.Kind is CitationKind.Document && Hides(citation.Reference) ? Level(citation.Reference) : Disclosure.None;
        return Stricter(level, Stricter(In(citation.Locator), citation.Kind is CitationKind.Document ? Disclosure.None : In(citation.Reference)));
    }

    /// <summary>The strictest level of the closed sources a text names by number, title or address; none when it names none.</summary>
    public Disclosure In(string? text)
    {
        var folded = PrintedWords.Fold(text);
        if (folded.Length == 0) return Disclosure.None;
        var found = Disclosure.None;
        // White space may stand inside the brackets, but it also parts a bare number from the word before it.
        foreach (var m in Bracketed().Matches(folded).Concat(Bare().Matches(text!.Normalize(NormalizationForm.FormKC))))
            if (Hides(m.Groups["number"].Value)) found = Stricter(found, Level(m.Groups["number"].Value));
        if (hides(Disclosure.Nda) && folded.Contains("NDA文献", StringComparison.Ordinal)) found = Stricter(found, Disclosure.Nda);
        foreach (var (closed, level) in words)
            if (folded.Contains(closed, StringComparison.Ordinal)) found = Stricter(found, level);
        return found;
    }

    private Disclosure Level(string number)
    {
        var folded = PrintedWords.Fold(number);
        return Stricter(numbers.GetValueOrDefault(folded), ByNumber(folded));
    }

    // N01 is a document under NDA whatever the list says, and also when no list is there.
    private static Disclosure ByNumber(string folded) => NdaNumber().IsMatch(folded) ? Disclosure.Nda : Disclosure.Public;

    private static Disclosure Stricter(Disclosure a, Disclosure b) => a > b ? a : b;

    [GeneratedRegex(@"\[(?<number>[0-9A-Z.\-]{1,20})\]")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?<number>[A-Za-z][\-.]?\d{1,4})(?![0-9A-Za-z])")]
    private static partial Regex Bare();

    [GeneratedRegex(@"^N[\-.]?\d")]
    private static partial Regex NdaNumber();
}
