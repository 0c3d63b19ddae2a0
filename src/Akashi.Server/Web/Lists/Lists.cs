using Akashi.Server.Kernel;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.Lists;

/// <summary>Puts the lists together.</summary>
public sealed class Lists(DbFactory databases, ReferenceList reference, WorkLists work, PeopleNames people, SensitiveReads reads)
{
    /// <returns>Null when there is no such service, or the catalog does not concern it.</returns>
    public async Task<ListTable?> ReadAsync(Actor actor, string slug, string list, ListQuery query, CancellationToken ct)
    {
        if (await ServiceAsync(actor, slug, ct) is not { } service) return null;
        // Lists are for inside and may hold what is under NDA: each is on record before it leaves.
        await reads.ExportAsync("references.export-list", $"{slug}/{list}", actor);
        var by = (await people.NameAsync(actor, ct)).ToString();
        var (organisation, filter) = (actor.Organisation, query.Filter);
        ListTable Table(Text page, string narrowed, IReadOnlyList<ListColumn> columns, IAsyncEnumerable<IReadOnlyList<string?>> rows) =>
            new(ListWords.Title.With(service.Name, page), narrowed, by, columns, rows);
        switch (list)
        {
            case "reference":
                return await reference.ReferenceAsync(actor, service, query.Catalog, filter, query.Columns, ct) is var (catalog, columns, rows)
                    ? Table(Words.Reference, FilterWords.Of(catalog, filter), columns, rows) : null;
            case "coverage":
                var coverage = await reference.CoverageAsync(organisation, service, query.Catalog, filter, ct);
                return Table(Words.Coverage, FilterWords.Of(coverage.Catalog, filter), coverage.Columns, coverage.Rows);
            case "todo":
                var todo = await work.TodoAsync(organisation, service, query.Catalog, filter, ct);
                return Table(Words.Todo, FilterWords.Of(todo.Catalog, filter), todo.Columns, todo.Rows);
            case "checks":
                var checks = await work.ChecksAsync(organisation, service, ct);
                return Table(Words.Checks, "", checks.Columns, checks.Rows);
            default:
                var documents = await work.DocumentsAsync(actor, service, query.Show, query.Number, ct);
                return Table(Words.Documents, Documents.DocumentsPage.Narrowed(query.Show, query.Number), documents.Columns, documents.Rows);
        }
    }

    private async Task<ServiceItem?> ServiceAsync(Actor actor, string slug, CancellationToken ct)
    {
        await using var db = databases.OpenFor(actor);
        var found = await db.Services.FirstOrDefaultAsync(s => s.Slug == slug, ct);
        if (found is null || !actor.Sight.Opens(found.Id)) return null;
        var party = await db.Parties.FirstAsync(p => p.Id == found.Party, ct);
        return new(found.Id, found.Slug, found.Name, found.Party, party.Name, party.Kind, found.BuiltOn);
    }
}
