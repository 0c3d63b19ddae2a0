using Akashi.Server.Catalogs;
using Akashi.Server.References.Coverage;
using Akashi.Server.Services;

namespace Akashi.Server.References.Reading;

/// <summary>Which rows of a reference to show. Every property that is set narrows; it travels in the URL under the same names.</summary>
public sealed record RowFilter
{
    /// <summary>Group id: a chapter or a section.</summary>
    public string? Group { get; init; }

    public ControlClass? Class { get; init; }
    public Conformity? Conformity { get; init; }
    public Disclosure? Disclosure { get; init; }
    public CoverageState? Coverage { get; init; }
    public TaskState? Task { get; init; }
    public string? Theme { get; init; }

    /// <summary>Rows with a duty of this party in the service's own statement.</summary>
    public PartyKind? Duty { get; init; }

    /// <summary>Only rows that something above has changed since they were looked at.</summary>
    public bool ReviewNeeded { get; init; }

    /// <summary>Words in number, title, summary, view or finding.</summary>
    public string? Text { get; init; }

    public bool Matches(BoardCatalog catalog, BoardControl control, StatementFact fact, CoverageCell cell) =>
        (Group is null || catalog.Within(control.Group, Group))
        && (Class is null || control.Class == Class)
        && (Conformity is null || fact.Conformity == Conformity)
        && (Disclosure is null || fact.Disclosure == Disclosure)
        && (Coverage is null || cell.State == Coverage)
        && (Task is null || cell.Task == Task)
        && (Theme is null || control.Themes.Contains(Theme))
        && (Duty is null || (fact.Duties & PartySets.Of(Duty.Value)) != 0)
        && (!ReviewNeeded || cell.ReviewNeeded);
}
