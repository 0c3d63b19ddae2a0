using System.Text;
using System.Text.RegularExpressions;
using Akashi.Ledger;
using Akashi.Ledger.Records;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>
/// Packs everything that shows the history of one entry into one file for an auditor: events with their salts, leaves, proofs, the row's
/// state, evidence files, keys and policy. Format: docs/formats/evidence-bundle.md; <c>akashi verify FILE.zip</c> checks it.
/// </summary>
internal sealed partial class EvidenceBundles(
    Desk desk, Sequencer log, DbFactory databases, LedgerPublisher publisher, LedgerFolders folders, EvidenceStore store, TimeStamping stamps)
{
    public static readonly Act Pack = new("ledger.bundle", new("証跡一式のダウンロード", "Download evidence bundle"));

    /// <summary>Writes the bundle; nothing is written when it is refused.</summary>
    /// <returns>Refusals: <c>not-found</c> when the organisation has no such entry, or nothing of it stands in the log; <c>stale</c> when it changed meanwhile.</returns>
    public async Task<Outcome<Stream>> PackAsync(Actor by, string register, Guid entry, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(Pack, by)) return Refusal.NotPermitted;
        await using var db = databases.Open(by.Organisation);
        if (StateForms.Of(db).Registers.FirstOrDefault(r => r.Form.Register == register) is not { Form: { } form } found) return Refusal.NotFound;
        await log.NoteAsync(new LeafFacts(Pack.Id, LeafOutcome.Read) { Register = register, Entry = entry }, by);
        // Everything that has happened so far is then covered by the published checkpoint.
        await publisher.FlushAsync(by.Organisation, ct);
        var storage = folders.Storage(by.Organisation);
        var note = SignedNote.Parse(await storage.ReadAsync(LedgerFolders.CheckpointFile, ct) ?? throw new InvalidOperationException("There is no checkpoint after a publication."));
        var (row, events) = await ReadAsync(db, found.Type.ClrType, register, entry, ct);
        if (events.Count == 0) return Refusal.NotFound;
        // Somebody acted on it in this very second: the row of this bundle would not fit its proofs.
        if (events[^1].Leaf >= Checkpoint.Parse(note.Text).Size) return Refusal.Overtaken;

        var reader = new LogReader(storage, Checkpoint.Parse(note.Text));
        var steps = new List<BundleStep>();
        foreach (var e in events)
            steps.Add(new(e.Leaf!.Value, await reader.EntryAsync(e.Leaf.Value, ct), await reader.InclusionAsync(e.Leaf.Value, ct)) { Event = e.Salt is null ? null : e.Body, Salt = e.Salt is { } salt ? new ReadOnlyMemory<byte>(salt) : null });
        var state = row is null ? (ReadOnlyMemory<byte>?)null : form.Write(row);
        var bundle = new EvidenceBundle(by.Organisation.Value, register, entry, note, await TextAsync(storage, LedgerFolders.KeysFile, ct) ?? "", steps)
        {
            State = state, Policy = await TextAsync(storage, LedgerFolders.PolicyFile, ct), TimeStamp = await StampAsync(storage, ct),
        };
        return await WriteAsync(bundle, ct);
    }

    private async Task<FileStream> WriteAsync(EvidenceBundle bundle, CancellationToken ct)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (var writer = await BundleWriter.BeginAsync(file, bundle, ct))
        {
            foreach (var hash in HashMember().Matches(bundle.State is { } s ? Encoding.UTF8.GetString(s.Span) : "").Select(m => m.Groups[1].Value).Distinct())
            {
                if (store.Open(hash) is not { } content) continue;
                await using (content) await writer.AddFileAsync(hash, content, ct);
            }
        }
        file.Position = 0;
        return file;
    }

    /// <summary>The row and its events as of one moment.</summary>
    private static async Task<(object? Row, List<EventRow> Events)> ReadAsync(Db db, Type type, string register, Guid entry, CancellationToken ct)
    {
        await using var moment = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, ct);
        var id = db.Model.FindEntityType(type)!.FindPrimaryKey()!.Properties[^1].ClrType;
        var row = await db.FindAsync(type, [db.Organisation, Activator.CreateInstance(id, entry)], ct);
        var events = await db.Events.Where(e => e.EntryId == entry && e.Register == register && e.Leaf != null).OrderBy(e => e.EntryVersion).ToListAsync(ct);
        return (row, events);
    }

    private async Task<BundleTimeStamp?> StampAsync(FolderStorage storage, CancellationToken ct) =>
        stamps.Newest is { } stamp && await storage.ReadAsync(TimeStampToken.CheckpointPath(stamp.Size), ct) is { } note && await storage.ReadAsync(TimeStampToken.Path(stamp.Size), ct) is { } token
            ? new(note, token) : null;

    private static async Task<string?> TextAsync(FolderStorage storage, string path, CancellationToken ct) =>
        await storage.ReadAsync(path, ct) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    [GeneratedRegex("\"hash\":\"([0-9a-f]{64})\"")]
    private static partial Regex HashMember();
}
