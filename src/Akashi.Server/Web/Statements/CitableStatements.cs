using Akashi.Server.Kernel;
using Akashi.Server.References;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.Statements;

/// <summary>A statement as others cite it.</summary>
/// <param name="Title">Of the control.</param>
/// <param name="Conformity">Null when nothing is stated there (any more).</param>
public sealed record CitableStatement(StatementReference Reference, Text Title, Text Service, Text Catalog, Conformity? Conformity);

/// <summary>A catalog with statements to cite.</summary>
public sealed record CitableCatalog(string Name, Text Title);

/// <summary>Finds statements to cite, and what a citation of one leads to. A service's statement is that of its own party.</summary>
public sealed class CitableStatements(DbFactory databases)
{
    /// <summary>Lines that the picker offers at a time.</summary>
    public const int Offered = 8;

    /// <summary>The catalogs in which a service has statements.</summary>
    public async Task<IReadOnlyList<CitableCatalog>> CatalogsAsync(Actor by, string service, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        if (await db.Services.FirstOrDefaultAsync(s => s.Slug == service, ct) is not { } s) return [];
        var found = await db.Catalogs.Where(c => db.Statements.Any(x => x.Service == s.Id && x.Party == s.Party && x.Catalog == c.Id))
            .OrderBy(c => c.Ordinal).Select(c => new { c.Name, c.Title }).ToListAsync(ct);
        return [.. found.Select(c => new CitableCatalog(c.Name, c.Title))];
    }

    /// <summary>The first statements whose control's number or title has the words, in the order of the catalog.</summary>
    public async Task<IReadOnlyList<CitableStatement>> SearchAsync(Actor by, string service, string catalog, string words, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        if (await db.Services.FirstOrDefaultAsync(x => x.Slug == service, ct) is not { } s) return [];
        if (await db.Catalogs.Where(x => x.Name == catalog).Select(x => new { x.Id, x.Title }).FirstOrDefaultAsync(ct) is not { } c) return [];
        var controls = db.Controls.Where(x => x.Catalog == c.Id);
        if (words.Trim() is { Length: > 0 } text) controls = controls.Where(x => x.Code.Contains(text) || x.Title.Ja.Contains(text) || x.Title.En.Contains(text));
        var found = await (
            from control in controls
            join statement in db.Statements on control.Id equals statement.Control
            where statement.Service == s.Id && statement.Party == s.Party
            orderby control.Ordinal
            select new { control.Code, control.Title, statement.Conformity }).Take(Offered).ToListAsync(ct);
        return [.. found.Select(f => new CitableStatement(new(catalog, f.Code, service), f.Title, s.Name, c.Title, f.Conformity))];
    }

    /// <summary>What each citation of a statement leads to; a reference whose service, catalog or control is not there is left out.</summary>
    public async Task<IReadOnlyDictionary<string, CitableStatement>> ResolveAsync(Actor by, IEnumerable<Citation> citations, CancellationToken ct)
    {
        var wanted = citations.Where(c => c.Kind is CitationKind.Statement).Select(c => StatementReference.Parse(c.Reference)).OfType<StatementReference>().Distinct().ToList();
        if (wanted.Count == 0) return new Dictionary<string, CitableStatement>();
        await using var db = databases.OpenFor(by);
        var (slugs, names, codes) = (wanted.Select(w => w.Service).ToList(), wanted.Select(w => w.Catalog).ToList(), wanted.Select(w => w.Code).ToList());
        var services = await db.Services.Where(s => slugs.Contains(s.Slug)).ToDictionaryAsync(s => s.Slug, ct);
        var catalogs = await db.Catalogs.Where(c => names.Contains(c.Name)).Select(c => new { c.Id, c.Name, c.Title }).ToDictionaryAsync(c => c.Name, ct);
        var inCatalogs = catalogs.Values.Select(c => c.Id).ToList();
        var controls = await db.Controls.Where(c => inCatalogs.Contains(c.Catalog) && codes.Contains(c.Code)).Select(c => new { c.Id, c.Catalog, c.Code, c.Title }).ToListAsync(ct);
        var inControls = controls.Select(c => c.Id).ToList();
        var statements = await db.Statements.Where(s => inControls.Contains(s.Control)).Select(s => new { s.Control, s.Service, s.Party, s.Conformity }).ToListAsync(ct);

        var found = new Dictionary<string, CitableStatement>();
        foreach (var reference in wanted)
        {
            if (!services.TryGetValue(reference.Service, out var service) || !catalogs.TryGetValue(reference.Catalog, out var catalog)) continue;
            if (controls.FirstOrDefault(c => c.Catalog == catalog.Id && c.Code == reference.Code) is not { } control) continue;
            var said = statements.FirstOrDefault(s => s.Control == control.Id && s.Service == service.Id && s.Party == service.Party);
            found[reference.ToString()] = new(reference, control.Title, service.Name, catalog.Title, said?.Conformity);
        }
        return found;
    }
}
