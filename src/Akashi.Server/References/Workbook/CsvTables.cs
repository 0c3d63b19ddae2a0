using System.Text;
using CsvHelper;

namespace Akashi.Server.References.Workbook;

/// <summary>Reads CSV (RFC 4180) in UTF-8, UTF-16 with a mark, or CP932, separated by comma, tab or semicolon.</summary>
internal static class CsvTables
{
    private static readonly char[] separators = [',', '\t', ';'];

    /// <summary>The file as one table. Throws <see cref="FileRefusedException"/>.</summary>
    public static Table Read(string file, ReadOnlySpan<byte> bytes, CancellationToken ct)
    {
        var options = new CsvReaderOptions
        {
            HasHeader = false,
            MalformedData = CsvMalformedDataHandling.Throw,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
        };
        var text = Decode(file, bytes);
        using var reader = CsvReader.FromText(text, options with { Separator = Separator(text) });
        var rows = new List<TableRow>();
        var (cells, characters, line) = (0, 0L, 1);
        try
        {
            while (reader.Read())
            {
                ct.ThrowIfCancellationRequested();
                line = (int)reader.LineNumber;
                cells += reader.FieldCount;
                if (cells > ReadLimits.Cells) throw Refusals.Because(Refusals.Bomb(new(file, null, $"A{line}"), Refusals.CellCount));
                var row = Row(file, reader, line);
                characters += row.Cells.Sum(c => (long)c.Text.Length);
                if (characters > ReadLimits.Characters) throw Refusals.Because(Refusals.Bomb(new(file, null, $"A{line}"), Refusals.CharacterCount));
                if (row.Cells.Count > 0) rows.Add(row);
            }
        }
        catch (CsvFormatException broken)
        {
            line = broken.LineNumber > 0 ? (int)broken.LineNumber : line;
            throw Refusals.Because(Refusals.Quote(new(file, null, $"A{line}"), line));
        }
        return new(file, null, rows, []);
    }

    private static TableRow Row(string file, CsvReader reader, int line)
    {
        var cells = new List<TableCell>();
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var value = reader.GetString(i);
            if (string.IsNullOrWhiteSpace(value)) continue;
            if (value.Length > ReadLimits.CellCharacters) throw Refusals.Because(Refusals.CellTooLong(new(file, null, CellName.Of(line, i + 1))));
            if (value.Contains('\r')) value = value.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
            // Our own export writes this apostrophe so that no spreadsheet takes the cell for a formula.
            if (value is ['\'', '=' or '+' or '-' or '@' or '\t' or '\'', ..]) value = value[1..];
            cells.Add(new(i + 1, value));
        }
        return new(line, cells);
    }

    private static string Decode(string file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (bytes.StartsWith("\uFEFF"u8)) return Strict(new UTF8Encoding(false, true), bytes[3..]);
            if (bytes.StartsWith(new byte[] { 0xFF, 0xFE })) return Strict(new UnicodeEncoding(false, false, true), bytes[2..]);
            if (bytes.StartsWith(new byte[] { 0xFE, 0xFF })) return Strict(new UnicodeEncoding(true, false, true), bytes[2..]);
            try
            {
                return Strict(new UTF8Encoding(false, true), bytes);
            }
            catch (DecoderFallbackException)
            {
                return Strict(CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!, bytes);
            }
        }
        catch (DecoderFallbackException)
        {
            throw Refusals.Because(Refusals.Encoding(new(file, null, "A1")));
        }
    }

    private static string Strict(Encoding encoding, ReadOnlySpan<byte> bytes) => encoding.GetString(bytes);

    /// <summary>The separator that the first lines use most, what stands in quotation marks aside.</summary>
    private static char Separator(string text)
    {
        var counts = new int[separators.Length];
        var quoted = false;
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 20_000)))
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && Array.IndexOf(separators, c) is >= 0 and var i) counts[i]++;
        }
        return separators[Array.IndexOf(counts, counts.Max())];
    }
}
