using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Akashi.Ledger.Records;

/// <summary>
/// Checks that the records are what the log says: takes every leaf in order while the log is read, comparing copies of leaves and
/// events on the way, and afterwards compares every row with the state that its last leaf recorded. Memory: about 120 bytes for each row
/// that the log knows, whatever its length. Source: docs/formats/ledger-leaf.md "What a check of the rows compares".
/// </summary>
/// <param name="source">Rows and events; null to check the leaves only. It is opened with the first leaf, so open it after the checkpoint was read.</param>
public sealed class RecordCheck(RecordSource? source = null)
{
    private const int SaltBytes = 16;

    private readonly RowStands _stands = new();
    private readonly FaultList _faults = new();
    private readonly HashSet<string> _unknown = [];
    private readonly Dictionary<(string Register, Guid Entry), List<long>> _unsalted = [];
    private readonly List<(long First, long Last)> _adopted = [];
    private readonly byte[] _lastAt = new byte[Leaf.TimeLength];
    private byte[] _firstAt = [];
    private long _start = -1, _next, _adoptions, _events;
    private bool _more;

    /// <summary>Takes the next entry of the log. The first one may have any index (a pruned log begins late), the others follow without a gap.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="entry">Its bytes.</param>
    public void Take(long index, ReadOnlySpan<byte> entry)
    {
        if (_start < 0) Begin(index);
        if (index != _next++) throw new ArgumentOutOfRangeException(nameof(index), "Entries are taken in order, without gaps.");
        var readable = Leaf.TryParse(entry, out var leaf, out var wrong);
        if (!readable) _faults.Add(RecordFaults.LeafMalformed(index, wrong));
        else TakeLeaf(index, leaf);
        if (source is not null && index < source.Size) Compare(index, entry, leaf, readable);
    }

    /// <summary>Compares the rows, when there is a source, and says what was found. Call it once, after the last entry.</summary>
    public async Task<RecordReport> FinishAsync(CancellationToken ct)
    {
        if (_start < 0) Begin(0);
        var report = new RecordReport
        {
            Leaves = _next - _start, Entries = _stands.Count, Adoptions = _adoptions, AdoptedAt = _adopted, FaultCount = 0, Faults = [],
        };
        if (source is not null)
        {
            if (source.HoldsLeaves && source.Size < _next) _faults.Add(RecordFaults.DatabaseBehind(source.Size, _next));
            report = report with { Pending = TakePending(), Events = _events };
            foreach (var ((register, entry), leaves) in _unsalted)
                foreach (var index in leaves) _faults.Add(RecordFaults.SaltMissing(index, register, entry));
            var rows = new RowComparison(source, _stands, _faults, _start);
            report = await rows.RunAsync(report, _adoptions > 0 ? Encoding.ASCII.GetString(_firstAt) : "", ct).ConfigureAwait(false);
        }
        return report with { FaultCount = _faults.Count, Faults = _faults.First };
    }

    private void Begin(long index)
    {
        _start = _next = index;
        source?.Open(index);
        _more = source?.MoveNext() ?? false;
    }

    private void TakeLeaf(long index, in Leaf leaf)
    {
        if (_firstAt.Length == 0) _firstAt = leaf.At.ToArray();
        else if (leaf.At.SequenceCompareTo(_lastAt) < 0 && !leaf.IsSetBack)
            _faults.Add(RecordFaults.LeafBackDated(index, Encoding.ASCII.GetString(leaf.At), Encoding.ASCII.GetString(_lastAt)));
        leaf.At.CopyTo(_lastAt);
        if (!leaf.IsDone || leaf.Type.IsEmpty) return;
        var (entry, version) = (leaf.Entry!.Value, leaf.Version!.Value);
        ref var stand = ref _stands.Of(leaf.Register, entry, out var known);
        // A row from before the log is adopted with the version that it has; in a pruned log the first leaf of a row may be any.
        var expected = known ? stand.Version + 1 : 1;
        if (version != expected && (known || _start == 0 && !leaf.IsAdoption))
            _faults.Add(RecordFaults.LeafVersion(index, Encoding.UTF8.GetString(leaf.Register), entry, version, expected));
        (stand.Index, stand.Version, stand.Gone, stand.Salted) = (index, version, leaf.State is null, false);
        stand.Newer = source is not null && index >= source.Size;
        if (leaf.State is { } state) stand.State = state;
        if (leaf.IsAdoption) Adopt(index);
        if (source is null) return;
        if (leaf.Type.SequenceEqual("PersonErased"u8)) _unsalted.Remove((Encoding.UTF8.GetString(leaf.Register), entry));
        if (!known && Encoding.UTF8.GetString(leaf.Register) is var register && source.Schema.Find(register) is null && _unknown.Add(register))
            _faults.Add(RecordFaults.RegisterUnknown(index, register));
    }

    private void Adopt(long index)
    {
        _adoptions++;
        if (_adopted.Count > 0 && _adopted[^1].Last == index - 1) _adopted[^1] = (_adopted[^1].First, index);
        else if (_adopted.Count < FaultList.Kept) _adopted.Add((index, index));
    }

    /// <summary>Compares what the source has for this index: a copy of the leaf, and the event of it.</summary>
    private void Compare(long index, ReadOnlySpan<byte> entry, in Leaf leaf, bool readable)
    {
        var (copied, happened) = (false, false);
        for (; _more && source!.Current.Index <= index; _more = source.MoveNext())
        {
            var item = source.Current;
            if (!item.IsEvent)
            {
                copied = true;
                if (!item.Body.Span.SequenceEqual(entry)) _faults.Add(RecordFaults.LeafDiffers(index));
            }
            else if (item.Index < index || happened || readable && leaf.Event is null)
                _faults.Add(RecordFaults.EventExtra(index, item.Facts?.Register ?? "?", item.Facts?.Entry?.ToString() ?? "?"));
            else
            {
                happened = true;
                if (readable) Compare(index, leaf, item);
            }
        }
        if (!copied && source!.HoldsLeaves) _faults.Add(RecordFaults.LeafMissing(index));
        if (!happened && readable && leaf.Event is not null) _faults.Add(RecordFaults.EventMissing(index, Encoding.UTF8.GetString(leaf.Register), leaf.Entry!.Value));
    }

    private void Compare(long index, in Leaf leaf, StoredItem item)
    {
        _events++;
        var entry = leaf.Entry!.Value;
        if (item.Salt.Length != SaltBytes)
        {
            var key = (Encoding.UTF8.GetString(leaf.Register), entry);
            if (!_unsalted.TryGetValue(key, out var leaves)) _unsalted[key] = leaves = [];
            leaves.Add(index);
        }
        else
        {
            ref var stand = ref _stands.Of(leaf.Register, entry, out _);
            (stand.Salt, stand.Salted) = (MemoryMarshal.Read<UInt128>(item.Salt.Span), true);
            if (StateText.Salted(item.Salt.Span, item.Body.Span) != leaf.Event)
            {
                _faults.Add(RecordFaults.EventEdited(index, Encoding.UTF8.GetString(leaf.Register), entry, "body"));
                return;
            }
        }
        if (item.Facts is { } facts && Differs(leaf, facts) is { } column)
            _faults.Add(RecordFaults.EventEdited(index, Encoding.UTF8.GetString(leaf.Register), entry, column));
    }

    /// <summary>The first column of the event's row that says something else than the leaf; null when none does.</summary>
    private string? Differs(in Leaf leaf, in EventRowFacts facts)
    {
        if (!Same(leaf.Act, facts.Act)) return "act";
        if (!Same(leaf.Register, facts.Register)) return "register";
        if (leaf.Entry != facts.Entry) return "entry_id";
        if (leaf.Version != facts.Version) return "entry_version";
        if (!Same(leaf.Type, facts.Type)) return "type";
        if (!Same(leaf.At, facts.At)) return "at";
        if (facts.Person is not { } person || source!.HashOf(person) is { } hash && hash != leaf.Person) return "person";
        return null;
    }

    [SkipLocalsInit]
    private static bool Same(ReadOnlySpan<byte> word, string text)
    {
        // Words of the program are ASCII; anything longer or else is not the same.
        Span<byte> bytes = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(text, bytes, out var length) && bytes[..length].SequenceEqual(word);
    }

    /// <summary>Reads what the database has beyond the log, so that rows whose newest act is among it are not judged by an older one.</summary>
    private long TakePending()
    {
        var pending = 0L;
        for (; _more; _more = source!.MoveNext())
        {
            var item = source!.Current;
            if (item.IsEvent)
            {
                if (item.Index >= Math.Max(source.Size, _next)) _faults.Add(RecordFaults.EventExtra(null, item.Facts?.Register ?? "?", item.Facts?.Entry?.ToString() ?? "?"));
                continue;
            }
            pending++;
            if (!Leaf.TryParse(item.Body.Span, out var leaf, out var wrong)) _faults.Add(RecordFaults.LeafMalformed(item.Index, wrong));
            else if (leaf.IsDone && !leaf.Type.IsEmpty) _stands.Of(leaf.Register, leaf.Entry!.Value, out _).Newer = true;
        }
        return pending;
    }
}
