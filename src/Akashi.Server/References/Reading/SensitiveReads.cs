using System.Collections.Concurrent;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Reading;

/// <summary>
/// Puts on record who looked at what is under NDA or not public, before it leaves the server (provision standard 11.1.11). A list is one
/// leaf with its counts, an entry opened by itself is one leaf of its own. The same look again within a few seconds, as when a page is
/// drawn twice, is the same look.
/// </summary>
public sealed class SensitiveReads(Sequencer log, TimeProvider time)
{
    /// <summary>How long a look counts as the same one.</summary>
    public static readonly TimeSpan SameLook = TimeSpan.FromSeconds(10);

    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<(PersonId, string?, string, Guid?, string?), DateTimeOffset> _looks = [];

    public static bool Sensitive(Disclosure disclosure) => disclosure is Disclosure.Nda or Disclosure.Internal;

    /// <summary>A page of a reference.</summary>
    public Task RowsAsync(RowPage page, string service, string catalog, Actor by)
    {
        var sensitive = page.Items.Count(r => r.Statement is not null && Sensitive(r.Body.Disclosure));
        return sensitive == 0 ? Task.CompletedTask
            : NoteAsync("references.rows", null, null, $"{service}/{catalog} {page.Items[0].Code}..{page.Items[^1].Code} rows={page.Items.Count} sensitive={sensitive}", by);
    }

    /// <summary>A control with the statements of every layer.</summary>
    public async Task ControlAsync(ControlDetail detail, Actor by)
    {
        foreach (var layer in detail.Layers)
            if (layer.Statement is { } s && Sensitive(s.Body.Disclosure)) await StatementAsync("references.control", s.Id, by);
    }

    public Task StatementAsync(string act, StatementId statement, Actor by) => NoteAsync(act, nameof(Statement), statement.Value, null, by);

    /// <summary>A list of documents.</summary>
    public Task DocumentsAsync(IReadOnlyCollection<Document> documents, Actor by)
    {
        var sensitive = documents.Count(d => Sensitive(d.Disclosure));
        return sensitive == 0 ? Task.CompletedTask : NoteAsync("documents.list", null, null, $"documents={documents.Count} sensitive={sensitive}", by);
    }

    /// <summary>A file leaves the server: always on record, each time.</summary>
    public Task DownloadAsync(string act, string register, Guid entry, string hash, Actor by) =>
        log.NoteAsync(new LeafFacts(act, LeafOutcome.Read) { Register = register, Entry = entry, About = $"sha256:{hash}" }, by);

    /// <summary>An export leaves the server: always on record, each time.</summary>
    public Task ExportAsync(string act, string about, Actor by) => log.NoteAsync(new LeafFacts(act, LeafOutcome.Read) { About = about }, by);

    private Task NoteAsync(string act, string? register, Guid? entry, string? about, Actor by)
    {
        var now = time.GetUtcNow();
        if (_looks.Count > MostRemembered)
            foreach (var (old, at) in _looks)
                if (now - at > SameLook) _looks.TryRemove(old, out _);
        var look = (by.Person, by.Access.Session, act, entry, about);
        if (_looks.TryGetValue(look, out var last) && now - last < SameLook) return Task.CompletedTask;
        _looks[look] = now;
        return log.NoteAsync(new LeafFacts(act, LeafOutcome.Read) { Register = register, Entry = entry, About = about }, by);
    }
}
