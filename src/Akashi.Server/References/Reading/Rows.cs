using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Reading;

/// <summary>One line of a reference: the control, the service's own statement if there is one, and the verdict.</summary>
/// <param name="Statement">Null while the party has said nothing.</param>
/// <param name="Version">The statement's version; 0 when there is none.</param>
public sealed record Row(
    ControlId Control, int Ordinal, string Code, string Number, string Group, ControlClass Class, Text Title, Text Summary, IReadOnlyList<string> Themes,
    StatementId? Statement, int Version, StatementBody Body, CoverageState Coverage, TaskState Task, PartySet Open, PartySet HandedDown, bool ReviewNeeded);

/// <param name="Total">Rows that match the filter.</param>
/// <param name="Next">Ordinal to continue after; null at the end.</param>
public sealed record RowPage(IReadOnlyList<Row> Items, int Total, int? Next);

/// <summary>Reads a service's reference line by line. The filter works on the board; the database gives the texts of one page only.</summary>
public sealed class Rows(DbFactory databases, CoverageBoards boards)
{
    /// <summary>Most rows in one page.</summary>
    public const int MaximumPage = 500;

    /// <param name="skip">Matching rows to pass over; for jumping in a virtual list. Paging by key uses <paramref name="after"/>.</param>
    /// <returns>Null when the organisation has no such service or catalog.</returns>
    public async Task<RowPage?> PageAsync(Actor by, ServiceId service, CatalogId catalog, RowFilter filter, int? after, int skip, int limit, CancellationToken ct)
    {
        var words = filter.Text is { Length: > 0 } text ? await WithTextAsync(by, service, catalog, text, ct) : null;
        limit = Math.Clamp(limit, 1, MaximumPage);
        var found = await boards.ReadAsync(by.Organisation, board => Select(board, service, catalog, filter, words, after, skip, limit), ct);
        if (found is not var (matches, total)) return null;
        var rows = await ReadAsync(by, service, matches, ct);
        return new(rows, total, matches.Count == limit && matches.Count > 0 ? matches[^1].Ordinal : null);
    }

    private readonly record struct Match(int Ordinal, ControlId Control, CoverageCell Cell);

    private static (List<Match> Matches, int Total)? Select(
        CoverageBoard board, ServiceId service, CatalogId catalog, RowFilter filter, HashSet<ControlId>? words, int? after, int skip, int limit)
    {
        if (board.Find(service) is not { } s || board.Find(catalog) is not { } c) return null;
        var index = board.IndexOf(catalog);
        var cells = s.CellsOf(index);
        var matches = new List<Match>(limit);
        var total = 0;
        foreach (var (ordinal, control) in c.Controls.Index())
        {
            var cell = cells is null ? default : cells[ordinal];
            if (!filter.Matches(c, control, s.FactOf(index, ordinal), cell) || words?.Contains(control.Id) is false) continue;
            total++;
            if (total > skip && matches.Count < limit && (after is null || ordinal > after)) matches.Add(new(ordinal, control.Id, cell));
        }
        return (matches, total);
    }

    private async Task<IReadOnlyList<Row>> ReadAsync(Actor by, ServiceId service, List<Match> matches, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var ids = matches.Select(m => m.Control).ToList();
        var party = await db.Services.Where(s => s.Id == service).Select(s => s.Party).FirstOrDefaultAsync(ct);
        var controls = await db.Controls.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var statements = await db.Statements.Where(s => s.Service == service && s.Party == party && ids.Contains(s.Control)).ToDictionaryAsync(s => s.Control, ct);
        var documents = Withholding.Nothing(by.Sight, service) ? [] : await db.Documents.Where(d => d.Party == party).ToListAsync(ct);
        return [.. matches.Where(m => controls.ContainsKey(m.Control)).Select(m =>
        {
            var c = controls[m.Control];
            var s = statements.GetValueOrDefault(m.Control);
            return new Row(c.Id, c.Ordinal, c.Code, c.Number, c.Group, c.Class, c.Title, c.Summary, c.Themes,
                s?.Id, s?.Version ?? 0, s is null ? StatementBody.Empty : Withholding.Of(s.Body, service, documents, by.Sight), m.Cell.State, m.Cell.Task, m.Cell.Open, m.Cell.HandedDown, m.Cell.ReviewNeeded);
        })];
    }

    /// <summary>Controls that a search finds: words in number, title, summary, view or finding; <c>文献[01]</c> finds what cites that document, in whichever place.</summary>
    internal async Task<HashSet<ControlId>> WithTextAsync(Actor by, ServiceId service, CatalogId catalog, string text, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        if (CitedText.Only(text) is { } document)
        {
            var cited = await db.Statements.Where(s => s.Catalog == catalog && s.Service == service).Select(s => new { s.Control, s.Citations }).ToListAsync(ct);
            if (!Withholding.Nothing(by.Sight, service) && !await db.Documents.AnyAsync(d => d.Number == document && by.Sight.Levels.Contains(d.Disclosure), ct)) return [];
            return [.. cited.Where(s => s.Citations.Any(c => c.Kind is CitationKind.Document && c.Reference == document)).Select(s => s.Control)];
        }
        var inControls = db.Controls.Where(c => c.Catalog == catalog
            && (c.Code.Contains(text) || c.Title.Ja.Contains(text) || c.Title.En.Contains(text) || c.Summary.Ja.Contains(text) || c.Summary.En.Contains(text))).Select(c => c.Id);
        // Text that is kept from somebody is not found by them either: no hit tells what it says.
        if (!Withholding.Nothing(by.Sight, service)) return [.. await inControls.ToListAsync(ct)];
        var inStatements = db.Statements.Where(s => s.Catalog == catalog && s.Service == service && (s.View!.Contains(text) || s.Finding!.Contains(text))).Select(s => s.Control);
        return [.. await inControls.Union(inStatements).ToListAsync(ct)];
    }
}
