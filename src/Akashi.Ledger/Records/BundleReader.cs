using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Akashi.Ledger.Records;

/// <summary>What the verification of a bundle found.</summary>
/// <param name="Bundle">What it says; null when it cannot be read.</param>
/// <param name="Opened">The accepted checkpoint; null when its signatures failed.</param>
/// <param name="Steps">Acts whose proof and content were verified.</param>
/// <param name="Files">Evidence files whose hash was verified.</param>
/// <param name="AbsentFiles">Hashes of files that state or events name and the bundle does not hold.</param>
/// <param name="Erased">Acts whose text was erased together with a person's data; their place in the log is verified all the same.</param>
/// <param name="Fault">The first thing wrong; null when nothing is.</param>
public sealed record BundleReport(EvidenceBundle? Bundle, OpenedCheckpoint? Opened, int Steps, int Files, IReadOnlyList<string> AbsentFiles, int Erased, Fault? Fault);

/// <summary>Reads and verifies an evidence bundle by nothing but its content and the keys that the reader trusts.</summary>
/// <param name="zip">The bundle; it is not disposed.</param>
public sealed partial class BundleReader(ZipArchive zip)
{
    private const int MaxText = 16 << 20;

    private readonly StringBuilder _named = new();
    private EvidenceBundle? _bundle;
    private OpenedCheckpoint? _opened;
    private int _steps, _files, _erased;

    /// <summary>True when the file looks like a bundle: it has a <c>bundle.json</c>.</summary>
    public bool IsBundle => zip.GetEntry(BundleFiles.Index) is not null;

    /// <summary>The text of a file in the bundle; null when it is not there.</summary>
    /// <exception cref="LedgerBrokenException"><c>bundle.malformed</c></exception>
    public async Task<string?> TextAsync(string name, CancellationToken ct) => zip.GetEntry(name) is null ? null : Utf8Text(await BytesAsync(name, ct).ConfigureAwait(false), name);

    /// <summary>Verifies everything, to the end or to the first thing wrong.</summary>
    /// <param name="policy">Whose signatures the checkpoint needs.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<BundleReport> VerifyAsync(WitnessPolicy policy, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Fault? fault = null;
        try
        {
            _bundle = await ReadAsync(ct).ConfigureAwait(false);
            _opened = policy.Check(_bundle.Note);
            CheckSteps(_bundle, policy, ct);
            foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("files/", StringComparison.Ordinal) && e.Name.Length > 0)) await FileAsync(entry, ct).ConfigureAwait(false);
        }
        catch (LedgerBrokenException broken)
        {
            fault = broken.Fault;
        }
        catch (InvalidDataException)
        {
            fault = BundleFaults.Malformed("zip");
        }
        var absent = HashMember().Matches(_named.ToString()).Select(m => m.Groups[1].Value).Distinct().Where(h => zip.GetEntry(BundleFiles.Evidence(h)) is null);
        return new BundleReport(_bundle, _opened, _steps, _files, [.. absent], _erased, fault);
    }

    /// <summary>Everything in the bundle but the evidence files, not verified yet.</summary>
    /// <exception cref="LedgerBrokenException"><c>bundle.malformed</c>, <c>note.malformed</c>, <c>proof.malformed</c></exception>
    public async Task<EvidenceBundle> ReadAsync(CancellationToken ct)
    {
        using var json = Parse(await BytesAsync(BundleFiles.Index, ct).ConfigureAwait(false));
        var root = json.RootElement;
        try
        {
            if (root.GetProperty("v").GetInt32() != 1) throw Malformed(BundleFiles.Index);
            var note = SignedNote.Parse(await BytesAsync(BundleFiles.Checkpoint, ct).ConfigureAwait(false));
            var steps = new List<BundleStep>();
            foreach (var step in root.GetProperty("steps").EnumerateArray()) steps.Add(await StepAsync(step, note, ct).ConfigureAwait(false));
            return new EvidenceBundle(root.GetProperty("organisation").GetGuid(), root.GetProperty("register").GetString()!, root.GetProperty("entry").GetGuid(), note,
                await TextAsync(BundleFiles.Keys, ct).ConfigureAwait(false) ?? "", steps)
            {
                Policy = await TextAsync(BundleFiles.Policy, ct).ConfigureAwait(false),
                State = zip.GetEntry(BundleFiles.State) is null ? (ReadOnlyMemory<byte>?)null : await BytesAsync(BundleFiles.State, ct).ConfigureAwait(false),
                TimeStamp = zip.GetEntry(BundleFiles.Token) is null ? null
                    : new BundleTimeStamp(await BytesAsync(BundleFiles.Stamped, ct).ConfigureAwait(false), await BytesAsync(BundleFiles.Token, ct).ConfigureAwait(false)),
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Malformed(BundleFiles.Index);
        }
    }

    private async Task<BundleStep> StepAsync(JsonElement step, SignedNote note, CancellationToken ct)
    {
        var index = step.GetProperty("index").GetInt64();
        var proof = TlogProof.Parse(Utf8Text(await BytesAsync(BundleFiles.Proof(index), ct).ConfigureAwait(false), BundleFiles.Proof(index)));
        if (proof.Index != index) throw Malformed(BundleFiles.Proof(index));
        if (proof.Note.Text != note.Text) throw new LedgerBrokenException(BundleFaults.OtherCheckpoint(BundleFiles.Proof(index), index));
        return new BundleStep(index, await BytesAsync(BundleFiles.Leaf(index), ct).ConfigureAwait(false), proof.Hashes)
        {
            Event = step.TryGetProperty("event", out var happened) ? happened.GetString() : null,
            Salt = step.TryGetProperty("salt", out var salt) ? salt.GetBytesFromBase64() : (ReadOnlyMemory<byte>?)null,
        };
    }

    private void CheckSteps(EvidenceBundle bundle, WitnessPolicy policy, CancellationToken ct)
    {
        var (last, version, lastDone) = (-1L, 0, (BundleStep?)null);
        TreeHash? state = null;
        foreach (var step in bundle.Steps)
        {
            ct.ThrowIfCancellationRequested();
            if (step.Index <= last) throw Malformed(BundleFiles.Index);
            last = step.Index;
            new TlogProof(step.Index, step.Proof, bundle.Note).Verify(step.Leaf.Span, policy);
            if (Check(bundle, step, ref version) is { } after) (lastDone, state) = (step, after.State);
            _steps++;
        }
        if (lastDone is null) throw Malformed(BundleFiles.Index);
        if (state is null != bundle.State is null) throw new LedgerBrokenException(BundleFaults.StateWrong(lastDone.Index));
        if (bundle.State is not { } now) return;
        if (lastDone.Salt is not { } salt || StateText.Salted(salt.Span, now.Span) != state) throw new LedgerBrokenException(BundleFaults.StateWrong(lastDone.Index));
        _named.Append(Utf8Text(now.ToArray(), BundleFiles.State));
    }

    /// <summary>The state that a done act left; null when the leaf is about an attempt or a reading.</summary>
    private Recorded? Check(EvidenceBundle bundle, BundleStep step, ref int version)
    {
        if (!Leaf.TryParse(step.Leaf.Span, out var leaf, out var wrong)) throw new LedgerBrokenException(RecordFaults.LeafMalformed(step.Index, wrong));
        if (leaf.Entry != bundle.Entry || Encoding.UTF8.GetString(leaf.Register) != bundle.Register) throw new LedgerBrokenException(BundleFaults.OtherEntry(BundleFiles.Leaf(step.Index), step.Index));
        if (!leaf.IsDone || leaf.Type.IsEmpty) return null;
        var expected = version == 0 && leaf.IsAdoption ? leaf.Version!.Value : version + 1;
        if (leaf.Version != expected) throw new LedgerBrokenException(BundleFaults.VersionGap(step.Index, leaf.Version!.Value, expected));
        version = expected;
        if (step is { Event: { } text, Salt: { } salt })
        {
            if (StateText.Salted(salt.Span, Encoding.UTF8.GetBytes(text)) != leaf.Event) throw new LedgerBrokenException(BundleFaults.EventWrong(step.Index));
            _named.Append(text);
        }
        else if (step.Event is null && step.Salt is null) _erased++;
        else throw new LedgerBrokenException(BundleFaults.EventWrong(step.Index));
        return new Recorded(leaf.State);
    }

    private async Task FileAsync(ZipArchiveEntry entry, CancellationToken ct)
    {
        var content = await entry.OpenAsync(ct).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct).ConfigureAwait(false));
            if (BundleFiles.Evidence(hash) != entry.FullName || !_named.ToString().Contains(hash, StringComparison.Ordinal)) throw new LedgerBrokenException(BundleFaults.FileWrong(entry.FullName));
            _files++;
        }
    }

    private async Task<byte[]> BytesAsync(string name, CancellationToken ct)
    {
        if (zip.GetEntry(name) is not { } entry) throw Malformed(name);
        var stream = await entry.OpenAsync(ct).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            // The length in the header is somebody's word; what is read is counted.
            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            int read;
            while ((read = await stream.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0)
            {
                if (bytes.Length + read > MaxText) throw Malformed(name);
                bytes.Write(buffer, 0, read);
            }
            return bytes.ToArray();
        }
    }

    private static JsonDocument Parse(byte[] json)
    {
        try { return JsonDocument.Parse(json); }
        catch (JsonException) { throw Malformed(BundleFiles.Index); }
    }

    private static string Utf8Text(byte[] bytes, string name)
    {
        try { return Utf8.Strict.GetString(bytes); }
        catch (DecoderFallbackException) { throw Malformed(name); }
    }

    private static LedgerBrokenException Malformed(string path) => new(BundleFaults.Malformed(path));

    [GeneratedRegex("\"hash\":\"([0-9a-f]{64})\"")]
    private static partial Regex HashMember();

    private sealed record Recorded(TreeHash? State);
}
