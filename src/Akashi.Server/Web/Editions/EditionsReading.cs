using System.Text.RegularExpressions;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.Editions;

/// <summary>Codes of one catalog that differ between two books.</summary>
public sealed record CodesChanged(string Catalog, IReadOnlyList<string> Codes);

/// <param name="Documents">Numbers of documents that differ.</param>
public sealed record BookDifference(IReadOnlyList<CodesChanged> Catalogs, IReadOnlyList<string> Documents)
{
    public int Codes => Catalogs.Sum(c => c.Codes.Count);

    public bool None => Codes == 0 && Documents.Count == 0;
}

/// <summary>What would be published now.</summary>
/// <param name="Since">Against the last published edition; null when there is none.</param>
/// <param name="Notes">What changed, as it would be written.</param>
public sealed record Upcoming(int Statements, int Documents, int UnderNda, int Internal, string Notes, BookDifference? Since);

/// <summary>Reads editions and what separates them.</summary>
public sealed partial class EditionsReading(DbFactory databases, EditionSource source, EditionNotes notes, TimeProvider time)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Edition>> AllAsync(OrganisationId organisation, ServiceId service, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var all = await db.Editions.Where(e => e.Service == service).ToListAsync(ct);
        return [.. all.OrderByDescending(e => e.Date).ThenByDescending(e => e.Published).ThenByDescending(e => e.ChangedAt).ThenByDescending(e => e.Label, StringComparer.Ordinal)];
    }

    /// <returns>Null when the service has nothing to publish.</returns>
    public async Task<Upcoming?> UpcomingAsync(OrganisationId organisation, ServiceId service, Edition? last, CancellationToken ct)
    {
        if (await source.OfAsync(organisation, service, "", Clock.Today(time), Audience.Internal, null, ct) is not { Sheets.Count: > 0 } content) return null;
        var book = await content.ToBookAsync(ct);
        var rows = book.Sheets.SelectMany(s => s.Rows).Where(r => !r.Blank).ToList();
        var before = last is null ? null : await notes.ReadAsync(last, ct);
        return new(rows.Count, book.Documents.Count, rows.Count(r => r.Body.Disclosure is Disclosure.Nda), rows.Count(r => r.Body.Disclosure is Disclosure.Internal),
            await notes.WriteAsync(organisation, service, book, ct), before is null ? null : Between(before, book));
    }

    /// <returns>Null when the frozen content of one of them is lost.</returns>
    public async Task<BookDifference?> BetweenAsync(Edition before, Edition after, CancellationToken ct) =>
        await notes.ReadAsync(before, ct) is { } a && await notes.ReadAsync(after, ct) is { } b ? Between(a, b) : null;

    private static BookDifference Between(ReferenceBook before, ReferenceBook after)
    {
        var catalogs = new List<CodesChanged>();
        foreach (var name in after.Sheets.Select(s => s.Catalog).Union(before.Sheets.Select(s => s.Catalog)))
        {
            var was = Rows(before, name);
            var now = Rows(after, name);
            var codes = now.Where(r => !was.TryGetValue(r.Key, out var old) || !old.Equals(r.Value)).Select(r => r.Key).Concat(was.Keys.Where(k => !now.ContainsKey(k))).ToList();
            if (codes.Count > 0) catalogs.Add(new(name, codes));
        }
        var documents = after.Documents.Except(before.Documents).Concat(before.Documents.Except(after.Documents)).Select(d => d.Number).Distinct().Order(DocumentNumbers.Order).ToList();
        return new(catalogs, documents);
    }

    private static Dictionary<string, BookRow> Rows(ReferenceBook book, string catalog) =>
        book.Sheets.FirstOrDefault(s => s.Catalog == catalog)?.Rows.ToDictionary(r => r.Code) ?? [];

    /// <summary>The last version with its last number raised by one; <c>Version 1.0</c> for a first one.</summary>
    public static string Next(IEnumerable<Edition> newestFirst)
    {
        var labels = newestFirst.Select(e => e.Label).ToList();
        if (labels.Count == 0 || LastNumber().Match(labels[0]) is not { Success: true } number) return "Version 1.0";
        var raised = labels[0];
        do
        {
            var at = LastNumber().Match(raised);
            raised = raised[..at.Index] + (long.Parse(at.Value, System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + raised[(at.Index + at.Length)..];
        }
        while (labels.Contains(raised));
        return raised;
    }

    [GeneratedRegex(@"\d{1,15}(?=\D*$)")]
    private static partial Regex LastNumber();
}
