using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>Reads a catalog from a workbook or CSV that a person has written by hand: a header row with known words in any order, and a row per control.</summary>
public static class CatalogTableReader
{
    /// <summary>Rows below the header.</summary>
    public const int MaximumRows = 20_000;

    /// <summary>Columns with words, known or not: each unknown one is counted for the report.</summary>
    public const int MaximumColumns = 500;

    /// <summary>Reads the file wholly or not at all. Nothing is stored and no file throws.</summary>
    public static CatalogTableReading Read(InputFile file, NewCatalog head, CancellationToken ct)
    {
        var log = new ReadLog();
        var opened = FileGate.Open(file, ct);
        log.Report.AddRange(opened.Report);
        if (opened.Problem is { } refused) log.Problem(refused);
        var unknown = new List<UnknownHeader>();
        var catalog = log.Complete ? Read(file, opened.Tables, head, log, unknown, ct) : null;
        return new(log.Complete ? catalog : null, log.Problems, log.Report, unknown);
    }

    private static CatalogFile? Read(InputFile file, IReadOnlyList<Table> tables, NewCatalog caller, ReadLog log, List<UnknownHeader> unknown, CancellationToken ct)
    {
        if (Choose(file, tables, caller, log) is not { } chosen) return null;
        var (head, table, header) = TableHead.Read(chosen.Table, chosen.Header);
        var below = table.Rows.Count - header.Index - 1;
        var place = table.Place(table.Rows[header.Index].Number, table.Rows[header.Index].Cells[0].Column);
        if (below > MaximumRows)
        {
            log.Problem("table.too-many-rows", new Text("表が{0:N0}行あります。1つの基準は{1:N0}行までです。分けてください。", "The table has {0:N0} rows; a catalog may have {1:N0}. Please split it.").With(below, MaximumRows), place);
            return null;
        }
        if (table.Rows.SelectMany(r => r.Cells).Select(c => c.Column).Distinct().Count() is > MaximumColumns and var columns)
        {
            log.Problem("table.too-many-columns", new Text("表が{0:N0}列あります（上限{1:N0}列）。不要な列を削除してください。", "The table has {0:N0} columns (limit {1:N0}). Please delete those that are not needed.").With(columns, MaximumColumns), place);
            return null;
        }
        var remarks = new Remarks();
        unknown.AddRange(Mapping.Asked(table, header).Where(h => !caller.Columns.ContainsKey(h.Key) && !CatalogColumns.IsRunningNumber(h.Header)));
        var account = log.Open(table);
        new HeaderAccount<CatalogField>(table, account, header, log).Book();
        var (drafts, trail) = new ControlRows(table, header, remarks, log).Read(ct);
        var groups = trail.Groups();
        var controls = ControlCodes.Settle(drafts, remarks, log);
        if (controls.Count == 0 && log.Complete)
            log.Problem("table.no-rows", new("見出しの下に要求事項の行がありません。", "There is no row with a control below the header."), place);
        var catalog = head.Fill(caller, file.Name, groups, controls);
        Check(catalog, head, caller, new(file.Name, table.Sheet, ""), log);
        remarks.Tell(log);
        return catalog;
    }

    /// <summary>The visible table with the most rows; what the other sheets hold is said in the report.</summary>
    private static (Table Table, HeaderRow<CatalogField> Header)? Choose(InputFile file, IReadOnlyList<Table> tables, NewCatalog caller, ReadLog log)
    {
        var found = tables.Where(t => t.Rows.Count > 0).Select(t => (Table: t, Header: CatalogColumns.Find(t, caller.Columns))).ToList();
        var best = found.Where(f => f.Header is not null).OrderBy(f => f.Table.Hidden).ThenByDescending(f => f.Table.Rows.Count - f.Header!.Index).FirstOrDefault();
        if (best.Header is null)
        {
            if (found.Count == 0) log.Problem("table.empty", new("ファイルに値の入ったセルがありません。", "No cell of the file holds anything."), new(file.Name, null, ""));
            else log.Problem("table.no-header", new(
                "要求事項の表が見つかりません。「項番」と、「題名」または「要求事項」の見出しがある行を、表の上に置いてください。ひな形もご利用ください。",
                "No table of controls was found. Please put a row with the headers 項番 (number) and 題名 (title) or 要求事項 (requirement) above it, or start from the template."),
                new(file.Name, found.Count == 1 ? found[0].Table.Sheet : null, "A1"));
            return null;
        }
        foreach (var (table, header) in found.Where(f => f.Table != best.Table))
        {
            var cells = table.Rows.Sum(r => r.Cells.Count);
            log.Say("sheet.not-read", (header is null
                ? new Text("シート「{0}」には要求事項の表がないため、取り込みません（{1:N0}個のセル）。", "Sheet “{0}” holds no table of controls and is not imported ({1:N0} cells).")
                : new Text("シート「{0}」にも要求事項の表がありますが、1回に取り込むのは1つの表です。このシートは取り込みません（{1:N0}個のセル）。",
                    "Sheet “{0}” holds a table of controls too, but one table is imported at a time. This sheet is not imported ({1:N0} cells).")).With(table.Name, cells),
                table.Place(table.Rows[0].Number, table.Rows[0].Cells[0].Column), cells);
        }
        if (best.Table.Hidden) log.Say("sheet.hidden", new("非表示のシートも読み込みました。", "This sheet is hidden; it was read too."), new(file.Name, best.Table.Sheet, "A1"));
        return (best.Table, best.Header);
    }

    private static void Check(CatalogFile catalog, TableHead head, NewCatalog caller, CellPlace whole, ReadLog log)
    {
        if (head.PublishedIsUnreadable(caller))
            log.Problem("catalog.published", new("公開の日付が読み取れません。2026、2026-04、2026-04-01のいずれかの形で書いてください。",
                "The date of publication cannot be read. Please write it as 2026, 2026-04 or 2026-04-01."), string.IsNullOrWhiteSpace(caller.Published) ? head.Place(HeadField.Published) ?? whole : whole);
        if (catalog.Key.Length == 0)
            log.Problem("catalog.no-key", new("カタログの識別名を指定してください。表の上に「識別名」の行を置くこともできます（英小文字・数字・ハイフン、40字まで）。",
                "Please give the catalog a key, or put a row 識別名 (key) above the table: lower case letters, digits and hyphens, up to 40."), whole);
        else if (log.Complete && CatalogCheck.FirstProblem(catalog) is { } wrong)
            log.Problem(wrong.Code, wrong.Message, string.IsNullOrWhiteSpace(caller.Key) ? head.Place(HeadField.Key) ?? whole : whole);
    }
}
