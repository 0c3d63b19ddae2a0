using System.Globalization;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Clauses;

/// <summary>How does every clause stand, now or on a past day?</summary>
public sealed partial class ClausesPage
{
    // From the gravest to the best.
    private static readonly ClauseStatus[] Order = [ClauseStatus.NotMet, ClauseStatus.NoData, ClauseStatus.AttestationDue, ClauseStatus.NotApplicable, ClauseStatus.Met];

    private ClauseList? _list;
    private Refusal? _refused;
    private IReadOnlyList<CatalogFile> _catalogs = [];
    private List<ClauseLine> _inGroup = [];
    private List<ClauseLine> _lines = [];
    private string _today = "";

    [Inject]
    private ClauseReading Reading { get; set; } = null!;

    [Inject]
    private CatalogFiles Files { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Catalog { get; set; }

    [SupplyParameterFromQuery]
    private string? Group { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    private string? StatusWord { get; set; }

    [SupplyParameterFromQuery]
    private string? AsOf { get; set; }

    private ClauseStatus? Status => Paths.Read<ClauseStatus>(StatusWord);

    /// <summary>The past day that is shown; null for now.</summary>
    private DateOnly? Day => ReadDay(AsOf) is { } day && Reading.EndOf(day) is not null ? day : null;

    internal static DateOnly? ReadDay(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    protected override async Task LoadAsync()
    {
        if (Group == "") Group = null;
        _today = Clock.Today(Time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var outcome = await Reading.ListAsync(Actor, Catalog ?? ClauseReading.DefaultCatalog, Reading.EndOf(Day), Gone);
        (_list, _refused) = (outcome.Value, outcome.Refusal);
        if (_list is null) return;
        _catalogs = [.. (await Files.AllAsync(Actor.Organisation, Gone)).OrderBy(c => c.Key != ClauseReading.DefaultCatalog)];
        _inGroup = [.. _list.Lines.Where(l => Group is null || _list.IsIn(l.Control, Group))];
        _lines = [.. _inGroup.Where(l => Status is null || l.Clause.Status == Status)];
    }

    private void ChooseDay(ChangeEventArgs e) => Refine(Here(Status, Group, Catalog, ReadDay(e.Value as string)));

    private string Here(ClauseStatus? status = null) => Here(status, Group, Catalog, Day);

    private static string Here(ClauseStatus? status, string? group, string? catalog, DateOnly? day) =>
        Paths.Clauses(("catalog", catalog), ("group", group), ("status", status), ("asOf", day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    private List<BarSegment> Segments(string chapter)
    {
        var lines = _list!.Lines.Where(l => _list.IsIn(l.Control, chapter)).ToList();
        return [.. Order.Select(s => new BarSegment(Marks.Of(s), lines.Count(l => l.Clause.Status == s), Here(s, chapter, Catalog, Day)))];
    }
}
