using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Akashi.Server.Web.Lists;

/// <summary>What a list is narrowed by: the same names and words as in the addresses of the pages.</summary>
public sealed record ListQuery
{
    /// <summary><c>xlsx</c> (the default) or <c>csv</c>.</summary>
    [FromQuery(Name = "format")]
    public string? Format { get; init; }

    [FromQuery(Name = "catalog")]
    public string? Catalog { get; init; }

    [FromQuery(Name = "group")]
    public string? Group { get; init; }

    [FromQuery(Name = "class")]
    public Word<ControlClass>? Class { get; init; }

    [FromQuery(Name = "conformity")]
    public Word<Conformity>? Conformity { get; init; }

    [FromQuery(Name = "disclosure")]
    public Word<Disclosure>? Disclosure { get; init; }

    [FromQuery(Name = "coverage")]
    public Word<CoverageState>? Coverage { get; init; }

    [FromQuery(Name = "task")]
    public Word<TaskState>? Task { get; init; }

    [FromQuery(Name = "theme")]
    public string? Theme { get; init; }

    [FromQuery(Name = "duty")]
    public Word<PartyKind>? Duty { get; init; }

    [FromQuery(Name = "reviewNeeded")]
    public bool? ReviewNeeded { get; init; }

    [FromQuery(Name = "text")]
    public string? Text { get; init; }

    /// <summary>Columns of the reference, parted by commas; null for those shown at first.</summary>
    [FromQuery(Name = "columns")]
    public string? Columns { get; init; }

    /// <summary>Documents: <c>expired</c>, <c>untitled</c> or <c>uncited</c>; null for all.</summary>
    [FromQuery(Name = "show")]
    public string? Show { get; init; }

    /// <summary>Documents: the one of this number.</summary>
    [FromQuery(Name = "number")]
    public string? Number { get; init; }

    internal RowFilter Filter => new()
    {
        Group = Blank(Group), Class = Class?.Value, Conformity = Conformity?.Value, Disclosure = Disclosure?.Value, Coverage = Coverage?.Value, Task = Task?.Value,
        Theme = Blank(Theme), Duty = Duty?.Value, ReviewNeeded = ReviewNeeded ?? false, Text = Blank(Text),
    };

    /// <summary>The address of a list's file.</summary>
    internal static string Address(string slug, string list, string format, params (string Name, object? Value)[] filter) =>
        $"/api/services/{slug}/lists/{list}" + Paths.Query([("format", format), .. filter]);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
