using Akashi.Ledger;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>
/// Compares, before anything is written, what the database says was published with what lies in the folder. A crash between the two is
/// put right; a contradiction is refused, since going on would show a second history.
/// </summary>
internal sealed class StartCheck(DbFactory databases, LedgerFolders folders, LedgerKeys keys)
{
    private const int Chunk = 4_096;

    /// <exception cref="LedgerRefusedException">Database and published checkpoint contradict each other, or leaves or the key are missing.</exception>
    public async Task RunAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        if (await db.LedgerHeads.FirstOrDefaultAsync(ct) is not { } head) return;
        var storage = folders.Storage(organisation);
        var published = await storage.ReadAsync(LedgerFolders.CheckpointFile, ct);
        if (published is null && head.Checkpoint is null) return;
        if (!keys.Exist(organisation)) throw new LedgerRefusedException(LedgerRefusals.KeyMissing($"{organisation.Value}.sealed"));
        if (head.CheckpointSize > head.Size) throw new LedgerRefusedException(LedgerRefusals.Gap(head.Size));

        // The same words need no cryptography: a start should be quick, and whoever can write both can sign too.
        if (published is null) await RebuildAsync(db, storage, Own(head), ct);
        else if (head.Checkpoint is null || SignedNote.Parse(head.Checkpoint).Text != Read(published).Text) Compare(head, published);
        if (await db.Leaves.LongCountAsync(l => l.Index >= head.CheckpointSize, ct) != head.Size - head.CheckpointSize) throw new LedgerRefusedException(LedgerRefusals.Gap(head.CheckpointSize));
    }

    private void Compare(LedgerHead head, byte[] published)
    {
        var there = Open(head, published);
        if (there.Origin != head.Origin) throw new LedgerRefusedException(LedgerRefusals.OtherLog(there.Origin, head.Origin));
        var known = head.Checkpoint is null ? null : Own(head);
        if (known is null || there.Size > known.Size) throw new LedgerRefusedException(LedgerRefusals.RolledBack(there.Size, known?.Size ?? 0));
        if (there.Size == known.Size && there.Root != known.Root) throw new LedgerRefusedException(LedgerRefusals.Forked(known.Size));
    }

    /// <summary>The checkpoint is gone from the folder, the leaves are not: the log is made again, and must come out exactly as it was signed.</summary>
    private static async Task RebuildAsync(Db db, FolderStorage storage, Checkpoint signed, CancellationToken ct)
    {
        var appender = await LogAppender.ResumeAsync(storage, 0, MerkleTree.Empty, ct);
        while (appender.Size < signed.Size)
        {
            var next = appender.Size;
            var take = (int)Math.Min(Chunk, signed.Size - next);
            var leaves = await db.Leaves.Where(l => l.Index >= next).OrderBy(l => l.Index).Select(l => l.Body).Take(take).ToListAsync(ct);
            if (leaves.Count < take) throw new LedgerRefusedException(LedgerRefusals.Gap(next + leaves.Count));
            foreach (var leaf in leaves) appender.Append(leaf);
            await appender.WriteAsync(ct);
        }
        if (appender.Root() != signed.Root) throw new LedgerRefusedException(LedgerRefusals.Forked(signed.Size));
    }

    private static SignedNote Read(byte[] published)
    {
        try
        {
            return SignedNote.Parse(published);
        }
        catch (LedgerBrokenException broken)
        {
            throw new LedgerRefusedException(LedgerRefusals.Unreadable(broken.Fault));
        }
    }

    private Checkpoint Own(LedgerHead head) => Open(head, System.Text.Encoding.UTF8.GetBytes(head.Checkpoint!));

    private Checkpoint Open(LedgerHead head, byte[] note)
    {
        try
        {
            return Checkpoint.Open(note, keys.Of(head.Organisation, head.Origin).Verifiers).Checkpoint;
        }
        catch (LedgerBrokenException broken)
        {
            throw new LedgerRefusedException(LedgerRefusals.Unreadable(broken.Fault));
        }
    }
}
