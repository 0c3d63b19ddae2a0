using System.Globalization;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using W = Akashi.Server.Web.Clauses.ClauseWords;

namespace Akashi.Server.Web.Clauses;

/// <summary>A document that an attestation can rest on.</summary>
public sealed record DocumentChoice(DocumentId Id, string Label);

/// <summary>One clause: what is its status, why, and when will it drop?</summary>
public sealed partial class ClausePage
{
    private ClauseDetail? _detail;
    private Refusal? _refused;
    private IReadOnlyDictionary<PersonId, Text> _people = new Dictionary<PersonId, Text>();
    private IReadOnlyList<DocumentChoice> _documents = [];
    private string _today = "";
    private Text? _said;

    [Parameter]
    public string Catalog { get; set; } = "";

    [Parameter]
    public string Code { get; set; } = "";

    [SupplyParameterFromQuery]
    private string? AsOf { get; set; }

    [Inject]
    private ClauseReading Reading { get; set; } = null!;

    [Inject]
    private DbFactory Databases { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IReadOnlyList<Crumb> Way => [new(W.Title, Paths.Clauses()), new(_detail!.Catalog.Title, Paths.Clauses(("catalog", Catalog), ("asOf", AsOf)))];

    protected override async Task LoadAsync()
    {
        _today = Clock.Today(Time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var outcome = await Reading.FindAsync(Actor, Catalog, Code, Reading.EndOf(ClausesPage.ReadDay(AsOf)), Gone);
        (_detail, _refused) = (outcome.Value, outcome.Refusal);
        if (_refused is { Status: 404 }) Navigation.NotFound();
        if (_detail is null) return;
        await using var db = Databases.Open(Actor.Organisation);
        _people = await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, Gone);
        _documents = [.. (await db.Documents.Select(d => new { d.Id, d.Number, d.Title }).ToListAsync(Gone)).OrderBy(d => d.Number, StringComparer.Ordinal).Select(d => new DocumentChoice(d.Id, $"{d.Number} {d.Title}"))];
    }

    private async Task AgainAsync()
    {
        _said = W.Kept;
        await LoadAsync();
    }

    private void ChooseDay(ChangeEventArgs e) => Refine(Paths.Clause(Catalog, Code, ("asOf", e.Value as string)));

    /// <summary>What made the status what it became: a measure's figure, or a person.</summary>
    private Text BecauseOf(Observation observation) => observation.Measured is { } given && MeasureList.Find(observation.Subject) is { } measure
        ? new Text("{0} {1}", "{0} {1}").With(measure.Title, given.Value is { } value ? W.Amount(value, measure.Unit) : Marks.Of(given.Verdict is Verdict.Passed ? PartOutcome.Passed : PartOutcome.NoData).Label)
        : new Text("{0} {1}", "{0} {1}").With(W.Of(observation.Method), _people.GetValueOrDefault(observation.By, new("", "")));
}
