using System.Globalization;

namespace Akashi.Cli.Showing;

/// <summary>Plain columns, the same on a terminal and in a file; wide characters count two.</summary>
internal static class Columns
{
    /// <param name="figures">How many columns from the right hold figures and stand to the right.</param>
    public static void Write(TextWriter writer, IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows, int figures = 0)
    {
        var widths = heads.Select((head, i) => rows.Select(r => Width(r[i])).Append(Width(head)).Max()).ToArray();
        foreach (var row in rows.Prepend(heads))
        {
            var cells = row.Select((cell, i) => new string(' ', widths[i] - Width(cell)) is var pad && i >= heads.Count - figures ? pad + cell : cell + pad);
            writer.WriteLine("  " + string.Join("  ", cells).TrimEnd());
        }
    }

    public static string Figure(int value) => value.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>One line of at most so many columns.</summary>
    public static string Clip(string? text, int columns)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (Width(line) <= columns) return line;
        var (taken, width) = (0, 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if ((width += WidthOf(rune.Value)) > columns - 1) break;
            taken += rune.Utf16SequenceLength;
        }
        return line[..taken] + "…";
    }

    private static int Width(string text) => text.EnumerateRunes().Sum(r => WidthOf(r.Value));

    // East Asian wide and full-width forms; enough for what catalogs and headers hold.
    private static int WidthOf(int rune) =>
        rune is >= 0x1100 and (<= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6) ? 2 : 1;
}
