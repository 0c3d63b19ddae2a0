using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Workbook;

/// <summary>Finds the control that a row means, by code, by printed number, by section and item, or by its title.</summary>
internal sealed partial class CatalogIndex
{
    private static readonly SearchValues<char> plain = SearchValues.Create("0123456789.-()ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private readonly Dictionary<string, ControlFile> byCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ControlFile>> byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Group, string Number), ControlFile?> byItem = [];
    private readonly Lazy<Dictionary<string, ControlFile?>> byTitle;
    private readonly Dictionary<string, string?> parents;

    public CatalogIndex(CatalogFile catalog)
    {
        Catalog = catalog;
        byTitle = new(() => Titles(catalog));
        parents = catalog.Groups.ToDictionary(g => g.Id, g => g.Parent, StringComparer.Ordinal);
        foreach (var control in catalog.Controls)
        {
            Order[control.Code] = Order.Count;
            byCode.TryAdd(FoldNumber(control.Code), control);
            var number = FoldNumber(control.Number);
            if (!byNumber.TryGetValue(number, out var same)) byNumber[number] = same = [];
            same.Add(control);
            AddUnique(byItem, (control.Group, number), control);
        }
    }

    public CatalogFile Catalog { get; }

    /// <summary>Place of each code in the catalog.</summary>
    public Dictionary<string, int> Order { get; } = new(StringComparer.Ordinal);

    /// <param name="number">The number cell; null when empty.</param>
    /// <param name="sections">Numbers of the sections the row stands in, the innermost first.</param>
    /// <param name="requirement">The requirement cell; decides between equal numbers and stands in for a missing one.</param>
    public ControlFile? Find(string? number, IEnumerable<string> sections, string? requirement)
    {
        if (number is null) return ByTitle(requirement);
        var folded = FoldNumber(number);
        var same = byNumber.GetValueOrDefault(folded);
        if (same is { Count: > 1 } && ByTitle(requirement) is { } titled && same.Contains(titled)) return titled;
        if (byCode.TryGetValue(folded, out var control) || byCode.TryGetValue(Pad(folded), out control)) return control;
        if (same is [var only]) return only;
        var item = Item().Match(folded);
        foreach (var section in sections)
        {
            if (byItem.TryGetValue((section, folded), out control) && control is not null) return control;
            if (item.Success && byCode.TryGetValue($"{section}-{int.Parse(item.Groups[1].ValueSpan, CultureInfo.InvariantCulture):00}", out control)) return control;
        }
        return null;
    }

    /// <summary>True when the group is the control's own or one above it.</summary>
    public bool IsIn(ControlFile control, string section)
    {
        for (string? group = control.Group; group is not null; group = parents.GetValueOrDefault(group))
            if (group == section) return true;
        return control.Code.StartsWith(section + ".", StringComparison.Ordinal) || control.Code.StartsWith(section + "-", StringComparison.Ordinal);
    }

    /// <summary>The number a section cell begins with: <c>2.2.1</c> of 「2.2.1.資産台帳」; null when it begins with none.</summary>
    public static string? LeadingNumber(string cell) =>
        Leading().Match(cell.Normalize(NormalizationForm.FormKC)) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>A number for comparing: NFKC, no white space, every dash a hyphen, no dot at the end.</summary>
    public static string FoldNumber(string text) => text.AsSpan().IndexOfAnyExcept(plain) < 0 ? text.TrimEnd('.') : string.Concat(text.Normalize(NormalizationForm.FormKC)
        .Where(c => !char.IsWhiteSpace(c))
        .Select(c => c is '−' or '‐' or '‑' or '–' or '—' or '―' or 'ー' or '─' ? '-' : c)).TrimEnd('.').ToUpperInvariant();

    private ControlFile? ByTitle(string? requirement)
    {
        if (requirement is null) return null;
        var line = requirement.AsSpan().Trim();
        var end = line.IndexOf('\n');
        return byTitle.Value.GetValueOrDefault(PrintedWords.Fold((end < 0 ? line : line[..end]).ToString()));
    }

    private static Dictionary<string, ControlFile?> Titles(CatalogFile catalog)
    {
        var titles = new Dictionary<string, ControlFile?>(StringComparer.Ordinal);
        foreach (var control in catalog.Controls)
            foreach (var title in new HashSet<string> { PrintedWords.Fold(control.Title.Ja), PrintedWords.Fold(control.Title.En) }) AddUnique(titles, title, control);
        return titles;
    }

    private static string Pad(string number) =>
        number.LastIndexOf('-') is > 0 and var dash && number.Length == dash + 2 ? $"{number[..dash]}-0{number[^1]}" : number;

    private static void AddUnique<TKey>(Dictionary<TKey, ControlFile?> index, TKey key, ControlFile control) where TKey : notnull
    {
        if (!index.TryAdd(key, control)) index[key] = null;
    }

    [GeneratedRegex(@"^\(?([0-9]{1,3})\)?$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^\s*第?\s*([0-9]+(?:\.[0-9]+)*)")]
    private static partial Regex Leading();
}
