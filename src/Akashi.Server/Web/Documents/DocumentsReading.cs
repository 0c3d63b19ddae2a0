using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using Akashi.Server.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.Documents;

/// <summary>How often one catalog's statements cite a document.</summary>
public sealed record CatalogCitations(string Catalog, int Count);

/// <param name="Cited">By the statements of the service that the page speaks of.</param>
public sealed record DocumentRow(Document Document, bool Expired, IReadOnlyList<CatalogCitations> Cited)
{
    /// <param name="show"><c>expired</c>, <c>untitled</c> or <c>uncited</c>; null for all.</param>
    /// <param name="number">The only one; null for all.</param>
    public bool Matches(string? show, string? number) => (number is null || Document.Number == number) && show switch
    {
        "expired" => Expired,
        "untitled" => Document.Title is null,
        "uncited" => Cited.Count == 0,
        _ => true,
    };
}

/// <summary>The documents of a service's party, and where the service's statements cite them.</summary>
public sealed class DocumentsReading(DbFactory databases, TimeProvider time)
{
    public async Task<IReadOnlyList<DocumentRow>> OfAsync(Actor by, ServiceItem service, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        var documents = await db.Documents.Where(d => d.Party == service.Party).ToListAsync(ct);
        var names = await db.Catalogs.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var citations = await db.Statements.Where(s => s.Service == service.Id && s.Party == service.Party).Select(s => new { s.Catalog, s.Citations }).ToListAsync(ct);
        var cited = citations
            .SelectMany(s => s.Citations.Where(c => c.Kind is CitationKind.Document).Select(c => c.Reference).Distinct().Select(number => (number, s.Catalog)))
            .GroupBy(c => c.number)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<CatalogCitations>)[.. g.GroupBy(c => c.Catalog).OrderBy(c => c.Key.Value).Select(c => new CatalogCitations(names[c.Key], c.Count()))]);
        var today = Clock.Today(time);
        return [.. documents.OrderBy(d => d.Number, DocumentNumbers.Order).Select(d => new DocumentRow(d, d.Until < today, cited.GetValueOrDefault(d.Number, [])))];
    }
}
