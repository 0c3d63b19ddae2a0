using Akashi.Server.Kernel;

namespace Akashi.Server.References.Checks;

/// <summary>A check and how much it found.</summary>
/// <param name="Count">Findings of this check, on all pages together; 0 when it passed.</param>
public sealed record CheckCount(string Id, Severity Severity, Text Title, Text Remedy, int Count);

/// <summary>One finding with the check that made it.</summary>
/// <param name="Check">Id of a <see cref="CheckCount"/>.</param>
/// <param name="Catalog">Null for a document.</param>
/// <param name="Code">The control's code; the document's number.</param>
/// <param name="Detail">What exactly: the number, the day, the words.</param>
public sealed record Finding(string Check, string? Catalog, string Code, Text Title, Text Detail);

/// <summary>Findings, the gravest check first, paged by key.</summary>
/// <param name="Checks">Every check with its count, also of those that found nothing; null on the pages after the first.</param>
/// <param name="Total">Findings on all pages together.</param>
/// <param name="Next">Continue with <c>after</c>; null at the end.</param>
public sealed record FindingPage(IReadOnlyList<CheckCount>? Checks, IReadOnlyList<Finding> Findings, int Total, int? Next)
{
    /// <param name="check">Only this check's findings; null for all.</param>
    /// <param name="after">Place in the ordering (0-based) to continue after; null from the start.</param>
    /// <returns>Null when there is no such check.</returns>
    public static FindingPage? Of(IReadOnlyList<CheckResult> results, string? check, int? after, int limit)
    {
        var chosen = check is null ? results : [.. results.Where(r => r.Id == check)];
        if (chosen.Count == 0) return null;
        var (start, total) = (Math.Max(0, (after ?? -1) + 1), chosen.Sum(r => r.Rows.Count));
        var findings = new List<Finding>();
        var before = 0;
        foreach (var result in chosen)
        {
            var skip = Math.Max(0, start - before);
            for (var i = skip; i < result.Rows.Count && findings.Count < limit; i++)
                findings.Add(new(result.Id, result.Rows[i].Catalog, result.Rows[i].Code, result.Rows[i].Title, result.Rows[i].Detail));
            before += result.Rows.Count;
        }
        var last = start + findings.Count;
        return new(after is null ? [.. chosen.Select(r => new CheckCount(r.Id, r.Severity, r.Title, r.Remedy, r.Rows.Count))] : null,
            findings, total, last < total && findings.Count > 0 ? last - 1 : null);
    }
}
