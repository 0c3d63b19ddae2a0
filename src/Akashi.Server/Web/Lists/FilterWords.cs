using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Shared;
using W = Akashi.Server.Web.Reference.ReferenceWords;

namespace Akashi.Server.Web.Lists;

/// <summary>A filter in words, for whoever reads a file without the page beside it.</summary>
public static class FilterWords
{
    private static readonly Text Between = new("、", ", ");

    /// <param name="catalog">Title of the only catalog; null for all.</param>
    /// <returns>Empty when nothing is narrowed.</returns>
    public static string Of(Text? catalog, RowFilter filter)
    {
        var parts = new List<string>();
        if (catalog is { } title) parts.Add(title);
        if (filter.Group is { } group) Say(W.Group, group);
        if (filter.Conformity is { } conformity) Say(W.Conformity, PrintedWords.Of(conformity));
        if (filter.Disclosure is { } disclosure) Say(W.Disclosure, PrintedWords.Of(disclosure));
        if (filter.Coverage is { } coverage) Say(W.Coverage, Marks.Of(coverage).Label);
        if (filter.Duty is { } duty) Say(W.Duty, PrintedWords.Of(duty));
        if (filter.Task is { } task) Say(W.Task, Marks.Of(task).Label);
        if (filter.Class is { } of) Say(Words.Class, PrintedWords.Of(of));
        if (filter.Theme is { } theme) Say(W.Theme, ThemeNames.Of(theme));
        if (filter.ReviewNeeded) parts.Add(Words.ReviewNeeded);
        if (filter.Text is { } text) Say(Words.Search, text);
        return string.Join(Between, parts);

        void Say(Text label, string value) => parts.Add($"{label}: {value}");
    }
}
