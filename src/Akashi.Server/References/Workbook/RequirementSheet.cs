using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Reads the rows of a sheet that answers a catalog.</summary>
internal sealed class RequirementSheet(Table table, CellAccount account, HeaderRow<BookField> header, ReadLog log)
{
    private static readonly BookField[] compared =
        [BookField.Chapter, BookField.Section, BookField.Subsection, BookField.Requirement, BookField.Class, BookField.DisclosureItems, BookField.References];

    private readonly RowCells cells = new(table, account, header);

    /// <summary>How many of the rows that answer something name a control of the catalog, 0 to 1.</summary>
    public double Share(CatalogIndex catalog)
    {
        var (rows, found) = (0, 0);
        var trail = new SectionTrail();
        for (var i = header.Index + 1; i < table.Rows.Count; i++)
        {
            if (!Enter(i, trail) || cells.Typed(BookField.Number) is not { } number) continue;
            rows++;
            if (catalog.Find(number, trail.Numbers, cells.Typed(BookField.Requirement)) is not null) found++;
        }
        return rows == 0 ? 0 : (double)found / rows;
    }

    /// <summary>The first numbers, or requirements where there are none, to show a person which catalog this may be.</summary>
    public IReadOnlyList<string> Samples()
    {
        var samples = new List<string>();
        for (var i = header.Index + 1; i < table.Rows.Count && samples.Count < 3; i++)
        {
            cells.MoveTo(i);
            if ((cells.Own(BookField.Number) ?? cells.Own(BookField.Requirement)) is { } sample) samples.Add(RowReader.Short(sample));
        }
        return samples;
    }

    /// <param name="seen">Controls of this catalog that were read before, with their places; added to.</param>
    public List<BookRow> Read(CatalogIndex catalog, RowReader reader, Dictionary<string, CellPlace> seen)
    {
        var rows = new List<BookRow>(table.Rows.Count);
        var trail = new SectionTrail();
        var (scope, withheld) = (cells.Scope, cells.Scope.Withheld);
        for (var i = header.Index + 1; i < table.Rows.Count; i++)
        {
            var answers = Enter(i, trail);
            if (answers && IsHeaderAgain())
            {
                Report(i, "row.repeated-header", new("見出し行の繰り返しです。", "The header row is repeated."));
                continue;
            }
            var (number, requirement) = (PrintedWords.Typed(cells.Own(BookField.Number)), cells.Typed(BookField.Requirement));
            var control = answers || number is null || !IsBare(number) ? catalog.Find(number, trail.Numbers, requirement) : null;
            if (control is null && !answers)
            {
                trail.EnterHeading(cells.Row.Cells[0].Text);
                Report(i, "row.heading", new Text("見出しまたは注記の行です：{0}", "A heading or remark: {0}").With(RowReader.Short(cells.Row.Cells[0].Text)));
                continue;
            }
            Faults(i);
            if (control is null)
            {
                Unknown(catalog, number);
                continue;
            }
            var place = cells.Has(BookField.Number) ? cells.Place(BookField.Number) : cells.RowPlace;
            if (!seen.TryAdd(control.Code, place))
            {
                log.Problem("row.duplicate-control", new Text(
                    "要求事項 {0} が{1}にもあります。どちらか一方の行を削除してください。",
                    "Requirement {0} is also at {1}. Please remove one of the two rows.").With(control.Code, seen[control.Code]), place);
                continue;
            }
            _ = cells.Text(BookField.Number);
            var body = reader.Read(cells);
            rows.Add(PrintedWords.IsWithheld(body.Finding)
                ? new(control.Code, body with { Finding = null }, place, Scope: withheld)
                : new(control.Code, body, place, Blank: !answers, Scope: scope));
            Compare(i, control, catalog);
        }
        return rows;
    }

    /// <summary>Moves to a row; true when it answers something.</summary>
    private bool Enter(int row, SectionTrail trail)
    {
        cells.MoveTo(row);
        trail.Enter(cells.Own(BookField.Chapter), cells.Own(BookField.Section), cells.Own(BookField.Subsection));
        return cells.AnswersAnything();
    }

    /// <summary>A number such as 3 may be an item or the number of a chapter; only an answer beside it makes it an item.</summary>
    private static bool IsBare(string number) => number.All(char.IsDigit);

    /// <summary>True for the header printed again, as at the top of each page.</summary>
    private bool IsHeaderAgain() => cells.Row.Cells.Count > 1 && cells.Row.Cells.All(c =>
        header.Headers.TryGetValue(c.Column, out var words) && words.Length == c.Text.Length && PrintedWords.Fold(words) == PrintedWords.Fold(c.Text));

    private void Unknown(CatalogIndex catalog, string? number)
    {
        if (number is null)
            log.Problem("row.no-number", new(
                "要求事項の番号がありません。項番を記入するか、不要な行なら削除してください。",
                "The row has no number of a requirement. Please fill it in, or remove the row if it is not needed."), cells.RowPlace);
        else
            log.Problem("row.unknown-control", new Text(
                "番号「{0}」の要求事項は、基準カタログ「{1}」にありません。番号と、シートに対応する基準を確かめてください。",
                "The catalog “{1}” has no requirement numbered “{0}”. Please check the number and the catalog of this sheet.")
                .With(RowReader.Short(number), catalog.Catalog.Title), cells.Place(BookField.Number));
    }

    /// <summary>Errors of formulas in known columns.</summary>
    private void Faults(int row)
    {
        for (var i = 0; i < cells.Row.Cells.Count; i++)
        {
            var cell = cells.Row.Cells[i];
            if (cell.State is CellState.Value || !header.Columns.ContainsKey(cell.Column)) continue;
            account.Mark(row, i, CellUse.Report);
            log.Problem(CellFaults.Of(cell, table.Place(cells.Row.Number, cell.Column)));
        }
    }

    private void Compare(int row, ControlFile control, CatalogIndex catalog)
    {
        foreach (var field in compared)
        {
            if (cells.Own(field) is not { } cell || cells.Text(field) is null) continue;
            if (CatalogComparison.Agrees(field, cell, control, catalog)) continue;
            log.Say("catalog.differs", new Text(
                "{0}の「{1}」が基準カタログと異なります。カタログの記載を使いました：{2}",
                "“{1}” of {0} differs from the catalog, whose words were used: {2}").With(control.Code, cells.Header(field), RowReader.Short(cell)), cells.Place(field));
        }
    }

    private void Report(int row, string code, Text message) => log.Say(code, message, cells.RowPlace, account.MarkRest(row, CellUse.Report));
}
