using Akashi.Server.Kernel;

namespace Akashi.Server.Tests.Kernel;

/// <summary>Business days of Japan.</summary>
public sealed class WorkDaysTests
{
    [Theory]
    [InlineData("2026-11-20", 1, "2026-11-24")]    // Friday; Monday the 23rd is a holiday
    [InlineData("2026-05-01", 1, "2026-05-07")]    // over the Golden Week, with a substitute holiday
    [InlineData("2026-09-18", 3, "2026-09-28")]    // 21 to 23 September are holidays, one of them between two others
    [InlineData("2026-11-24", 0, "2026-11-24")]
    [InlineData("2026-11-24", -1, "2026-11-20")]
    [InlineData("2026-12-31", 1, "2027-01-04")]    // New Year's day only is a holiday by law; the 2nd and 3rd are a weekend
    public void Add_PassesOverWeekendsAndHolidays(string day, int workDays, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), WorkDays.Japan.Add(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), workDays));

    [Fact]
    public void EndAfter_IsTheEndOfThatDayInJapan() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero), WorkDays.Japan.EndAfter(new(2026, 11, 20, 14, 59, 0, TimeSpan.Zero), 1));

    [Fact]
    public void Japan_KnowsTheHolidaysOfComingYears() => Assert.True(WorkDays.Japan.KnownUntil >= 2027);
}
