using System.Collections.Concurrent;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Catalogs;

/// <summary>Gives loaded catalogs back in the shape of a catalog file, for import, publication and export.</summary>
public sealed class CatalogFiles(DbFactory databases) : IAfterCommit
{
    private readonly ConcurrentDictionary<OrganisationId, Shelf> _kept = [];

    /// <summary>Null when the organisation has no catalog of that name.</summary>
    public async Task<CatalogFile?> OfAsync(OrganisationId organisation, string name, CancellationToken ct) =>
        (await AllAsync(organisation, ct)).FirstOrDefault(c => c.Key == name);

    /// <summary>Every catalog of the organisation, in order; kept until one is loaded anew.</summary>
    public async Task<IReadOnlyList<CatalogFile>> AllAsync(OrganisationId organisation, CancellationToken ct)
    {
        // A commit during the reading takes this shelf away, and what was read with it.
        var shelf = _kept.GetOrAdd(organisation, _ => new());
        if (shelf.Files is { } kept) return kept;
        return shelf.Files = await ReadAllAsync(organisation, ct);
    }

    /// <summary>One catalog, read for this once: for what is too large to be kept.</summary>
    public async Task<CatalogFile> ReadAsync(OrganisationId organisation, CatalogId id, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return await FileAsync(db, await db.Catalogs.SingleAsync(c => c.Id == id, ct), ct);
    }

    /// <summary>A catalog without its controls.</summary>
    public static CatalogFile Head(Catalog catalog) =>
        new(catalog.Name, catalog.Title, catalog.Issuer, catalog.Edition, catalog.Published, catalog.Note, catalog.Recognise, catalog.Groups, [], catalog.Layout);

    public void Committed(OrganisationId organisation, IReadOnlyList<Entry> entries)
    {
        if (entries.Any(e => e is Catalog)) _kept.TryRemove(organisation, out _);
    }

    private sealed class Shelf
    {
        public IReadOnlyList<CatalogFile>? Files { get; set; }
    }

    private async Task<IReadOnlyList<CatalogFile>> ReadAllAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var files = new List<CatalogFile>();
        foreach (var catalog in await db.Catalogs.OrderBy(c => c.Ordinal).ToListAsync(ct)) files.Add(await FileAsync(db, catalog, ct));
        return files;
    }

    /// <summary>In the order in which references list them; a catalog added to the folder follows.</summary>
    private static readonly string[] Order = ["mhlw-5", "mic-1", "meti-2", "provision-standard"];

    /// <summary>The catalog files that come with the program.</summary>
    public static async Task<IReadOnlyList<CatalogFile>> ShippedAsync(CancellationToken ct)
    {
        var files = new List<CatalogFile>();
        foreach (var path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "catalogs"), "*.json")
            .OrderBy(p => Array.IndexOf(Order, Path.GetFileNameWithoutExtension(p)) is var at && at < 0 ? Order.Length : at).ThenBy(p => p, StringComparer.Ordinal))
        {
            if (Path.GetFileName(path) == "themes.json") continue;
            await using var stream = File.OpenRead(path);
            files.Add(await CatalogFile.ReadAsync(stream, ct));
        }
        return files;
    }

    private static async Task<CatalogFile> FileAsync(Db db, Catalog catalog, CancellationToken ct)
    {
        var groups = catalog.Groups.ToDictionary(g => g.Id, g => g.Id);
        var themes = new Dictionary<string, IReadOnlyList<string>>();
        var controls = new List<ControlFile>(catalog.ControlCount);
        // Catalogs stay in memory: the same word is kept once, and one row after the other is let go.
        await foreach (var c in db.Controls.Where(c => c.Catalog == catalog.Id).OrderBy(c => c.Ordinal).AsAsyncEnumerable().WithCancellation(ct))
        {
            var about = string.Join(' ', c.Themes);
            if (!themes.TryGetValue(about, out var kept)) themes[about] = kept = c.Themes;
            controls.Add(new(c.Code, c.Number == c.Code ? c.Code : c.Number, groups.GetValueOrDefault(c.Group, c.Group), c.Class, c.Title, c.Summary,
                Some(c.Parts), Some(kept), c.DisclosureItems.Ja.Length > 0 ? c.DisclosureItems : null, Some(c.Links)));
        }
        return Head(catalog) with { Controls = controls };
    }

    private static IReadOnlyList<T>? Some<T>(IReadOnlyList<T> items) => items.Count > 0 ? items : null;
}
