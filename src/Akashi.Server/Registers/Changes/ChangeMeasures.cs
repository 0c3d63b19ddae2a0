using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using static Akashi.Server.Measures.FactRule;

namespace Akashi.Server.Registers.Changes;

/// <summary>
/// Whether changes are approved, tested and judged before they begin, and how they end (provision standard 4.5.3, 4.5.4). An empty register
/// says nothing: changes can be made without it.
/// </summary>
internal static class ChangeMeasures
{
    private static readonly TimeSpan Quarter = TimeSpan.FromDays(90);

    public static readonly Measure ApprovedFirst = new("changes.approved-first", new("着手前の承認", "Changes approved before start"), Unit.Percent, Statistic.Share, Quarter, Target.AtLeast(100), WhenEmpty.NoData)
    {
        Computes = new("直近90日間に着手した変更のうち、着手前に（緊急変更は期限までに）必要な全員が承認したものの割合。", "Of changes begun within 90 days, those that all approvers agreed to before the start, or for an emergency by its deadline."),
        Rules =
        [
            On<ChangeRequested>((samples, fact, _) => samples.Put(new Sample(fact.Entry, Sample.Never) { GoodUntil = Sample.Never })),
            // Kept in mind until it begins: whether the last needed person has agreed. Of an emergency: the deadline.
            On<ChangeApproved>((samples, fact, e) =>
            {
                if (e.Votes < e.Needed || samples.Find(fact.Entry.Id) is not { } known) return;
                samples.Put(known.From == Sample.Never ? known with { Word = "approved" } : fact.At < known.GoodUntil ? known with { GoodUntil = null } : known);
            }),
            On<ChangeStarted>((samples, fact, _) => samples.Put(new Sample(fact.Entry, fact.At).BadIf(samples.Find(fact.Entry.Id)?.Word is null))),
            On<EmergencyStarted>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { GoodUntil = e.ApproveBy })),
        ],
    };

    public static readonly Measure SelfApproved = new("changes.self-approved", new("自己承認の変更", "Self-approved changes"), Unit.Count, Statistic.Bad, Quarter, Target.AtMost(0), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近90日間の承認のうち、申請者または着手した人自身によるものの数。", "Approvals within 90 days by whoever asked for the change or carried it out."),
        Rules =
        [
            On<ChangeRequested>((samples, fact, _) => samples.Put(new(fact.Entry, Sample.Never) { Owner = fact.By.Value })),
            On<EmergencyStarted>((samples, fact, _) => samples.Put(new(fact.Entry, Sample.Never) { Owner = fact.By.Value })),
            On<ChangeApproved>((samples, fact, e) => samples.Put(new Sample(fact.Entry, fact.At) { Key = fact.Id, Owner = e.By.Value }.BadIf(samples.Find(fact.Entry.Id)?.Owner == e.By.Value))),
            On<ChangeStarted>((samples, fact, e) =>
            {
                foreach (var vote in samples.Of(e.By.Value).Where(s => s.Entry == fact.Entry && s.Key != fact.Entry.Id).ToList()) samples.Put(vote.BadIf(true));
            }),
        ],
    };

    public static readonly Measure TestedFirst = new("changes.tested-first", new("反映前の試験", "Changes tested before release"), Unit.Percent, Statistic.Share, Quarter, Target.AtLeast(100), WhenEmpty.NoData)
    {
        Computes = new("直近90日間に着手した変更のうち、着手前に試験に合格していたものの割合。", "Of changes begun within 90 days, those whose last test before the start had passed."),
        Rules =
        [
            On<ChangeTested>((samples, fact, e) =>
            {
                if (samples.Find(fact.Entry.Id) is null or { Word: not null }) samples.Put(new(fact.Entry, Sample.Never) { Word = e.Passed ? "passed" : "failed" });
            }),
            On<ChangeStarted>((samples, fact, _) => samples.Put(new Sample(fact.Entry, fact.At).BadIf(samples.Find(fact.Entry.Id)?.Word != "passed"))),
            On<EmergencyStarted>((samples, fact, _) => samples.Put(new Sample(fact.Entry, fact.At).BadIf(true))),
        ],
    };

    public static readonly Measure FailedRate = new("changes.failed-rate", new("失敗・切り戻しのなかった割合", "Changes without failure or roll-back"), Unit.Percent, Statistic.Share, Quarter, Target.AtLeast(95), WhenEmpty.NoData)
    {
        Computes = new("直近90日間に終わった変更のうち、失敗も切り戻しもしなかったものの割合。", "Of changes ended within 90 days, those that neither failed nor were rolled back."),
        Rules = [On<ChangeFinished>((samples, fact, e) => samples.Put(new Sample(fact.Entry, fact.At).BadIf(e.Outcome.Result is ChangeResult.Failed or ChangeResult.RolledBack)))],
    };
}
