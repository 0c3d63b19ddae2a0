namespace Akashi.Server.References.Workbook;

/// <summary>Reads the history of revisions (改訂履歴).</summary>
internal sealed class RevisionSheet(Table table, CellAccount account, HeaderRow<RevisionField> header, ReadLog log)
{
    public void Read(List<BookRevision> revisions)
    {
        var dates = header.Column(RevisionField.Date);
        for (var i = header.Index + 1; i < table.Rows.Count; i++)
        {
            var row = table.Rows[i];
            if (Cell(row, RevisionField.Date) is not { } cell)
            {
                log.Say("row.heading", new Kernel.Text("日付のない行です：{0}", "A row without a date: {0}").With(RowReader.Short(row.Cells[0].Text)),
                    table.Place(row.Number, row.Cells[0].Column), account.MarkRest(i, CellUse.Report));
                continue;
            }
            if (DateWords.Read(cell) is not { } date)
            {
                log.Problem("cell.date-unknown", RowReader.UnknownDate.With(RowReader.Short(cell)), table.Place(row.Number, dates));
                continue;
            }
            for (var c = 0; c < row.Cells.Count; c++)
                if (header.Columns.ContainsKey(row.Cells[c].Column)) account.Mark(i, c, CellUse.Field);
            var revision = new BookRevision(date, Cell(row, RevisionField.Version) ?? "", Cell(row, RevisionField.Notes) ?? "");
            if (!revisions.Contains(revision)) revisions.Add(revision);
        }
    }

    private string? Cell(TableRow row, RevisionField field) => header.Column(field) is > 0 and var column ? PrintedWords.Typed(row.Text(column)) : null;
}
