using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;
using Akashi.Server.Services;

namespace Akashi.Server.References.Reading;

/// <summary>Counts over the controls of a catalog or a chapter, for one service.</summary>
public sealed record Counts(
    int Requirements, IReadOnlyDictionary<string, int> ByClass, IReadOnlyDictionary<string, int> ByConformity, IReadOnlyDictionary<string, int> ByDisclosure,
    IReadOnlyDictionary<string, int> ByCoverage, IReadOnlyDictionary<string, int> ByTask, int Uncovered, int ReviewNeeded);

public sealed record ChapterSummary(string Id, Text Title, Counts Counts);

public sealed record CatalogSummary(string Catalog, Text Title, Counts Counts, IReadOnlyList<ChapterSummary> Chapters);

/// <summary>A service's reference at a glance. Catalogs that nobody in its chain has answered are left out.</summary>
public sealed record ServiceSummary(ServiceId Service, IReadOnlyList<CatalogSummary> Catalogs);

/// <summary>Counts a service's reference from the board, without touching the database.</summary>
public sealed class Summaries(CoverageBoards boards)
{
    /// <returns>Null when the organisation has no such service.</returns>
    public Task<ServiceSummary?> OfAsync(OrganisationId organisation, ServiceId service, CancellationToken ct) =>
        boards.ReadAsync(organisation, board => board.Find(service) is { } s ? Count(board, s) : null, ct);

    private static ServiceSummary Count(CoverageBoard board, BoardService service)
    {
        var catalogs = new List<CatalogSummary>();
        foreach (var (index, catalog) in board.Catalogs.Index())
        {
            if (service.CellsOf(index) is not { } cells) continue;
            var lines = catalog.Controls.Select((control, ordinal) => new Line(control, service.FactOf(index, ordinal), cells[ordinal])).ToList();
            var chapters = lines.GroupBy(l => catalog.ChapterOf(l.Control.Group))
                .Select(g => new ChapterSummary(g.Key.Id, g.Key.Title, CountOf(g)));
            catalogs.Add(new(catalog.Name, catalog.Title, CountOf(lines), [.. chapters]));
        }
        return new(service.Id, catalogs);
    }

    private readonly record struct Line(BoardControl Control, StatementFact Fact, CoverageCell Cell);

    private static Counts CountOf(IEnumerable<Line> lines)
    {
        var (total, review) = (0, 0);
        var (classes, conformities, disclosures) = (new Tally<ControlClass>(), new Tally<Conformity>(), new Tally<Disclosure>());
        var (coverage, tasks) = (new Tally<CoverageState>(), new Tally<TaskState>());
        foreach (var line in lines)
        {
            total++;
            classes.Add(line.Control.Class);
            conformities.Add(line.Fact.Conformity);
            disclosures.Add(line.Fact.Disclosure);
            coverage.Add(line.Cell.State);
            tasks.Add(line.Cell.Task);
            if (line.Cell.ReviewNeeded) review++;
        }
        return new(total, classes.Named, conformities.Named, disclosures.Named, coverage.Named, tasks.Named, coverage[CoverageState.Uncovered], review);
    }

    /// <summary>How often each value of an enum occurs; every value is named, also with 0.</summary>
    private sealed class Tally<T> where T : struct, Enum
    {
        private readonly Dictionary<T, int> _counts = Enum.GetValues<T>().ToDictionary(v => v, _ => 0);

        public int this[T value] => _counts[value];
        public void Add(T value) => _counts[value]++;
        public IReadOnlyDictionary<string, int> Named => _counts.ToDictionary(c => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(c.Key.ToString()), c => c.Value);
    }
}
