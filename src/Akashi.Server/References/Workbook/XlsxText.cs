using System.Globalization;
using System.Text;
using System.Xml;

namespace Akashi.Server.References.Workbook;

/// <summary>The words in workbook XML: values of limited length, repeated words held once, escapes and line ends resolved.</summary>
internal sealed class XlsxText
{
    private const int PoolLength = 128;
    private const int PoolSize = 50_000;

    private readonly char[] buffer = new char[ReadLimits.CellCharacters + 1];
    private readonly HashSet<string> pool = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> pooled;

    public XlsxText() => pooled = pool.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Moves on; refuses what is nested absurdly deep.</summary>
    public static bool Next(XmlReader reader, CellPlace file)
    {
        if (!reader.Read()) return false;
        if (reader.Depth > ReadLimits.Depth) throw Refusals.Because(Refusals.Bomb(file, Refusals.Depth));
        return true;
    }

    /// <summary>Reads the characters of the current text node behind <paramref name="length"/>; gives the new length, or -1 when the cell is too long.</summary>
    public int Append(XmlReader reader, int length)
    {
        int read;
        while (length < buffer.Length && (read = reader.ReadValueChunk(buffer, length, buffer.Length - length)) > 0) length += read;
        return length > ReadLimits.CellCharacters ? -1 : length;
    }

    /// <summary>The collected characters as a string.</summary>
    public string Take(int length)
    {
        var span = buffer.AsSpan(0, length);
        if (span.Contains('\r') || span.IndexOf("_x") >= 0) return Unescape(span.ToString());
        if (length > PoolLength) return span.ToString();
        if (pooled.TryGetValue(span, out var known)) return known;
        var text = span.ToString();
        if (pool.Count < PoolSize) pool.Add(text);
        return text;
    }

    /// <summary>Resolves <c>_x000D_</c> (ISO/IEC 29500-1 §22.4.2.4) and makes all line ends <c>\n</c>.</summary>
    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 6;
            }
            else result.Append(text[i]);
        }
        return result.Replace("\r\n", "\n").Replace('\r', '\n').ToString();
    }
}
