using Akashi.Server.Measures;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Tests.Registers.AccessReviews;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Measures;

/// <summary>The measures of access reviews over real campaigns (provision standard 4.4.1, 5.3.1).</summary>
public sealed class ReviewMeasuresTests
{
    [Fact]
    public void Empty_NoCampaign_HasNothingToSay()
    {
        foreach (var measure in new[] { ReviewMeasures.Age, ReviewMeasures.Decided, ReviewMeasures.InTime }) Assert.Equal(Verdict.NoData, measure.Take([], DateTimeOffset.UnixEpoch).Verdict);
    }

    [Theory, EachDatabase]
    public async Task Campaign_DecidedAndClosed_Passes_UntilAYearHasGone(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var campaign = await room.OpenAsync();
        foreach (var (about, by) in new[] { (room.Admin, room.First), (room.First, room.Second), (room.Second, room.First), (room.Engineer, room.Second), (room.Other, room.Second) })
            await room.World.World.MustAsync(room.DecideAsync(campaign, about, true, null, by));
        Assert.Equal((null, Verdict.NoData), await OfAsync(room, ReviewMeasures.Decided));
        var closed = await room.World.World.MustAsync(room.Reviews.CloseAsync(campaign.Id, (await room.StandsAsync(campaign)).Version, room.By(room.Admin), room.Ct));

        Assert.Equal((100, Verdict.Passed), await OfAsync(room, ReviewMeasures.Decided));
        Assert.Equal((0, Verdict.Passed), await OfAsync(room, ReviewMeasures.InTime));
        var age = await Taken.OfAsync(room.World.World, ReviewMeasures.Age);
        Assert.Equal((0, Verdict.Passed, closed.ClosedAt!.Value.AddDays(365).AddMilliseconds(1)), (age.Value, age.Verdict, age.LapsesAt));
        room.World.World.Time.Advance(TimeSpan.FromDays(366));
        Assert.Equal((366, Verdict.Failed), await OfAsync(room, ReviewMeasures.Age));
        Assert.Equal((0, Verdict.Passed), await OfAsync(room, ReviewMeasures.Age, closed.ClosedAt));
    }

    [Theory, EachDatabase]
    public async Task Campaign_PastItsDay_SpeaksAgainstItUntilClosed_AndWhatNobodyDecidedStaysToldOf(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var campaign = await room.OpenAsync();
        var given = await Taken.OfAsync(room.World.World, ReviewMeasures.InTime);
        // The day ends in Japan.
        Assert.Equal(new DateTimeOffset(campaign.Due.AddDays(1).ToDateTime(default), TimeSpan.FromHours(9)), given.LapsesAt);

        room.World.World.Time.SetUtcNow(given.LapsesAt!.Value);
        Assert.Equal((1, Verdict.Failed), await OfAsync(room, ReviewMeasures.InTime));
        room.World.World.Time.Advance(TimeSpan.FromDays(campaign.GraceDays + 1));
        await room.Clock.RoundAsync(room.Ct);
        var late = room.World.World.Time.GetUtcNow();
        await room.World.World.MustAsync(room.Reviews.CloseAsync(campaign.Id, (await room.StandsAsync(campaign)).Version, room.By(room.Admin), room.Ct));

        Assert.Equal((0, Verdict.Passed), await OfAsync(room, ReviewMeasures.InTime));
        var decided = await Taken.OfAsync(room.World.World, ReviewMeasures.Decided);
        Assert.Equal((0, 5, Verdict.Failed, campaign.Id.Value), (decided.Value, decided.Population, decided.Verdict, Assert.Single(decided.Offenders).Id));
        Assert.Equal((1, Verdict.Failed), await OfAsync(room, ReviewMeasures.InTime, late.AddMilliseconds(-1)));
    }

    private static async Task<(double?, Verdict)> OfAsync(ReviewRoom room, Measure measure, DateTimeOffset? asOf = null) =>
        await Taken.OfAsync(room.World.World, measure, asOf) is var given ? (given.Value, given.Verdict) : default;
}
