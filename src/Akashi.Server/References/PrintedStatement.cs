using System.Globalization;
using Akashi.Server.References.Importing;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.References;

/// <summary>A statement's fields as people read them, for differences and history.</summary>
public static class PrintedStatement
{
    /// <summary>What differs between two states, as printed; every field that says something when <paramref name="before"/> is null.</summary>
    public static IReadOnlyList<FieldDifference> Differences(StatementBody? before, StatementBody after) =>
        [.. StatementComparer.Differences(before ?? StatementBody.Empty, after).Select(field =>
            new FieldDifference(field, before is null ? null : Print(before, field), Print(after, field)))];

    /// <summary>One field by its name in <see cref="StatementComparer.Differences"/>; null when it says nothing.</summary>
    public static string? Print(StatementBody body, string field) => field switch
    {
        "conformity" => PrintedWords.Of(body.Conformity),
        "view" => body.View,
        "finding" => body.Finding,
        "disclosure" => PrintedWords.Of(body.Disclosure),
        "citations" => Blank(string.Join(" ", body.Citations.Where(c => c.In.HasFlag(CitedIn.Column)).Select(Print))),
        "duties" => Blank(DutyText.Write(body.Duties, emergency: false, Language) + (body.Duties.Any(d => d.Emergency is not null) ? "\n" + DutyText.Write(body.Duties, emergency: true, Language) : "")),
        "responsibleRole" => body.ResponsibleRole,
        "reviewDue" => body.ReviewDue?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "notes" => Blank(string.Join("\n", (body.Notes ?? []).Select(n => $"{n.Header}: {n.Text}"))),
        _ => null,
    };

    /// <summary>A citation as printed in a column, in the reader's language: <c>文献[01]</c>, <c>NDA文献[N01]</c>, <c>ISO/IEC 27001</c>.</summary>
    public static string Print(Citation citation) => citation.Kind switch
    {
        CitationKind.Document => Publishing.EditionWords.Cite(citation.Reference, citation.Reference.StartsWith('N')) + citation.Locator,
        CitationKind.Interview => citation.Locator ?? new Kernel.Text("インタビュー", "Interview"),
        _ => citation.Reference + citation.Locator,
    };

    private static string Language => Kernel.Text.English ? "en" : "ja";

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
