using System.Collections.Concurrent;
using System.Diagnostics;
using Akashi.Ledger;
using Akashi.Ledger.Records;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>How far a verification is.</summary>
/// <param name="Entries">Entries checked.</param>
/// <param name="Size">Of so many; 0 until the checkpoint was read.</param>
public sealed record VerificationProgress(long Entries, long Size);

/// <summary>
/// Verifies a whole log with its rows, as <c>akashi verify</c> does from outside: signatures, every entry, every tile, the root, and every row and
/// event against its leaf. One at a time per organisation; whoever asks meanwhile waits for the same one.
/// </summary>
internal sealed class Verifications(Desk desk, DbFactory databases, LedgerPublisher publisher, LedgerFolders folders, LedgerKeys keys, TimeProvider time)
{
    public static readonly Act Verify = new("ledger.verify", new("台帳の検証", "Verify the ledger"));

    private readonly ConcurrentDictionary<OrganisationId, Lazy<Task<Outcome<VerificationRun>>>> _running = [];

    /// <summary>How far the verification under way is; null when none is.</summary>
    public VerificationProgress? Progress { get; private set; }

    /// <summary>Runs to the end, also when the caller goes away.</summary>
    public Task<Outcome<VerificationRun>> RunAsync(Actor by) =>
        _running.GetOrAdd(by.Organisation, o => new(() => Task.Run(async () =>
        {
            try
            {
                return await VerifyAsync(by);
            }
            finally
            {
                _running.TryRemove(o, out _);
                Progress = null;
            }
        }))).Value;

    /// <summary>The newest result; null when the log was never verified.</summary>
    public async Task<VerificationRun?> LastAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return await db.Verifications.OrderByDescending(v => v.At).FirstOrDefaultAsync(ct);
    }

    private async Task<Outcome<VerificationRun>> VerifyAsync(Actor by)
    {
        if (!await desk.PermitsAsync(Verify, by)) return Refusal.NotPermitted;
        var clock = Stopwatch.StartNew();
        await publisher.FlushAsync(by.Organisation, CancellationToken.None);
        var found = await CheckAsync(by.Organisation, clock);
        return await desk.RunAsync<VerificationRun>(Verify, by, (db, stand) =>
        {
            var run = VerificationRun.Ended(new(Ids.New(time)), found, stand);
            db.Add(run);
            return Task.FromResult<Outcome<VerificationRun>>(run);
        }, CancellationToken.None);
    }

    private async Task<VerificationResult> CheckAsync(OrganisationId organisation, Stopwatch clock)
    {
        await using var db = databases.Open(organisation);
        var head = await db.LedgerHeads.FirstAsync();
        Progress = new(0, head.CheckpointSize);
        await db.Database.OpenConnectionAsync();
        var schema = StateSchema.Parse(StateForms.Of(db).ToJson(organisation));
        await using var records = new DatabaseRecords(db.Database.GetDbConnection(), schema);
        var rows = new RecordCheck(records);
        var log = await LogVerifier.RunAsync(folders.Storage(organisation), new()
        {
            // The quorum of witnesses is checked where it is asked for: a checkpoint that is a second old may still wait for theirs.
            Policy = WitnessPolicy.Of(keys.Of(organisation, head.Origin).Verifiers),
            MinimumIndex = 0,
            OnEntry = (index, entry) => rows.Take(index, entry.Span),
            Progress = new Counter(entries => Progress = new(entries, head.CheckpointSize)),
        }, CancellationToken.None);
        var report = log.Ok ? await rows.FinishAsync(CancellationToken.None) : null;
        var fault = log.Fault ?? report?.First;
        return new(log.Checkpoint?.Size ?? 0, log.Entries, log.Tiles, report?.Rows ?? 0, clock.ElapsedMilliseconds, fault?.Code, fault is null ? new("", "") : new(fault.Ja, fault.En));
    }

    private sealed class Counter(Action<long> at) : IProgress<long>
    {
        public void Report(long value) => at(value);
    }
}
