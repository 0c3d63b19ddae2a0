using System.Text;
using Akashi.Ledger;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>
/// Makes the log on disk from committed leaves: tiles first, then the checkpoint, which is compared and swapped in the database
/// before anybody can see it, so that a log never shows two histories. One per organisation, used by one thread at a time.
/// </summary>
internal sealed class LogPublication(
    OrganisationId organisation, DbFactory databases, Sequencer sequencer, FolderStorage storage, Func<string, LogKeys> keys, TimeProvider time)
{
    /// <summary>Leaves that are read and hashed in one go; bounds memory.</summary>
    private const int Chunk = 4_096;

    private LogAppender? _appender;
    private string _origin = "";
    private string? _stands;

    /// <summary>The newest published checkpoint; null before the first and before this server has opened the log.</summary>
    public Checkpoint? Newest { get; private set; }

    /// <summary>The newest checkpoint with the log's own signatures, as published.</summary>
    public string? Note => _stands;

    /// <summary>Integrates all leaves that are committed and publishes one checkpoint over them.</summary>
    /// <returns>False when there was nothing new.</returns>
    public async Task<bool> AdvanceAsync(CancellationToken ct)
    {
        try
        {
            var appender = _appender ??= await ResumeAsync(ct);
            if (!await IntegrateAsync(appender, ct)) return false;
            var checkpoint = new Checkpoint(_origin, appender.Size, appender.Root());
            var note = checkpoint.Sign(keys(_origin).Signers, time.GetUtcNow()).ToString();
            await sequencer.SwapCheckpointAsync(organisation, _stands, note, checkpoint.Size);
            (_stands, Newest) = (note, checkpoint);
            await PublishAsync(note, ct);
            return true;
        }
        catch
        {
            // What is in memory may be ahead of what is on disk: the next try starts again from what was published.
            _appender = null;
            throw;
        }
    }

    /// <summary>Publishes the newest checkpoint once more, with the cosignatures of witnesses below the log's own signatures.</summary>
    public Task CosignedAsync(SignedNote note, CancellationToken ct) => PublishAsync(note.ToString(), ct);

    private async Task<LogAppender> ResumeAsync(CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var head = await db.LedgerHeads.FirstAsync(ct);
        (_origin, _stands) = (head.Origin, head.Checkpoint);
        await storage.WriteAsync(
            [(LedgerFolders.KeysFile, Encoding.UTF8.GetBytes(keys(_origin).PublicLines)), (LedgerFolders.SchemaFile, StateForms.Of(db).ToJson(organisation))], ct);
        Newest = _stands is null ? null : Checkpoint.Open(_stands, keys(_origin).Verifiers).Checkpoint;
        var appender = await LogAppender.ResumeAsync(storage, Newest?.Size ?? 0, Newest?.Root ?? MerkleTree.Empty, ct);
        // Swapped but not yet published when the server went down.
        if (_stands is { } stands && await storage.ReadAsync(LedgerFolders.CheckpointFile, ct) is var there && (there is null || SignedNote.Parse(there).Text != Newest!.Text))
            await PublishAsync(stands, ct);
        return appender;
    }

    private async Task<bool> IntegrateAsync(LogAppender appender, CancellationToken ct)
    {
        var from = appender.Size;
        await using var db = databases.Open(organisation);
        while (true)
        {
            var next = appender.Size;
            var leaves = await db.Leaves.Where(l => l.Index >= next).OrderBy(l => l.Index).Select(l => new { l.Index, l.Body }).Take(Chunk).ToListAsync(ct);
            foreach (var leaf in leaves)
            {
                if (leaf.Index != appender.Size) throw new LedgerRefusedException(LedgerRefusals.Gap(appender.Size));
                appender.Append(leaf.Body);
            }
            if (leaves.Count > 0) await appender.WriteAsync(ct);
            if (leaves.Count < Chunk) return appender.Size > from;
        }
    }

    private async Task PublishAsync(string note, CancellationToken ct) =>
        await storage.WriteAsync([(LedgerFolders.CheckpointFile, Encoding.UTF8.GetBytes(note))], ct);
}
