using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Workbook;

/// <summary>Columns that nobody knows: asked for, or put where a person decided.</summary>
internal static class Mapping
{
    private const int Samples = 3;

    /// <summary>The header with what was decided. A column with nothing but dashes is not worth a question.</summary>
    public static HeaderRow<BookField> Apply(Table table, HeaderRow<BookField> header, ReadOptions options, ReadLog log)
    {
        var columns = header.Columns.ToDictionary();
        foreach (var (column, question) in Questions(table, header).ToList())
        {
            if (!options.Headers.TryGetValue(question.Key, out var said)) log.UnknownHeaders.Add(question);
            else if (said is { } field && (!columns.ContainsValue(field) || RowCells.KeptAsNote(field))) columns[column] = field;
        }
        return header with { Columns = columns };
    }

    /// <summary>What there is to ask of a table, from the left.</summary>
    public static IEnumerable<UnknownHeader> Asked<T>(Table table, HeaderRow<T> header) where T : struct, Enum => Questions(table, header).Select(q => q.Question);

    private static IEnumerable<(int Column, UnknownHeader Question)> Questions<T>(Table table, HeaderRow<T> header) where T : struct, Enum
    {
        foreach (var column in Unknown(table, header))
        {
            var samples = Below(table, header.Index, column).Select(c => c.Text).Where(t => PrintedWords.Typed(t) is not null).Take(Samples).Select(RowReader.Short).ToList();
            if (samples.Count > 0) yield return (column, new(table.File, table.Sheet, RowCells.Line(header.Headers.GetValueOrDefault(column) ?? ""), CellName.Column(column), samples));
        }
    }

    /// <summary>Columns with words below the header and no field, from the left.</summary>
    public static IEnumerable<int> Unknown<T>(Table table, HeaderRow<T> header) where T : struct, Enum
    {
        var found = new SortedSet<int>();
        for (var i = header.Index + 1; i < table.Rows.Count; i++)
            foreach (var cell in table.Rows[i].Cells)
                if (!header.Columns.ContainsKey(cell.Column)) found.Add(cell.Column);
        return found;
    }

    public static IEnumerable<TableCell> Below(Table table, int headerIndex, int column) =>
        table.Rows.Skip(headerIndex + 1).SelectMany(r => r.Cells).Where(c => c.Column == column);
}
