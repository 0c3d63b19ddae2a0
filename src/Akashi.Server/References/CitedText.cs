using System.Text;
using System.Text.RegularExpressions;

namespace Akashi.Server.References;

/// <summary>
/// Finds in a running text what it cites: <c>文献[01]</c>, <c>NDA文献[N01]</c>, <c>ISO/IEC 27001</c>, <c>認証[SOC 2]</c>, an interview,
/// another statement (<c>mhlw-5#6.1-01@platform</c>). <see cref="Write"/> is the other direction.
/// </summary>
public static partial class CitedText
{
    /// <summary>The same citations with <see cref="CitedIn.Finding"/> set exactly where <paramref name="finding"/> cites them.</summary>
    public static IReadOnlyList<Citation> WithFinding(IEnumerable<Citation> columns, string? finding)
    {
        var result = columns.Where(c => c.In.HasFlag(CitedIn.Column)).Select(c => c with { In = CitedIn.Column }).ToList();
        foreach (var found in In(finding))
        {
            var at = result.FindIndex(c => c.Kind == found.Kind && c.Reference == found.Reference);
            if (at < 0) result.Add(found);
            else result[at] = result[at] with { In = CitedIn.Both };
        }
        return result;
    }

    /// <summary>Each source once, in the order in which the text names them.</summary>
    public static IEnumerable<Citation> In(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        var folded = text.Normalize(NormalizationForm.FormKC);
        IEnumerable<Match> matches = Source().Matches(folded);
        // Hardly any text names a statement; only those that may are searched a second time.
        if (folded.Contains('#') && folded.Contains('@')) matches = matches.Concat(Statement().Matches(folded)).OrderBy(m => m.Index);
        var found = new List<Citation>();
        foreach (var m in matches)
        {
            Citation citation =
                m.Groups["number"].Success ? new(CitationKind.Document, Squeeze(m.Groups["number"].Value), CitedIn.Finding)
                : m.Groups["iso"].Success ? new(CitationKind.Certificate, "ISO/IEC " + m.Groups["iso"].Value, CitedIn.Finding)
                : m.Groups["certificate"].Success ? new(CitationKind.Certificate, m.Groups["certificate"].Value.Trim(), CitedIn.Finding)
                : m.Groups["statement"].Success ? new(CitationKind.Statement, m.Groups["statement"].Value, CitedIn.Finding)
                : new(CitationKind.Interview, "", CitedIn.Finding);
            if (!found.Contains(citation)) found.Add(citation);
        }
        return found;
    }

    /// <summary>The words by which a finding cites a source, such that <see cref="In"/> finds it there; null when no words can (a document whose number has letters beside N).</summary>
    public static string? Write(Citation citation)
    {
        var words = citation.Kind switch
        {
            CitationKind.Document => (citation.Reference.StartsWith('N') ? "NDA" : "") + $"文献[{citation.Reference}]",
            CitationKind.Certificate => Iso().IsMatch(citation.Reference) ? citation.Reference : $"認証[{citation.Reference}]",
            CitationKind.Interview => "インタビュー",
            _ => citation.Reference,
        };
        return In(words).Any(c => c.Kind == citation.Kind && c.Reference == citation.Reference) ? words : null;
    }

    /// <summary>The number of the document when the text is one citation of a document and nothing else; null otherwise.</summary>
    public static string? Only(string text) =>
        Whole().Match(text.Normalize(NormalizationForm.FormKC)) is { Success: true } whole ? Squeeze(whole.Groups["number"].Value) : null;

    private static string Squeeze(string number) => string.Concat(number.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // Real workbooks break lines inside a token ("文献[1\n34]"), hence the white space everywhere.
    [GeneratedRegex(@"文\s*献\s*\[(?>\s*)(?<number>(?:[Nn]\s*)?\d[\d\s]*)\]|ISO\s*/\s*IEC\s*(?<iso>\d{4,5})|認証\[(?<certificate>[^\[\]\r\n]{1,120})\]|インタビュー")]
    private static partial Regex Source();

    [GeneratedRegex(@"(?<![A-Za-z0-9/._#@-])(?<statement>[a-z0-9-]+#[^\s#@]{1,60}@[a-z0-9-]+)")]
    private static partial Regex Statement();

    [GeneratedRegex(@"^ISO/IEC \d{4,5}$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"^\s*(?:NDA\s*)?文\s*献\s*\[(?>\s*)(?<number>(?:[Nn]\s*)?\d[\d\s]*)\]\s*$")]
    private static partial Regex Whole();
}
