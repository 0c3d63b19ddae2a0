using System.Net;
using System.Net.Http.Headers;

namespace Akashi.Ledger;

/// <summary>What a submission brought.</summary>
/// <param name="Cosignatures">Verified lines of the witness's keys; empty when it did not cosign.</param>
/// <param name="Fault">Why it did not; null when it did.</param>
public sealed record WitnessResult(IReadOnlyList<NoteSignature> Cosignatures, Fault? Fault);

/// <summary>Asks one witness for cosignatures. Source: tlog-witness "add-checkpoint".</summary>
/// <param name="client">Its <see cref="HttpClient.BaseAddress"/> is the witness's submission prefix and ends with <c>/</c>.</param>
/// <param name="keys">The witness's keys; lines of others are ignored.</param>
public sealed class WitnessClient(HttpClient client, IReadOnlyList<NoteVerifier> keys)
{
    private const int MaxAnswer = 1 << 20;

    private string Name => keys[0].Name;

    /// <summary>
    /// Submits a signed checkpoint with the consistency proof from the size that the witness cosigned last. When the witness
    /// knows another size, it is asked once more from that one.
    /// </summary>
    /// <param name="checkpoint">The signed checkpoint.</param>
    /// <param name="lastSize">The size cosigned last; 0 when it is not known.</param>
    /// <param name="reader">Gives the proofs; of the same tree as the checkpoint.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="HttpRequestException">The witness cannot be reached.</exception>
    public async Task<WitnessResult> SubmitAsync(SignedNote checkpoint, long lastSize, LogReader reader, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(reader);
        var (status, body) = await PostAsync(checkpoint, lastSize, reader, ct).ConfigureAwait(false);
        if (status == HttpStatusCode.Conflict && WitnessRequest.TryParseSize(body.TrimEnd('\n'), out var seen))
        {
            if (seen > reader.Checkpoint.Size) return new WitnessResult([], Faults.WitnessAhead(Name, seen, reader.Checkpoint.Size));
            // The same size again is no question of where to start: the witness holds another root.
            if (seen == lastSize) return new WitnessResult([], Faults.Forked(seen));
            (status, body) = await PostAsync(checkpoint, seen, reader, ct).ConfigureAwait(false);
        }
        return status == HttpStatusCode.OK ? Read(checkpoint, body) : new WitnessResult([], Faults.WitnessRefused(Name, (int)status));
    }

    private WitnessResult Read(SignedNote checkpoint, string body)
    {
        try
        {
            var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(SignedNote.Line);
            return new WitnessResult([.. new SignedNote(checkpoint.Text, [.. lines]).Open(keys).Select(s => s.Line)], null);
        }
        catch (LedgerBrokenException e)
        {
            return new WitnessResult([], e.Fault);
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(SignedNote checkpoint, long oldSize, LogReader reader, CancellationToken ct)
    {
        var proof = await reader.ConsistencyAsync(Math.Min(oldSize, reader.Checkpoint.Size), ct).ConfigureAwait(false);
        using var content = new ByteArrayContent(Utf8.Strict.GetBytes(new WitnessRequest(oldSize, proof, checkpoint, reader.Checkpoint).ToString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain") { CharSet = "utf-8" };
        using var request = new HttpRequestMessage(HttpMethod.Post, "add-checkpoint") { Content = content };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        await response.Content.LoadIntoBufferAsync(MaxAnswer, ct).ConfigureAwait(false);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(ct).ConfigureAwait(false));
    }
}
