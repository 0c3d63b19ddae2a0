using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Akashi.Cli.Showing;
using Akashi.Ledger;
using Akashi.Ledger.Records;

namespace Akashi.Cli.Verifying;

/// <summary>What to verify a log against, besides its keys.</summary>
/// <param name="Since">Files of checkpoints seen before.</param>
/// <param name="Database">A SQLite file or a connection string; null for none.</param>
/// <param name="Export">A file of records; null for none.</param>
/// <param name="Authorities">Certificates of time-stamping authorities; null when none were given.</param>
internal sealed record Against(IReadOnlyList<string> Since, string? Database, string? Export, X509Certificate2Collection? Authorities);

/// <summary>Verifies a log: signatures, every entry and tile, earlier checkpoints, leaves, and the rows of a database or export.</summary>
internal sealed class LogVerification(Session session, LogPlace place, Trust trust, Against against)
{
    private readonly Findings _found = new() { Where = place.Name, Trust = trust };

    public async Task<Findings> RunAsync()
    {
        var clock = Stopwatch.StartNew();
        try
        {
            await VerifyAsync();
        }
        catch (LedgerBrokenException broken)
        {
            _found.Fault = broken.Fault;
        }
        catch (DbException failed)
        {
            throw RowSource.Unreadable(failed);
        }
        _found.Elapsed = clock.Elapsed;
        return _found;
    }

    private async Task VerifyAsync()
    {
        _found.MinimumIndex = await MinimumAsync();
        var earlier = await EarlierAsync();
        var head = await HeadAsync();
        var stamped = await StampedAsync(head);
        var schema = await place.Storage.ReadAsync(StateSchema.FileName, session.Ct) is { } file ? StateSchema.Parse(file) : null;
        if (schema is null && (against.Database ?? against.Export) is not null)
            throw CommandFailedException.Unreadable(new("ログに schema.json がないため、記録を照合できません。", "The log has no schema.json, which comparing records needs."));
        var (source, connection) = schema is null ? default : await RowSource.OpenAsync(against.Database, against.Export, schema, session.Ct);
        await using (connection)
        await using (source)
        {
            var check = schema is null ? null : new RecordCheck(source);
            var report = await session.Progress.RunAsync(new("ログを検証しています", "Verifying the log"), bar => LogVerifier.RunAsync(place.Storage, new VerifyOptions
            {
                Policy = trust.Policy,
                Earlier = [.. earlier, .. stamped],
                MinimumIndex = _found.MinimumIndex,
                OnEntry = check is null ? null : (index, entry) => check.Take(index, entry.Span),
                Progress = new Pace(bar, head?.Size ?? 0),
            }, session.Ct));
            (_found.Checkpoint, _found.Signatures, _found.Entries, _found.Tiles, _found.Detached, _found.Fault) =
                (report.Checkpoint, report.Signatures, report.Entries, report.Tiles, report.Detached, report.Fault);
            if (_found.Fault is null) _found.Earlier = [.. earlier.Select(e => e.Size).Order()];
            if (_found.Fault is null && check is not null)
            {
                _found.Records = await session.Progress.RunAsync(new("記録を照合しています", "Comparing the records"), _ => check.FinishAsync(session.Ct));
                _found.Compared = source is not null;
                _found.Fault = _found.Records.First;
            }
        }
        if (_found.Fault is null) await CheckStampsAsync(stamped);
        await Remarks.AddAsync(_found, place, against, session.Ct);
    }

    // Only for the share that the bar shows; what counts is read and verified by the verifier.
    private async Task<Checkpoint?> HeadAsync() =>
        await place.Storage.ReadAsync("checkpoint", session.Ct) is { } bytes && Checkpoint.TryParse(SignedNote.Parse(bytes).Text, out var head) ? head : null;

    private async Task<long> MinimumAsync()
    {
        if (await place.TextAsync("minimum-index", session.Ct) is not { } text) return 0;
        return long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minimum) ? minimum
            : throw new LedgerBrokenException(new Fault("file.malformed", "minimum-index", null, "「minimum-index」の形式が正しくありません。", "“minimum-index” is malformed."));
    }

    private async Task<IReadOnlyList<Checkpoint>> EarlierAsync()
    {
        var earlier = new List<Checkpoint>();
        foreach (var file in against.Since)
            earlier.Add(Signed(await InputFile.BytesAsync(file, session.Ct), Path.GetFileName(file)));
        return earlier;
    }

    /// <summary>The checkpoints that were time-stamped: the log must continue them too, else the stamps are about another history.</summary>
    private async Task<IReadOnlyList<Checkpoint>> StampedAsync(Checkpoint? head)
    {
        var stamped = new List<Checkpoint>();
        foreach (var size in place.StampedSizes(head?.Size ?? 0).Where(s => s >= _found.MinimumIndex && s <= head?.Size))
            if (await place.Storage.ReadAsync(TimeStampToken.CheckpointPath(size), session.Ct) is { } bytes) stamped.Add(Signed(bytes, TimeStampToken.CheckpointPath(size)));
        return stamped;
    }

    /// <summary>A checkpoint that the log signed, whoever cosigned it.</summary>
    private Checkpoint Signed(byte[] note, string name)
    {
        try
        {
            return WitnessPolicy.Of(trust.Policy.Logs.Select(l => l.Key)).Check(SignedNote.Parse(note)).Checkpoint;
        }
        catch (LedgerBrokenException broken)
        {
            throw new LedgerBrokenException(broken.Fault with { Path = name });
        }
    }

    private async Task CheckStampsAsync(IReadOnlyList<Checkpoint> stamped)
    {
        if (against.Authorities is not { } authorities) return;
        foreach (var size in stamped.Select(s => s.Size))
        {
            var (data, token) = (await place.Storage.ReadAsync(TimeStampToken.CheckpointPath(size), session.Ct), await place.Storage.ReadAsync(TimeStampToken.Path(size), session.Ct));
            if (data is null || token is null) continue;
            try
            {
                _found.Stamps.Add(new Stamp(size, TimeStampToken.Verify(data, token, authorities)));
            }
            catch (LedgerBrokenException broken)
            {
                _found.Fault = broken.Fault with { Path = TimeStampToken.Path(size), Index = size };
                return;
            }
        }
    }

    /// <summary>Tells the bar how far the scan is and how quick.</summary>
    private sealed class Pace(Bar bar, long size) : IProgress<long>
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();

        public void Report(long value) =>
            bar.Report(size > 0 ? (double)value / size : 0, new Words("{0:N0} 件/秒", "{0:N0} entries/s").With(value / Math.Max(_clock.Elapsed.TotalSeconds, 0.001)));
    }
}
