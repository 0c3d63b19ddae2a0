using System.Globalization;

namespace Akashi.Ledger;

/// <summary>Which tile or entry bundle a path names.</summary>
/// <param name="Level">Level of the tile, 0 to 63; -1 for an entry bundle.</param>
/// <param name="Index">Index of the tile within its level.</param>
/// <param name="Width">Hashes or entries in it: 1 to 255 when partial, 256 when full.</param>
public readonly record struct TileId(int Level, long Index, int Width)
{
    /// <summary>True for a bundle of entries, false for a tile of hashes.</summary>
    public bool IsEntries => Level < 0;

    /// <summary>True when it holds 256; a full one never changes.</summary>
    public bool IsFull => Width == TilePath.FullWidth;

    /// <summary>The first entry behind those that the full tile or bundle spans (tlog-tiles "Merkle Tree").</summary>
    public long EndIndex => 8 * (Math.Max(Level, 0) + 1) is var shift && shift > 54 ? long.MaxValue : (Index + 1) << shift;

    /// <summary>The path that names it.</summary>
    public override string ToString() => IsEntries ? TilePath.Entries(Index, Width) : TilePath.Of(Level, Index, Width);
}

/// <summary>Paths of tiles and entry bundles under a log's root. Source: tlog-tiles "Merkle Tree", "Partial Tiles", "Log entries".</summary>
public static class TilePath
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>The path of a tile, e.g. <c>tile/0/x001/x234/067</c> or <c>tile/1/000.p/17</c>.</summary>
    /// <param name="level">0 to 63.</param>
    /// <param name="index">Index within the level.</param>
    /// <param name="width">Hashes in the tile, 1 to 256.</param>
    public static string Of(int level, long index, int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 63);
        return Join("tile/" + level.ToString(CultureInfo.InvariantCulture) + "/", index, width);
    }

    /// <summary>The path of an entry bundle, e.g. <c>tile/entries/000</c> or <c>tile/entries/x001/002.p/3</c>.</summary>
    /// <param name="index">Index of the bundle.</param>
    /// <param name="width">Entries in the bundle, 1 to 256.</param>
    public static string Entries(long index, int width = FullWidth) => Join("tile/entries/", index, width);

    /// <summary>Reads a path as <see cref="Of"/> and <see cref="Entries"/> write it; false for any other text.</summary>
    public static bool TryParse(string path, out TileId tile)
    {
        tile = default;
        if (path?.Split('/') is not ["tile", var level, .. { Length: > 0 } rest]) return false;
        var number = -1;
        if (level != "entries" && !(int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= 63)) return false;
        var width = FullWidth;
        if (rest is [.., { Length: 5 } last, var partial] && last.EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(partial, NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= FullWidth) return false;
            rest = [.. rest[..^2], last[..3]];
        }
        if (rest.Length > 6) return false;
        var index = 0L;
        foreach (var element in rest)
        {
            if (!int.TryParse(element.AsSpan(element.StartsWith('x') ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out var digits)) return false;
            index = index * 1000 + digits;
        }
        tile = new TileId(number, index, width);
        // One spelling per tile: leading zeroes, missing x and the like give another path.
        return tile.ToString() == path;
    }

    /// <summary>Reads a path as <see cref="Of"/> and <see cref="Entries"/> write it.</summary>
    /// <exception cref="FormatException">It names no tile and no bundle.</exception>
    public static TileId Parse(string path) =>
        TryParse(path, out var tile) ? tile : throw new FormatException($"“{path}” names no tile and no entry bundle.");

    /// <summary>Hashes that a level of a tree holds, and how they lie in tiles: full ones, then one of this width (0: none).</summary>
    internal static (long Full, int Partial) Split(long size, int level) =>
        8 * level > 62 ? (0, 0) : (size >> (8 * level) >> 8, (int)(size >> (8 * level) & 255));

    private static string Join(string start, long index, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
        var elements = (index % 1000).ToString("000", CultureInfo.InvariantCulture);
        while ((index /= 1000) > 0) elements = "x" + (index % 1000).ToString("000", CultureInfo.InvariantCulture) + "/" + elements;
        return start + elements + (width < FullWidth ? ".p/" + width.ToString(CultureInfo.InvariantCulture) : "");
    }
}
