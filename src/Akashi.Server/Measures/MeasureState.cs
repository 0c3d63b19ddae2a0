namespace Akashi.Server.Measures;

/// <summary>One measure at work: takes facts one by one and gives its figure for any moment from the last one on.</summary>
internal sealed class MeasureState(Measure measure)
{
    /// <summary>So many coming moments are looked through for the one at which the measure lapses; what lies further is not in sight.</summary>
    private const int Foresight = 1_000;

    private readonly SampleSet _samples = new(measure.Statistic, measure.Window);

    /// <summary>Index of the first fact's leaf in the log; null while no fact has one.</summary>
    public long? FirstLeaf { get; private set; }

    /// <summary>Index of the last fact's leaf.</summary>
    public long? LastLeaf { get; private set; }

    public void Apply(FactRule rule, Fact fact)
    {
        _samples.Forget(fact.At);
        rule.Take(_samples, fact);
        (FirstLeaf, LastLeaf) = (FirstLeaf ?? fact.Leaf, fact.Leaf ?? LastLeaf);
    }

    /// <param name="live">What the measure gives that shows somebody is looking; null when this one has none.</param>
    public Measurement Read(DateTimeOffset now, Target target, Measurement? live)
    {
        _samples.Advance(now);
        var (population, figure) = Figure(now);
        var verdict = population == 0 ? live?.Verdict is Verdict.Passed ? Verdict.Passed : Verdict.NoData : target.Holds(figure) ? Verdict.Passed : Verdict.Failed;
        return new(population > 0 ? Math.Round(figure, 4) : null, population, verdict is Verdict.Failed ? Offenders(now, target) : [], verdict, target,
            verdict is Verdict.Passed ? Lapses(now, target, live) : null);
    }

    private (long Population, double Figure) Figure(DateTimeOffset now)
    {
        var (of, bad) = _samples.Sum;
        if (IsEmpty(_samples.Count, of)) return default;
        return measure.Statistic switch
        {
            Statistic.Share => (of, Share(of, bad)),
            Statistic.Bad => (of, bad),
            Statistic.Age => (_samples.Count, In(now.Ticks - _samples.Running.Min.Rank)),
            Statistic.Longest => (_samples.Count, In(Math.Max(_samples.Running.Count > 0 ? now.Ticks - _samples.Running.Min.Rank : 0, _samples.Ended.Count > 0 ? _samples.Ended.Max.Rank : 0))),
            _ => (_samples.Count, _samples.Find(_samples.Running.Max.Key)!.Value),
        };
    }

    private List<EntryRef> Offenders(DateTimeOffset now, Target target)
    {
        var keys = measure.Statistic switch
        {
            Statistic.Share or Statistic.Bad => _samples.Running.Reverse().Select(r => r.Key),
            Statistic.Newest => _samples.Running.Reverse().Take(1).Select(r => r.Key),
            // Longest first: those that still run against those that have ended.
            _ => Merged(now).TakeWhile(r => !target.Holds(In(r.Rank))).Select(r => r.Key),
        };
        return [.. keys.Select(k => _samples.Find(k)!.Entry).Distinct().Take(Measurement.Most)];
    }

    private IEnumerable<(long Rank, Guid Key)> Merged(DateTimeOffset now) =>
        _samples.Running.Take(Measurement.Most).Select(r => (Rank: now.Ticks - r.Rank, r.Key)).Concat(_samples.Ended.Reverse().Take(Measurement.Most)).OrderByDescending(r => r.Rank).ThenBy(r => r.Key);

    /// <summary>The first moment at which it will not pass any more when nothing happens: the coming moments are gone through one by one.</summary>
    private DateTimeOffset? Lapses(DateTimeOffset now, Target target, Measurement? live)
    {
        var (count, (of, bad), at) = (_samples.Count, _samples.Sum, now);
        var late = _samples.Running.Count > 0 ? Overdue(_samples.Running.Min.Rank, target) : null;
        foreach (var moment in _samples.Changes.Take(Foresight).GroupBy(c => c.At))
        {
            if (Ends() is { } end && end < moment.Key) return end > at ? end : at;
            at = moment.Key;
            foreach (var (_, key) in moment)
            {
                var step = _samples.StepAt(at, key);
                (count, of, bad) = (count + step.Count, of + step.Of, bad + step.Bad);
                if (step.Count > 0) late ??= Overdue(at.Ticks, target);
            }
            if (IsEmpty(count, of) ? live?.Verdict is not Verdict.Passed : measure.Statistic switch
            {
                Statistic.Share => !target.Holds(Share(of, bad)),
                Statistic.Bad => !target.Holds(bad),
                _ => false,
            }) return at;
        }
        return Ends() is not { } last ? null : last > at ? last : at;

        DateTimeOffset? Ends() => IsEmpty(count, of) ? live?.LapsesAt : late;
    }

    /// <summary>When a time that began then becomes too long; null when it is no time that must not be long.</summary>
    private DateTimeOffset? Overdue(long fromTicks, Target target) =>
        measure.Statistic is Statistic.Age or Statistic.Longest && target.Bound is Bound.AtMost ? JustAfter(fromTicks, target.Value) : null;

    private static bool IsEmpty(int count, long of) => count == 0 || of == 0;

    private static double Share(long of, long bad) => 100.0 * (of - bad) / of;

    /// <summary>The first millisecond at which more than so many units have passed.</summary>
    private DateTimeOffset JustAfter(long fromTicks, double units)
    {
        var at = (fromTicks + (long)Math.Floor(units * Ticks)) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond;
        return new DateTimeOffset(at, TimeSpan.Zero).AddMilliseconds(1);
    }

    private double In(long ticks) => (double)ticks / Ticks;

    private long Ticks => measure.Unit switch
    {
        Unit.Days => TimeSpan.TicksPerDay,
        Unit.Hours => TimeSpan.TicksPerHour,
        Unit.Minutes => TimeSpan.TicksPerMinute,
        _ => throw new InvalidOperationException($"{measure.Id}: {measure.Statistic} is a time and cannot be counted in {measure.Unit}."),
    };
}
