using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Reading;

/// <summary>Who asked the party to do something for a control, and in which words.</summary>
public sealed record AskedBy(ServiceId Service, Text ServiceName, PartyKind Party, string? Normal, string? Emergency);

/// <summary>One thing the party of a service must do.</summary>
/// <param name="Body">The party's own statement; <see cref="StatementBody.Empty"/> while there is none.</param>
/// <param name="Asked">Duties from the statements above that land on this party.</param>
public sealed record Todo(
    ControlId Control, string Catalog, string Code, Text Title, CoverageState Coverage, TaskState Task, bool ReviewNeeded,
    StatementId? Statement, int Version, StatementBody Body, IReadOnlyList<AskedBy> Asked);

/// <param name="ByTask">How many there are in each state, before filtering by state.</param>
/// <param name="Next">Continue with <c>after</c>; null at the end.</param>
public sealed record TodoPage(IReadOnlyList<Todo> Items, int Total, IReadOnlyDictionary<TaskState, int> ByTask, int Uncovered, int ReviewNeeded, int? Next);

/// <summary>やること. What one party must do, worst first: uncovered, open, partly, to be reviewed, handed on, done.</summary>
public sealed class Todos(DbFactory databases, CoverageBoards boards)
{
    /// <param name="catalog">Null for all catalogs.</param>
    /// <param name="after">Place in the ordering (0-based) to continue after; null from the start.</param>
    /// <returns>Null when the organisation has no such service.</returns>
    public async Task<TodoPage?> PageAsync(OrganisationId organisation, ServiceId service, CatalogId? catalog, RowFilter filter, int? after, int limit, CancellationToken ct)
    {
        limit = Math.Clamp(limit, 1, Rows.MaximumPage);
        var found = await boards.ReadAsync(organisation, board => board.Find(service) is { } s ? Select(board, s, catalog, filter) : null, ct);
        if (found is not { } all) return null;
        var start = (after ?? -1) + 1;
        var page = all.Lines.Skip(start).Take(limit).ToList();
        return new(await FillAsync(organisation, all.Service, page, ct), all.Lines.Count, all.ByTask, all.Uncovered, all.ReviewNeeded,
            start + page.Count < all.Lines.Count ? start + page.Count - 1 : null);
    }

    private sealed record Line(BoardCatalog Catalog, BoardControl Control, CoverageCell Cell);

    private sealed record Selection(BoardService Service, List<Line> Lines, Dictionary<TaskState, int> ByTask, int Uncovered, int ReviewNeeded);

    private static Selection Select(CoverageBoard board, BoardService service, CatalogId? only, RowFilter filter)
    {
        var (lines, byTask) = (new List<Line>(), Enum.GetValues<TaskState>().ToDictionary(t => t, _ => 0));
        var (uncovered, review) = (0, 0);
        foreach (var (index, catalog) in board.Catalogs.Index())
        {
            if (service.CellsOf(index) is not { } cells || (only is { } id && catalog.Id != id)) continue;
            foreach (var (ordinal, control) in catalog.Controls.Index())
            {
                var cell = cells[ordinal];
                if (cell.Task is TaskState.None) continue;
                byTask[cell.Task]++;
                if (cell.State is CoverageState.Uncovered) uncovered++;
                if (cell.ReviewNeeded) review++;
                if (filter.Matches(catalog, control, service.FactOf(index, ordinal), cell)) lines.Add(new(catalog, control, cell));
            }
        }
        return new(service, [.. lines.OrderBy(l => Rank(l.Cell))], byTask, uncovered, review);
    }

    private static int Rank(CoverageCell cell) => cell switch
    {
        { Task: TaskState.Open, State: CoverageState.Uncovered } => 0,
        { Task: TaskState.Open } => 1,
        { Task: TaskState.Partly } => 2,
        { ReviewNeeded: true } => 3,
        { Task: TaskState.HandedOn } => 4,
        _ => 5,
    };

    private async Task<IReadOnlyList<Todo>> FillAsync(OrganisationId organisation, BoardService service, List<Line> page, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var controls = page.Select(l => l.Control.Id).ToList();
        var chain = service.Chain.Select(s => s.Id).ToList();
        var statements = (await db.Statements.Where(s => chain.Contains(s.Service) && controls.Contains(s.Control)).ToListAsync(ct)).ToLookup(s => s.Control);
        var names = await db.Services.Where(s => chain.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        return [.. page.Select(line =>
        {
            var own = statements[line.Control.Id].FirstOrDefault(s => s.Service == service.Id && s.Party == service.Party);
            var asked =
                from layer in service.Chain.Skip(1)
                from statement in statements[line.Control.Id]
                where statement.Service == layer.Id && statement.Party == layer.Party
                from duty in statement.Duties
                where duty.Party == service.Kind || (duty.Party < service.Kind && service.Chain.All(s => s.Kind != duty.Party))
                select new AskedBy(layer.Id, names[layer.Id], layer.Kind, duty.Normal, duty.Emergency);
            return new Todo(line.Control.Id, line.Catalog.Name, line.Control.Code, line.Control.Title, line.Cell.State, line.Cell.Task, line.Cell.ReviewNeeded,
                own?.Id, own?.Version ?? 0, own?.Body ?? StatementBody.Empty, [.. asked]);
        })];
    }
}
