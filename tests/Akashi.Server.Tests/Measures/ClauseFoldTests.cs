using Akashi.Server.Kernel;
using Akashi.Server.Measures;

namespace Akashi.Server.Tests.Measures;

public sealed class ClauseFoldTests
{
    /// <summary>Every set of outcomes with the status that it must give, by the one rule: failed &gt; no data or expired &gt; not applicable &gt; passed.</summary>
    public static TheoryData<PartOutcome[], ClauseStatus> Matrix()
    {
        var data = new TheoryData<PartOutcome[], ClauseStatus> { { [], ClauseStatus.AttestationDue } };
        var all = Enum.GetValues<PartOutcome>();
        for (var set = 1; set < 1 << all.Length; set++)
        {
            PartOutcome[] parts = [.. all.Where((_, i) => (set & (1 << i)) != 0)];
            data.Add(parts, parts.Contains(PartOutcome.Failed) ? ClauseStatus.NotMet
                : parts.Contains(PartOutcome.NoData) ? ClauseStatus.NoData
                : parts.Contains(PartOutcome.Expired) || parts.Contains(PartOutcome.Due) ? ClauseStatus.AttestationDue
                : parts.Contains(PartOutcome.NotApplicable) ? ClauseStatus.NotApplicable
                : ClauseStatus.Met);
        }
        return data;
    }

    [Theory, MemberData(nameof(Matrix))]
    public void Of_AnyParts_TheStrongestDecidesInWhateverOrder(PartOutcome[] parts, ClauseStatus expected)
    {
        Assert.Equal(expected, ClauseFold.Of(parts));
        Assert.Equal(expected, ClauseFold.Of(parts.Reverse()));
        Assert.Equal(expected, ClauseFold.Of(parts.Concat(parts)));
    }

    [Fact]
    public void Oscal_WhateverIsNotMet_IsNeverSatisfied()
    {
        Assert.Equal(("satisfied", "pass"), ClauseFold.Oscal(ClauseStatus.Met));
        Assert.Equal(("not-satisfied", "fail"), ClauseFold.Oscal(ClauseStatus.NotMet));
        Assert.All(Enum.GetValues<ClauseStatus>().Except([ClauseStatus.Met, ClauseStatus.NotMet]), s => Assert.Equal(("not-satisfied", "other"), ClauseFold.Oscal(s)));
        // Whatever else is beside it.
        foreach (var other in Enum.GetValues<PartOutcome>())
            Assert.Equal("not-satisfied", ClauseFold.Oscal(ClauseFold.Of([PartOutcome.NoData, other])).State);
    }

    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Verdict.Failed, false, PartOutcome.Failed)]
    [InlineData(Verdict.Failed, true, PartOutcome.Failed)]
    [InlineData(Verdict.NoData, false, PartOutcome.NoData)]
    [InlineData(Verdict.NoData, true, PartOutcome.NotApplicable)]
    [InlineData(Verdict.Passed, false, PartOutcome.Passed)]
    [InlineData(Verdict.Passed, true, PartOutcome.Passed)]
    public void OfMeasure_WithAnExemption_OnlyMissingDataGivesWay(Verdict verdict, bool exempt, PartOutcome expected) =>
        Assert.Equal(expected, ClauseFold.Of(new Measurement(null, 0, [], verdict, Target.AtMost(0), null), exempt ? Said(Verdict.NotApplicable, Now.AddDays(1)) : null, Now));

    [Fact]
    public void OfAttestation_GivenRanOutOrFailed_AndExempted()
    {
        Assert.Equal(PartOutcome.Due, ClauseFold.Of((Declaration?)null, null, Now));
        Assert.Equal(PartOutcome.Passed, ClauseFold.Of(Said(Verdict.Passed, Now.AddMilliseconds(1)), null, Now));
        Assert.Equal(PartOutcome.Expired, ClauseFold.Of(Said(Verdict.Passed, Now), null, Now));
        Assert.Equal(PartOutcome.Failed, ClauseFold.Of(Said(Verdict.Failed, Now.AddDays(1)), Said(Verdict.NotApplicable, Now.AddDays(1)), Now));
        Assert.Equal(PartOutcome.NotApplicable, ClauseFold.Of((Declaration?)null, Said(Verdict.NotApplicable, Now.AddDays(1)), Now));
        Assert.Equal(PartOutcome.Due, ClauseFold.Of((Declaration?)null, Said(Verdict.NotApplicable, Now), Now));
    }

    private static Declaration Said(Verdict verdict, DateTimeOffset expires) => new(new("Observation", default), ObservationMethod.Examine, verdict, default, Now.AddDays(-1), expires, "見た", []);
}
