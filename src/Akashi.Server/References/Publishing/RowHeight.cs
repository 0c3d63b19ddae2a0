namespace Akashi.Server.References.Publishing;

/// <summary>
/// How high a row must be for its wrapped texts. Excel fits rows by itself only when somebody edits them, and a row without a height opens one line high.
/// </summary>
internal static class RowHeight
{
    private const double Line = 16.5; // points, of 10 pt Yu Gothic
    private const double Padding = 3; // points
    private const double Most = 409; // points, the most a row can have

    /// <param name="cells">The texts of the row.</param>
    /// <param name="widths">Of their columns, in characters; as many as there are cells.</param>
    public static double Of(IReadOnlyList<string?> cells, IReadOnlyList<double> widths)
    {
        var lines = 1;
        for (var i = 0; i < cells.Count; i++) lines = Math.Max(lines, Lines(cells[i], widths[i]));
        return Math.Min(lines * Line + Padding, Most);
    }

    private static int Lines(string? text, double width)
    {
        if (text is null) return 0;
        // A cell keeps about one character free at its edges, and a full-width character is a little less than two wide.
        var room = Math.Max(width - 1, 2);
        var (lines, used) = (1, 0.0);
        foreach (var c in text)
        {
            if (c == '\n') (lines, used) = (lines + 1, 0);
            else if ((used += c < 0x1100 ? 1.05 : 1.9) > room) (lines, used) = (lines + 1, c < 0x1100 ? 1.05 : 1.9);
        }
        return lines;
    }
}
