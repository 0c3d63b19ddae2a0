using System.Security.Cryptography;

namespace Akashi.Ledger;

/// <summary>How a mirror follows a log.</summary>
public sealed record MirrorOptions
{
    /// <summary>Whose signatures a checkpoint needs.</summary>
    public required WitnessPolicy Policy { get; init; }

    /// <summary>After how long without a newer checkpoint the log counts as silent; null: never.</summary>
    public TimeSpan? SilentAfter { get; init; }

    /// <summary>Bytes of entries and detached contents taken into memory before they are proved and written; 32 MiB.</summary>
    public long StepBytes { get; init; } = 32 << 20;

    /// <summary>Keys with which the mirror states that it holds the log durably (tlog-mirror "Introduction"); empty: it does not cosign.</summary>
    public IReadOnlyList<NoteSigner> Signers { get; init; } = [];
}

/// <summary>What one round of following brought.</summary>
/// <param name="Held">The checkpoint of the copy after the round; null when nothing is held yet.</param>
/// <param name="Fetched">Entries that were added to the copy.</param>
/// <param name="Alarm">What is wrong with the log; null when nothing is.</param>
/// <param name="Evidence">Files in the copy's folder that show it: the checkpoint held and the one offered.</param>
public sealed record MirrorRound(SignedNote? Held, long Fetched, Fault? Alarm, IReadOnlyList<string> Evidence);

/// <summary>
/// Follows a log and keeps a full copy that can be served as the log itself. What it holds is only ever extended, and only by
/// what the log signed and what continues the copy; everything else raises an alarm. Source: tlog-mirror "Introduction", tlog-tiles.
/// </summary>
/// <param name="source">The log.</param>
/// <param name="copy">The mirror's own folder.</param>
/// <param name="options">What is asked of the log.</param>
/// <param name="time">The clock for silence and cosignatures.</param>
public sealed class Mirror(ILogStorage source, FolderStorage copy, MirrorOptions options, TimeProvider time)
{
    private const int MaxEvidence = 1000;

    private readonly Reachable _source = new(source);

    /// <summary>Looks once. An alarm is given each time as long as its cause lasts.</summary>
    /// <exception cref="IOException">The copy cannot be written.</exception>
    public async Task<MirrorRound> FollowAsync(CancellationToken ct)
    {
        var (held, offered, fetched) = ((SignedNote?)null, (byte[]?)null, 0L);
        try
        {
            held = await HeldAsync(ct).ConfigureAwait(false);
            offered = await _source.ReadAsync("checkpoint", ct).ConfigureAwait(false);
            if (offered is null) throw new LedgerBrokenException(Faults.FileMissing("checkpoint"));
            var note = options.Policy.Check(SignedNote.Parse(offered));
            var from = held is null ? new Checkpoint(note.Checkpoint.Origin, 0, MerkleTree.Empty) : Checkpoint.Parse(held.Text);
            await CompareAsync(from, note.Checkpoint, ct).ConfigureAwait(false);
            if (held is null || note.Checkpoint.Size > from.Size)
            {
                fetched = await ExtendAsync(from, note.Checkpoint, ct).ConfigureAwait(false);
                held = await KeepAsync(note, ct).ConfigureAwait(false);
            }
            return new MirrorRound(held, fetched, Silence(note), []);
        }
        catch (LedgerBrokenException e)
        {
            return new MirrorRound(held, 0, e.Fault, await EvidenceAsync(held, offered, ct).ConfigureAwait(false));
        }
        // No answer is no evidence; whether it also lasts too long is the more urgent question.
        catch (UnreachableException e)
        {
            return new MirrorRound(held, 0, Silence(null) ?? Faults.Unreachable(e.Message), []);
        }
    }

    // What is held was verified when it came; now it shows whether somebody changed the copy.
    private async Task<SignedNote?> HeldAsync(CancellationToken ct)
    {
        if (await copy.ReadAsync("checkpoint", ct).ConfigureAwait(false) is not { } bytes) return null;
        return await InCopyAsync(() => Task.FromResult(options.Policy.Check(SignedNote.Parse(bytes)).Note)).ConfigureAwait(false);
    }

    private async Task CompareAsync(Checkpoint held, Checkpoint offered, CancellationToken ct)
    {
        if (held.Origin != offered.Origin) throw new LedgerBrokenException(Faults.OtherLog(offered.Origin));
        if (offered.Size < held.Size) throw new LedgerBrokenException(Faults.Shrunk(held.Size, offered.Size));
        var then = offered.Size == held.Size ? offered.Root : await new LogReader(_source, offered).RootAsync(held.Size, ct).ConfigureAwait(false);
        if (then != held.Root) throw new LedgerBrokenException(Faults.Forked(held.Size));
    }

    // In steps: each is proved against the offered root before one of its files is written.
    private async Task<long> ExtendAsync(Checkpoint held, Checkpoint offered, CancellationToken ct)
    {
        var appender = await InCopyAsync(() => LogAppender.ResumeAsync(copy, held.Size, held.Root, ct)).ConfigureAwait(false);
        var (reader, bundles) = (new LogReader(_source, offered), new BundleReader(_source, offered.Size, held.Size / TilePath.FullWidth));
        var (contents, bytes) = (new List<(string, ReadOnlyMemory<byte> Content)>(), 0L);
        while (await bundles.NextAsync(ct).ConfigureAwait(false) is { } bundle)
        {
            await TakeAsync(bundle, appender, contents, ct).ConfigureAwait(false);
            bytes += bundle.Bytes.Length;
            if (bytes + contents.Sum(c => (long)c.Content.Length) < options.StepBytes && appender.Size < offered.Size) continue;
            if (appender.Root() != await reader.RootAsync(appender.Size, ct).ConfigureAwait(false)) throw new LedgerBrokenException(Faults.RootMismatch(appender.Size));
            if (contents.Count > 0) await copy.WriteAsync(contents, ct).ConfigureAwait(false);
            await appender.WriteAsync(ct).ConfigureAwait(false);
            contents.Clear();
            bytes = 0;
        }
        return offered.Size - held.Size;
    }

    private async Task TakeAsync(Bundle bundle, LogAppender appender, List<(string, ReadOnlyMemory<byte>)> contents, CancellationToken ct)
    {
        var rest = bundle.Bytes;
        for (var i = 0; i < bundle.Width; i++)
        {
            var index = bundle.Index * TilePath.FullWidth + i;
            if (!TileReader.TakeEntry(ref rest, out var entry)) throw new LedgerBrokenException(Faults.FileMalformed(bundle.Path) with { Index = index });
            if (index < appender.Size) continue;
            if (MerkleTree.Leaf(entry.Span) != bundle.Hash(i)) throw new LedgerBrokenException(Faults.EntryMismatch(bundle.Path, index));
            if (DetachedEntry.TryParse(entry.Span, out var detached)) contents.Add((detached.Path, await DetachedEntry.UnpackAsync(_source, entry, ct).ConfigureAwait(false)));
            appender.Append(entry.Span);
        }
    }

    private async Task<SignedNote> KeepAsync(OpenedCheckpoint offered, CancellationToken ct)
    {
        var note = offered.Note.With(offered.Checkpoint.Sign(options.Signers, time.GetUtcNow()).Signatures);
        await copy.WriteAsync([("checkpoint", Utf8.Strict.GetBytes(note.ToString()))], ct).ConfigureAwait(false);
        return note;
    }

    // Newer is what a cosignature says; a log without one speaks by growing, and then the copy's file is as old as its last word.
    private Fault? Silence(OpenedCheckpoint? offered)
    {
        var file = Path.Combine(copy.Folder, "checkpoint");
        if (options.SilentAfter is not { } limit || !File.Exists(file)) return null;
        var last = offered?.Signatures.Max(s => s.Time) ?? new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero);
        var since = time.GetUtcNow() - last;
        return since > limit ? Faults.Silent(since) : null;
    }

    // Named by their content, so that a lasting alarm adds nothing; and bounded, since anybody can offer something unsigned.
    private async Task<IReadOnlyList<string>> EvidenceAsync(SignedNote? held, byte[]? offered, CancellationToken ct)
    {
        var files = new[] { held is null ? null : Utf8.Strict.GetBytes(held.ToString()), offered }.OfType<byte[]>().Where(bytes => bytes.Length <= SignedNote.MaxBytes)
            .Select(bytes => ($"evidence/{Convert.ToHexStringLower(SHA256.HashData(bytes))}.checkpoint", (ReadOnlyMemory<byte>)bytes)).ToList();
        var folder = Path.Combine(copy.Folder, "evidence");
        if (Directory.Exists(folder) && Directory.EnumerateFiles(folder).Take(MaxEvidence).Count() == MaxEvidence) return [];
        await copy.WriteAsync(files, ct).ConfigureAwait(false);
        return [.. files.Select(f => f.Item1)];
    }

    private static async Task<T> InCopyAsync<T>(Func<Task<T>> read)
    {
        try { return await read().ConfigureAwait(false); }
        catch (LedgerBrokenException e) { throw new LedgerBrokenException(Faults.CopyBroken(e.Fault)); }
    }

    // Tells "the log cannot be read" from "the copy cannot be written".
    private sealed class Reachable(ILogStorage log) : ILogStorage
    {
        public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken ct)
        {
            try { return await log.ReadAsync(path, ct).ConfigureAwait(false); }
            catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !ct.IsCancellationRequested)
            {
                throw new UnreachableException(e.Message, e);
            }
        }

        public ValueTask WriteAsync(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files, CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class UnreachableException(string message, Exception inner) : Exception(message, inner);
}
