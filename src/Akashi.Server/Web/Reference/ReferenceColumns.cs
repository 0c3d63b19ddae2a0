using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Shared;
using W = Akashi.Server.Web.Reference.ReferenceWords;

namespace Akashi.Server.Web.Reference;

/// <summary>A column of the reference table.</summary>
/// <param name="Width">On the screen, in pixels.</param>
/// <param name="Print">What its cell says, as text.</param>
public sealed record ReferenceColumn(string Key, Text Label, int Width, Func<Row, string?> Print);

/// <summary>The columns of the reference table, on the screen and in its files.</summary>
public static class ReferenceColumns
{
    /// <summary>The one that is always there.</summary>
    public const string Number = "number";

    public static IReadOnlyList<ReferenceColumn> All { get; } =
    [
        new(Number, Words.Number, 92, r => r.Code),
        new("title", W.Control, 220, r => r.Title),
        new("conformity", W.Conformity, 158, r => PrintedWords.Of(r.Body.Conformity)),
        new("disclosure", W.Disclosure, 116, r => r.Body.Disclosure is Disclosure.None ? null : PrintedWords.Of(r.Body.Disclosure)),
        new("coverage", W.Coverage, 136, r => Marks.Of(r.Coverage).Label + (r.ReviewNeeded ? $" {Words.ReviewNeeded}" : "")),
        new("finding", W.Finding, 300, r => r.Body.Finding),
        new("citations", W.Citations, 150, r => string.Join(" ", r.Body.Citations.Select(PrintedStatement.Print))),
        new("duties", W.Duties, 240, r => PrintedStatement.Print(r.Body, "duties")),
        new("view", W.View, 220, r => r.Body.View),
        new("summary", W.Summary, 260, r => r.Summary),
        new("class", Words.Class, 76, r => PrintedWords.Of(r.Class)),
        new("role", W.Role, 120, r => r.Body.ResponsibleRole),
        new("reviewDue", W.ReviewDue, 110, r => r.Body.ReviewDue is { } day ? Dates.Day(day) : null),
    ];

    /// <summary>Hidden until somebody asks for them.</summary>
    public static IReadOnlyList<string> HiddenAtFirst { get; } = ["view", "summary", "class", "role", "reviewDue"];

    /// <summary>The columns of a list of keys parted by commas, in the order of the table; those shown at first when it is null.</summary>
    public static IReadOnlyList<ReferenceColumn> Chosen(string? keys)
    {
        if (keys is null) return [.. All.Where(c => !HiddenAtFirst.Contains(c.Key))];
        var wanted = keys.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. All.Where(c => c.Key == Number || wanted.Contains(c.Key))];
    }
}
