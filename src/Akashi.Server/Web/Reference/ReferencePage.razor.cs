using Akashi.Server.Catalogs;
using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Reference;

/// <summary>The reference as a table: what is covered, by whom. The whole view stands in the address.</summary>
public sealed partial class ReferencePage
{
    private const string CatalogName = "catalog";
    private const string ControlName = "control";

    /// <summary>Rows that the first paint shows before the table is live.</summary>
    private const int FirstRows = 40;

    private ReferenceOverview? _overview;
    private RowPage? _first;
    private RowFilter _filter = new();
    private string? _shown;
    private int _revision;

    [Inject]
    private ReferenceFacets Facets { get; set; } = null!;

    [Inject]
    private Rows Rows { get; set; } = null!;

    [Inject]
    private SensitiveReads Reads { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Catalog { get; set; }

    [SupplyParameterFromQuery]
    private string? Group { get; set; }

    [SupplyParameterFromQuery]
    private string? Class { get; set; }

    [SupplyParameterFromQuery]
    private string? Conformity { get; set; }

    [SupplyParameterFromQuery]
    private string? Disclosure { get; set; }

    [SupplyParameterFromQuery]
    private string? Coverage { get; set; }

    [SupplyParameterFromQuery(Name = "task")]
    private string? TaskWord { get; set; }

    [SupplyParameterFromQuery]
    private string? Theme { get; set; }

    [SupplyParameterFromQuery]
    private string? Duty { get; set; }

    [SupplyParameterFromQuery]
    private bool ReviewNeeded { get; set; }

    [SupplyParameterFromQuery(Name = "text")]
    private string? Search { get; set; }

    /// <summary>Columns of a saved view.</summary>
    [SupplyParameterFromQuery]
    private string? Columns { get; set; }

    [SupplyParameterFromQuery(Name = ControlName)]
    private string? ControlCode { get; set; }

    private FacetCounts Counts => _overview!.Counts;

    private bool Filtered => _filter != new RowFilter();

    /// <summary>The answers that the sentence names: those that occur.</summary>
    private List<Conformity> Told => [.. Enum.GetValues<Conformity>().Where(c => c is not References.Conformity.NotAssessed && Counts.Of(Facet.Conformity, c) > 0)];

    private string Cleared => Paths.Reference(Slug!, (CatalogName, Catalog), ("columns", Blank(Columns)), (ControlName, ControlCode));

    protected override async Task LoadServiceAsync(ServiceItem service)
    {
        _filter = new()
        {
            Group = Blank(Group), Class = Paths.Read<ControlClass>(Class), Conformity = Paths.Read<Conformity>(Conformity), Disclosure = Paths.Read<Disclosure>(Disclosure),
            Coverage = Paths.Read<CoverageState>(Coverage), Task = Paths.Read<TaskState>(TaskWord), Theme = Blank(Theme), Duty = Paths.Read<PartyKind>(Duty),
            ReviewNeeded = ReviewNeeded, Text = Blank(Search),
        };
        // Opening a row moves nothing but the panel: the counts are read again only when the view is another one.
        var asked = Here((ControlName, null)) + _revision;
        if (asked == _shown) return;
        var overview = await Facets.ReadAsync(Actor, service.Id, Blank(Catalog), _filter, Gone);
        _first = overview.Current is { Found: > 0 } current ? await Rows.PageAsync(Actor, service.Id, current.Id, _filter, null, 0, FirstRows, Gone) : null;
        if (_first is not null) await Reads.RowsAsync(_first, service.Slug, overview.Current!.Name, Actor);
        (_overview, _shown) = (overview, asked);
    }

    /// <summary>The address of this view with some of its parts replaced.</summary>
    private string Here(params (string Name, object? Value)[] changes)
    {
        (string Name, object? Value)[] all =
        [
            (CatalogName, Catalog), ("group", _filter.Group), ("class", _filter.Class), ("conformity", _filter.Conformity), ("disclosure", _filter.Disclosure), ("coverage", _filter.Coverage),
            ("task", _filter.Task), ("theme", _filter.Theme), ("duty", _filter.Duty), ("reviewNeeded", _filter.ReviewNeeded), ("text", _filter.Text), ("columns", Blank(Columns)), (ControlName, ControlCode),
        ];
        return Paths.Reference(Slug!, [.. all.Select(a => changes.FirstOrDefault(c => c.Name == a.Name) is { Name: not null } change ? change : a)]);
    }

    private async Task SavedAsync()
    {
        _revision++;
        await LoadServiceAsync(Service!);
    }

    private static Kernel.Text Lower(Kernel.Text word) => word with { En = word.En.ToLowerInvariant() };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
