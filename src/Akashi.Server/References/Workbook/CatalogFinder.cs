using System.Text;
using System.Text.RegularExpressions;
using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Workbook;

/// <summary>Finds the catalog that a sheet answers: a person's decision, else words in its name or title, else its numbers.</summary>
internal sealed class CatalogFinder(IReadOnlyList<CatalogFile> catalogs, ReadOptions options)
{
    /// <summary>Share of a sheet's numbers that must be a catalog's for the sheet to be taken as its.</summary>
    public const double EnoughNumbers = 0.6;

    private readonly Dictionary<string, CatalogIndex> indexes = new(StringComparer.Ordinal);

    /// <param name="onlySheet">True when the file's name can speak for the sheet.</param>
    /// <returns>Null when a person has to say.</returns>
    public CatalogIndex? Find(Table table, int headerIndex, RequirementSheet sheet, bool onlySheet)
    {
        if (options.Catalogs.TryGetValue(table.Name, out var decided) && catalogs.FirstOrDefault(c => c.Key == decided) is { } said) return Index(said);
        var title = string.Join('\n', table.Rows.Take(headerIndex).SelectMany(r => r.Cells).Select(c => c.Text));
        if ((Mentioned(table.Sheet) ?? Mentioned(title) ?? (onlySheet ? Mentioned(table.File) : null)) is { } named) return Index(named);
        var shares = catalogs.Select(c => (Catalog: c, Share: sheet.Share(Index(c)))).OrderByDescending(s => s.Share).Take(2).ToList();
        return shares is [{ Share: >= EnoughNumbers } best, ..] && (shares.Count == 1 || best.Share > shares[1].Share) ? Index(best.Catalog) : null;
    }

    private CatalogIndex Index(CatalogFile catalog) =>
        indexes.TryGetValue(catalog.Key, out var index) ? index : indexes[catalog.Key] = new(catalog);

    /// <summary>The catalog with the longest word in the text; null when none or two are named.</summary>
    private CatalogFile? Mentioned(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var found = catalogs
            .Select(c => (Catalog: c, Length: c.Recognise.Where(w => Mentions(text, w)).Select(w => w.Length).DefaultIfEmpty(0).Max()))
            .Where(c => c.Length > 0).OrderByDescending(c => c.Length).Take(2).ToList();
        return found is [var only] || (found.Count == 2 && found[0].Length > found[1].Length) ? found[0].Catalog : null;
    }

    /// <summary>Latin words must stand alone: MIC is not in Microsoft.</summary>
    private static bool Mentions(string text, string word) => word.All(char.IsAscii)
        ? Regex.IsMatch(text.Normalize(NormalizationForm.FormKC), $@"(?<![A-Za-z0-9]){Regex.Escape(word)}(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
        : PrintedWords.Fold(text).Contains(PrintedWords.Fold(word), StringComparison.Ordinal);
}
