using Akashi.Server.References;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>One row of a catalog table seen by field. Cells merged downwards speak for every row they cover.</summary>
internal sealed class CatalogRow
{
    private readonly Table table;
    private readonly HeaderRow<CatalogField> header;
    private readonly Dictionary<int, TableRow> byNumber;
    private readonly int[] columns = new int[Enum.GetValues<CatalogField>().Length];

    public CatalogRow(Table table, HeaderRow<CatalogField> header)
    {
        (this.table, this.header) = (table, header);
        foreach (var (column, field) in header.Columns) columns[(int)field] = column;
        byNumber = table.Rows.Skip(header.Index + 1).ToDictionary(r => r.Number);
        Row = table.Rows[header.Index];
    }

    public TableRow Row { get; private set; }

    public void MoveTo(int index) => Row = table.Rows[index];

    public bool Has(CatalogField field) => columns[(int)field] > 0;

    /// <summary>True when the table has columns for groups.</summary>
    public bool HasGroups => Enumerable.Range(0, CatalogColumns.Levels).Any(HasLevel);

    public bool HasLevel(int level) => Has(CatalogColumns.Of(CatalogField.Group, level)) || Has(CatalogColumns.Of(CatalogField.GroupTitle, level));

    /// <summary>The cell exactly as it stands in this row; null when empty.</summary>
    public string? Raw(CatalogField field) => columns[(int)field] is > 0 and var column ? Row.Text(column) : null;

    /// <summary>The words in this row, without those of merged cells above; null for an empty cell and a lone dash.</summary>
    public string? Own(CatalogField field) => PrintedWords.Typed(Raw(field));

    /// <summary>The words in this row or of the merged cell that covers it; null for none and a lone dash.</summary>
    public string? Typed(CatalogField field)
    {
        if (Raw(field) is { } own) return PrintedWords.Typed(own);
        return Covering(field) is { } merge && byNumber.TryGetValue(merge.FirstRow, out var above) ? PrintedWords.Typed(above.Text(merge.FirstColumn)) : null;
    }

    /// <summary>Fields that this very row fills with words.</summary>
    public IEnumerable<CatalogField> Filled()
    {
        foreach (var cell in Row.Cells)
            if (header.Columns.TryGetValue(cell.Column, out var field) && PrintedWords.Typed(cell.Text) is not null) yield return field;
    }

    /// <summary>Cells of known columns that hold an Excel error or a formula without a result.</summary>
    public IEnumerable<ReadProblem> Faults()
    {
        foreach (var cell in Row.Cells)
            if (cell.State is not CellState.Value && header.Columns.ContainsKey(cell.Column)) yield return CellFaults.Of(cell, table.Place(Row.Number, cell.Column));
    }

    /// <summary>The cell's place, or that of the merged cell that speaks for it.</summary>
    public CellPlace Place(CatalogField field) =>
        table.Place(Raw(field) is null && Covering(field) is { } merge ? merge.FirstRow : Row.Number, Math.Max(columns[(int)field], 1));

    public CellPlace RowPlace => table.Place(Row.Number, Row.Cells.Count == 0 ? 1 : Row.Cells[0].Column);

    private CellRange? Covering(CatalogField field) => columns[(int)field] is > 0 and var column && table.MergeDown(Row.Number, column) is { } merge && merge.FirstRow > table.Rows[header.Index].Number ? merge : null;
}
