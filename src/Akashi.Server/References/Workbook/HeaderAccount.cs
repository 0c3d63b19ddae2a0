using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Books the cells of a header and above it, and those of columns that nobody knows.</summary>
internal sealed class HeaderAccount<T>(Table table, CellAccount account, HeaderRow<T> header, ReadLog log) where T : struct, Enum
{
    /// <summary>Header cells of known columns are fields; titles and bands, and cells of unknown columns, go to the report.</summary>
    public void Book()
    {
        var (titles, first) = (0, (CellPlace?)null);
        for (var i = 0; i <= header.Index; i++)
            for (var c = 0; c < table.Rows[i].Cells.Count; c++)
            {
                var cell = table.Rows[i].Cells[c];
                var known = header.Columns.ContainsKey(cell.Column) && header.Headers.GetValueOrDefault(cell.Column) == cell.Text;
                if (known) account.Mark(i, c, CellUse.Field);
                else if (i < header.Index || !IsAbove(cell.Column))
                {
                    account.Mark(i, c, CellUse.Report);
                    titles++;
                    first ??= table.Place(table.Rows[i].Number, cell.Column);
                }
            }
        if (first is not null)
            log.Say("sheet.title", new Text("表の上の題名など{0:N0}個のセルは、取り込みません。", "{0:N0} cells above the table, such as its title, are not imported.").With(titles), first, titles);
        foreach (var column in Mapping.Unknown(table, header)) if (!Asked(column)) Ignore(column);
    }

    private void Ignore(int column)
    {
        var cells = Mapping.Below(table, header.Index, column).Count();
        for (var i = header.Index; i < table.Rows.Count; i++)
            for (var c = 0; c < table.Rows[i].Cells.Count; c++)
                if (table.Rows[i].Cells[c].Column == column) account.Mark(i, c, CellUse.Report);
        var inHeader = table.Rows[header.Index].Text(column) is null ? 0 : 1;
        log.Say("column.not-read", new Text(
            "列{0}「{1}」の{2:N0}個のセルは、取り込みません。", "{2:N0} cells of column {0} “{1}” are not imported.")
            .With(CellName.Column(column), RowCells.Line(header.Headers.GetValueOrDefault(column) ?? ""), cells),
            table.Place(table.Rows[header.Index].Number, column), cells + inHeader);
    }

    private bool IsAbove(int column) => Mapping.Below(table, header.Index, column).Any();

    private bool Asked(int column) => log.UnknownHeaders.Any(h => h.File == table.File && h.Sheet == table.Sheet && h.Column == CellName.Column(column));
}
