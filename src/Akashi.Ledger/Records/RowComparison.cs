using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Akashi.Ledger.Records;

/// <summary>The second half of a <see cref="RecordCheck"/>: every row against the state that its last leaf recorded, every leaf against its row.</summary>
/// <param name="source">Read to the end of its leaves and events.</param>
/// <param name="stands">What the log says.</param>
/// <param name="faults">Where what is found goes.</param>
/// <param name="start">First leaf of the log that could be read; later than 0 in a pruned one.</param>
internal sealed class RowComparison(RecordSource source, RowStands stands, FaultList faults, long start)
{
    private readonly Dictionary<(string Register, Guid Entry), string?> _digests = [];
    private long _rows, _newer, _pruned, _parts, _silent, _loose;

    /// <param name="report">What was found so far.</param>
    /// <param name="firstAt">When the log began, if it took over rows then; empty when it knows everything from the first act.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<RecordReport> RunAsync(RecordReport report, string firstAt, CancellationToken ct)
    {
        await foreach (var row in source.RowsAsync(ct).ConfigureAwait(false)) Compare(row);
        foreach (var (register, entry, stand) in stands.All)
            if (!stand.Gone && !stand.Seen && !stand.Newer && source.Schema.Find(register) is not null) faults.Add(RecordFaults.RowMissing(stand.Index, register, entry));
        await ComparePartsAsync(ct).ConfigureAwait(false);
        await foreach (var loose in source.LooseEventsAsync(ct).ConfigureAwait(false))
        {
            if (start > 0 || string.CompareOrdinal(loose.At, firstAt) < 0 && loose.At.Length > 0) _loose++;
            else faults.Add(RecordFaults.EventExtra(null, loose.Register, loose.Entry?.ToString() ?? "?"));
        }
        return report with { Rows = _rows, NewerRows = _newer, PrunedRows = _pruned, Parts = _parts, SilentParents = _silent, LooseEvents = _loose };
    }

    private void Compare(StoredRow row)
    {
        if (row.Entry is not { } entry)
        {
            faults.Add(RecordFaults.RowExtra(null, row.Register, "?"));
            return;
        }
        if (source.Schema.Parts.Any(p => p.Register == row.Register)) _digests[(row.Register, entry)] = row.Digest;
        ref var stand = ref stands.Find(row.Register, entry);
        if (Unsafe.IsNullRef(ref stand))
        {
            // In a pruned log a row may rest on a leaf that is no longer there.
            if (start > 0) _pruned++;
            else faults.Add(RecordFaults.RowExtra(null, row.Register, entry.ToString()));
        }
        else if (stand.Newer) _newer++;
        else if (stand.Gone) faults.Add(RecordFaults.RowExtra(stand.Index, row.Register, entry.ToString()));
        else
        {
            if (stand.Seen) faults.Add(RecordFaults.RowExtra(stand.Index, row.Register, entry.ToString()));
            stand.Seen = true;
            _rows++;
            // Without its salt the state says nothing; that the salt or the event is missing is a fault of its own.
            if (stand.Salted && StateText.Salted(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in stand.Salt)), row.State.Span) != stand.State)
                faults.Add(RecordFaults.RowEdited(stand.Index, row.Register, entry));
        }
    }

    private async Task ComparePartsAsync(CancellationToken ct)
    {
        var (of, together) = (default((string Register, Guid? Parent)), new List<(string Order, byte[] State)>());
        await foreach (var part in source.PartsAsync(ct).ConfigureAwait(false))
        {
            if ((part.Register, part.Parent) != of)
            {
                Compare(of.Register, of.Parent, together);
                of = (part.Register, part.Parent);
                together.Clear();
            }
            together.Add((part.Order, part.State.ToArray()));
        }
        Compare(of.Register, of.Parent, together);
        together.Clear();
        // What is left never had a part in the source.
        foreach (var (register, entry) in _digests.Keys.ToList()) Compare(register, entry, together);
    }

    private void Compare(string? register, Guid? parent, List<(string Order, byte[] State)> parts)
    {
        if (register is null) return;
        var table = source.Schema.Parts.First(p => p.Register == register).Table;
        if (parent is not { } entry || !_digests.Remove((register, entry), out var digest))
        {
            faults.Add(RecordFaults.PartsEdited(null, register, parent?.ToString() ?? "?", table));
            return;
        }
        ref var stand = ref stands.Find(register, entry);
        if (Unsafe.IsNullRef(ref stand) || stand.Newer) return;
        if (digest is null)
        {
            _silent++;
            return;
        }
        _parts += parts.Count;
        if (Digest(parts) != digest) faults.Add(RecordFaults.PartsEdited(stand.Index, register, entry.ToString(), table));
    }

    private static string Digest(List<(string Order, byte[] State)> parts)
    {
        parts.Sort((a, b) => string.CompareOrdinal(a.Order, b.Order));
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, state) in parts)
        {
            sha.AppendData(state);
            sha.AppendData("\n"u8);
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
