using System.Collections.Concurrent;
using Akashi.Ledger;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>
/// Follows the leaves of every organisation and publishes a signed checkpoint within a second. What fails is tried again, and the ledger
/// page says so meanwhile; the leaves are safe in the database.
/// </summary>
internal sealed partial class LedgerPublisher(
    DbFactory databases, Sequencer sequencer, LedgerFolders folders, LedgerKeys keys, TimeProvider time, ILogger<LedgerPublisher> logger) : BackgroundService
{
    /// <summary>Acts that come within this time share a checkpoint.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long after a failure the next try comes.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<OrganisationId, LogPublication> _logs = [];
    private readonly ConcurrentDictionary<OrganisationId, bool> _grown = [];
    private readonly Signal _signal = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Told after every new checkpoint.</summary>
    public event Action<OrganisationId, LogPublication>? Published;

    /// <summary>Why the last try failed; empty when it did not.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>Publishes what is committed now, and returns when it is.</summary>
    public async Task<LogPublication> FlushAsync(OrganisationId organisation, CancellationToken ct)
    {
        var log = _logs.GetOrAdd(organisation, o => new(o, databases, sequencer, folders.Storage(o), origin => keys.Of(o, origin), time));
        await _one.WaitAsync(ct);
        try
        {
            if (await log.AdvanceAsync(ct)) Published?.Invoke(organisation, log);
            return log;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Has published whatever a former server left behind; called once the log was checked.</summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        await using var db = databases.Open(default);
        foreach (var organisation in await db.LedgerHeads.IgnoreQueryFilters().Where(h => h.Size > h.CheckpointSize || h.Checkpoint == null).Select(h => h.Organisation).ToListAsync(ct)) Note(organisation);
    }

    /// <summary>Publishes a checkpoint once more with cosignatures, unless a newer one has come meanwhile.</summary>
    public async Task CosignedAsync(OrganisationId organisation, SignedNote note, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_logs.TryGetValue(organisation, out var log) && log.Note is { } stands && SignedNote.Parse(stands).Text == note.Text) await log.CosignedAsync(note, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        sequencer.Grown += Note;
        try
        {
            for (var last = time.GetTimestamp() - Pause.Ticks * time.TimestampFrequency / TimeSpan.TicksPerSecond; ;)
            {
                await _signal.WaitAsync(stoppingToken);
                // Counted from the last one's beginning: while many act, making one is the pause before the next.
                if (Pause - time.GetElapsedTime(last) is { Ticks: > 0 } rest) await Task.Delay(rest, time, stoppingToken);
                last = time.GetTimestamp();
                foreach (var organisation in _grown.Keys.ToList()) await PublishAsync(organisation, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was acknowledged in the last moment goes out too; at the latest the next start does it.
            foreach (var organisation in _grown.Keys.ToList()) await PublishAsync(organisation, CancellationToken.None);
        }
        finally
        {
            sequencer.Grown -= Note;
        }
    }

    private async Task PublishAsync(OrganisationId organisation, CancellationToken ct)
    {
        _grown.TryRemove(organisation, out _);
        try
        {
            await FlushAsync(organisation, ct);
            Failure = "";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failure = failure is LedgerRefusedException refused ? refused.Refusal.Message.En : failure.Message;
            NotPublished(failure, organisation);
            if (ct.CanBeCanceled) await Task.Delay(AfterFailure, time, ct);
            Note(organisation);
        }
    }

    private void Note(OrganisationId organisation)
    {
        _grown[organisation] = true;
        _signal.Call();
    }

    public override void Dispose()
    {
        base.Dispose();
        _signal.Dispose();
        _one.Dispose();
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The ledger of {Organisation} could not be published; trying again")]
    private partial void NotPublished(Exception failure, OrganisationId organisation);
}
