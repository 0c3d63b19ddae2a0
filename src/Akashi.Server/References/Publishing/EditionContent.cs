using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.References.Publishing;

/// <summary>公開する版. What one edition of a reference says: to whom, on which day, on which catalogs.</summary>
/// <remarks>
/// It may hold more than its readers may see. Every writer of this folder writes <see cref="Redaction.Of(EditionContent)"/> of it,
/// so that no caller can forget the boundary.
/// </remarks>
/// <param name="Service">The service the statements are about.</param>
/// <param name="Party">Who makes them.</param>
/// <param name="Version">As printed, e.g. <c>2.0</c>.</param>
/// <param name="Date">The edition's day; also the time stamp of every file written from it.</param>
/// <param name="Audience">Who reads what is written.</param>
/// <param name="Revisions">Oldest first.</param>
public sealed record EditionContent(
    Text Service, Text Party, string Version, DateOnly Date, Audience Audience,
    IReadOnlyList<EditionSheet> Sheets, IReadOnlyList<BookDocument> Documents, IReadOnlyList<BookRevision> Revisions)
{
    /// <summary>The edition as a book in memory, e.g. to compare it with an imported one.</summary>
    public async Task<ReferenceBook> ToBookAsync(CancellationToken ct)
    {
        var sheets = new List<BookSheet>();
        foreach (var sheet in Sheets)
        {
            var rows = new List<BookRow>();
            await foreach (var row in sheet.Rows.WithCancellation(ct)) rows.Add(row.Row);
            sheets.Add(new(sheet.Head.Key, rows));
        }
        return new(sheets, Documents, Revisions);
    }
}

/// <summary>The statements on one catalog.</summary>
/// <param name="Head">The catalog; of a large edition without its controls, so that only one catalog at a time is in memory.</param>
/// <param name="Rows">In the catalog's order. Read twice by the writers (once to learn which columns are needed), so that none of them keeps the rows.</param>
/// <param name="Whole">Reads the catalog with its controls; null when <paramref name="Head"/> has them.</param>
public sealed record EditionSheet(CatalogFile Head, IAsyncEnumerable<EditionRow> Rows, Func<CancellationToken, Task<CatalogFile>>? Whole = null)
{
    public static EditionSheet Of(CatalogFile catalog, IEnumerable<BookRow> rows) =>
        new(catalog, rows.Select(r => new EditionRow(r)).ToAsyncEnumerable());

    /// <summary>The catalog with its controls.</summary>
    public Task<CatalogFile> CatalogAsync(CancellationToken ct) => Whole is null ? Task.FromResult(Head) : Whole(ct);
}

/// <summary>One statement of an edition.</summary>
/// <param name="Withheld">At which level its finding was withheld from this audience; <see cref="Disclosure.None"/> when nothing was.</param>
public sealed record EditionRow(BookRow Row, Disclosure Withheld = Disclosure.None)
{
    public StatementBody Body => Row.Body;
}
