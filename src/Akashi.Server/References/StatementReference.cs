using System.Text.RegularExpressions;

namespace Akashi.Server.References;

/// <summary>How one statement is cited by another: <c>catalog#code@service</c>, e.g. <c>mhlw-5#6.1-01@platform</c>.</summary>
/// <param name="Catalog">Key of the catalog.</param>
/// <param name="Code">Number of the control, unique in its catalog.</param>
/// <param name="Service">Short name of the service whose own party speaks.</param>
public readonly partial record struct StatementReference(string Catalog, string Code, string Service)
{
    /// <summary>Null when the words are no such citation.</summary>
    public static StatementReference? Parse(string? words) =>
        words is not null && Whole().Match(words) is { Success: true } m ? new(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value) : null;

    public override string ToString() => $"{Catalog}#{Code}@{Service}";

    [GeneratedRegex(@"^([a-z0-9-]+)#([^\s@]+)@(\S+)$")]
    private static partial Regex Whole();
}
