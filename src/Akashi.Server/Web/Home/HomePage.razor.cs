using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Akashi.Server.Web.Coverage;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Home;

/// <summary>"Are we all right, and what is not?"</summary>
public sealed partial class HomePage
{
    /// <summary>Lines in "look at these first".</summary>
    private const int FirstLines = 6;

    private ServiceSummary? _summary;
    private IReadOnlyList<CoverageLine> _first = [];
    private IReadOnlyList<Work> _work = [];
    private IReadOnlyList<(PartyKind Kind, int Count)> _given = [];
    private int _total;
    private int _review;

    [Inject]
    private Summaries Summaries { get; set; } = null!;

    [Inject]
    private CoverageBoards Boards { get; set; } = null!;

    [Inject]
    private CoverageLines Lines { get; set; } = null!;

    private string Percent => (_total == 0 ? 0 : 100.0 * Of(CoverageState.Covered) / _total).ToString("0", System.Globalization.CultureInfo.InvariantCulture);

    private string FirstAll => Of(CoverageState.Uncovered) > 0
        ? Paths.Coverage(Service!.Slug, ("coverage", CoverageState.Uncovered)) : Paths.Coverage(Service!.Slug, ("reviewNeeded", true));

    /// <summary>What is left to do for the party of one service of the chain, or of one built on it.</summary>
    private sealed record Work(ServiceItem Service, int Open, int Partly, int Review);

    protected override async Task LoadServiceAsync(ServiceItem service)
    {
        _summary = await Summaries.OfAsync(Actor.Organisation, service.Id, Gone);
        if (_summary is null) return;
        _total = _summary.Catalogs.Sum(c => c.Counts.Requirements);
        _review = _summary.Catalogs.Sum(c => c.Counts.ReviewNeeded);
        var uncovered = await Lines.ReadAsync(Actor.Organisation, service.Id, null, new RowFilter { Coverage = CoverageState.Uncovered }, 1, FirstLines, Gone);
        var review = await Lines.ReadAsync(Actor.Organisation, service.Id, null, new RowFilter { ReviewNeeded = true }, 1, FirstLines, Gone);
        _first = [.. uncovered.Lines.Concat(review.Lines).DistinctBy(l => l.Line.Control).Take(FirstLines)];
        var services = (await Directory.AllAsync(Gone)).ToDictionary(s => s.Id);
        _work = await Boards.ReadAsync(Actor.Organisation, board => WorkOf(board, service, services), Gone);
        _given = await Boards.ReadAsync(Actor.Organisation, board => GivenBy(board, service), Gone);
    }

    private int Of(CoverageState state) => _summary!.Catalogs.Sum(c => c.Counts.ByCoverage[Paths.Camel(state)]);

    private List<BarSegment> Segments(Counts counts, string catalog, string? group) =>
        [.. Enum.GetValues<CoverageState>().Select(state => new BarSegment(
            Marks.Of(state), counts.ByCoverage[Paths.Camel(state)], Paths.Reference(Service!.Slug, ("catalog", catalog), ("group", group), ("coverage", state))))];

    private static List<Work> WorkOf(CoverageBoard board, ServiceItem service, Dictionary<ServiceId, ServiceItem> services)
    {
        var near = board.Services.Where(s => s.Chain.Any(c => c.Id == service.Id)).Concat(board.Find(service.Id)?.Chain ?? []).DistinctBy(s => s.Id);
        var work = new List<Work>();
        foreach (var s in near.Where(s => services.ContainsKey(s.Id)))
        {
            var cells = Enumerable.Range(0, board.Catalogs.Count).SelectMany(c => s.CellsOf(c) ?? []).Where(c => c.Task is not TaskState.None).ToList();
            work.Add(new(services[s.Id], cells.Count(c => c.Task is TaskState.Open), cells.Count(c => c.Task is TaskState.Partly), cells.Count(c => c.ReviewNeeded)));
        }
        return [.. work.OrderByDescending(w => w.Service.Kind)];
    }

    private static List<(PartyKind, int)> GivenBy(CoverageBoard board, ServiceItem service)
    {
        if (board.Find(service.Id) is not { } s) return [];
        var duties = board.Catalogs.Index().SelectMany(c => c.Item.Controls.Index().Select(x => s.FactOf(c.Index, x.Index).Duties)).Where(d => d != PartySet.None).ToList();
        return [.. Enum.GetValues<PartyKind>().Select(k => (k, duties.Count(d => (d & PartySets.Of(k)) != 0))).Where(x => x.Item2 > 0)];
    }
}
