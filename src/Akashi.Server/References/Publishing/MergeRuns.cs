namespace Akashi.Server.References.Publishing;

/// <summary>Merges equal values of neighbouring rows in the columns of chapters and sections. A section ends where its chapter ends.</summary>
internal sealed class MergeRuns(XlsxSheet sheet, IReadOnlyList<TableColumn> columns)
{
    private readonly (int From, string? Value)[] runs = new (int, string?)[columns.Count];

    /// <summary>Takes the value of the sheet's current row; columns in their order, all of one row before the next.</summary>
    public void Next(int column, string? value)
    {
        if (!columns[column].Merges) return;
        if (runs[column].From > 0 && runs[column].Value == value) return;
        for (var i = column; i < columns.Count; i++) Close(i, sheet.Row - 1);
        runs[column] = (sheet.Row, value);
    }

    public void End()
    {
        for (var i = 0; i < columns.Count; i++) Close(i, sheet.Row);
    }

    private void Close(int column, int lastRow)
    {
        if (runs[column].From > 0) sheet.Merge(runs[column].From, column, lastRow, column);
        runs[column] = default;
    }
}
