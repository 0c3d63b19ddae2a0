namespace Akashi.Ledger;

/// <summary>What to check a log against.</summary>
public sealed record VerifyOptions
{
    /// <summary>Whose signatures the checkpoint needs; of vkeys alone: <see cref="WitnessPolicy.Of"/>.</summary>
    public required WitnessPolicy Policy { get; init; }

    /// <summary>The signed checkpoint to verify; null takes the log's own file <c>checkpoint</c>.</summary>
    public SignedNote? Note { get; init; }

    /// <summary>Checkpoints seen before, in any order: the log must have had these roots at these sizes.</summary>
    public IReadOnlyList<Checkpoint> Earlier { get; init; } = [];

    /// <summary>The first index that a pruned log still publishes; 0 for a whole log (tlog-tiles "Pruning").</summary>
    public long MinimumIndex { get; init; }

    /// <summary>Called with index and bytes of every entry, in order, after its hash was found right; the bytes are the caller's only during the call.</summary>
    public Action<long, ReadOnlyMemory<byte>>? OnEntry { get; init; }

    /// <summary>Told how many entries are checked, at times.</summary>
    public IProgress<long>? Progress { get; init; }
}

/// <summary>What a verification found.</summary>
/// <param name="Checkpoint">The verified head; null when its signatures already failed.</param>
/// <param name="Signatures">The verified signatures.</param>
/// <param name="Entries">Entries that were hashed.</param>
/// <param name="Tiles">Tiles of hashes that were compared whole.</param>
/// <param name="Detached">Detached contents that were hashed.</param>
/// <param name="Fault">The first thing wrong; null when nothing is.</param>
public sealed record VerifyReport(Checkpoint? Checkpoint, IReadOnlyList<VerifiedSignature> Signatures, long Entries, long Tiles, long Detached, Fault? Fault)
{
    /// <summary>True when everything was checked and nothing is wrong.</summary>
    public bool Ok => Fault is null;
}

/// <summary>
/// Verifies a log whole, by nothing but its files: signatures, every entry, every tile of every level, the root, and the roots
/// of earlier checkpoints. No sampling: one wrong byte anywhere is found.
/// </summary>
public static class LogVerifier
{
    /// <summary>Runs to the end or to the first thing wrong.</summary>
    /// <exception cref="IOException">The storage cannot be read; that says nothing about the log. Over HTTP it is <see cref="HttpRequestException"/>.</exception>
    public static async Task<VerifyReport> RunAsync(ILogStorage storage, VerifyOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(options);
        OpenedCheckpoint opened;
        try
        {
            var note = options.Note ?? SignedNote.Parse(await storage.ReadAsync("checkpoint", ct).ConfigureAwait(false) ?? throw new LedgerBrokenException(Faults.FileMissing("checkpoint")));
            opened = options.Policy.Check(note);
        }
        catch (LedgerBrokenException e)
        {
            return new VerifyReport(null, [], 0, 0, 0, e.Fault);
        }
        var scan = new LogScan(storage, opened.Checkpoint, options);
        Fault? fault = null;
        try
        {
            await scan.RunAsync(ct).ConfigureAwait(false);
        }
        catch (LedgerBrokenException e)
        {
            fault = e.Fault;
        }
        return new VerifyReport(opened.Checkpoint, opened.Signatures, scan.Entries, scan.Tiles, scan.Detached, fault);
    }
}
