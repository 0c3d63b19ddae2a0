using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Reading;

/// <summary>One service of a chain, as the head of its column.</summary>
public sealed record ChainService(ServiceId Service, string Slug, Text Name, PartyId Party, PartyKind Kind, Text PartyName);

/// <summary>What one layer says about a control.</summary>
/// <param name="Stated">False while the party has said nothing.</param>
public sealed record ChainAnswer(ServiceId Service, bool Stated, Conformity Conformity, bool HasEvidence, PartySet Duties);

/// <summary>One control down the chain.</summary>
public sealed record ChainLine(
    ControlId Control, int Ordinal, string Code, string Group, Text Title, CoverageState State, TaskState Task, PartySet Open, PartySet HandedDown, bool ReviewNeeded, IReadOnlyList<ChainAnswer> Answers);

/// <param name="Next">Continue with <c>after</c>; null at the end.</param>
public sealed record ChainPage(IReadOnlyList<ChainService> Services, IReadOnlyList<ChainLine> Lines, int Total, int? Next);

/// <summary>Coverage of a service line by line: who in the chain answers each control. Uncovered controls come first.</summary>
public sealed class Chains(DbFactory databases, CoverageBoards boards)
{
    /// <param name="after">Place in the ordering (0-based) to continue after; null from the start.</param>
    /// <returns>Null when the organisation has no such service or catalog.</returns>
    public async Task<ChainPage?> PageAsync(OrganisationId organisation, ServiceId service, CatalogId catalog, RowFilter filter, int? after, int limit, CancellationToken ct)
    {
        var found = await boards.ReadAsync(organisation, board => Select(board, service, catalog, filter, after ?? -1, Math.Clamp(limit, 1, Rows.MaximumPage)), ct);
        if (found is not var (chain, lines, total)) return null;
        var start = (after ?? -1) + 1;
        return new(await HeadsAsync(organisation, chain, ct), lines, total, start + lines.Count < total ? start + lines.Count - 1 : null);
    }

    /// <summary>The chain's services, the viewed one first.</summary>
    public async Task<IReadOnlyList<ChainService>> OfAsync(OrganisationId organisation, ServiceId service, CancellationToken ct) =>
        await HeadsAsync(organisation, await boards.ReadAsync(organisation, b => b.Find(service)?.Chain.Select(s => s.Id).ToList() ?? [], ct), ct);

    private static (List<ServiceId> Chain, List<ChainLine> Lines, int Total)? Select(CoverageBoard board, ServiceId service, CatalogId catalog, RowFilter filter, int after, int limit)
    {
        if (board.Find(service) is not { } s || board.Find(catalog) is not { } c) return null;
        var index = board.IndexOf(catalog);
        var cells = s.CellsOf(index);
        // Uncovered, partly, handed down, covered: the enum's own order; within a state, the catalog's.
        var matching = c.Controls.Index()
            .Select(x => (Ordinal: x.Index, Control: x.Item, Cell: cells is null ? default : cells[x.Index]))
            .Where(x => filter.Matches(c, x.Control, s.FactOf(index, x.Ordinal), x.Cell))
            .OrderBy(x => x.Cell.State).ThenBy(x => x.Ordinal).ToList();
        var lines = matching.Skip(after + 1).Take(limit).Select(x => new ChainLine(
            x.Control.Id, x.Ordinal, x.Control.Code, x.Control.Group, x.Control.Title, x.Cell.State, x.Cell.Task, x.Cell.Open, x.Cell.HandedDown, x.Cell.ReviewNeeded,
            [.. s.Chain.Select(layer => layer.FactOf(index, x.Ordinal) is var f ? new ChainAnswer(layer.Id, f.Exists, f.Conformity, f.HasEvidence, f.Duties) : null!)])).ToList();
        return ([.. s.Chain.Select(x => x.Id)], lines, matching.Count);
    }

    private async Task<IReadOnlyList<ChainService>> HeadsAsync(OrganisationId organisation, List<ServiceId> chain, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var heads = await (from s in db.Services join p in db.Parties on s.Party equals p.Id where chain.Contains(s.Id)
                           select new ChainService(s.Id, s.Slug, s.Name, p.Id, p.Kind, p.Name)).ToListAsync(ct);
        return [.. heads.OrderBy(h => chain.IndexOf(h.Service))];
    }
}
