namespace Akashi.Server.References;

/// <summary>Tells whether two statement bodies say the same, list order and record identity aside.</summary>
public static class StatementComparer
{
    public static bool Same(StatementBody a, StatementBody b) => !Differences(a, b).Any();

    /// <summary>Names of the fields that differ: <c>conformity</c>, <c>view</c>, <c>finding</c>, <c>disclosure</c>, <c>citations</c>, <c>duties</c>, <c>responsibleRole</c>, <c>reviewDue</c>, <c>notes</c>.</summary>
    public static IEnumerable<string> Differences(StatementBody a, StatementBody b)
    {
        if (a.Conformity != b.Conformity) yield return "conformity";
        if (a.View != b.View) yield return "view";
        if (a.Finding != b.Finding) yield return "finding";
        if (a.Disclosure != b.Disclosure) yield return "disclosure";
        if (!SameItems(a.Citations, b.Citations)) yield return "citations";
        if (!SameItems(a.Duties, b.Duties)) yield return "duties";
        if (a.ResponsibleRole != b.ResponsibleRole) yield return "responsibleRole";
        if (a.ReviewDue != b.ReviewDue) yield return "reviewDue";
        if (!SameItems(a.Notes ?? [], b.Notes ?? [])) yield return "notes";
    }

    private static bool SameItems<T>(IReadOnlyList<T> a, IReadOnlyList<T> b) where T : notnull =>
        a.Count == b.Count && (a.SequenceEqual(b) || a.ToHashSet().SetEquals(b));
}
