using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Importing;

/// <summary>Compares a book with what a party has registered for a service, without changing anything.</summary>
internal sealed class BookDiff
{
    public List<(CatalogId Catalog, ControlId Control, StatementId? Id, int Version, string CatalogName, BookRow Row, StatementBody? Before)> Statements { get; } = [];
    public List<(DocumentId? Id, DocumentBody Body, DocumentBody? Before)> Documents { get; } = [];
    public List<(EditionId? Id, BookRevision Revision, BookRevision? Before)> Revisions { get; } = [];
    public List<ReportLine> Remarks { get; } = [];
    public int Unchanged { get; private set; }
    public int NotInFile { get; private set; }

    public static async Task<BookDiff> OfAsync(Db db, ServiceId service, PartyId party, ReferenceBook book, CancellationToken ct)
    {
        var diff = new BookDiff();
        await diff.CompareStatementsAsync(db, service, party, book, ct);
        await diff.CompareDocumentsAsync(db, party, book, ct);
        await diff.CompareRevisionsAsync(db, service, book, ct);
        return diff;
    }

    private async Task CompareStatementsAsync(Db db, ServiceId service, PartyId party, ReferenceBook book, CancellationToken ct)
    {
        var names = book.Sheets.Select(s => s.Catalog).ToList();
        var catalogs = await db.Catalogs.Where(c => names.Contains(c.Name)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Name, c => c.Id, ct);
        var ids = catalogs.Values.ToList();
        var controls = (await db.Controls.Where(c => ids.Contains(c.Catalog)).Select(c => new { c.Id, c.Catalog, c.Code }).ToListAsync(ct)).ToDictionary(c => (c.Catalog, c.Code), c => c.Id);
        var known = await db.Statements.Where(s => s.Service == service && s.Party == party && ids.Contains(s.Catalog)).ToDictionaryAsync(s => s.Control, ct);
        var mentioned = 0;
        foreach (var sheet in book.Sheets)
            foreach (var said in sheet.Rows)
            {
                var row = said;
                var catalog = catalogs[sheet.Catalog];
                var control = controls[(catalog, row.Code)];
                var statement = known.GetValueOrDefault(control);
                if (statement is not null) mentioned++;
                if (statement is not null && row.Scope is { } scope) row = row with { Body = scope.Over(statement.Body, row.Body) };
                // A row without an answer says nothing new about a control that has none.
                if (statement is null ? row.Blank : StatementComparer.Same(statement.Body, row.Body)) Unchanged++;
                else Statements.Add((catalog, control, statement?.Id, statement?.Version ?? 0, sheet.Catalog, row, statement?.Body));
            }
        NotInFile = known.Count - mentioned;
    }

    private async Task CompareDocumentsAsync(Db db, PartyId party, ReferenceBook book, CancellationToken ct)
    {
        var known = await db.Documents.Where(d => d.Party == party).ToDictionaryAsync(d => d.Number, ct);
        foreach (var from in book.Documents)
        {
            var document = known.GetValueOrDefault(from.Number);
            var before = document is null ? null : new DocumentBody(party, document.Number, document.Title, document.Issuer, document.Url, document.Disclosure, document.From, document.Until);
            // A blank in the list says nothing; it does not wipe out what somebody entered.
            var after = new DocumentBody(party, from.Number, from.Title ?? before?.Title, from.Issuer ?? before?.Issuer, from.Url ?? before?.Url,
                from.Disclosure is Disclosure.None && before is not null ? before.Disclosure : from.Disclosure, from.From ?? before?.From, from.Until ?? before?.Until);
            if (after == before) Unchanged++;
            else Documents.Add((document?.Id, after, before));
        }
    }

    private async Task CompareRevisionsAsync(Db db, ServiceId service, ReferenceBook book, CancellationToken ct)
    {
        var known = await db.Editions.Where(e => e.Service == service).ToDictionaryAsync(e => e.Label, ct);
        foreach (var revision in book.Revisions)
        {
            var edition = known.GetValueOrDefault(revision.Version);
            var before = edition is null ? null : new BookRevision(edition.Date, edition.Label, edition.Notes);
            if (revision == before) Unchanged++;
            else if (edition is { Published: true }) Remarks.Add(PublishedKept(revision));
            else Revisions.Add((edition?.Id, revision, before));
        }
    }

    private static ReportLine PublishedKept(BookRevision revision) => new("revision.published", new Text(
        "改訂履歴の「{0}」は公開済みの版と内容が異なります。公開済みの版をそのまま残しました。", "The revision “{0}” differs from the published edition, which was kept.").With(revision.Version),
        new("", null, revision.Version), 0);

    /// <summary>For people: every difference with its fields as printed.</summary>
    public IReadOnlyList<Difference> Described() =>
    [
        .. Documents.Select(d => new Difference(DifferenceKind.Document, null, d.Body.Number, d.Before is null, FieldsOf(d.Before, d.Body))),
        .. Revisions.Select(r => new Difference(DifferenceKind.Revision, null, r.Revision.Version, r.Before is null,
            [new("date", r.Before?.Date.ToString("o", CultureInfo.InvariantCulture), r.Revision.Date.ToString("o", CultureInfo.InvariantCulture)), new("notes", r.Before?.Notes, r.Revision.Notes)])),
        .. Statements.Select(s => new Difference(DifferenceKind.Statement, s.CatalogName, s.Row.Code, s.Before is null, PrintedStatement.Differences(s.Before, s.Row.Body))),
    ];

    /// <summary>Statements, documents and revisions that would be new.</summary>
    public int Added => Statements.Count(s => s.Before is null) + Documents.Count(d => d.Before is null) + Revisions.Count(r => r.Before is null);

    /// <summary>Statements, documents and revisions that differ.</summary>
    public int Count => Statements.Count + Documents.Count + Revisions.Count;

    /// <summary>SHA-256 over what would change and the versions it would change from.</summary>
    public string Fingerprint()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new() { SkipValidation = true });
        foreach (var s in Statements)
        {
            JsonSerializer.Serialize(json, new { s.Control, s.Version, s.Row.Body }, Columns.Json);
            sha.AppendData(bytes.WrittenSpan);
            bytes.ResetWrittenCount();
            json.Reset();
        }
        JsonSerializer.Serialize(json, new { documents = Documents.Select(d => new { d.Before, d.Body }), revisions = Revisions.Select(r => new { r.Before, r.Revision }) }, Columns.Json);
        sha.AppendData(bytes.WrittenSpan);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static List<FieldDifference> FieldsOf(DocumentBody? before, DocumentBody after)
    {
        var fields = new List<FieldDifference>();
        void Add(string field, string? a, string? b)
        {
            if (a != b) fields.Add(new(field, a, b));
        }
        Add("title", before?.Title, after.Title);
        Add("issuer", before?.Issuer, after.Issuer);
        Add("url", before?.Url, after.Url);
        Add("disclosure", before is null ? null : PrintedWords.Of(before.Disclosure), PrintedWords.Of(after.Disclosure));
        Add("from", before?.From?.ToString("o", CultureInfo.InvariantCulture), after.From?.ToString("o", CultureInfo.InvariantCulture));
        Add("until", before?.Until?.ToString("o", CultureInfo.InvariantCulture), after.Until?.ToString("o", CultureInfo.InvariantCulture));
        return fields;
    }
}
