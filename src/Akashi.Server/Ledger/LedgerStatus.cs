using Akashi.Ledger;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>How an organisation's log stands.</summary>
/// <param name="Size">Leaves committed.</param>
/// <param name="CheckpointSize">Leaves in the newest signed checkpoint.</param>
/// <param name="CheckpointAt">When it was signed; null before the first.</param>
/// <param name="LastDay">Leaves of the last 24 hours.</param>
/// <param name="Bytes">Size of the log on disk.</param>
/// <param name="Keys">The log's public keys (vkeys), Ed25519 first: give them to whoever is to verify.</param>
/// <param name="Failure">Why the last publication failed; empty when it did not.</param>
/// <param name="PolicyFault">Why the policy of witnesses cannot be read; null when it can or there is none.</param>
/// <param name="Witnessed">Largest size that a quorum of witnesses has cosigned in the published checkpoint; 0 without.</param>
public sealed record LedgerView(
    string Origin, long Size, long CheckpointSize, DateTimeOffset? CheckpointAt, string? Root, long LastDay, long Bytes, IReadOnlyList<string> Keys, string Failure,
    IReadOnlyList<WitnessState> Witnesses, Text? PolicyFault, long Witnessed, long MinimumIndex, int? RetentionDays, TimeStamp? TimeStamp, Text? TimeStampFault, VerificationView? LastVerification);

/// <summary>One full verification.</summary>
public sealed record VerificationView(Guid Id, DateTimeOffset At, long Size, long Entries, long Tiles, long Rows, long Milliseconds, string? Code, Text Fault)
{
    public static VerificationView Of(VerificationRun r) => new(r.Id.Value, r.At, r.Size, r.Entries, r.Tiles, r.Rows, r.Milliseconds, r.Code, r.Fault);
}

/// <summary>Reads how a log stands.</summary>
internal sealed class LedgerStatus(
    DbFactory databases, LedgerFolders folders, LedgerKeys keys, LedgerPublisher publisher, WitnessRounds witnesses, TimeStamping stamps, Verifications verifications, TimeProvider time)
{
    /// <summary>Entries with their lengths, and the hashes of all levels: what a log of this size takes without looking at a file.</summary>
    private static long LogBytes(LedgerHead head) => head.Bytes + (2 * head.Size) + (TreeHash.Length * head.Size * TilePath.FullWidth / (TilePath.FullWidth - 1));

    public async Task<LedgerView> OfAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var head = await db.LedgerHeads.FirstAsync(ct);
        var note = await folders.Storage(organisation).ReadAsync(LedgerFolders.CheckpointFile, ct) is { } bytes ? SignedNote.Parse(bytes) : null;
        var log = keys.Of(organisation, head.Origin);
        var policy = witnesses.PolicyOf(organisation, out var policyFault);
        var signatures = note?.Open([.. log.Verifiers, .. (policy?.Witnesses ?? []).Select(w => w.Key)]) ?? [];
        var checkpoint = note is null ? null : Checkpoint.Parse(note.Text);
        var last = await verifications.LastAsync(organisation, ct);
        var retention = await db.RetentionPolicies.OrderByDescending(p => p.Id).Select(p => (int?)p.Days).FirstOrDefaultAsync(ct);
        return new(head.Origin, head.Size, checkpoint?.Size ?? 0, signatures.Where(s => log.Verifiers.Contains(s.Key)).Select(s => s.Time).FirstOrDefault(t => t is not null), checkpoint?.Root.ToString(),
            head.Size - await LeafIndexes.FirstSinceAsync(db, head.MinimumIndex, head.Size, time.GetUtcNow().AddDays(-1), ct), LogBytes(head),
            [.. log.Verifiers.Select(v => v.ToString())], publisher.Failure, witnesses.Of(organisation), policyFault,
            policy is { Witnesses.Count: > 0 } && policy.IsMet(signatures.Select(s => s.Key)) ? checkpoint!.Size : 0,
            head.MinimumIndex, retention, stamps.Newest, stamps.Fault, last is null ? null : VerificationView.Of(last));
    }
}
