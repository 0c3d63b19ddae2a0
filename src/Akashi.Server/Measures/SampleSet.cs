namespace Akashi.Server.Measures;

/// <summary>
/// The samples of one measure as they stand at a moment that only goes forward. A fact changes one sample and time moves those whose moment
/// has come, each in the time of a search tree: what one more fact costs does not grow with the register.
/// </summary>
/// <param name="statistic">Decides by which rank samples are kept in order.</param>
public sealed class SampleSet(Statistic statistic, TimeSpan? window)
{
    private enum Phase { Waiting, Good, Bad, Gone }

    private readonly Dictionary<Guid, (Sample Sample, Phase Phase)> _all = [];
    // Moments still to come at which a sample begins to count, turns bad, or leaves the window.
    private readonly SortedSet<(DateTimeOffset At, Guid Key)> _changes = [];
    private readonly SortedSet<(long Rank, Guid Key)> _running = [];
    private readonly SortedSet<(long Rank, Guid Key)> _ended = [];
    private readonly Dictionary<Guid, SortedSet<Guid>> _owned = [];
    private readonly List<Guid> _gone = [];
    private DateTimeOffset _now = DateTimeOffset.MinValue;

    /// <summary>The sample put last; null before the first.</summary>
    public Sample? Last { get; private set; }

    /// <summary>Samples that count now.</summary>
    internal int Count { get; private set; }

    /// <summary>For how many things they stand, and how many of those are bad.</summary>
    internal (long Of, long Bad) Sum { get; private set; }

    /// <summary>By their beginning: the bad ones (<see cref="Statistic.Share"/>, <see cref="Statistic.Bad"/>), those that have not ended (<see cref="Statistic.Longest"/>), or all that count.</summary>
    internal SortedSet<(long Rank, Guid Key)> Running => _running;

    /// <summary>Those that have ended, by their length (<see cref="Statistic.Longest"/> only).</summary>
    internal SortedSet<(long Rank, Guid Key)> Ended => _ended;

    internal IEnumerable<(DateTimeOffset At, Guid Key)> Changes => _changes;

    /// <summary>The sample of a key; null when there is none, or when it has left the window.</summary>
    public Sample? Find(Guid key) => _all.TryGetValue(key, out var known) ? known.Sample : null;

    /// <summary>The samples that belong to somebody, by their keys.</summary>
    public IReadOnlyList<Sample> Of(Guid owner) => _owned.TryGetValue(owner, out var keys) ? [.. keys.Select(k => _all[k].Sample)] : [];

    public void Put(Sample sample)
    {
        Remove(sample.Key);
        if (sample.Owner is { } owner)
        {
            if (!_owned.TryGetValue(owner, out var keys)) _owned[owner] = keys = [];
            keys.Add(sample.Key);
        }
        foreach (var at in Moments(sample)) if (at > _now) _changes.Add((at, sample.Key));
        Enter(sample, PhaseOf(sample, _now));
        Last = sample;
    }

    public void Remove(Guid key)
    {
        if (!_all.Remove(key, out var former)) return;
        if (former.Sample.Owner is { } owner && _owned[owner].Remove(key) && _owned[owner].Count == 0) _owned.Remove(owner);
        foreach (var at in Moments(former.Sample)) _changes.Remove((at, key));
        Weigh(former.Sample, former.Phase, -1);
    }

    /// <summary>Lets time pass up to a moment; one that is over already changes nothing.</summary>
    internal void Advance(DateTimeOffset to)
    {
        while (_changes.Count > 0 && _changes.Min is var next && next.At <= to)
        {
            _changes.Remove(next);
            _now = next.At;
            var (sample, phase) = _all[next.Key];
            Weigh(sample, phase, -1);
            Enter(sample, PhaseOf(sample, _now));
        }
        if (to > _now) _now = to;
    }

    /// <summary>Forgets what had left the window when a fact came: only facts decide what a later rule may still find, never how often somebody looked.</summary>
    internal void Forget(DateTimeOffset at)
    {
        Advance(at);
        _gone.RemoveAll(key => !_all.TryGetValue(key, out var known) || known.Phase is not Phase.Gone || (Leaves(known.Sample) <= at && Drop(key)));
    }

    private bool Drop(Guid key)
    {
        Remove(key);
        return true;
    }

    /// <summary>What a sample would add to the sums from one moment on, in comparison with the moment before.</summary>
    internal (int Count, long Of, long Bad) StepAt(DateTimeOffset at, Guid key)
    {
        var sample = _all[key].Sample;
        var (before, after) = (Weight(sample, PhaseOf(sample, at.AddTicks(-1))), Weight(sample, PhaseOf(sample, at)));
        return (after.Count - before.Count, after.Of - before.Of, after.Bad - before.Bad);
    }

    private void Enter(Sample sample, Phase phase)
    {
        _all[sample.Key] = (sample, phase);
        Weigh(sample, phase, +1);
        if (phase is Phase.Gone) _gone.Add(sample.Key);
    }

    private void Weigh(Sample sample, Phase phase, int sign)
    {
        var (count, of, bad) = Weight(sample, phase);
        Count += sign * count;
        Sum = (Sum.Of + sign * of, Sum.Bad + sign * bad);
        if (PlaceOf(sample, phase) is not { } place) return;
        if (sign > 0) place.Set.Add((place.Rank, sample.Key));
        else place.Set.Remove((place.Rank, sample.Key));
    }

    private (SortedSet<(long, Guid)> Set, long Rank)? PlaceOf(Sample sample, Phase phase) => statistic switch
    {
        _ when phase is Phase.Waiting or Phase.Gone => null,
        Statistic.Share or Statistic.Bad => phase is Phase.Bad ? (_running, sample.From.Ticks) : null,
        Statistic.Longest when sample.Until is { } end => (_ended, (end - sample.From).Ticks),
        _ => (_running, sample.From.Ticks),
    };

    private static (int Count, long Of, long Bad) Weight(Sample sample, Phase phase) => phase switch
    {
        Phase.Good => (1, sample.Of, 0),
        Phase.Bad => (1, sample.Of, sample.BadOf ?? sample.Of),
        _ => default,
    };

    private Phase PhaseOf(Sample sample, DateTimeOffset at) =>
        at < sample.From ? Phase.Waiting : Leaves(sample) <= at ? Phase.Gone : sample.GoodUntil <= at ? Phase.Bad : Phase.Good;

    /// <summary>When it counts no more: at its own end, or when it leaves the window, which an unfinished duration never does.</summary>
    private DateTimeOffset? Leaves(Sample sample)
    {
        var passed = window is not { } length ? null : statistic is Statistic.Longest ? sample.Until + length : sample.From + length;
        return sample.Gone < passed || passed is null ? sample.Gone : passed;
    }

    private IEnumerable<DateTimeOffset> Moments(Sample sample)
    {
        yield return sample.From;
        if (sample.GoodUntil is { } bad) yield return bad;
        if (Leaves(sample) is { } gone) yield return gone;
    }
}
