using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Tells what each table is, has it read, and puts the book together. Rows of different catalogs know nothing of each other and are read at once.</summary>
internal sealed class BookBuilder(IReadOnlyList<CatalogFile> catalogs, ReadOptions options, ReadLog log)
{
    private readonly CatalogFinder finder = new(catalogs, options);
    private readonly TableKinds kinds = new(catalogs, options);
    private readonly Dictionary<string, (CatalogIndex Index, List<(RequirementSheet Sheet, RowReader Reader)> Sheets, List<BookRow> Rows)> answered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (BookDocument Document, CellPlace Place)> documents = new(StringComparer.Ordinal);
    private readonly List<BookRevision> revisions = [];
    private bool recognised;

    public BookReading Read(IReadOnlyList<(Table Table, bool OnlySheet)> tables, IReadOnlyList<InputFile> files, CancellationToken ct)
    {
        foreach (var (table, onlySheet) in tables)
        {
            ct.ThrowIfCancellationRequested();
            Read(table, onlySheet, log.Begin());
        }
        Parallel.ForEach(answered.Values, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount }, ReadRows);
        log.Join();
        if (!recognised) log.Problem(ReferenceReader.NothingFound(files));
        Unlisted();
        foreach (var account in log.Accounts.Where(_ => log.Complete)) Rest(account);
        return new(log.Complete ? Book() : null, log.Problems, log.Report, log.UnknownHeaders, log.UnknownSheets, log.Count());
    }

    private void Read(Table table, bool onlySheet, ReadLog log)
    {
        var account = log.Open(table);
        if (table.Rows.Count == 0) return;
        Hidden(table, log);
        if (options.Ignored.Contains(table.Name))
        {
            recognised = true;
            log.Say("sheet.ignored", new("指定により読み込みませんでした。", "Not read, as decided."), First(table), account.MarkRest(CellUse.Report));
        }
        else if (kinds.Requirements(table) is { } requirements) ReadRequirements(table, account, requirements, onlySheet, log);
        else if (TableKinds.Documents(table) is { } listed)
        {
            recognised = true;
            new HeaderAccount<DocumentField>(table, account, listed, log).Book();
            new DocumentSheet(table, account, listed, log).Read(documents);
        }
        else if (TableKinds.Revisions(table) is { } history)
        {
            recognised = true;
            new HeaderAccount<RevisionField>(table, account, history, log).Book();
            new RevisionSheet(table, account, history, log).Read(revisions);
        }
        else
            log.Say("sheet.unknown", new Text(
                "要求事項、文献、改訂履歴のどの表でもないため、{0:N0}個のセルを読み込みませんでした。",
                "Neither requirements, documents nor revisions: {0:N0} cells were not read.").With(account.Total), First(table), account.MarkRest(CellUse.Report));
    }

    private void ReadRequirements(Table table, CellAccount account, HeaderRow<BookField> header, bool onlySheet, ReadLog log)
    {
        recognised = true;
        header = Mapping.Apply(table, header, options, log);
        new HeaderAccount<BookField>(table, account, header, log).Book();
        var asked = log.UnknownHeaders.Any(h => h.File == table.File && h.Sheet == table.Sheet);
        if (!header.Has(BookField.Conformity) && !asked)
            log.Problem("table.no-conformity", new(
                "適合性の列がありません。「適合性」という見出しの列を加えてください。",
                "There is no column of conformity. Please add one with the header 適合性."), table.Place(table.Rows[header.Index].Number, 1));
        var sheet = new RequirementSheet(table, account, header, log);
        if (finder.Find(table, header.Index, sheet, onlySheet) is not { } catalog)
        {
            log.UnknownSheets.Add(new(table.File, table.Sheet, table.Rows.Count - header.Index - 1, sheet.Samples()));
            return;
        }
        if (!answered.TryGetValue(catalog.Catalog.Key, out var target)) answered[catalog.Catalog.Key] = target = (catalog, [], []);
        target.Sheets.Add((sheet, new(log)));
    }

    /// <summary>All sheets of one catalog, which must not answer a control twice.</summary>
    private static void ReadRows((CatalogIndex Index, List<(RequirementSheet Sheet, RowReader Reader)> Sheets, List<BookRow> Rows) catalog)
    {
        var seen = new Dictionary<string, CellPlace>(StringComparer.Ordinal);
        foreach (var (sheet, reader) in catalog.Sheets) catalog.Rows.AddRange(sheet.Read(catalog.Index, reader, seen));
    }

    private ReferenceBook Book() => new(
        [.. answered.Select(s => new BookSheet(s.Key, [.. s.Value.Rows.OrderBy(r => s.Value.Index.Order[r.Code])]))],
        [.. documents.Values.Select(d => d.Document)], revisions);

    private static void Hidden(Table table, ReadLog log)
    {
        if (table.Hidden) log.Say("sheet.hidden", new("非表示のシートも読み込みました。", "This sheet is hidden; it was read too."), First(table));
        if (table.Rows.Count(r => r.Hidden) is > 0 and var count)
            log.Say("row.hidden", new Text("非表示の{0:N0}行も読み込みました。", "{0:N0} hidden rows were read too.").With(count), table.Place(table.Rows.First(r => r.Hidden).Number, 1));
        foreach (var (first, last) in table.HiddenColumns ?? [])
            if (table.Rows.Any(r => r.Cells.Any(c => c.Column >= first && c.Column <= last)))
                log.Say("column.hidden", new Text("非表示の列{0}～{1}も読み込みました。", "The hidden columns {0} to {1} were read too.")
                    .With(CellName.Column(first), CellName.Column(Math.Min(last, ReadLimits.Columns))), table.Place(1, Math.Clamp(first, 1, ReadLimits.Columns)));
    }

    /// <summary>Documents that rows cite and no list holds; said once for each.</summary>
    private void Unlisted()
    {
        if (documents.Count == 0) return;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in answered.Values.SelectMany(s => s.Rows))
            foreach (var citation in row.Body.Citations)
                if (citation.Kind is CitationKind.Document && !documents.ContainsKey(citation.Reference) && told.Add(citation.Reference) && row.Origin is { } place)
                    log.Say("document.unlisted", new Text(
                        "文献[{0}]は文献一覧にありません。", "Document [{0}] is not in the list of documents.").With(citation.Reference), place);
    }

    /// <summary>The last net: whatever no rule took is named cell by cell.</summary>
    private void Rest(CellAccount account)
    {
        for (var row = 0; row < account.Table.Rows.Count; row++)
            for (var cell = 0; cell < account.Table.Rows[row].Cells.Count; cell++)
            {
                if (account.IsMarked(row, cell)) continue;
                var (number, left) = (account.Table.Rows[row].Number, account.Table.Rows[row].Cells[cell]);
                account.Mark(row, cell, CellUse.Report);
                log.Say("cell.not-read", new Text("読み込まなかったセルです：{0}", "A cell that was not read: {0}").With(RowReader.Short(left.Text)), account.Table.Place(number, left.Column), 1);
            }
    }

    private static CellPlace First(Table table) => table.Place(table.Rows[0].Number, table.Rows[0].Cells[0].Column);
}
