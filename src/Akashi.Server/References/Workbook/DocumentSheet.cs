using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Reads the list of documents (文献一覧).</summary>
internal sealed class DocumentSheet(Table table, CellAccount account, HeaderRow<DocumentField> header, ReadLog log)
{
    /// <param name="seen">Documents read before, with their places; added to.</param>
    public void Read(Dictionary<string, (BookDocument Document, CellPlace Place)> seen)
    {
        for (var i = header.Index + 1; i < table.Rows.Count; i++)
        {
            var row = table.Rows[i];
            var place = table.Place(row.Number, header.Column(DocumentField.Number));
            if (Faulty(i)) continue;
            if (DocumentList.Number(Cell(row, DocumentField.Number) ?? "") is not { } number)
            {
                if (row.Cells.Count == 1)
                    log.Say("row.heading", new Text("見出しまたは注記の行です：{0}", "A heading or remark: {0}").With(RowReader.Short(row.Cells[0].Text)), place, account.MarkRest(i, CellUse.Report));
                else
                    log.Problem("document.no-number", new(
                        "文献番号を解釈できません。「文献[01]」「NDA文献[N01]」または「01」のように書いてください。",
                        "The document number is not known. Please write it as 文献[01], NDA文献[N01] or 01."), place);
                continue;
            }
            var document = new BookDocument(
                number, Cell(row, DocumentField.Title), Cell(row, DocumentField.Issuer), Cell(row, DocumentField.Url),
                Disclosure(row, number), Day(row, DocumentField.From), Day(row, DocumentField.Until));
            Book(i, row);
            if (seen.TryAdd(number, (document, place))) continue;
            if (Together(seen[number].Document, document) is { } both) seen[number] = (both, seen[number].Place);
            else
                log.Problem("document.conflict", new Text(
                    "文献 {0} が{1}にもあり、内容が異なります。どちらかにそろえてください。",
                    "Document {0} is also at {1} with different data. Please make the two equal.").With(number, seen[number].Place), place);
        }
    }

    /// <summary>One list may give the number and another the title; null when both say something different.</summary>
    private static BookDocument? Together(BookDocument a, BookDocument b)
    {
        var both = a with
        {
            Title = a.Title ?? b.Title, Issuer = a.Issuer ?? b.Issuer, Url = a.Url ?? b.Url,
            Disclosure = a.Disclosure is References.Disclosure.None ? b.Disclosure : a.Disclosure, From = a.From ?? b.From, Until = a.Until ?? b.Until,
        };
        var back = b with
        {
            Title = b.Title ?? a.Title, Issuer = b.Issuer ?? a.Issuer, Url = b.Url ?? a.Url,
            Disclosure = b.Disclosure is References.Disclosure.None ? a.Disclosure : b.Disclosure, From = b.From ?? a.From, Until = b.Until ?? a.Until,
        };
        return both == back ? both : null;
    }

    private Disclosure Disclosure(TableRow row, string number)
    {
        if (PrintedWords.Typed(Cell(row, DocumentField.Disclosure)) is not { } cell)
            return number.StartsWith('N') ? References.Disclosure.Nda : References.Disclosure.None;
        if (PrintedWords.ReadDisclosure(cell) is { } level) return level;
        log.Problem("cell.disclosure-unknown", RowReader.UnknownDisclosure.With(RowReader.Short(cell)), Place(row, DocumentField.Disclosure));
        return References.Disclosure.None;
    }

    private DateOnly? Day(TableRow row, DocumentField field)
    {
        if (Cell(row, field) is not { } cell) return null;
        if (DateWords.Read(cell) is { } day) return day;
        log.Problem("cell.date-unknown", RowReader.UnknownDate.With(RowReader.Short(cell)), Place(row, field));
        return null;
    }

    private bool Faulty(int row)
    {
        var any = false;
        foreach (var cell in table.Rows[row].Cells.Where(c => c.State != CellState.Value && header.Columns.ContainsKey(c.Column)))
        {
            log.Problem(CellFaults.Of(cell, table.Place(table.Rows[row].Number, cell.Column)));
            any = true;
        }
        return any;
    }

    private void Book(int index, TableRow row)
    {
        for (var i = 0; i < row.Cells.Count; i++)
            if (header.Columns.ContainsKey(row.Cells[i].Column)) account.Mark(index, i, CellUse.Field);
    }

    private string? Cell(TableRow row, DocumentField field) => header.Column(field) is > 0 and var column ? PrintedWords.Typed(row.Text(column)) : null;

    private CellPlace Place(TableRow row, DocumentField field) => table.Place(row.Number, Math.Max(1, header.Column(field)));
}
