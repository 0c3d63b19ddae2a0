using System.Collections.Concurrent;
using Akashi.Ledger;
using Akashi.Server.Kernel;

namespace Akashi.Server.Ledger;

/// <summary>How a witness stands to the log.</summary>
/// <param name="Name">As the policy names it.</param>
/// <param name="Size">The newest size it cosigned; 0 when none yet.</param>
/// <param name="At">When it did, by its own clock; null when it has not.</param>
/// <param name="Fault">Why its last answer was no cosignature; null when it was one.</param>
public sealed record WitnessState(string Name, string? Url, long Size, DateTimeOffset? At, Text? Fault);

/// <summary>
/// Shows every new checkpoint to the witnesses that the policy names with an address, and publishes it once more with their cosignatures.
/// A witness that is away holds nobody up: the next checkpoint is shown to it again, and the ledger page says how far it is behind.
/// </summary>
internal sealed partial class WitnessRounds(
    LedgerPublisher publisher, LedgerFolders folders, IHttpClientFactory clients, TimeProvider time, ILogger<WitnessRounds> logger) : BackgroundService
{
    /// <summary>How long one witness may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How often a witness that did not cosign is asked again when nothing new happens.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(OrganisationId, string), WitnessState> _states = [];
    private readonly ConcurrentDictionary<OrganisationId, LogPublication> _fresh = [];
    private readonly Signal _signal = new();

    /// <summary>The policy of a log; null when it names none or cannot be read.</summary>
    public WitnessPolicy? PolicyOf(OrganisationId organisation, out Text? fault)
    {
        fault = null;
        var file = folders.FileOf(organisation, LedgerFolders.PolicyFile);
        if (!File.Exists(file)) return null;
        try
        {
            return WitnessPolicy.Parse(File.ReadAllText(file));
        }
        catch (LedgerBrokenException broken)
        {
            fault = new(broken.Fault.Ja, broken.Fault.En);
            return null;
        }
    }

    /// <summary>Every witness of the policy, also those that have not answered yet.</summary>
    public IReadOnlyList<WitnessState> Of(OrganisationId organisation) =>
        [.. (PolicyOf(organisation, out _)?.Witnesses ?? []).Select(w => _states.GetValueOrDefault((organisation, w.Name)) ?? new(w.Name, w.Url, 0, null, null))];

    /// <summary>Shows the newest checkpoint to every witness, and publishes what they cosign.</summary>
    public async Task RoundAsync(OrganisationId organisation, LogPublication log, CancellationToken ct)
    {
        if (PolicyOf(organisation, out _) is not { } policy || log.Note is not { } text || policy.Witnesses.All(w => w.Url is null)) return;
        var note = SignedNote.Parse(text);
        var checkpoint = Checkpoint.Parse(note.Text);
        var answers = await Task.WhenAll(policy.Witnesses.Where(w => w.Url is not null).Select(w => AskAsync(organisation, w, note, checkpoint, ct)));
        var lines = answers.SelectMany(a => a).ToList();
        if (lines.Count > 0) await publisher.CosignedAsync(organisation, note.With(lines), ct);
    }

    private async Task<IReadOnlyList<NoteSignature>> AskAsync(OrganisationId organisation, PolicyParty witness, SignedNote note, Checkpoint checkpoint, CancellationToken ct)
    {
        var key = (organisation, witness.Name);
        var before = _states.GetValueOrDefault(key) ?? new(witness.Name, witness.Url, 0, null, null);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var http = clients.CreateClient();
            http.BaseAddress = new Uri(witness.Url!.TrimEnd('/') + "/");
            var reader = new LogReader(folders.Storage(organisation), checkpoint);
            var result = await new WitnessClient(http, [witness.Key]).SubmitAsync(note, before.Size, reader, patience.Token);
            _states[key] = result.Fault is { } fault ? before with { Url = witness.Url, Fault = new(fault.Ja, fault.En) }
                : new(witness.Name, witness.Url, checkpoint.Size, time.GetUtcNow(), null);
            return result.Cosignatures;
        }
        catch (Exception failure) when (failure is HttpRequestException or LedgerBrokenException or OperationCanceledException or UriFormatException && !ct.IsCancellationRequested)
        {
            _states[key] = before with { Fault = Unreachable.With(failure.Message) };
            NotReached(failure, witness.Name);
            return [];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        publisher.Published += Note;
        try
        {
            while (true)
            {
                await _signal.WaitAsync(Again, stoppingToken);
                foreach (var (organisation, log) in _fresh)
                {
                    await RoundAsync(organisation, log, stoppingToken);
                    // Done when every witness has the newest size; otherwise it stays and is tried again.
                    if (Of(organisation).All(w => w.Url is null || w.Size >= (log.Newest?.Size ?? 0))) _fresh.TryRemove(KeyValuePair.Create(organisation, log));
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            publisher.Published -= Note;
        }
    }

    private void Note(OrganisationId organisation, LogPublication log)
    {
        _fresh[organisation] = log;
        _signal.Call();
    }

    public override void Dispose()
    {
        base.Dispose();
        _signal.Dispose();
    }

    private static readonly Text Unreachable = new("応答がありません: {0}", "No answer: {0}");

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "The witness {Witness} could not be asked")]
    private partial void NotReached(Exception failure, string witness);
}
