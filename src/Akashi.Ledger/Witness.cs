using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace Akashi.Ledger;

/// <summary>What a witness answers; the transport passes it on as it is. Source: tlog-witness "add-checkpoint".</summary>
/// <param name="Status">200, 400, 403, 404, 409 or 422.</param>
/// <param name="Body">200: cosignature lines; 409: the size of the latest cosigned checkpoint; else empty.</param>
/// <param name="ContentType">The media type of the body.</param>
public sealed record WitnessAnswer(int Status, string Body = "", string ContentType = "text/plain; charset=utf-8");

/// <summary>
/// Cosigns checkpoints of known logs that only ever grow. It knows nothing of HTTP. The state is one file per log, flushed to
/// the disk before the answer; two witnesses cannot use one folder. Source: tlog-witness.
/// </summary>
public sealed class Witness : IDisposable
{
    /// <summary>Longest request read, in bytes: 64 short lines and a note.</summary>
    public const int MaxBody = SignedNote.MaxBytes + 4096;

    private readonly FolderStorage _state;
    private readonly FileStream _lock;
    private readonly IReadOnlyList<NoteSigner> _signers;
    private readonly ILookup<string, NoteVerifier> _logs;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Opens the state in a folder, alone.</summary>
    /// <param name="folder">Where the state lies; made when it is not there.</param>
    /// <param name="signers">The witness's keys, of cosigning kinds; each gives one line.</param>
    /// <param name="logs">The known logs; the name of a key is the log's origin. More than one key of a log is allowed.</param>
    /// <param name="time">The clock that cosignatures state.</param>
    /// <exception cref="IOException">Another witness has the folder open.</exception>
    public Witness(string folder, IReadOnlyList<NoteSigner> signers, IEnumerable<NoteVerifier> logs, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(signers);
        if (signers.Count == 0 || signers.Any(s => s.Kind is SignatureKind.Ed25519)) throw new ArgumentException("A witness needs cosigning keys.", nameof(signers));
        Directory.CreateDirectory(folder);
        _lock = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        _state = new FolderStorage(folder);
        _logs = logs.ToLookup(k => k.Name, StringComparer.Ordinal);
        (_signers, _time) = (signers, time);
    }

    /// <summary>The latest checkpoint cosigned for a log, with the cosignatures; null when there is none yet.</summary>
    public async Task<SignedNote?> LatestAsync(string origin, CancellationToken ct) =>
        await _state.ReadAsync(Place(origin, "checkpoint"), ct).ConfigureAwait(false) is { } bytes ? SignedNote.Parse(bytes) : null;

    /// <summary>Answers one request. Safe for many at once: for each log they take turns.</summary>
    /// <param name="body">The request as it came.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<WitnessAnswer> AddCheckpointAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (!WitnessRequest.TryParse(body.Span, out var request)) return new WitnessAnswer(400);
        var checkpoint = request.Checkpoint;
        if (!_logs.Contains(checkpoint.Origin)) return new WitnessAnswer(404);
        try
        {
            // Only the log's own lines are kept: others came from anybody and would only pile up.
            request = request with { Note = request.Note with { Signatures = [.. request.Note.Open(_logs[checkpoint.Origin]).Select(s => s.Line)] } };
        }
        catch (LedgerBrokenException)
        {
            return new WitnessAnswer(403);
        }
        if (request.OldSize > checkpoint.Size) return new WitnessAnswer(400);
        var turn = _turns.GetOrAdd(checkpoint.Origin, _ => new SemaphoreSlim(1, 1));
        // Checking against the latest and keeping the new one are one step, else a slower request could roll the log back.
        await turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return await DecideAsync(request, ct).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => _lock.Dispose();

    private async Task<WitnessAnswer> DecideAsync(WitnessRequest request, CancellationToken ct)
    {
        var checkpoint = request.Checkpoint;
        var latest = await LatestAsync(checkpoint.Origin, ct).ConfigureAwait(false) is { } note ? Checkpoint.Parse(note.Text) : new Checkpoint(checkpoint.Origin, 0, MerkleTree.Empty);
        var conflict = new WitnessAnswer(409, latest.Size.ToString(CultureInfo.InvariantCulture) + "\n", WitnessRequest.SizeType);
        if (request.OldSize != latest.Size) return conflict;
        var fork = checkpoint.Size == latest.Size && checkpoint.Root != latest.Root;
        if (fork || !MerkleTree.VerifyConsistency(latest.Size, latest.Root, checkpoint.Size, checkpoint.Root, request.Proof))
        {
            // Signed by the log and at odds with what it signed before: that is kept as evidence.
            await KeepAsync(checkpoint.Origin, $"evidence/{checkpoint.Size.ToString(CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(checkpoint.Root.AsSpan())}", request.Note, ct).ConfigureAwait(false);
            return fork ? conflict : new WitnessAnswer(422);
        }
        var lines = checkpoint.Sign(_signers, _time.GetUtcNow()).Signatures;
        await KeepAsync(checkpoint.Origin, "checkpoint", request.Note.With(lines), ct).ConfigureAwait(false);
        return new WitnessAnswer(200, string.Concat(lines));
    }

    private ValueTask KeepAsync(string origin, string name, SignedNote note, CancellationToken ct) =>
        _state.WriteAsync([(Place(origin, name), Utf8.Strict.GetBytes(note.ToString()))], ct);

    // tlog-mirror "Introduction": a log's folder is the SHA-256 of its origin.
    private static string Place(string origin, string name) => $"{Convert.ToHexStringLower(SHA256.HashData(Utf8.Strict.GetBytes(origin)))}/{name}";
}
