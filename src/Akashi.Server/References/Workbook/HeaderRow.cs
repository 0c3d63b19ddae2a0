namespace Akashi.Server.References.Workbook;

/// <summary>The header of a table: which row it is and which field each column holds.</summary>
/// <param name="Index">Index of the row in <see cref="Table.Rows"/>.</param>
/// <param name="Columns">Columns with a field, by column.</param>
/// <param name="Headers">The words above each column that has any, by column.</param>
/// <param name="Score">How much of the row was recognised, and how surely.</param>
internal sealed record HeaderRow<T>(
    int Index, IReadOnlyDictionary<int, T> Columns, IReadOnlyDictionary<int, string> Headers, int Score) where T : struct, Enum
{
    public bool Has(T field) => Columns.Values.Contains(field);

    /// <summary>The column of a field; 0 when there is none.</summary>
    public int Column(T field)
    {
        foreach (var (column, held) in Columns)
            if (EqualityComparer<T>.Default.Equals(held, field)) return column;
        return 0;
    }
}

/// <summary>Finds the header row of a table, wherever it stands.</summary>
/// <param name="match">The field that a folded header names.</param>
/// <param name="matchUnderBand">The field that header and band name together, for headers that say too little alone.</param>
/// <param name="shared">Fields that several columns may hold.</param>
internal sealed class HeaderFinder<T>(Func<string, HeaderMatch<T>?> match, Func<string, HeaderMatch<T>?>? matchUnderBand = null, params T[] shared)
    where T : struct, Enum
{
    /// <summary>Rows with words, from the top, among which the header is looked for.</summary>
    public const int Depth = 30;

    /// <summary>Characters beyond which a cell is no header.</summary>
    private const int Longest = 60;

    /// <summary>Rows of a header above its last one.</summary>
    private const int RowsAbove = 3;

    private readonly Dictionary<string, (string Folded, HeaderMatch<T>? Match)> known = new(StringComparer.Ordinal);

    /// <summary>The row that names the most fields; null when no row is <paramref name="enough"/>.</summary>
    public HeaderRow<T>? Find(Table table, Func<HeaderRow<T>, bool> enough)
    {
        HeaderRow<T>? best = null;
        var last = Math.Min(Depth, table.Rows.Count);
        for (var i = 0; i < last; i++)
        {
            var row = Read(table, i);
            if (enough(row) && (best is null || row.Score > best.Score)) best = row;
            else if (best is not null && i > best.Index + RowsAbove) break;
        }
        return best;
    }

    private HeaderRow<T> Read(Table table, int index)
    {
        var row = table.Rows[index];
        var headers = new SortedDictionary<int, string>();
        for (var above = Math.Max(0, index - RowsAbove); above <= index; above++)
            foreach (var cell in table.Rows[above].Cells)
            {
                // A wide merged cell is a band over its columns, not the header of its first.
                var wide = table.MergeAt(table.Rows[above].Number, cell.Column) is { } merge && merge.LastColumn > merge.FirstColumn;
                if (above == index || (!wide && table.Rows[above].Number >= row.Number - RowsAbove && Match(cell.Text).Match is not null)) headers[cell.Column] = cell.Text;
            }

        var claims = new List<(int Column, HeaderMatch<T> Match)>();
        foreach (var (column, header) in headers)
            if ((Match(header).Match ?? UnderBand(table, index, column, header)) is { } claim) claims.Add((column, claim));

        var columns = new SortedDictionary<int, T>();
        var score = 0;
        foreach (var (column, claim) in claims.OrderByDescending(c => c.Match.Strength).ThenBy(c => c.Column))
        {
            var field = claim.Field;
            if (columns.ContainsValue(field) && !shared.Contains(field))
            {
                // Two columns with the same word: the band above may tell them apart.
                if (UnderBand(table, index, column, headers[column]) is not { } other || columns.ContainsValue(other.Field)) continue;
                field = other.Field;
            }
            columns[column] = field;
            score += (int)claim.Strength;
        }
        return new(index, columns.ToDictionary(), headers.ToDictionary(), score);
    }

    private (string Folded, HeaderMatch<T>? Match) Match(string header)
    {
        if (known.TryGetValue(header, out var found)) return found;
        var folded = header.Length > Longest ? "" : PrintedWords.Fold(header);
        return known[header] = (folded, folded.Length == 0 ? null : match(folded));
    }

    /// <summary>The words of the merged cell over a column; where nothing is merged (CSV), of the nearest cell to the left.</summary>
    private static string? Band(Table table, TableRow row, int column) => table.MergeAt(row.Number, column) is { } merge
        ? row.Text(merge.FirstColumn)
        : row.Cells.LastOrDefault(c => c.Column <= column).Text;

    private HeaderMatch<T>? UnderBand(Table table, int index, int column, string header)
    {
        if (matchUnderBand is null || Match(header).Folded is not { Length: > 0 } folded) return null;
        for (var above = index - 1; above >= Math.Max(0, index - RowsAbove); above--)
        {
            if (Band(table, table.Rows[above], column) is { Length: <= Longest } band && matchUnderBand(PrintedWords.Fold(band) + folded) is { } found)
                return found with { Strength = MatchStrength.Band };
        }
        return null;
    }
}
