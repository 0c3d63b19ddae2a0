using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using static Akashi.Server.Measures.FactRule;

namespace Akashi.Server.Registers.Incidents;

/// <summary>Whether incidents are reported, judged and told of in time (provision standard 6.1, 11.1.3, 11.1.4). Exercises prove the intake and count for nothing else.</summary>
internal static class IncidentMeasures
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly Guid Intake = Guid.Empty;

    public static readonly Measure IntakeAge = new("incidents.intake-probe-age", new("報告の受付が最後に働いてからの日数", "Days since an incident report last came in"), Unit.Days, Statistic.Age, null, Target.AtMost(7), WhenEmpty.NoData)
    {
        Computes = new("報告（訓練を含む）が最後に届いてからの日数。何もない間も、訓練の報告で受付が働くことを確かめる。", "Days since a report came in, exercises included. While nothing happens, an exercise shows that the intake works."),
        Rules = [When<IncidentReported>((samples, fact) => samples.Put(new(fact.Entry, fact.At) { Key = Intake }))],
    };

    public static readonly Measure ReportDelay = new("incidents.report-delay", new("発見から報告までの最長時間", "Longest time from discovery to report"), Unit.Minutes, Statistic.Longest, Year, Target.AtMost(60), WhenEmpty.HoldsWhile(IntakeAge))
    {
        Computes = new("直近1年間の報告について、気づいた時刻から登録までの最長の時間。", "Of the reports within a year, the longest time from discovery until it was written down."),
        Rules =
        [
            On<IncidentReported>((samples, fact, e) =>
            {
                if (!e.Exercise) samples.Put(new(fact.Entry, e.DiscoveredAt) { Until = fact.At });
            }),
        ],
    };

    public static readonly Measure TriageTime = new("incidents.triage-time", new("報告から重大度の判断までの最長時間", "Longest time from report to decision on severity"), Unit.Minutes, Statistic.Longest, Year, Target.AtMost(60), WhenEmpty.HoldsWhile(IntakeAge))
    {
        Computes = new("直近1年間の報告について、登録から重大度が（または、インシデントに当たらないと）最初に判断されるまでの最長の時間。判断待ちは現在まで数える。",
            "Of the reports within a year, the longest time until its severity was first decided, or that it was no incident; one that waits counts up to now."),
        Rules =
        [
            On<IncidentReported>((samples, fact, e) =>
            {
                if (!e.Exercise) samples.Put(new(fact.Entry, fact.At));
            }),
            When<IncidentTriaged>(End), When<IncidentDismissed>(End),
        ],
    };

    public static readonly Measure Decided = new("incidents.decision-recorded", new("判断の記録がある報告の割合", "Reports with a decision on record"), Unit.Percent, Statistic.Share, Year, Target.AtLeast(100), WhenEmpty.HoldsWhile(IntakeAge))
    {
        Computes = new("直近1年間の報告のうち、根拠と判断者のある判断が記録されたものの割合。登録から24時間までは判断前でも数える。",
            "Of the reports within a year, those with a decision, its grounds and who took it; for 24 hours one that waits counts as good."),
        Rules =
        [
            On<IncidentReported>((samples, fact, e) =>
            {
                if (!e.Exercise) samples.Put(new(fact.Entry, fact.At) { GoodUntil = fact.At + Day });
            }),
            When<IncidentTriaged>(Good), When<IncidentDismissed>(Good),
        ],
    };

    public static readonly Measure FirstReport = Told("incidents.first-report-time", new("発見から利用者への速報までの最長時間", "Longest time from discovery to first report to a customer"), Unit.Minutes, 60, ReportStage.First, Recipient.Customer,
        new("直近1年間に影響を受けた利用者ごとに、気づいた時刻から速報までの最長の時間。未報告は現在まで数える。", "For every customer affected within a year, the longest time from discovery to the first report; one that is owed counts up to now."));

    public static readonly Measure ManagerReport = Told("incidents.manager-report-time", new("発見から責任者への報告までの最長時間", "Longest time from discovery to report to management"), Unit.Hours, 24, ReportStage.First, Recipient.Management,
        new("直近1年間のインシデントについて、気づいた時刻から責任者への報告までの最長の時間。未報告は現在まで数える。", "Of the incidents within a year, the longest time from discovery to the report to management; one that is owed counts up to now."));

    public static readonly Measure FollowUp = Told("incidents.follow-up-time", new("速報から続報までの最長時間", "Longest time from a report to its follow-up"), Unit.Hours, 24, ReportStage.FollowUp, Recipient.Customer,
        new("直近1年間の利用者への続報（原因と復旧の見込みを含むもの）について、前の報告からの最長の時間。未報告は現在まで数える。", "Of the follow-ups to customers within a year, each with cause and expected recovery, the longest time since the report before; one that is owed counts up to now."));

    public static readonly Measure Late = new("incidents.reports-late", new("期限を過ぎた報告", "Reports past their time"), Unit.Count, Statistic.Bad, Year, Target.AtMost(0), WhenEmpty.HoldsWhile(IntakeAge))
    {
        Computes = new("直近1年間に生じた報告義務のうち、期限までに行われなかったものの数。遅れて行ったものも数える。", "Of the reports owed within a year, those that were not given in time; one that was given late counts."),
        Rules =
        [
            On<ReportOwed>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { GoodUntil = e.Due })),
            On<ReportGiven>((samples, fact, e) =>
            {
                if (samples.Find(fact.Entry.Id) is { } owed) samples.Put(e.At <= owed.GoodUntil ? owed with { GoodUntil = null } : owed);
            }),
        ],
    };

    public static readonly Measure StatusFresh = new("incidents.status-fresh", new("状況が新しい対応中のインシデント", "Open incidents with fresh status"), Unit.Percent, Statistic.Share, null, Target.AtLeast(100), WhenEmpty.HoldsWhile(IntakeAge))
    {
        Computes = new("利用者に影響する終わっていないインシデントのうち、24時間以内に状況が記されたものの割合。", "Of the incidents that affect customers and are not over, those whose status was written within 24 hours."),
        Rules =
        [
            On<IncidentTriaged>((samples, fact, e) =>
            {
                if (e.Customers.Count > 0) samples.Put(new(fact.Entry, fact.At) { GoodUntil = fact.At + Day });
                else samples.Remove(fact.Entry.Id);
            }),
            On<NoteWritten>((samples, fact, e) =>
            {
                if (e.Kind is NoteKind.Status && samples.Find(e.Incident.Value) is { } open) samples.Put(open with { GoodUntil = fact.At + Day });
            }),
            On<IncidentReopened>((samples, fact, e) =>
            {
                if (e.Customers) samples.Put(new(fact.Entry, fact.At) { GoodUntil = fact.At + Day });
            }),
            When<IncidentClosed>((samples, fact) => samples.Remove(fact.Entry.Id)), When<IncidentDismissed>((samples, fact) => samples.Remove(fact.Entry.Id)),
        ],
    };

    private static Measure Told(string id, Text title, Unit unit, double most, ReportStage stage, Recipient recipient, Text computes) => new(id, title, unit, Statistic.Longest, Year, Target.AtMost(most), WhenEmpty.HoldsWhile(IntakeAge))
    {
        Computes = computes,
        Rules =
        [
            On<ReportOwed>((samples, fact, e) =>
            {
                if (e.Stage == stage && e.Recipient == recipient) samples.Put(new(fact.Entry, e.From));
            }),
            On<ReportGiven>((samples, fact, e) =>
            {
                if (samples.Find(fact.Entry.Id) is { } owed) samples.Put(owed with { Until = e.At });
            }),
        ],
    };

    private static void End(SampleSet samples, Fact fact)
    {
        if (samples.Find(fact.Entry.Id) is { Until: null } waiting) samples.Put(waiting with { Until = fact.At });
    }

    private static void Good(SampleSet samples, Fact fact)
    {
        if (samples.Find(fact.Entry.Id) is { } waiting) samples.Put(waiting with { GoodUntil = null });
    }
}
