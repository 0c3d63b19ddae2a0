using Akashi.Server.Kernel;
using Akashi.Server.Measures;

namespace Akashi.Server.Tests.Measures;

/// <summary>Facts of a made-up register, and measures over them.</summary>
internal static class Given
{
    /// <summary>Something was done, well or badly.</summary>
    internal sealed record ThingDone(bool Good) : Event;

    /// <summary>Something must be done by a moment.</summary>
    internal sealed record ThingDue(DateTimeOffset By) : Event;

    /// <summary>A duration began.</summary>
    internal sealed record ThingBegun : Event;

    /// <summary>A duration ended.</summary>
    internal sealed record ThingEnded : Event;

    /// <summary>A figure was written down.</summary>
    internal sealed record ThingValued(double Value) : Event;

    public static Measure Measure(Unit unit, Statistic statistic, TimeSpan? window, Target target, WhenEmpty? empty = null, string id = "test.measure") =>
        new(id, new("試験の指標", "A test's measure"), unit, statistic, window, target, empty ?? WhenEmpty.NoData)
        {
            Computes = new("試験", "Test"),
            Rules =
            [
                FactRule.On<ThingDone>((samples, fact, e) => samples.Put(new Sample(fact.Entry, fact.At).BadIf(!e.Good))),
                FactRule.On<ThingDue>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { GoodUntil = e.By })),
                FactRule.On<ThingBegun>((samples, fact, _) => samples.Put(new(fact.Entry, fact.At))),
                FactRule.On<ThingEnded>((samples, fact, _) =>
                {
                    if (samples.Find(fact.Entry.Id) is { } begun) samples.Put(begun with { Until = fact.At });
                }),
                FactRule.On<ThingValued>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { Value = e.Value })),
            ],
        };

    public static EntryRef Entry(int n) => new("Thing", new Guid(n, 0, 0, new byte[8]));

    public static Fact Done(int n, DateTimeOffset at, bool good) => Fact(n, at, new ThingDone(good));

    public static Fact Due(int n, DateTimeOffset at, DateTimeOffset by) => Fact(n, at, new ThingDue(by));

    public static Fact Begun(int n, DateTimeOffset at) => Fact(n, at, new ThingBegun());

    public static Fact Ended(int n, DateTimeOffset at) => Fact(n, at, new ThingEnded());

    public static Fact Valued(int n, DateTimeOffset at, double value) => Fact(n, at, new ThingValued(value));

    public static Fact Set(Measure measure, Target? target, DateTimeOffset at) => Fact(0, at, new TargetSet(measure.Id, target, "規程"));

    private static Fact Fact(int n, DateTimeOffset at, Event happened) => new(new Guid(n, 1, 1, BitConverter.GetBytes(at.Ticks)), happened.GetType(), Entry(n), "things.do", default, at, null, happened);
}
