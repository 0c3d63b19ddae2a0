using System.Runtime.CompilerServices;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Coverage;
using Akashi.Server.Web.Reference;
using Akashi.Server.Web.Shared;
using C = Akashi.Server.Web.Coverage.CoverageWords;

namespace Akashi.Server.Web.Lists;

/// <summary>The reference and its coverage, row by row, as their pages show them.</summary>
public sealed class ReferenceList(Rows rows, CoverageLines lines)
{
    /// <summary>Rows of one catalog; null when the catalog does not concern the service.</summary>
    public async Task<(Text Catalog, List<ListColumn> Columns, IAsyncEnumerable<IReadOnlyList<string?>> Rows)?> ReferenceAsync(
        Actor by, ServiceItem service, string? catalog, RowFilter filter, string? columns, CancellationToken ct)
    {
        var catalogs = await lines.CatalogsAsync(by.Organisation, service.Id, ct);
        if ((catalog is null ? catalogs.Count > 0 ? catalogs[0] : null : catalogs.FirstOrDefault(c => c.Name == catalog)) is not { } of) return null;
        var chosen = ReferenceColumns.Chosen(columns);
        // About seven pixels on the screen are a character on the sheet.
        return (of.Title, [.. chosen.Select(c => new ListColumn(c.Label, Math.Round(c.Width / 7.0)))], RowsAsync(by, service, of.Id, filter, chosen, ct));
    }

    private async IAsyncEnumerable<IReadOnlyList<string?>> RowsAsync(
        Actor by, ServiceItem service, CatalogId catalog, RowFilter filter, IReadOnlyList<ReferenceColumn> columns, [EnumeratorCancellation] CancellationToken ct)
    {
        for (int? after = null; await rows.PageAsync(by, service.Id, catalog, filter, after, 0, Rows.MaximumPage, ct) is { } page; after = page.Next)
        {
            foreach (var row in page.Items) yield return [.. columns.Select(c => c.Print(row))];
            if (page.Next is null) yield break;
        }
    }

    /// <summary>Who in the chain answers each control, uncovered ones first; one column for each service of the chain.</summary>
    /// <param name="catalog">Null for all.</param>
    public async Task<(Text? Catalog, List<ListColumn> Columns, IAsyncEnumerable<IReadOnlyList<string?>> Rows)> CoverageAsync(
        OrganisationId organisation, ServiceItem service, string? catalog, RowFilter filter, CancellationToken ct)
    {
        var first = await lines.ReadAsync(organisation, service.Id, catalog, filter, 1, 1, ct);
        var titles = await lines.CatalogsAsync(organisation, service.Id, ct);
        List<ListColumn> columns = [new(Words.Number, 12), new(Words.State, 16), new(ListWords.ReviewNeeded, 12), new(C.Catalog, 24), new(C.Control, 40),
            .. first.Services.Select(s => new ListColumn(s.Name, 28)), new(C.Remaining, 24)];
        return (titles.FirstOrDefault(c => c.Name == catalog)?.Title, columns, LinesAsync(organisation, service, catalog, filter, ct));
    }

    private async IAsyncEnumerable<IReadOnlyList<string?>> LinesAsync(
        OrganisationId organisation, ServiceItem service, string? catalog, RowFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var page = 1; ; page++)
        {
            var view = await lines.ReadAsync(organisation, service.Id, catalog, filter, page, Rows.MaximumPage, ct);
            foreach (var (of, line) in view.Lines)
                yield return [line.Code, Marks.Of(line.State).Label, line.ReviewNeeded ? Words.ReviewNeeded : null, of.Label, line.Title, .. line.Answers.Select(CoverageCells.Answer), CoverageCells.Remaining(line)];
            if (page * Rows.MaximumPage >= view.Total) yield break;
        }
    }
}
