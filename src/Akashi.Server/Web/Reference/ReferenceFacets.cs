using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;

namespace Akashi.Server.Web.Reference;

/// <summary>What the rows of a reference can be narrowed by.</summary>
public enum Facet { Group, Class, Conformity, Disclosure, Coverage, Task, Theme, Duty, ReviewNeeded }

/// <summary>A catalog that concerns the service.</summary>
/// <param name="Found">Rows of this catalog that match the filter.</param>
public sealed record CatalogTab(CatalogId Id, string Name, Text Title, IReadOnlyList<GroupFile> Groups, int All, int Found);

/// <summary>The counts around a filtered table: each value counts the rows that choosing it would show.</summary>
public sealed class FacetCounts
{
    private readonly Dictionary<string, int>[] _counts = [.. Enum.GetValues<Facet>().Select(_ => new Dictionary<string, int>())];

    public int Of(Facet facet, string value) => _counts[(int)facet].GetValueOrDefault(value);

    public int Of<T>(Facet facet, T value) where T : struct, Enum => Of(facet, Name(value));

    /// <summary>The values that occur, with how often.</summary>
    public IReadOnlyDictionary<string, int> All(Facet facet) => _counts[(int)facet];

    internal void Add(Facet facet, string value) => _counts[(int)facet][value] = _counts[(int)facet].GetValueOrDefault(value) + 1;

    internal static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <param name="Current">The catalog shown; null when none concerns the service.</param>
public sealed record ReferenceOverview(IReadOnlyList<CatalogTab> Tabs, CatalogTab? Current, FacetCounts Counts);

/// <summary>Counts from the board what tabs and filters of the reference page show.</summary>
public sealed class ReferenceFacets(CoverageBoards boards, Rows rows)
{
    /// <param name="catalog">Name of the catalog to show; null for the first one with matching rows.</param>
    public async Task<ReferenceOverview> ReadAsync(Actor by, ServiceId service, string? catalog, RowFilter filter, CancellationToken ct)
    {
        var found = new Dictionary<CatalogId, HashSet<ControlId>>();
        if (filter.Text is { Length: > 0 } text)
            foreach (var id in await boards.ReadAsync(by.Organisation, b => Concerned(b, service).Select(c => c.Catalog.Id).ToList(), ct))
                found[id] = await rows.WithTextAsync(by, service, id, text, ct);
        return await boards.ReadAsync(by.Organisation, board => Count(board, service, catalog, filter, found), ct);
    }

    private static IEnumerable<(int Index, BoardCatalog Catalog)> Concerned(CoverageBoard board, ServiceId service) =>
        board.Find(service) is { } s ? board.Catalogs.Index().Where(c => s.CellsOf(c.Index) is not null) : [];

    private static ReferenceOverview Count(CoverageBoard board, ServiceId id, string? name, RowFilter filter, Dictionary<CatalogId, HashSet<ControlId>> words)
    {
        var counted = new List<(CatalogTab Tab, FacetCounts Counts)>();
        var service = board.Find(id);
        var alone = Alone(filter);
        foreach (var (index, catalog) in Concerned(board, id))
        {
            var (counts, total) = (new FacetCounts(), 0);
            foreach (var (ordinal, control) in catalog.Controls.Index())
            {
                if (words.TryGetValue(catalog.Id, out var hits) && !hits.Contains(control.Id)) continue;
                var (fact, cell) = (service!.FactOf(index, ordinal), service.CellsOf(index)![ordinal]);
                var failed = alone.Where(a => !a.Filter.Matches(catalog, control, fact, cell)).Take(2).ToList();
                if (failed.Count == 0) total++;
                foreach (var facet in failed.Count == 0 ? Enum.GetValues<Facet>() : failed.Count == 1 ? [failed[0].Facet] : [])
                    foreach (var value in Values(facet, catalog, control, fact, cell)) counts.Add(facet, value);
            }
            counted.Add((new(catalog.Id, catalog.Name, catalog.Title, catalog.Groups, catalog.Controls.Count, total), counts));
        }
        var at = name is null ? counted.FindIndex(c => c.Tab.Found > 0) : counted.FindIndex(c => c.Tab.Name == name);
        if (at < 0 && name is null && counted.Count > 0) at = 0;
        return new([.. counted.Select(c => c.Tab)], at < 0 ? null : counted[at].Tab, at < 0 ? new() : counted[at].Counts);
    }

    /// <summary>The filter taken apart, so that a row can be counted for the one value that alone keeps it out.</summary>
    private static List<(Facet Facet, RowFilter Filter)> Alone(RowFilter f)
    {
        var set = new List<(Facet, RowFilter)>();
        if (f.Group is not null) set.Add((Facet.Group, new() { Group = f.Group }));
        if (f.Class is not null) set.Add((Facet.Class, new() { Class = f.Class }));
        if (f.Conformity is not null) set.Add((Facet.Conformity, new() { Conformity = f.Conformity }));
        if (f.Disclosure is not null) set.Add((Facet.Disclosure, new() { Disclosure = f.Disclosure }));
        if (f.Coverage is not null) set.Add((Facet.Coverage, new() { Coverage = f.Coverage }));
        if (f.Task is not null) set.Add((Facet.Task, new() { Task = f.Task }));
        if (f.Theme is not null) set.Add((Facet.Theme, new() { Theme = f.Theme }));
        if (f.Duty is not null) set.Add((Facet.Duty, new() { Duty = f.Duty }));
        if (f.ReviewNeeded) set.Add((Facet.ReviewNeeded, new() { ReviewNeeded = true }));
        return set;
    }

    private static IEnumerable<string> Values(Facet facet, BoardCatalog catalog, BoardControl control, StatementFact fact, CoverageCell cell) => facet switch
    {
        Facet.Group => Upwards(catalog, control.Group),
        Facet.Class => [FacetCounts.Name(control.Class)],
        Facet.Conformity => [FacetCounts.Name(fact.Conformity)],
        Facet.Disclosure => [FacetCounts.Name(fact.Disclosure)],
        Facet.Coverage => [FacetCounts.Name(cell.State)],
        Facet.Task => [FacetCounts.Name(cell.Task)],
        Facet.Theme => control.Themes,
        Facet.Duty => fact.Duties.Kinds().Select(FacetCounts.Name),
        _ => cell.ReviewNeeded ? ["true"] : [],
    };

    private static IEnumerable<string> Upwards(BoardCatalog catalog, string group)
    {
        var parents = catalog.Groups;
        for (string? at = group; at is not null; at = parents.FirstOrDefault(g => g.Id == at)?.Parent) yield return at;
    }
}
