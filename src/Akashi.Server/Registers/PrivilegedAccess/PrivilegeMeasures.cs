using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using static Akashi.Server.Measures.FactRule;

namespace Akashi.Server.Registers.PrivilegedAccess;

/// <summary>Whether two persons stand behind every privilege, for how long it is held, and whether somebody looked afterwards (provision standard 2.1.6, 8.2.4, 8.2.5, 11.1.13).</summary>
internal static class PrivilegeMeasures
{
    private static readonly TimeSpan Quarter = TimeSpan.FromDays(90);

    public static readonly Measure OnePerson = new("privileges.one-person", new("一人だけで使えた特権", "Privileges with one person behind them"),
        Unit.Count, Statistic.Bad, Quarter, Target.AtMost(0), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近90日間の承認のうち申請者自身によるものと、期限までに別の人が問題なしと確認しなかった緊急時の特権の数。",
            "Approvals within 90 days by the requester, and break-glass uses that nobody else found proper within the time for review."),
        Rules =
        [
            // Kept in mind: who asked.
            On<PrivilegeRequested>((samples, fact, _) => samples.Put(new(fact.Entry, Sample.Never) { Owner = fact.By.Value })),
            On<PrivilegeApproved>((samples, fact, e) => samples.Put(new Sample(fact.Entry, fact.At) { Key = fact.Id }.BadIf(samples.Find(fact.Entry.Id)?.Owner == e.By.Value))),
            On<PrivilegeBroken>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { Owner = fact.By.Value, GoodUntil = e.Until.AddDays(e.Rule.ReviewDays) })),
            On<PrivilegeOver>((samples, fact, e) =>
            {
                if (Broken(samples, fact) is { } broken) samples.Put(broken with { GoodUntil = e.ReviewBy });
            }),
            On<PrivilegeReviewed>((samples, fact, e) =>
            {
                if (Broken(samples, fact) is { } broken) samples.Put(broken with { GoodUntil = e.Proper && e.By.Value != broken.Owner ? null : fact.At });
            }),
        ],
    };

    public static readonly Measure GrantLength = new("privileges.grant-length", new("特権を持つ最長の時間", "Longest time a privilege is held"),
        Unit.Hours, Statistic.Longest, Quarter, Target.AtMost(8), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近90日間に認められた特権の、始まりから終わり（予定または実際）までの最長の時間。", "Of the privileges granted within 90 days, the longest time from beginning to end, planned or real."),
        Rules =
        [
            On<PrivilegeGranted>((samples, fact, e) => samples.Put(new(fact.Entry, e.From) { Until = e.Until })),
            On<PrivilegeBroken>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { Until = e.Until })),
            On<PrivilegeOver>((samples, fact, e) =>
            {
                // Given back before it began: it was never held.
                if (samples.Find(fact.Entry.Id) is not { } held) return;
                if (e.At > held.From) samples.Put(held with { Until = e.At });
                else samples.Remove(held.Key);
            }),
        ],
    };

    public static readonly Measure ReviewOverdue = new("privileges.review-overdue", new("確認の期限を過ぎた特権", "Privileges whose review is overdue"),
        Unit.Count, Statistic.Bad, TimeSpan.FromDays(365), Target.AtMost(0), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近1年間に終わった特権のうち、規則の日数を過ぎても、使った本人以外の人がまだ確認していないものの数。", "Privileges that ended within a year and that nobody but their holder has reviewed, though the days of the rule are over."),
        Rules =
        [
            On<PrivilegeOver>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { GoodUntil = e.ReviewBy })),
            When<PrivilegeReviewed>((samples, fact) =>
            {
                if (samples.Find(fact.Entry.Id) is { } over) samples.Put(over with { GoodUntil = null });
            }),
        ],
    };

    private static Sample? Broken(SampleSet samples, Fact fact) => samples.Find(fact.Entry.Id) is { } known && known.From != Sample.Never ? known : null;
}
