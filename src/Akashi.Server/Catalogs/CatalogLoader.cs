using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Catalogs;

/// <summary>What loading a catalog changed.</summary>
public sealed record CatalogLoad(CatalogId Id, string Name, int Added, int Changed, int Removed)
{
    public bool Unchanged => Added + Changed + Removed == 0;
}

/// <summary>Loads a catalog file into the organisation, all or nothing; loading the same file again changes nothing.</summary>
public sealed class CatalogLoader(Desk desk, TimeProvider time)
{
    public static readonly Act Load = new("catalogs.load", new("基準カタログの読み込み", "Load catalog"));

    /// <returns>Refusals: <c>catalog.invalid</c>; <c>catalog.control-in-use</c> when a removed control still has statements.</returns>
    public Task<Outcome<CatalogLoad>> LoadAsync(CatalogFile file, Actor by, CancellationToken ct) =>
        desk.RunAsync<CatalogLoad>(Load, by, async (db, stand) =>
        {
            if (CatalogCheck.FirstProblem(file) is { } problem) return problem;
            var catalog = await db.Catalogs.AsTracking().FirstOrDefaultAsync(c => c.Name == file.Key, ct);
            var known = catalog is null ? [] : await db.Controls.AsTracking().Where(c => c.Catalog == catalog.Id).ToDictionaryAsync(c => c.Code, ct);
            var id = catalog?.Id ?? new(Ids.New(time));
            var (added, changed) = (0, 0);
            var controls = new List<Control>(file.Controls.Count);
            foreach (var (ordinal, from) in file.Controls.Index())
            {
                if (!known.Remove(from.Code, out var control))
                {
                    control = new Control { Organisation = by.Organisation, Id = new(Ids.New(time)), Catalog = id, Code = from.Code };
                    Take(control, from, ordinal);
                    db.Add(control);
                    added++;
                }
                else if (Differs(control, from, ordinal))
                {
                    Take(control, from, ordinal);
                    changed++;
                }
                controls.Add(control);
            }
            foreach (var gone in known.Values)
            {
                if (await db.Statements.AnyAsync(s => s.Control == gone.Id, ct)) return InUse(gone.Code);
                db.Remove(gone);
            }
            var content = StateForm.Of<Control>(db).Digest(controls.OrderBy(c => c.Code, StringComparer.Ordinal));
            var load = new CatalogLoad(id, file.Key, added, changed, known.Count);
            if (catalog is null) db.Add(Catalog.Load(id, await db.Catalogs.CountAsync(ct), file, content, stand.At));
            else if (!load.Unchanged || catalog.Content != content || HeadDiffers(catalog, file)) catalog.Take(file, content, stand.At);
            return load;
        }, ct);

    private static Refusal InUse(string code) => new("catalog.control-in-use",
        new Text("要求事項 {0} には対応状況が登録されているため、カタログから外せません。", "Control {0} has statements and cannot leave the catalog.").With(code));

    private static bool HeadDiffers(Catalog catalog, CatalogFile file) =>
        catalog.Title != file.Title || catalog.Issuer != file.Issuer || catalog.Edition != file.Edition || catalog.Note != file.Note
        || catalog.Published != file.Published || !catalog.Recognise.SequenceEqual(file.Recognise) || !catalog.Groups.SequenceEqual(file.Groups)
        || System.Text.Json.JsonSerializer.Serialize(catalog.Layout, CatalogFile.Json) != System.Text.Json.JsonSerializer.Serialize(file.Layout, CatalogFile.Json);

    private static bool Differs(Control c, ControlFile f, int ordinal) =>
        c.Ordinal != ordinal || c.Number != f.Number || c.Group != f.Group || c.Class != f.Class || c.Title != f.Title || c.Summary != f.Summary
        || !c.Parts.SequenceEqual(f.Parts ?? []) || !c.Themes.SequenceEqual(f.Themes ?? []) || !c.Links.SequenceEqual(f.Links ?? [])
        || c.DisclosureItems != (f.DisclosureItems ?? new Text("", ""));

    private static void Take(Control c, ControlFile f, int ordinal)
    {
        (c.Ordinal, c.Number, c.Group, c.Class, c.Title, c.Summary) = (ordinal, f.Number, f.Group, f.Class, f.Title, f.Summary);
        (c.Parts, c.Themes, c.Links, c.DisclosureItems) = (f.Parts ?? [], f.Themes ?? [], f.Links ?? [], f.DisclosureItems ?? new("", ""));
    }
}
