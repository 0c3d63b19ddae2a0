using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Coverage;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Todo;

/// <summary>"What must we do?" for the party of one service, worst first.</summary>
public sealed partial class TodoPage
{
    private const int Size = 50;

    private static readonly TaskState[] Order = [TaskState.Open, TaskState.Partly, TaskState.HandedOn, TaskState.Done];

    private References.Reading.TodoPage? _page;
    private IReadOnlyList<CatalogItem> _catalogs = [];

    [Inject]
    private Todos Todos { get; set; } = null!;

    [Inject]
    private CoverageLines Lines { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Catalog { get; set; }

    [SupplyParameterFromQuery]
    private string? Task { get; set; }

    [SupplyParameterFromQuery]
    private string? Coverage { get; set; }

    [SupplyParameterFromQuery]
    private bool ReviewNeeded { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private int Page => Math.Max(PageNumber ?? 1, 1);

    private TaskState? TaskOf => Paths.Read<TaskState>(Task);

    private CoverageState? CoverageOf => Paths.Read<CoverageState>(Coverage);

    private DateOnly Today => Clock.Today(Time);

    private int All => Order.Sum(Of);

    protected override async System.Threading.Tasks.Task LoadServiceAsync(ServiceItem service)
    {
        _catalogs = await Lines.CatalogsAsync(Actor.Organisation, service.Id, Gone);
        if (_catalogs.All(c => c.Name != Catalog)) Catalog = null;
        var filter = new RowFilter { Task = TaskOf, Coverage = CoverageOf, ReviewNeeded = ReviewNeeded };
        var after = Page == 1 ? (int?)null : ((Page - 1) * Size) - 1;
        _page = await Todos.PageAsync(Actor.Organisation, service.Id, _catalogs.FirstOrDefault(c => c.Name == Catalog)?.Id, filter, after, Size, Gone);
    }

    private int Of(TaskState state) => _page!.ByTask[state];

    private string Here(TaskState? task = null, CoverageState? coverage = null, bool review = false) => Here(task, coverage, review, Catalog);

    private string Here(TaskState? task, CoverageState? coverage, bool review, string? catalog, int page = 1) =>
        Paths.Todo(Slug!, ("catalog", catalog), ("task", task), ("coverage", coverage), ("reviewNeeded", review), ("page", page == 1 ? null : page));

    private string Short(string catalog) => _catalogs.FirstOrDefault(c => c.Name == catalog)?.Label ?? catalog;

    private static string? Typed(string? text) => Typing.LanguageOf(text);
}
