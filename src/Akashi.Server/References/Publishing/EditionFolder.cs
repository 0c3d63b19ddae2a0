using Akashi.Server.Evidence;

namespace Akashi.Server.References.Publishing;

/// <summary>
/// Lays the files of published editions out as <c>editions/service/version/file</c>, for people with a file manager. The evidence
/// store stays the original: a copy that is missing or was changed is written again.
/// </summary>
public sealed class EditionFolder(string folder, EvidenceStore store)
{
    public string PathOf(string slug, Edition edition) => Path.Combine(folder, slug, Safe(edition.Label));

    public async Task WriteAsync(string slug, Edition edition, CancellationToken ct)
    {
        var place = PathOf(slug, edition);
        Directory.CreateDirectory(place);
        foreach (var file in edition.Files.Where(f => f.Format != EditionNotes.Snapshot).Select(f => f.File))
        {
            var (path, temporary) = (Path.Combine(place, Safe(file.Name)), Path.Combine(place, "." + file.Hash));
            if (File.Exists(path) && new FileInfo(path).Length == file.Size) continue;
            await using (var from = store.Open(file.Hash) ?? throw new FileNotFoundException($"The evidence store lacks {file.Hash} of {edition.Label}."))
            await using (var to = File.Create(temporary)) await from.CopyToAsync(to, ct);
            File.Move(temporary, path, overwrite: true);
        }
    }

    // A label such as ".." or "a/b" must not leave the folder.
    private static string Safe(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('.');
        return safe.Length > 0 ? safe : "-";
    }
}
