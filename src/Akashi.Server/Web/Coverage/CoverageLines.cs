using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;

namespace Akashi.Server.Web.Coverage;

/// <summary>A catalog that concerns a service.</summary>
/// <param name="Label">For narrow columns: who issued it.</param>
public sealed record CatalogItem(CatalogId Id, string Name, Text Title, Text Label, IReadOnlyList<GroupFile> Groups);

/// <summary>One control down the chain, with the catalog it is of.</summary>
public sealed record CoverageLine(CatalogItem Catalog, ChainLine Line);

/// <param name="Total">Lines that match the whole filter.</param>
/// <param name="ByState">How many there are in each state, before filtering by state and review.</param>
public sealed record CoverageView(IReadOnlyList<ChainService> Services, IReadOnlyList<CoverageLine> Lines, int Total, IReadOnlyDictionary<CoverageState, int> ByState, int ReviewNeeded);

/// <summary>Lines of one or of all catalogs for pages: uncovered first whatever the catalog.</summary>
public sealed class CoverageLines(CoverageBoards boards, Chains chains, CatalogFiles files)
{
    /// <summary>The catalogs that somebody in the chain of the service has answered.</summary>
    public async Task<IReadOnlyList<CatalogItem>> CatalogsAsync(OrganisationId organisation, ServiceId service, CancellationToken ct)
    {
        var all = (await files.AllAsync(organisation, ct)).ToDictionary(f => f.Key, ShortOf);
        return await boards.ReadAsync<IReadOnlyList<CatalogItem>>(organisation, board => board.Find(service) is { } s
            ? [.. board.Catalogs.Index().Where(c => s.CellsOf(c.Index) is not null)
                .Select(c => new CatalogItem(c.Item.Id, c.Item.Name, c.Item.Title, all.GetValueOrDefault(c.Item.Name, c.Item.Title), c.Item.Groups))]
            : [], ct);
    }

    /// <summary>The issuer where its English name ends in an abbreviation: "Ministry of … (MHLW)"; else the title.</summary>
    public static Text ShortOf(CatalogFile catalog) =>
        catalog.Issuer.En is [.., ')'] && catalog.Issuer.En.LastIndexOf('(') is > 0 and var open ? new(catalog.Issuer.Ja, catalog.Issuer.En[(open + 1)..^1]) : catalog.Title;

    /// <param name="catalog">Null for all.</param>
    /// <param name="page">From 1.</param>
    public async Task<CoverageView> ReadAsync(OrganisationId organisation, ServiceId service, string? catalog, RowFilter filter, int page, int size, CancellationToken ct)
    {
        var catalogs = (await CatalogsAsync(organisation, service, ct)).Where(c => catalog is null || c.Name == catalog).ToList();
        var skip = (Math.Max(page, 1) - 1) * size;
        var (lines, total) = (new List<CoverageLine>(), 0);
        CoverageState[] states = filter.Coverage is { } only ? [only] : Enum.GetValues<CoverageState>();
        foreach (var state in states)
            foreach (var c in catalogs)
            {
                var from = Math.Max(skip - total, 0);
                if (await chains.PageAsync(organisation, service, c.Id, filter with { Coverage = state }, from == 0 ? null : from - 1, Math.Max(size - lines.Count, 1), ct) is not { } part) continue;
                if (total + part.Total > skip) lines.AddRange(part.Lines.Take(size - lines.Count).Select(l => new CoverageLine(c, l)));
                total += part.Total;
            }
        var (byState, review) = await CountAsync(organisation, service, catalogs, filter with { Coverage = null, ReviewNeeded = false }, ct);
        return new(await chains.OfAsync(organisation, service, ct), lines, total, byState, review);
    }

    private Task<(IReadOnlyDictionary<CoverageState, int>, int)> CountAsync(OrganisationId organisation, ServiceId service, List<CatalogItem> catalogs, RowFilter filter, CancellationToken ct) =>
        boards.ReadAsync(organisation, board =>
        {
            var counts = Enum.GetValues<CoverageState>().ToDictionary(s => s, _ => 0);
            var review = 0;
            var s = board.Find(service);
            foreach (var index in catalogs.Select(c => board.IndexOf(c.Id)))
                foreach (var (ordinal, control) in board.Catalogs[index].Controls.Index())
                {
                    if (s?.CellsOf(index)?[ordinal] is not { } cell || !filter.Matches(board.Catalogs[index], control, s.FactOf(index, ordinal), cell)) continue;
                    counts[cell.State]++;
                    if (cell.ReviewNeeded) review++;
                }
            return ((IReadOnlyDictionary<CoverageState, int>)counts, review);
        }, ct);
}
