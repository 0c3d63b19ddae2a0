using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using CsCheck;

namespace Akashi.Server.Tests.Measures;

/// <summary>Whatever happens and however often somebody looks: a measure at work gives what a replay from nothing gives, and lapses when it said.</summary>
public sealed class ReplayTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Measure[] Measures =
    [
        .. from shape in new[] { (Unit.Percent, Statistic.Share, Target.AtLeast(60)), (Unit.Count, Statistic.Bad, Target.AtMost(2)), (Unit.Hours, Statistic.Longest, Target.AtMost(30)) }
           from window in new TimeSpan?[] { null, TimeSpan.FromHours(50) }
           from live in new[] { false, true }
           select Given.Measure(shape.Item1, shape.Item2, window, shape.Item3, live ? WhenEmpty.HoldsWhile(Given.Measure(Unit.Hours, Statistic.Age, null, Target.AtMost(40), id: "test.live")) : null),
        Given.Measure(Unit.Hours, Statistic.Age, null, Target.AtMost(40)),
        Given.Measure(Unit.Days, Statistic.Newest, null, Target.AtLeast(5)),
    ];

    /// <summary>Facts about a few things, minutes or days apart, some at the same moment.</summary>
    private static readonly Gen<Fact[]> Facts = Gen.Select(Gen.Int[1, 6], Gen.Int[0, 5], Gen.Int[0, 900], Gen.Bool).Array[0, 40].Select(steps =>
    {
        var at = Start;
        return steps.Select(s =>
        {
            var (n, kind, minutes, good) = s;
            at = at.AddMinutes(minutes < 200 ? 0 : minutes);
            return kind switch
            {
                0 => Given.Done(n, at, good),
                1 => Given.Due(n, at, at.AddMinutes(minutes * 3)),
                2 => Given.Begun(n, at),
                3 => Given.Ended(n, at),
                4 => Given.Valued(n, at, minutes / 100.0),
                _ => Given.Set(Measures[0], good ? Target.AtLeast(minutes / 10.0) : null, at),
            };
        }).ToArray();
    });

    [Fact]
    public void Read_BetweenFacts_GivesWhatAReplayOfThenGives() =>
        Gen.Select(Facts, Gen.Int[0, Measures.Length - 1], Gen.Int[0, 4_000].Array[0, 8]).Sample((facts, which, looks) =>
        {
            var measure = Measures[which];
            var states = new MeasureStates([measure]);
            var moments = looks.Select(l => Start.AddMinutes(l * 10)).Order().ToList();
            var next = 0;
            foreach (var moment in moments)
            {
                for (; next < facts.Length && facts[next].At <= moment; next++) states.Apply(facts[next]);
                Same(measure.Take(facts, moment), states.Read(measure, moment));
            }
        }, iter: 2_000);

    [Fact]
    public void LapsesAt_WhenNothingHappens_IsTheFirstMomentThatDoesNotPass() =>
        Gen.Select(Facts, Gen.Int[0, Measures.Length - 1], Gen.Int[0, 3_000]).Sample((facts, which, look) =>
        {
            var (measure, moment) = (Measures[which], Start.AddMinutes(look * 10));
            Fact[] known = [.. facts.Where(f => f.At <= moment)];
            var given = measure.Take(known, moment);
            if (given.Verdict is not Verdict.Passed)
            {
                Assert.Null(given.LapsesAt);
                return;
            }
            if (given.LapsesAt is not { } lapses)
            {
                Assert.Equal(Verdict.Passed, measure.Take(known, moment.AddYears(10)).Verdict);
                return;
            }
            Assert.True(lapses > moment);
            Assert.Equal(Verdict.Passed, measure.Take(known, lapses.AddMilliseconds(-1)).Verdict);
            Assert.NotEqual(Verdict.Passed, measure.Take(known, lapses).Verdict);
        }, iter: 2_000);

    private static void Same(Measurement expected, Measurement actual) => Assert.True(expected.Same(actual), $"{expected} {string.Join(' ', expected.Offenders)}\n{actual} {string.Join(' ', actual.Offenders)}");
}
