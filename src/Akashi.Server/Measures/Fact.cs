using Akashi.Server.Kernel;

namespace Akashi.Server.Measures;

/// <summary>An entry of any register, as histories name it.</summary>
public readonly record struct EntryRef(string Register, Guid Id);

/// <summary>Something that happened, as the table <c>events</c> holds it for ever.</summary>
/// <param name="Id">Of the event.</param>
/// <param name="Kind">Type of the event.</param>
/// <param name="Act">Id of the act that recorded it.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">UTC, milliseconds.</param>
/// <param name="Leaf">Index in the log; null for what happened before the log began.</param>
/// <param name="Happened">What the event says; null once that was erased with the person it was about. That it happened stays.</param>
public sealed record Fact(Guid Id, Type Kind, EntryRef Entry, string Act, PersonId By, DateTimeOffset At, long? Leaf, Event? Happened);

/// <summary>What one kind of event says about the samples of a measure. Looks at nothing but its arguments.</summary>
/// <param name="Event">Type of the event.</param>
public sealed record FactRule(Type Event, Action<SampleSet, Fact> Take)
{
    /// <summary>A rule that needs what the event says; passed over for an event whose words were erased.</summary>
    public static FactRule On<TEvent>(Action<SampleSet, Fact, TEvent> take) where TEvent : Event => new(typeof(TEvent), (samples, fact) =>
    {
        if (fact.Happened is TEvent happened) take(samples, fact, happened);
    });

    /// <summary>A rule to which entry and moment are enough. For events about a person, whose words can be erased, so that the past stays what it was.</summary>
    public static FactRule When<TEvent>(Action<SampleSet, Fact> take) where TEvent : Event => new(typeof(TEvent), take);
}

/// <summary>One thing that a measure counts.</summary>
/// <param name="Entry">Where a reader finds it.</param>
/// <param name="From">UTC; it counts from then on, and not before, also when that is still to come. A duration begins then.</param>
public sealed record Sample(EntryRef Entry, DateTimeOffset From)
{
    /// <summary>A beginning that never comes: the sample is only kept in mind, until a later fact makes it count.</summary>
    public static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A later sample with the same key takes its place; the entry's id unless said otherwise.</summary>
    public Guid Key { get; init; } = Entry.Id;

    /// <summary>To what it belongs, e.g. the person who holds a right; <see cref="SampleSet.Of"/> finds it by that. Null when to nothing.</summary>
    public Guid? Owner { get; init; }

    /// <summary>UTC; when a duration ended; null while it lasts.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>UTC; from this moment on it is bad. Null: it stays good; <see cref="From"/> or before: it never was.</summary>
    public DateTimeOffset? GoodUntil { get; init; }

    /// <summary>UTC; from then on it counts no more, whatever the window; null when only the window ends it.</summary>
    public DateTimeOffset? Gone { get; init; }

    /// <summary>What a rule keeps in mind beside moments, e.g. the name of a role; null for nothing.</summary>
    public string? Word { get; init; }

    /// <summary>For how many things it stands.</summary>
    public long Of { get; init; } = 1;

    /// <summary>How many of them are bad once it is bad; null for all.</summary>
    public long? BadOf { get; init; }

    /// <summary>The figure that <see cref="Statistic.Newest"/> gives, in the measure's unit.</summary>
    public double Value { get; init; }

    /// <summary>The same sample, bad from its beginning when <paramref name="bad"/>.</summary>
    public Sample BadIf(bool bad) => bad ? this with { GoodUntil = From } : this;
}
