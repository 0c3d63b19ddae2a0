using Akashi.Server.Kernel;
using Akashi.Server.Measures;

namespace Akashi.Server.Tests.Measures;

/// <summary>Each way from samples to a figure: value, verdict, offenders, and the moment at which it lapses.</summary>
public sealed class MeasureTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public void Share_OfAWindow_CountsOnlyWhatLiesInIt()
    {
        var measure = Given.Measure(Unit.Percent, Statistic.Share, Week, Target.AtLeast(90));
        Fact[] facts = [Given.Done(1, Start, good: false), Given.Done(2, Start.AddDays(3), good: true), Given.Done(3, Start.AddDays(4), good: true)];

        var before = measure.Take(facts, Start.AddDays(5));
        var after = measure.Take(facts, Start.AddDays(7));

        Assert.Equal((66.6667, 3, Verdict.Failed, null), (before.Value, before.Population, before.Verdict, before.LapsesAt));
        Assert.Equal(Given.Entry(1), Assert.Single(before.Offenders));
        Assert.Equal((100, 2, Verdict.Passed), (after.Value, after.Population, after.Verdict));
        Assert.Empty(after.Offenders);
        // Without anything new it has nothing to count any more, once the last one has left the window.
        Assert.Equal(Start.AddDays(11), after.LapsesAt);
        Assert.Equal(Verdict.NoData, measure.Take(facts, Start.AddDays(11)).Verdict);
    }

    [Fact]
    public void Bad_WhatTurnsBadByItself_IsForeseen()
    {
        var measure = Given.Measure(Unit.Count, Statistic.Bad, null, Target.AtMost(1));
        Fact[] facts = [Given.Due(1, Start, Start.AddDays(2)), Given.Due(2, Start, Start.AddDays(5)), Given.Due(3, Start, Start.AddDays(9))];

        var now = measure.Take(facts, Start.AddDays(3));

        Assert.Equal((1, 3, Verdict.Passed, Start.AddDays(5)), (now.Value, now.Population, now.Verdict, now.LapsesAt));
        Assert.Equal(Verdict.Passed, measure.Take(facts, Start.AddDays(5).AddMilliseconds(-1)).Verdict);
        var then = measure.Take(facts, Start.AddDays(5));
        Assert.Equal((2, Verdict.Failed), (then.Value, then.Verdict));
        Assert.Equal([Given.Entry(1), Given.Entry(2)], then.Offenders.OrderBy(o => o.Id));
    }

    [Fact]
    public void Bad_DoneInTime_NeverTurnsBad()
    {
        var measure = Given.Measure(Unit.Count, Statistic.Bad, null, Target.AtMost(0));
        Fact[] facts = [Given.Due(1, Start, Start.AddDays(2)), Given.Done(1, Start.AddDays(1), good: true)];

        var then = measure.Take(facts, Start.AddDays(30));

        Assert.Equal((0, Verdict.Passed, null), (then.Value, then.Verdict, then.LapsesAt));
    }

    [Fact]
    public void Age_IsThatOfTheOldest_AndLapsesAMillisecondAfterTheTarget()
    {
        var measure = Given.Measure(Unit.Hours, Statistic.Age, null, Target.AtMost(24));
        Fact[] facts = [Given.Done(1, Start, good: true), Given.Done(2, Start.AddHours(20), good: true)];

        var now = measure.Take(facts, Start.AddHours(21));
        var renewed = measure.Take([.. facts, Given.Done(1, Start.AddHours(21), good: true)], Start.AddHours(22));

        Assert.Equal((21, 2, Start.AddHours(24).AddMilliseconds(1)), (now.Value, now.Population, now.LapsesAt));
        Assert.Equal(Verdict.Passed, measure.Take(facts, Start.AddHours(24)).Verdict);
        Assert.Equal(Verdict.Failed, measure.Take(facts, Start.AddHours(24).AddMilliseconds(1)).Verdict);
        Assert.Equal([Given.Entry(1)], measure.Take(facts, Start.AddHours(30)).Offenders);
        Assert.Equal((2, Start.AddHours(44).AddMilliseconds(1)), (renewed.Value, renewed.LapsesAt));
    }

    [Fact]
    public void Longest_WhatHasNotEnded_CountsUpToNow()
    {
        var measure = Given.Measure(Unit.Hours, Statistic.Longest, Week, Target.AtMost(10));
        Fact[] facts = [Given.Begun(1, Start), Given.Ended(1, Start.AddHours(8)), Given.Begun(2, Start.AddHours(9))];

        var early = measure.Take(facts, Start.AddHours(12));
        var late = measure.Take(facts, Start.AddHours(20));
        var ended = measure.Take([.. facts, Given.Ended(2, Start.AddHours(21))], Start.AddHours(22));

        Assert.Equal((8, 2, Verdict.Passed, Start.AddHours(19).AddMilliseconds(1)), (early.Value, early.Population, early.Verdict, early.LapsesAt));
        Assert.Equal((11, Verdict.Failed), (late.Value, late.Verdict));
        Assert.Equal([Given.Entry(2)], late.Offenders);
        Assert.Equal((12, Verdict.Failed), (ended.Value, ended.Verdict));
        // The long one leaves the window a week after it ended.
        Assert.Equal(Verdict.NoData, measure.Take([.. facts, Given.Ended(2, Start.AddHours(21))], Start.AddHours(21).AddDays(7)).Verdict);
    }

    [Fact]
    public void Newest_IsTheValueOfTheLast()
    {
        var measure = Given.Measure(Unit.Days, Statistic.Newest, null, Target.AtLeast(366));
        Fact[] facts = [Given.Valued(1, Start, 400), Given.Valued(2, Start.AddDays(1), 365)];

        Assert.Equal((400, Verdict.Passed), Of(measure.Take(facts, Start.AddHours(1))));
        Assert.Equal((365, Verdict.Failed), Of(measure.Take(facts, Start.AddDays(2))));
        Assert.Equal([Given.Entry(2)], measure.Take(facts, Start.AddDays(2)).Offenders);

        static (double?, Verdict) Of(Measurement m) => (m.Value, m.Verdict);
    }

    [Fact]
    public void Empty_WithoutLiveness_IsNoDataAndNeverPasses()
    {
        foreach (var statistic in Enum.GetValues<Statistic>())
        {
            var measure = Given.Measure(statistic is Statistic.Share ? Unit.Percent : Unit.Hours, statistic, null, Target.AtMost(1_000));

            var given = measure.Take([], Start);

            Assert.Equal((null, 0, Verdict.NoData, null), (given.Value, given.Population, given.Verdict, given.LapsesAt));
        }
    }

    [Fact]
    public void Empty_WithLiveness_HoldsAsLongAsSomebodyLooks()
    {
        var live = Given.Measure(Unit.Hours, Statistic.Age, null, Target.AtMost(24), id: "test.live");
        var measure = Given.Measure(Unit.Count, Statistic.Bad, Week, Target.AtMost(0), WhenEmpty.HoldsWhile(live), id: "test.bad") with { Rules = [FactRule.On<Given.ThingDone>((samples, fact, e) =>
        {
            if (!e.Good) samples.Put(new Sample(fact.Entry, fact.At).BadIf(true));
        })] };
        Fact[] looked = [Given.Done(1, Start, good: true)];

        var now = measure.Take(looked, Start.AddHours(5));

        Assert.Equal((null, 0, Verdict.Passed, Start.AddHours(24).AddMilliseconds(1)), (now.Value, now.Population, now.Verdict, now.LapsesAt));
        Assert.Equal(Verdict.NoData, measure.Take(looked, Start.AddHours(25)).Verdict);
        Assert.Equal(Verdict.NoData, measure.Take([], Start).Verdict);
        Assert.Equal(Verdict.Failed, measure.Take([.. looked, Given.Done(2, Start.AddHours(1), good: false)], Start.AddHours(2)).Verdict);
    }

    [Fact]
    public void Target_SetByTheOrganisation_CountsFromThenOn()
    {
        var measure = Given.Measure(Unit.Hours, Statistic.Age, null, Target.AtMost(24));
        Fact[] facts = [Given.Done(1, Start, good: true), Given.Set(measure, Target.AtMost(2), Start.AddHours(3)), Given.Set(measure, null, Start.AddHours(6))];

        Assert.Equal((Verdict.Passed, 24), Of(Start.AddHours(2.5)));
        Assert.Equal((Verdict.Failed, 2), Of(Start.AddHours(3)));
        Assert.Equal((Verdict.Passed, 24), Of(Start.AddHours(6)));

        (Verdict, double) Of(DateTimeOffset at) => measure.Take(facts, at) is var given ? (given.Verdict, given.Target.Value) : default;
    }

    [Fact]
    public void Owner_WhatIsKeptInMind_CountsOnceALaterFactSaysSo()
    {
        var person = Given.Entry(77).Id;
        var measure = Given.Measure(Unit.Count, Statistic.Bad, Week, Target.AtMost(0)) with
        {
            Rules =
            [
                FactRule.On<Given.ThingBegun>((samples, fact, _) => samples.Put(new(fact.Entry, Sample.Never) { Owner = person })),
                FactRule.When<Given.ThingEnded>((samples, fact) => samples.Remove(fact.Entry.Id)),
                FactRule.When<Given.ThingDone>((samples, fact) =>
                {
                    samples.Put(new(fact.Entry, fact.At));
                    foreach (var kept in samples.Of(person)) samples.Put((kept with { From = fact.At }).BadIf(true));
                }),
            ],
        };
        Fact[] facts = [Given.Begun(1, Start), Given.Begun(2, Start), Given.Ended(2, Start.AddDays(1))];
        Fact[] left = [.. facts, Given.Done(9, Start.AddDays(2), good: true) with { Happened = null }];

        Assert.Equal(Verdict.NoData, measure.Take(facts, Start.AddDays(3)).Verdict);
        var then = measure.Take(left, Start.AddDays(3));
        Assert.Equal((1, 2, Verdict.Failed), (then.Value, then.Population, then.Verdict));
        Assert.Equal([Given.Entry(1)], then.Offenders);
        Assert.Equal(0, measure.Take([.. left, Given.Ended(1, Start.AddDays(3))], Start.AddDays(3)).Value);
    }

    [Fact]
    public void Registered_EveryMeasure_HasAnIdAWindowThatFitsAndWordsInBothLanguages()
    {
        Assert.NotEmpty(MeasureList.All);
        Assert.Equal(MeasureList.All.Count, MeasureList.All.DistinctBy(m => m.Id).Count());
        Assert.All(MeasureList.All, m =>
        {
            Assert.Matches("^[a-z-]+\\.[a-z-]+$", m.Id);
            Assert.NotEmpty(m.Rules);
            Assert.False(string.IsNullOrWhiteSpace(m.Title.Ja + m.Title.En + m.Computes.Ja) || m.Computes.En.Length == 0, m.Id);
            Assert.False(m.Window is not null && m.Statistic is Statistic.Age or Statistic.Newest, m.Id);
            Assert.True(m.Statistic is not Statistic.Share || m.Unit is Unit.Percent, m.Id);
            Assert.True(m.Statistic is not (Statistic.Age or Statistic.Longest) || m.Unit is Unit.Days or Unit.Hours or Unit.Minutes, m.Id);
        });
        // Facts are found by the name of their kind.
        Assert.Equal(typeof(Event).Assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(Event))), typeof(Event).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Event))).DistinctBy(t => t.Name).Count());
    }
}
