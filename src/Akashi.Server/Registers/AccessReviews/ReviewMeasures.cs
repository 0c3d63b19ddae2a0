using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using static Akashi.Server.Measures.FactRule;

namespace Akashi.Server.Registers.AccessReviews;

/// <summary>Whether rights are looked at often enough, in time and whole (provision standard 4.4.1, 5.3.1).</summary>
internal static class ReviewMeasures
{
    private static readonly Guid One = Guid.Empty;

    public static readonly Measure Age = new("reviews.age", new("最後に終えた権限の棚卸しからの日数", "Days since the last access review ended"), Unit.Days, Statistic.Age, null, Target.AtMost(365), WhenEmpty.NoData)
    {
        Computes = new("最後に終了し、結果を証跡として固定した棚卸しからの日数。", "Days since an access review was last closed and its result frozen as evidence."),
        Rules = [When<ReviewClosed>((samples, fact) => samples.Put(new(fact.Entry, fact.At) { Key = One }))],
    };

    public static readonly Measure Decided = new("reviews.decided", new("棚卸しで判断された割当ての割合", "Assignments decided in the last access review"), Unit.Percent, Statistic.Share, null, Target.AtLeast(100), WhenEmpty.NoData)
    {
        Computes = new("最後に終えた棚卸しの明細のうち、判断されたもの、または不要になっていたものの割合。猶予後に自動で終了した割当ては、判断されなかったものに数える。",
            "Of the lines of the last closed access review, those that somebody decided or that had become needless. What ended by itself after the further time counts as undecided."),
        Rules =
        [
            On<ReviewClosed>((samples, fact, e) =>
            {
                var undecided = e.Counts.Undecided + e.Counts.Lapsed;
                samples.Put(new Sample(fact.Entry, fact.At) { Key = One, Of = e.Counts.Keep + e.Counts.Remove + e.Counts.Gone + undecided, BadOf = undecided }.BadIf(undecided > 0));
            }),
        ],
    };

    public static readonly Measure InTime = new("reviews.in-time", new("期日を過ぎた棚卸し", "Access reviews past their day"), Unit.Count, Statistic.Bad, TimeSpan.FromDays(365), Target.AtMost(0), WhenEmpty.HoldsWhile(Age))
    {
        Computes = new("直近1年間に始めた棚卸しのうち、期日（日本時間）を過ぎても終わっていないものの数。終えれば、遅れても数から外れる。",
            "Of the access reviews opened within a year, those that are still open after their last day in Japan. One that was closed late counts no more."),
        Rules =
        [
            On<ReviewOpened>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { GoodUntil = new DateTimeOffset(e.Due.AddDays(1).ToDateTime(TimeOnly.MinValue), Clock.Japan).ToUniversalTime() })),
            When<ReviewClosed>((samples, fact) =>
            {
                if (samples.Find(fact.Entry.Id) is { } open) samples.Put(open with { GoodUntil = null });
            }),
        ],
    };
}
