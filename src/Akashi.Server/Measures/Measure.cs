using Akashi.Server.Kernel;

namespace Akashi.Server.Measures;

/// <summary>
/// 指標. Facts of registers turned into one figure that is held against a target (ISO/IEC 27004: measure). The facts are moments and ids that
/// events recorded, never how a row stands now, so that any past moment can be judged again and gives what it gave then.
/// </summary>
/// <param name="Id"><c>register.what</c>, e.g. <c>ledger.verification-age</c>; stable, since observations name it.</param>
/// <param name="Title">What is measured, as a noun.</param>
/// <param name="Unit">Of the figure and of the target.</param>
/// <param name="Statistic">How samples become the figure.</param>
/// <param name="Window">How far back samples count; null for all of them. None with <see cref="Statistic.Age"/> and <see cref="Statistic.Newest"/>.</param>
/// <param name="Target">What the figure is held against while the organisation has not set its own.</param>
/// <param name="WhenEmpty">What it means that there is nothing to count.</param>
public sealed record Measure(string Id, Text Title, Unit Unit, Statistic Statistic, TimeSpan? Window, Target Target, WhenEmpty WhenEmpty)
{
    /// <summary>How the figure comes about, in a sentence.</summary>
    public required Text Computes { get; init; }

    /// <summary>What each kind of event says about the samples.</summary>
    public required IReadOnlyList<FactRule> Rules { get; init; }

    /// <summary>The figure as of a moment, from the facts up to then.</summary>
    /// <param name="facts">In the order of the log; of other measures too, and targets that were set. Later ones are passed over.</param>
    public Measurement Take(IEnumerable<Fact> facts, DateTimeOffset asOf)
    {
        var states = new MeasureStates([this]);
        foreach (var fact in facts.Where(f => f.At <= asOf)) states.Apply(fact);
        return states.Read(this, asOf);
    }

    /// <summary>By its id, so that records that hold a measure can be compared.</summary>
    public bool Equals(Measure? other) => Id == other?.Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}

/// <summary>In what a figure is counted.</summary>
public enum Unit { Percent, Count, Days, Hours, Minutes }

/// <summary>How samples become one figure.</summary>
public enum Statistic
{
    /// <summary>Percent of what was counted that is good.</summary>
    Share,

    /// <summary>How much of what was counted is bad.</summary>
    Bad,

    /// <summary>Time since the sample that was renewed longest ago.</summary>
    Age,

    /// <summary>The longest time from a sample's beginning to its end; one that has not ended counts up to now.</summary>
    Longest,

    /// <summary>The value of the newest sample.</summary>
    Newest,
}

/// <summary>What a figure is held against.</summary>
/// <param name="Value">In the unit of the measure.</param>
public sealed record Target(Bound Bound, double Value)
{
    public static Target AtLeast(double value) => new(Bound.AtLeast, value);

    public static Target AtMost(double value) => new(Bound.AtMost, value);

    public bool Holds(double figure) => Bound is Bound.AtLeast ? figure >= Value : figure <= Value;
}

/// <summary>Which side of a target is right.</summary>
public enum Bound { AtLeast, AtMost }

/// <summary>What it means that a measure has nothing to count. Every measure says it: no incident may be good, no backup never is.</summary>
/// <param name="While">It holds while this measure has data and passes, which shows that somebody is looking; null when nothing can be said.</param>
public sealed record WhenEmpty(Measure? While)
{
    public static readonly WhenEmpty NoData = new((Measure?)null);

    public static WhenEmpty HoldsWhile(Measure live) => new(live);
}

/// <summary>How a figure stands to its target.</summary>
public enum Verdict
{
    Passed,
    Failed,

    /// <summary>Nothing to judge by; never exported as satisfied.</summary>
    NoData,

    /// <summary>Does not apply here, for a reason. Only a person can say so.</summary>
    NotApplicable,
}

/// <summary>What a measure gave at a moment.</summary>
/// <param name="Value">The figure; null when there was nothing to count.</param>
/// <param name="Population">How many things were counted.</param>
/// <param name="Offenders">Entries that speak against it, at most <see cref="Most"/>: the worst or the newest first.</param>
/// <param name="LapsesAt">UTC; the first moment at which it will no longer pass by time alone, when nothing happens; null when that is not in sight or it does not pass now.</param>
public sealed record Measurement(double? Value, long Population, IReadOnlyList<EntryRef> Offenders, Verdict Verdict, Target Target, DateTimeOffset? LapsesAt)
{
    /// <summary>Offenders that are kept.</summary>
    public const int Most = 20;

    /// <summary>True when both say the same, offenders included.</summary>
    public bool Same(Measurement other) => this with { Offenders = [] } == other with { Offenders = [] } && Offenders.SequenceEqual(other.Offenders);
}
