using Akashi.Server.Measures;
using static Akashi.Server.Measures.FactRule;

namespace Akashi.Server.Ledger;

/// <summary>Whether the log is written, whole, protected and looked at (provision standard 11.1.5, 11.1.11–11.1.13, 6.1.5, 7.1.4).</summary>
internal static class LedgerMeasures
{
    // One sample that is renewed again and again.
    private static readonly Guid One = Guid.Empty;

    /// <summary>Whether somebody looks at all: other measures of the log rest on it.</summary>
    public static readonly Measure Silence = new("ledger.silence", new("台帳の点検の途切れ", "Gap between surveys of the ledger"), Unit.Hours, Statistic.Longest, TimeSpan.FromDays(7), Target.AtMost(24), WhenEmpty.NoData)
    {
        Computes = new("直近7日間で、サーバーが台帳を点検しなかった最長の時間。今も続く途切れは現在までを数える。", "The longest time within 7 days in which the server did not survey its log; one that still goes on counts up to now."),
        Rules =
        [
            On<LedgerSurveyed>((samples, fact, _) =>
            {
                if (samples.Last is { Until: null } open) samples.Put(open with { Until = fact.At });
                samples.Put(new(fact.Entry, fact.At));
            }),
        ],
    };

    public static readonly Measure LeafComplete = new("ledger.leaf-complete", new("項目のそろった記録の割合", "Log entries with every field"), Unit.Percent, Statistic.Share, TimeSpan.FromDays(30), Target.AtLeast(100), WhenEmpty.NoData)
    {
        Computes = new("直近30日間の点検で、だれが・いつ・何を・どこから・結果の項目がすべてそろっていた記録の割合。", "Log entries surveyed within 30 days that hold who, when, what, from where and how it ended, of all surveyed."),
        Rules = [On<LedgerSurveyed>((samples, fact, e) => samples.Put(new Sample(fact.Entry, fact.At) { Of = e.End - e.First, BadOf = e.Incomplete }.BadIf(e.Incomplete > 0)))],
    };

    public static readonly Measure ClockSetBack = new("ledger.clock-set-back", new("サーバー時計の巻き戻し", "Clock of the server set back"), Unit.Count, Statistic.Bad, TimeSpan.FromDays(90), Target.AtMost(0), WhenEmpty.HoldsWhile(Silence))
    {
        Computes = new("直近90日間に台帳が記録した、2秒を超える時計の巻き戻しの回数。", "How often within 90 days the log recorded that the clock was set back by more than 2 seconds."),
        Rules =
        [
            On<LedgerSurveyed>((samples, fact, e) =>
            {
                if (e.SetBacks > 0) samples.Put(new Sample(fact.Entry, fact.At) { Of = e.SetBacks }.BadIf(true));
            }),
        ],
    };

    public static readonly Measure Denied = new("ledger.denied", new("権限のない試み", "Attempts without permission"), Unit.Count, Statistic.Bad, TimeSpan.FromDays(7), Target.AtMost(50), WhenEmpty.NoData)
    {
        Computes = new("直近7日間の点検で見つかった、権限がなく拒まれた試みの数。目標を超えれば、だれが何を試みたかを台帳で調べる。", "Attempts without permission that surveys found within 7 days; above the target somebody looks in the log at who tried what."),
        Rules = [On<LedgerSurveyed>((samples, fact, e) => samples.Put(new Sample(fact.Entry, fact.At) { Of = Math.Max(1, e.Denied), BadOf = e.Denied }.BadIf(e.Denied > 0)))],
    };

    public static readonly Measure TimeStampAge = new("ledger.time-stamp-age", new("外部タイムスタンプからの経過", "Time since the last outside time-stamp"), Unit.Hours, Statistic.Age, null, Target.AtMost(24), WhenEmpty.NoData)
    {
        Computes = new("外部の時刻認証局（RFC 3161）が台帳の時点を最後に証明してからの時間。", "Time since an authority outside last vouched for when the log existed (RFC 3161)."),
        Rules =
        [
            On<LedgerSurveyed>((samples, fact, e) =>
            {
                if (e.StampedAt is { } at) samples.Put(new(fact.Entry, at) { Key = One });
            }),
        ],
    };

    public static readonly Measure VerificationAge = new("ledger.verification-age", new("台帳の全件検証からの経過", "Time since the last full verification"), Unit.Hours, Statistic.Age, null, Target.AtMost(24), WhenEmpty.NoData)
    {
        Computes = new("署名・全記録・全タイル・全行を照合した検証が最後に終わってからの時間。結果は問わない。", "Time since a verification of signatures, entries, tiles and rows last came to its end, whatever it found."),
        Rules = [On<LedgerVerified>((samples, fact, _) => samples.Put(new(fact.Entry, fact.At) { Key = One }))],
    };

    public static readonly Measure ChainBreaks = new("ledger.chain-breaks", new("最後の全件検証で見つかった相違", "Faults found by the last full verification"), Unit.Count, Statistic.Bad, null, Target.AtMost(0), WhenEmpty.NoData)
    {
        Computes = new("最後の全件検証が見つけた相違の有無（0または1）。検証は最初の相違で止まる。", "Whether the last full verification found anything wrong (0 or 1); it ends at the first fault."),
        Rules = [On<LedgerVerified>((samples, fact, e) => samples.Put(new Sample(fact.Entry, fact.At) { Key = One }.BadIf(!e.Result.Ok)))],
    };

    public static readonly Measure PublicationLag = new("ledger.publication-lag", new("台帳の公開の遅れ", "Delay of publication"), Unit.Minutes, Statistic.Newest, null, Target.AtMost(5), WhenEmpty.NoData)
    {
        Computes = new("最後の点検の時点で、署名済みチェックポイントに入るのを待っていた最も古い記録の待ち時間。", "At the last survey, how long the oldest entry had waited for a signed checkpoint."),
        Rules = [On<LedgerSurveyed>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { Key = One, Value = e.WaitingSince is { } since ? (fact.At - since).TotalMinutes : 0 }))],
    };

    public static readonly Measure WitnessLag = new("ledger.witness-lag", new("立会人の連署の遅れ", "Delay of witnesses"), Unit.Minutes, Statistic.Newest, null, Target.AtMost(5), WhenEmpty.NoData)
    {
        Computes = new("最後の点検の時点で、最も遅い立会人の連署を待っていた最も古い記録の待ち時間。立会人がいなければデータなし。", "At the last survey, how long the oldest entry had waited for the slowest witness; no data without witnesses."),
        Rules =
        [
            On<LedgerSurveyed>((samples, fact, e) =>
            {
                if (e.Witnesses > 0) samples.Put(new(fact.Entry, fact.At) { Key = One, Value = e.WitnessWaitingSince is { } since ? (fact.At - since).TotalMinutes : 0 });
                else samples.Remove(One);
            }),
        ],
    };

    public static readonly Measure Retention = new("ledger.retention", new("定めた保存期間", "Retention period that was decided"), Unit.Days, Statistic.Newest, null, Target.AtLeast(RetentionPolicy.LeastDays), WhenEmpty.NoData)
    {
        Computes = new("根拠を示して定めた、最新の保存期間。", "The newest retention period that was decided, with what it rests on."),
        Rules = [On<RetentionSet>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { Key = One, Value = e.Days }))],
    };
}
