using System.Text;
using Akashi.Ledger;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Ledger;

/// <summary>What somebody can do who writes files past the server: make a log's tiles anew from the leaves they would rather have, and sign if they have a key.</summary>
internal static class Forgery
{
    public static async Task<List<byte[]>> LeavesAsync(LogWorld log)
    {
        await using var db = log.World.Open();
        return await db.Leaves.OrderBy(l => l.Index).Select(l => l.Body).ToListAsync(log.World.Ct);
    }

    /// <summary>All tiles and bundles again, honest among themselves; the checkpoint stays.</summary>
    public static async Task<Checkpoint> RebuildAsync(LogWorld log, IReadOnlyList<byte[]> leaves)
    {
        Directory.Delete(Path.Combine(log.Folder, "tile"), recursive: true);
        return await WriteAsync(log, log.Folder, leaves);
    }

    /// <summary>A second log of the same name in a folder of its own, signed.</summary>
    public static async Task<Checkpoint> ForkAsync(LogWorld log, string folder, IReadOnlyList<byte[]> leaves, params IReadOnlyList<NoteSigner> signers)
    {
        var checkpoint = await WriteAsync(log, folder, leaves);
        await SignAsync(log, folder, checkpoint, signers);
        return checkpoint;
    }

    public static Task SignAsync(LogWorld log, string folder, Checkpoint checkpoint, IReadOnlyList<NoteSigner> signers) =>
        File.WriteAllTextAsync(Path.Combine(folder, "checkpoint"), checkpoint.Sign(signers, log.World.Time.GetUtcNow()).ToString(), log.World.Ct);

    /// <summary>The log's own signers, stolen.</summary>
    public static IReadOnlyList<NoteSigner> Stolen(LogWorld log) => log.Keys.Of(log.Organisation, log.Origin).Signers;

    /// <summary>Replaces a word of a leaf by another of the same length.</summary>
    public static byte[] Edited(byte[] leaf, string from, string to)
    {
        var text = Encoding.UTF8.GetString(leaf);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }

    private static async Task<Checkpoint> WriteAsync(LogWorld log, string folder, IReadOnlyList<byte[]> leaves)
    {
        var appender = await LogAppender.ResumeAsync(new FolderStorage(folder), 0, MerkleTree.Empty, log.World.Ct);
        foreach (var leaf in leaves) appender.Append(leaf);
        await appender.WriteAsync(log.World.Ct);
        return new(log.Origin, appender.Size, appender.Root());
    }
}
