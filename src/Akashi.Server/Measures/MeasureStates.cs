namespace Akashi.Server.Measures;

/// <summary>Several measures at work on the same facts: each fact goes to those that name its kind. Not for two threads at once.</summary>
public sealed class MeasureStates
{
    private readonly Dictionary<string, MeasureState> _states = [];
    private readonly Dictionary<Type, List<(MeasureState State, FactRule Rule)>> _rules = [];
    private readonly Dictionary<string, Target?> _targets = [];

    /// <param name="measures">Those whose liveness they rest on come along.</param>
    public MeasureStates(IEnumerable<Measure> measures)
    {
        foreach (var measure in measures) Add(measure);
    }

    /// <summary>UTC; the newest moment seen, by a fact or by somebody who read.</summary>
    public DateTimeOffset Now { get; private set; } = DateTimeOffset.MinValue;

    public void Apply(Fact fact)
    {
        if (fact.At > Now) Now = fact.At;
        if (fact.Happened is TargetSet set) _targets[set.Measure] = set.Target;
        foreach (var (state, rule) in _rules.GetValueOrDefault(fact.Kind) ?? []) state.Apply(rule, fact);
    }

    /// <summary>What a measure gives.</summary>
    /// <param name="asOf">A moment before <see cref="Now"/> is taken for that: time only goes forward here.</param>
    /// <param name="fallback">Held against while the organisation has set no target of its own; null for the measure's.</param>
    public Measurement Read(Measure measure, DateTimeOffset asOf, Target? fallback = null)
    {
        if (asOf > Now) Now = asOf;
        var live = measure.WhenEmpty.While is { } other ? Read(other, Now) : null;
        return Of(measure).Read(Now, TargetOf(measure, fallback), live);
    }

    /// <summary>The target in force.</summary>
    public Target TargetOf(Measure measure, Target? fallback = null) => _targets.GetValueOrDefault(measure.Id) ?? fallback ?? measure.Target;

    internal MeasureState Of(Measure measure) => _states[measure.Id];

    private void Add(Measure measure)
    {
        if (_states.ContainsKey(measure.Id)) return;
        var state = _states[measure.Id] = new(measure);
        foreach (var rule in measure.Rules)
        {
            if (!_rules.TryGetValue(rule.Event, out var those)) _rules[rule.Event] = those = [];
            those.Add((state, rule));
        }
        if (measure.WhenEmpty.While is { } live) Add(live);
    }
}
