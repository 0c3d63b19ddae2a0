using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Coverage;

/// <summary>Who in the chain answers each control, and what nobody answers.</summary>
public sealed partial class CoveragePage
{
    private const int Size = 100;

    private CoverageView? _view;
    private IReadOnlyList<CatalogItem> _catalogs = [];
    private IReadOnlyList<GroupFile> _groups = [];

    [Inject]
    private CoverageLines Lines { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Catalog { get; set; }

    [SupplyParameterFromQuery]
    private string? Group { get; set; }

    [SupplyParameterFromQuery]
    private string? Coverage { get; set; }

    [SupplyParameterFromQuery]
    private bool ReviewNeeded { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private int Page => Math.Max(PageNumber ?? 1, 1);

    private CoverageState? State => Paths.Read<CoverageState>(Coverage);

    private int Count => _view!.ByState.Values.Sum();

    private int Uncovered => _view!.ByState[CoverageState.Uncovered];

    protected override async Task LoadServiceAsync(ServiceItem service)
    {
        _catalogs = await Lines.CatalogsAsync(Actor.Organisation, service.Id, Gone);
        _groups = _catalogs.FirstOrDefault(c => c.Name == Catalog)?.Groups ?? [];
        if (Catalog == "") Catalog = null;
        var filter = new RowFilter { Group = string.IsNullOrEmpty(Group) ? null : Group, Coverage = State, ReviewNeeded = ReviewNeeded };
        _view = await Lines.ReadAsync(Actor.Organisation, service.Id, Catalog, filter, Page, Size, Gone);
    }

    private void ChooseCatalog(ChangeEventArgs e) => Refine(Paths.Coverage(Slug!, ("catalog", e.Value), ("coverage", State), ("reviewNeeded", ReviewNeeded)));

    private void ChooseGroup(ChangeEventArgs e) => Refine(Here(State, ReviewNeeded, e.Value as string));

    /// <summary>This page with another state; catalog and chapter stay.</summary>
    private string Here(CoverageState? state = null, bool review = false, int page = 1) => Here(state, review, Group, page);

    private string Here(CoverageState? state, bool review, string? group, int page = 1) =>
        Paths.Coverage(Slug!, ("catalog", Catalog), ("group", group), ("coverage", state), ("reviewNeeded", review), ("page", page == 1 ? null : page));
}
