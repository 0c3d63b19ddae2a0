using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Workbook;

/// <summary>One row of a requirement sheet seen by field. Cells merged downwards speak for every row they cover.</summary>
internal sealed class RowCells
{
    private readonly Table table;
    private readonly CellAccount account;
    private readonly HeaderRow<BookField> header;
    private readonly int firstDataRow;
    private readonly int[] columns = new int[Enum.GetValues<BookField>().Length];
    private readonly string[] headers = new string[Enum.GetValues<BookField>().Length];
    private readonly List<(int Column, string Header)> noteColumns = [];
    private readonly Dictionary<int, int> rowIndexes = [];
    private readonly int[] cellAt;
    private int index;

    public RowCells(Table table, CellAccount account, HeaderRow<BookField> header)
    {
        (this.table, this.account, this.header) = (table, account, header);
        firstDataRow = table.Rows[header.Index].Number + 1;
        foreach (var (column, field) in header.Columns)
        {
            if (KeptAsNote(field)) noteColumns.Add((column, Line(header.Headers.GetValueOrDefault(column) ?? CellName.Column(column))));
            else columns[(int)field] = column;
            headers[(int)field] = Line(header.Headers.GetValueOrDefault(column) ?? field.ToString());
        }
        for (var i = 0; i < table.Rows.Count; i++) rowIndexes[table.Rows[i].Number] = i;
        cellAt = new int[table.Rows.Max(r => r.Cells.Count == 0 ? 0 : r.Cells[^1].Column) + 1];
    }

    /// <summary>Fields that a catalog does not hold and a statement has no place for.</summary>
    public static bool KeptAsNote(BookField field) => field is BookField.Note or BookField.Rationale or BookField.Requirement2;

    /// <summary>What rows of this sheet can speak of.</summary>
    public RowScope Scope => new(header.Columns.Values.ToHashSet(), noteColumns.Select(c => c.Header).ToHashSet());

    public TableRow Row => table.Rows[index];

    public void MoveTo(int row)
    {
        index = row;
        Array.Clear(cellAt);
        for (var i = 0; i < Row.Cells.Count; i++) cellAt[Row.Cells[i].Column] = i + 1;
    }

    /// <summary>The row's own cell, without what merged cells above say.</summary>
    public string? Own(BookField field) => columns[(int)field] is > 0 and var column && column < cellAt.Length && cellAt[column] is > 0 and var at ? Row.Cells[at - 1].Text : null;

    /// <summary>The words of a field, or of the merged cell that covers it; null when empty. Books the cell as used.</summary>
    public string? Text(BookField field) => At(columns[(int)field], CellUse.Field);

    /// <summary>As <see cref="Text"/>, with a lone dash as empty.</summary>
    public string? Typed(BookField field) => PrintedWords.Typed(Text(field));

    public IEnumerable<(string Header, string Text)> Notes()
    {
        foreach (var (column, name) in noteColumns)
        {
            if (At(column, CellUse.Note) is not { } cell) continue;
            if (PrintedWords.Typed(cell) is { } text) yield return (name, text);
            else _ = At(column, CellUse.Field);
        }
    }

    /// <summary>The cell's place, or that of the merged cell that speaks for it.</summary>
    public CellPlace Place(BookField field)
    {
        var column = columns[(int)field] is > 0 and var known ? known : 1;
        var at = Covering(column);
        return table.Place(at is { } merge && cellAt.ElementAtOrDefault(column) == 0 ? merge.FirstRow : Row.Number, column);
    }

    public CellPlace RowPlace => table.Place(Row.Number, Row.Cells.Count == 0 ? 1 : Row.Cells[0].Column);

    /// <summary>Header of a field's column on one line.</summary>
    public string Header(BookField field) => headers[(int)field];

    /// <summary>Books the row's cell of a field as kept in a note instead of a field.</summary>
    public void IsNote(BookField field)
    {
        if (columns[(int)field] is > 0 and var column && column < cellAt.Length && cellAt[column] is > 0 and var at) account.Move(index, at - 1, CellUse.Note);
    }

    public bool Has(BookField field) => columns[(int)field] > 0;

    /// <summary>True when one of the columns that answer something is filled in this very row, be it with a dash.</summary>
    public bool AnswersAnything()
    {
        foreach (var cell in Row.Cells)
            if (header.Columns.TryGetValue(cell.Column, out var field) && field > BookField.References) return true;
        return false;
    }

    private string? At(int column, CellUse use)
    {
        if (column == 0) return null;
        if (column < cellAt.Length && cellAt[column] is > 0 and var at)
        {
            account.Mark(index, at - 1, use);
            return Row.Cells[at - 1].Text;
        }
        if (Covering(column) is not { } merge || !rowIndexes.TryGetValue(merge.FirstRow, out var above)) return null;
        var cells = table.Rows[above].Cells;
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Column != column) continue;
            account.Mark(above, i, use);
            return cells[i].Text;
        }
        return null;
    }

    private CellRange? Covering(int column) =>
        table.MergeDown(Row.Number, column) is { } merge && merge.FirstRow >= firstDataRow ? merge : null;

    /// <summary>A header on one line: words of Latin letters keep a space where the line broke.</summary>
    public static string Line(string header) =>
        header.Trim().Replace("\n", header.Any(c => c > 0x2E80) ? "" : " ", StringComparison.Ordinal);
}
