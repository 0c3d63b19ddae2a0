namespace Akashi.Server.References.Workbook;

/// <summary>Which chapter, section and subsection a row stands in, while the cells that say so are merged or left blank below.</summary>
internal sealed class SectionTrail
{
    private const int Heading = 3;
    private readonly string?[] levels = new string?[Heading + 1];

    /// <summary>The numbers in force, the innermost first.</summary>
    public IEnumerable<string> Numbers
    {
        get
        {
            for (var level = Heading; level >= 0; level--)
                if (levels[level] is { } number) yield return number;
        }
    }

    /// <summary>Takes in the cells of a row; an empty cell leaves its level as it was.</summary>
    public void Enter(string? chapter, string? section, string? subsection)
    {
        Enter(0, chapter);
        Enter(1, section);
        Enter(2, subsection);
    }

    /// <summary>Takes in a row that is only a heading, such as 「2.2.1.資産台帳」.</summary>
    public void EnterHeading(string words)
    {
        if (CatalogIndex.LeadingNumber(words) is { } number) levels[Heading] = number;
    }

    private void Enter(int level, string? cell)
    {
        if (PrintedWords.Typed(cell) is not { } words) return;
        levels[level] = CatalogIndex.LeadingNumber(words);
        Array.Clear(levels, level + 1, Heading - level);
    }
}
