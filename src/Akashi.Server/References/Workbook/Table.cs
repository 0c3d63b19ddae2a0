namespace Akashi.Server.References.Workbook;

/// <summary>A sheet of a workbook or a CSV file as a grid of words, before anybody knows what the words mean.</summary>
/// <param name="File">Name of the file as it was given.</param>
/// <param name="Sheet">Name of the sheet; null for CSV.</param>
/// <param name="Rows">Rows that hold at least one cell, top to bottom.</param>
/// <param name="Merges">Merged ranges; only the cell at the upper left holds words.</param>
/// <param name="Hidden">True when the sheet is hidden from a reader of the workbook.</param>
/// <param name="HiddenColumns">Ranges of hidden columns, one-based and inclusive.</param>
public sealed record Table(
    string File, string? Sheet, IReadOnlyList<TableRow> Rows, IReadOnlyList<CellRange> Merges,
    bool Hidden = false, IReadOnlyList<(int First, int Last)>? HiddenColumns = null)
{
    private readonly Dictionary<int, CellRange[]> columns = [];

    /// <summary>What a person calls this table: the sheet, or the file of a CSV.</summary>
    public string Name => Sheet ?? File;

    public CellPlace Place(int row, int column) => new(File, Sheet, CellName.Of(row, column));

    /// <summary>The merged range that covers the cell and begins in its column; null when the cell stands alone.</summary>
    public CellRange? MergeDown(int row, int column) => MergeAt(row, column) is { } range && range.FirstColumn == column ? range : null;

    /// <summary>The merged range that covers the cell; null when the cell stands alone.</summary>
    public CellRange? MergeAt(int row, int column)
    {
        if (Merges.Count == 0) return null;
        if (!columns.TryGetValue(column, out var ranges))
        {
            ranges = [.. Merges.Where(m => m.FirstColumn <= column && column <= m.LastColumn).OrderBy(m => m.FirstRow)];
            columns[column] = ranges;
        }
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].FirstRow > row) high = middle - 1;
            else if (ranges[middle].LastRow < row) low = middle + 1;
            else return ranges[middle];
        }
        return null;
    }
}

/// <param name="Number">One-based, as the workbook shows it; for CSV the line at which the record begins.</param>
/// <param name="Cells">Cells with words, left to right.</param>
public sealed record TableRow(int Number, IReadOnlyList<TableCell> Cells, bool Hidden = false)
{
    /// <summary>The cell's words; null when the cell is empty.</summary>
    public string? Text(int column)
    {
        foreach (var cell in Cells)
            if (cell.Column == column) return cell.Text;
            else if (cell.Column > column) break;
        return null;
    }
}

/// <param name="Column">One-based.</param>
/// <param name="Text">The words shown; line ends are <c>\n</c>. The name of the error for an error.</param>
public readonly record struct TableCell(int Column, string Text, CellState State = CellState.Value);

/// <summary>Whether a cell holds a value, an error such as <c>#REF!</c>, or a formula whose result was never stored.</summary>
public enum CellState { Value, Error, Uncalculated }

/// <summary>A merged range, one-based and inclusive.</summary>
public readonly record struct CellRange(int FirstRow, int FirstColumn, int LastRow, int LastColumn);

/// <summary>Names of cells: <c>H17</c>.</summary>
public static class CellName
{
    public static string Of(int row, int column) => Column(column) + row.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string Column(int column)
    {
        var name = "";
        for (; column > 0; column = (column - 1) / 26) name = (char)('A' + ((column - 1) % 26)) + name;
        return name;
    }

    /// <summary>Row and column of a name; false when it is none. <c>$</c> signs are skipped.</summary>
    public static bool TryRead(ReadOnlySpan<char> name, out int row, out int column)
    {
        (row, column) = (0, 0);
        foreach (var c in name)
        {
            if (c is '$') continue;
            if (char.IsAsciiLetterUpper(c) && row == 0) column = (column * 26) + (c - 'A' + 1);
            else if (char.IsAsciiDigit(c) && column > 0) row = (row * 10) + (c - '0');
            else return false;
            if (row > ReadLimits.Rows || column > ReadLimits.Columns) return false;
        }
        return row > 0 && column > 0;
    }

    /// <summary>Reads <c>B4:B113</c>, or a single cell.</summary>
    public static bool TryReadRange(ReadOnlySpan<char> name, out CellRange range)
    {
        range = default;
        var colon = name.IndexOf(':');
        var first = colon < 0 ? name : name[..colon];
        var last = colon < 0 ? name : name[(colon + 1)..];
        if (!TryRead(first, out var r1, out var c1) || !TryRead(last, out var r2, out var c2) || r2 < r1 || c2 < c1) return false;
        range = new(r1, c1, r2, c2);
        return true;
    }
}
