using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Publishing;

/// <summary>Gathers what a service's reference says now: every catalog that its party has answered, whole, unanswered controls included.</summary>
public sealed class EditionSource(DbFactory databases, CatalogFiles catalogs)
{
    /// <param name="added">A revision that is not registered yet: the edition about to be published.</param>
    /// <returns>Null when the organisation has no such service.</returns>
    public async Task<EditionContent?> OfAsync(OrganisationId organisation, ServiceId id, string version, DateOnly date, Audience audience, BookRevision? added, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        if (await db.Services.FirstOrDefaultAsync(s => s.Id == id, ct) is not { } service) return null;
        var party = await db.Parties.FirstAsync(p => p.Id == service.Party, ct);
        var answered = await db.Statements.Where(s => s.Service == id && s.Party == service.Party).Select(s => s.Catalog).Distinct().ToListAsync(ct);
        var heads = await db.Catalogs.Where(c => answered.Contains(c.Id)).OrderBy(c => c.Ordinal).ToListAsync(ct);
        var small = heads.Sum(h => h.ControlCount) <= KeptRows;
        var files = small ? (await catalogs.AllAsync(organisation, ct)).ToDictionary(f => f.Key) : [];
        var documents = await db.Documents.Where(d => d.Party == service.Party).ToListAsync(ct);
        var revisions = await db.Editions.Where(e => e.Service == id).ToListAsync(ct);
        return new(service.Name, party.Name, version, date, audience,
            [.. heads.Select(h => small
                ? new EditionSheet(files[h.Name], Kept(RowsAsync(organisation, service, h.Id, ct)))
                : new EditionSheet(CatalogFiles.Head(h), RowsAsync(organisation, service, h.Id, ct), stop => catalogs.ReadAsync(organisation, h.Id, stop)))],
            [.. documents.Select(d => new BookDocument(d.Number, d.Title, d.Issuer, d.Url, d.Disclosure, d.From, d.Until)).OrderBy(d => d.Number, DocumentNumbers.Order)],
            [.. revisions.Select(e => new BookRevision(e.Date, e.Label, e.Notes)).Concat(added is null ? [] : [added]).OrderBy(r => r.Date).ThenBy(r => r.Version, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Writers read the rows twice. An edition of up to this many is read at once and kept, its later sheets while the first is written; a
    /// larger one streams from the database both times, and holds one catalog at a time.
    /// </summary>
    internal int KeptRows { get; init; } = 10_000;

    private static async IAsyncEnumerable<EditionRow> Replay(Task<List<EditionRow>> reading)
    {
        foreach (var row in await reading) yield return row;
    }

    private static IAsyncEnumerable<EditionRow> Kept(IAsyncEnumerable<EditionRow> rows) => Replay(Task.Run(async () => await rows.ToListAsync()));

    // Streams: an edition of 100,000 rows is never in memory at once.
    private async IAsyncEnumerable<EditionRow> RowsAsync(
        OrganisationId organisation, Service service, CatalogId catalog, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var rows =
            from c in db.Controls
            where c.Catalog == catalog
            join s in db.Statements.Where(s => s.Service == service.Id && s.Party == service.Party) on c.Id equals s.Control into stated
            from s in stated.DefaultIfEmpty()
            orderby c.Ordinal
            // What is printed, and none of the keys, of which there are six.
            select new { c.Code, Body = s == null ? null : new StatementBody(s.Conformity, s.View, s.Finding, s.Disclosure, s.Citations, s.Duties, s.ResponsibleRole, s.ReviewDue, s.Notes) };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
            yield return new(new BookRow(row.Code, row.Body ?? StatementBody.Empty, Blank: row.Body is null));
    }
}

/// <summary>01, 02 … 158, then N01: by kind, then by number as a person counts.</summary>
public sealed class DocumentNumbers : IComparer<string>
{
    public static readonly DocumentNumbers Order = new();

    public int Compare(string? x, string? y) => Parts(x).CompareTo(Parts(y));

    private static (string Kind, long Number, string Whole) Parts(string? number)
    {
        var digits = (number ?? "").SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).Take(15).ToArray();
        return (string.Concat((number ?? "").TakeWhile(c => !char.IsAsciiDigit(c))), digits.Length > 0 ? long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : 0, number ?? "");
    }
}
