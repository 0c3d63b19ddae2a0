using System.Globalization;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using static Akashi.Server.Measures.FactRule;

namespace Akashi.Server.Identity;

/// <summary>Whether sessions end, lock and refuse as they should (provision standard 12.3.1–12.3.3): from surveys of the log, since a session itself leaves no events.</summary>
internal static class SessionMeasures
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private static readonly Guid One = Guid.Empty;

    public static readonly Measure Misused = new("sessions.misused", new("使えないはずのセッションでの操作", "Acts in sessions that were over or locked"),
        Unit.Count, Statistic.Bad, Month, Target.AtMost(0), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近30日間の点検で、終了・期限切れ・ロック中のはずなのに操作や閲覧の記録が残っていたセッションの数。台帳の記録をセッションの表と突き合わせて数える。",
            "Sessions surveyed within 30 days in which something was done or read after their end, after their limit, or while they were locked; entries of the log are held against the table of sessions."),
        Rules = [OnTally((samples, fact, t) =>
        {
            if (t.Seen > 0) samples.Put(new Sample(fact.Entry, fact.At) { Of = t.Seen, BadOf = t.Misused }.BadIf(t.Misused > 0));
        })],
    };

    public static readonly Measure DeadIdsRefused = new("sessions.dead-ids-refused", new("無効なセッション識別子の拒否", "Dead and foreign session ids refused"),
        Unit.Percent, Statistic.Share, Month, Target.AtLeast(100), WhenEmpty.HoldsWhile(Misused))
    {
        Computes = new("直近30日間の点検で、終了した・ロック中の・このシステムが発行していない識別子が使われたうち、拒んだものの割合。",
            "Of uses within 30 days of ids that were over, locked or not made here, those that were refused."),
        Rules = [OnTally((samples, fact, t) =>
        {
            if (t.Refused + t.Misused > 0) samples.Put(new Sample(fact.Entry, fact.At) { Of = t.Refused + t.Misused, BadOf = t.Misused }.BadIf(t.Misused > 0));
        })],
    };

    public static readonly Measure LockDelay = new("sessions.lock-delay", new("無操作の限度からロックまでの遅れ", "Delay from idle limit to lock"),
        Unit.Minutes, Statistic.Longest, Month, Target.AtMost(1), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近30日間の点検で、開いたままの画面が無操作の限度を過ぎてからロックされるまでの最長の時間。", "The longest time surveyed within 30 days for which an open page stayed usable after the idle limit."),
        Rules = [OnTally((samples, fact, t) =>
        {
            if (t.LockDelay is { } delay) samples.Put(new(fact.Entry, fact.At.AddMilliseconds(-delay)) { Until = fact.At });
        })],
    };

    public static readonly Measure UnlocksProven = new("sessions.unlocks-proven", new("本人確認によるロック解除", "Unlocks with proof of identity"),
        Unit.Percent, Statistic.Share, Month, Target.AtLeast(100), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近30日間のロック解除のうち、パスワードやパスキーを示して行われたものの割合。示すものを持たない人（一度限りのリンク、見本の人）の解除は数に入り、満たさない。",
            "Of the unlocks within 30 days, those by a password or a passkey. People who have nothing to show (one-time link, sample) count against it."),
        Rules = [OnTally((samples, fact, t) =>
        {
            if (t.Unlocks > 0) samples.Put(new Sample(fact.Entry, fact.At) { Of = t.Unlocks, BadOf = t.Unproven }.BadIf(t.Unproven > 0));
        })],
    };

    public static readonly Measure IdleLimit = InForce("sessions.idle-limit", "session.idle", Unit.Minutes, Target.AtMost(30), new("無操作でロックするまでの設定", "Idle limit in force"),
        new("有効な設定値（分）。設定していなければ既定値。", "The limit in force, in minutes; the default while nobody has set one."));

    public static readonly Measure AbsoluteLimit = InForce("sessions.absolute-limit", "session.hours", Unit.Hours, Target.AtMost(24), new("セッションの最長時間の設定", "Longest session in force"),
        new("有効な設定値（時間）。設定していなければ既定値。", "The limit in force, in hours; the default while nobody has set one."));

    private static Measure InForce(string id, string setting, Unit unit, Target target, Kernel.Text title, Kernel.Text computes) =>
        new(id, title, unit, Statistic.Newest, null, target, WhenEmpty.NoData)
        {
            Computes = computes,
            Rules =
            [
                On<OrganisationFounded>((samples, fact, _) => samples.Put(new(fact.Entry, fact.At) { Key = One, Value = NumberOf(Settings.Find(setting)!.Default) })),
                On<SettingSet>((samples, fact, e) =>
                {
                    if (e.Name == setting) samples.Put(new(fact.Entry, fact.At) { Key = One, Value = NumberOf(e.Value) });
                }),
            ],
        };

    private static FactRule OnTally(Action<SampleSet, Fact, SessionTally> take) => On<LedgerSurveyed>((samples, fact, e) =>
    {
        if (e.Sessions is { } tally) take(samples, fact, tally);
    });

    private static double NumberOf(string value) => double.Parse(value, CultureInfo.InvariantCulture);
}
