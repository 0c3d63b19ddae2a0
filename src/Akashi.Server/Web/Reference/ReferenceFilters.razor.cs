using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using W = Akashi.Server.Web.Reference.ReferenceWords;

namespace Akashi.Server.Web.Reference;

/// <summary>Selects and chips over the table; every count is what choosing it would show.</summary>
public sealed partial class ReferenceFilters
{
    private string? _text;

    private sealed record Option(string Value, string Label, int Count);

    private sealed record Choice(string Name, Text Label, string? Chosen, IReadOnlyList<Option> Options);

    [Parameter, EditorRequired]
    public RowFilter Filter { get; set; } = null!;

    [Parameter, EditorRequired]
    public CatalogTab Catalog { get; set; } = null!;

    [Parameter, EditorRequired]
    public FacetCounts Counts { get; set; } = null!;

    /// <summary>The address of the page with some parts replaced.</summary>
    [Parameter, EditorRequired]
    public Func<(string Name, object? Value)[], string> Here { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override void OnParametersSet() => _text = Filter.Text;

    private int Due => Counts.Of(Facet.ReviewNeeded, "true");

    private IEnumerable<Choice> Choices
    {
        get
        {
            yield return new("group", W.Group, Filter.Group,
                [.. Catalog.Groups.Select(g => new Option(g.Id, $"{(g.Parent is null ? "" : "　")}{g.Id} {g.Title}", Counts.Of(Facet.Group, g.Id))).Where(o => o.Count > 0 || o.Value == Filter.Group)]);
            yield return Of("conformity", W.Conformity, Facet.Conformity, Filter.Conformity, PrintedWords.Of);
            yield return Of("disclosure", W.Disclosure, Facet.Disclosure, Filter.Disclosure, PrintedWords.Of);
            yield return Of("coverage", W.Coverage, Facet.Coverage, Filter.Coverage, v => Marks.Of(v).Label);
            yield return Of("duty", W.Duty, Facet.Duty, Filter.Duty, PrintedWords.Of);
            yield return Of("task", W.Task, Facet.Task, Filter.Task, v => Marks.Of(v).Label);
            yield return Of("class", Words.Class, Facet.Class, Filter.Class, PrintedWords.Of);
            yield return new("theme", W.Theme, Filter.Theme,
                [.. Counts.All(Facet.Theme).Select(t => new Option(t.Key, ThemeNames.Of(t.Key), t.Value)).OrderByDescending(o => o.Count).ThenBy(o => o.Value, StringComparer.Ordinal)]);
        }
    }

    /// <summary>What narrows the table now, in words.</summary>
    private List<(string Name, string Label)> On
    {
        get
        {
            var on = Choices.Where(c => c.Chosen is not null)
                .Select(c => (c.Name, $"{c.Label}: {c.Options.FirstOrDefault(o => o.Value == c.Chosen)?.Label.Trim('　') ?? c.Chosen}")).ToList();
            if (Filter.ReviewNeeded) on.Add(("reviewNeeded", Words.ReviewNeeded));
            if (Filter.Text is { } text) on.Add(("text", $"{Words.Search}: {text}"));
            return on;
        }
    }

    private Choice Of<T>(string name, Text label, Facet facet, T? chosen, Func<T, Text> word) where T : struct, Enum =>
        new(name, label, chosen is { } c ? FacetCounts.Name(c) : null,
            [.. Enum.GetValues<T>().Select(v => new Option(FacetCounts.Name(v), word(v), Counts.Of(facet, v))).Where(o => o.Count > 0 || o.Value == (chosen is { } x ? FacetCounts.Name(x) : null))]);

    private void Choose(string name, string? value) => Navigation.NavigateTo(Here([(name, value)]));

    private void Search() => Navigation.NavigateTo(Here([("text", string.IsNullOrWhiteSpace(_text) ? null : _text.Trim())]));
}
