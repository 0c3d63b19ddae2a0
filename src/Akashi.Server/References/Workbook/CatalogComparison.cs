using System.Text.RegularExpressions;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Compares what a row repeats of the catalog with the catalog. A difference is worth a line in the report, never an error.</summary>
internal static partial class CatalogComparison
{
    /// <summary>True when the cell says in substance what the catalog says.</summary>
    public static bool Agrees(BookField field, string cell, ControlFile control, CatalogIndex index) => field switch
    {
        BookField.Requirement => SameRequirement(cell, control),
        BookField.Class => PrintedWords.ReadClass(cell) == control.Class,
        BookField.DisclosureItems => SameText(cell, control.DisclosureItems),
        BookField.References => SameLinks(cell, control.Links ?? []),
        BookField.Chapter or BookField.Section or BookField.Subsection => CatalogIndex.LeadingNumber(cell) is not { } number || index.IsIn(control, number),
        _ => true,
    };

    private static bool SameRequirement(string cell, ControlFile control) =>
        IsTitleAndSummary(cell, control.Title.Ja, control.Summary.Ja) || IsTitleAndSummary(cell, control.Title.En, control.Summary.En);

    private static bool IsTitleAndSummary(string cell, string title, string summary)
    {
        // Nearly always equal to the letter; folding is for the rest.
        if (cell.Length == title.Length + summary.Length + 1 && cell.StartsWith(title, StringComparison.Ordinal)
            && cell[title.Length] == '\n' && cell.EndsWith(summary, StringComparison.Ordinal)) return true;
        var folded = PrintedWords.Fold(cell);
        return folded == PrintedWords.Fold(title + summary) || folded == PrintedWords.Fold(title) || folded == PrintedWords.Fold(summary);
    }

    private static bool SameText(string cell, Text? catalog) => catalog is { } text
        ? Items(cell) is var items && (items == Items(text.Ja) || items == Items(text.En))
        : PrintedWords.Fold(cell).Length == 0;

    private static string Items(string text) => PrintedWords.Fold(text).Replace("・", "", StringComparison.Ordinal);

    // Tables count the METI guideline's chapter 7 as chapter 2 (7.2.1 is 2.2.1), hence the number after the first dot.
    private static bool SameLinks(string cell, IReadOnlyList<string> links) =>
        SectionNumber().Matches(CatalogIndex.FoldNumber(cell)).Select(m => Tail(m.Value)).ToHashSet().SetEquals(links.Select(l => Tail(l[(l.IndexOf('#') + 1)..])));

    private static string Tail(string number) => number[(number.IndexOf('.') + 1)..];

    [GeneratedRegex(@"(?<![0-9A-Z.\-])[0-9]+(?:\.[0-9]+)+(?:-[0-9]+)?")]
    private static partial Regex SectionNumber();
}
