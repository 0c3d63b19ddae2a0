using System.Security.Cryptography;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using static Akashi.Server.Measures.FactRule;

namespace Akashi.Server.Registers.PrivilegedAccess.Maintenance;

/// <summary>Whether maintenance by outsiders is recorded, looked at afterwards, and done by people and with tools that were approved (provision standard 8.2.2–8.2.6).</summary>
internal static class MaintenanceMeasures
{
    private static readonly TimeSpan HalfYear = TimeSpan.FromDays(180);

    public static readonly Measure RecordComplete = new("maintenance.record-complete", new("記録のそろった保守", "Maintenance with a complete record"),
        Unit.Percent, Statistic.Share, HalfYear, Target.AtLeast(100), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近180日間の保守のうち、日時・要員・内容・構成要素の記録がそろい、実際に行ったことが確認期限までに報告されたものの割合。報告までは予定の写しにすぎない。",
            "Of the maintenance within 180 days, that with date, people, content and components on record and a report of what was really done before its review was due; without a report the record says what was planned."),
        Rules =
        [
            Remember,
            On<MaintenanceRecorded>((samples, fact, e) => samples.Put(new Sample(fact.Entry, fact.At) { GoodUntil = e.Work.ReportedAt is null ? Due(samples, fact, e.Work) : null }.BadIf(!IsWhole(e.Work)))),
            On<MaintenanceReported>((samples, fact, _) =>
            {
                if (Counted(samples, fact) is { } work && work.GoodUntil > work.From) samples.Put(work with { GoodUntil = null });
            }),
        ],
    };

    public static readonly Measure CheckedAfter = new("maintenance.checked-after", new("事後に確かめた保守", "Maintenance checked afterwards"),
        Unit.Percent, Statistic.Share, HalfYear, Target.AtLeast(100), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近180日間の保守のうち、行った本人以外の人が期限までに確認し、問題がなかったものの割合。期限前のものは満たすと数える。",
            "Of the maintenance within 180 days, that which somebody else than its holder reviewed in time and found proper; while the time runs it counts as good."),
        Rules =
        [
            Remember,
            On<MaintenanceRecorded>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { GoodUntil = Due(samples, fact, e.Work) })),
            On<PrivilegeReviewed>((samples, fact, e) =>
            {
                if (Counted(samples, fact) is { } work) samples.Put((work with { GoodUntil = null }).BadIf(!e.Proper));
            }),
        ],
    };

    public static readonly Measure ToolsApproved = OnList("maintenance.tools-approved", MaintenanceKind.Tool, w => w.Tools, new("承認済みの道具の使用", "Tools approved while used"),
        new("直近180日間に保守で使われた道具のうち、始まりから終わりまで承認済み一覧にあったものの割合。", "Of the tools used in maintenance within 180 days, those that were on the list from its beginning to its end."));

    public static readonly Measure WorkersApproved = OnList("maintenance.workers-approved", MaintenanceKind.Worker, w => w.Workers, new("承認済みの要員による保守", "Workers approved while they worked"),
        new("直近180日間の保守の要員のうち、始まりから終わりまで承認済み一覧にあったものの割合。", "Of the workers in maintenance within 180 days, those who were on the list from its beginning to its end."));

    public static readonly Measure ListAge = new("maintenance.list-age", new("要員・道具の最も古い確認からの日数", "Days since the oldest look at workers and tools"), Unit.Days, Statistic.Age, null, Target.AtMost(90), WhenEmpty.NoData)
    {
        Computes = new("一覧にある要員と道具のうち、承認または確認から最も長くたったものの日数。", "Of the workers and tools on the list, days since the one that was approved or confirmed longest ago."),
        Rules =
        [
            When<MaintenanceItemApproved>((samples, fact) => samples.Put(new(fact.Entry, fact.At))),
            When<MaintenanceItemConfirmed>((samples, fact) => samples.Put(new(fact.Entry, fact.At))),
            When<MaintenanceItemWithdrawn>((samples, fact) => samples.Remove(fact.Entry.Id)),
        ],
    };

    public static readonly Measure UnattendedChecked = new("maintenance.unattended-checked", new("立会いなしの保守の事前の権限確認", "Rights checked before work without an escort"),
        Unit.Percent, Statistic.Share, HalfYear, Target.AtLeast(100), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近180日間の立会いなしの保守のうち、始まる前の申請に、要員の権限をどう確かめたかが書かれていたものの割合。",
            "Of the maintenance without an escort within 180 days, that whose request said before it began how the rights of the workers were checked."),
        Rules =
        [
            Remember,
            On<MaintenanceRecorded>((samples, fact, e) =>
            {
                if (e.Work.Escort is not null) return;
                var asked = samples.Find(fact.Entry.Id);
                samples.Put(new Sample(fact.Entry, fact.At).BadIf(string.IsNullOrWhiteSpace(e.Work.RightsCheck) || asked?.Until is null || asked.Until > e.Work.From));
            }),
        ],
    };

    /// <summary>Kept in mind: for maintenance, when it was asked for and how many days there are to review it.</summary>
    private static FactRule Remember => On<PrivilegeRequested>((samples, fact, e) =>
    {
        if (e.Request.Target.Kind is TargetKind.Maintenance) samples.Put(new(fact.Entry, Sample.Never) { Until = fact.At, Value = e.Rule.ReviewDays });
    });

    private static Measure OnList(string id, MaintenanceKind kind, Func<MaintenanceWork, IReadOnlyList<MaintenanceName>> used, Kernel.Text title, Kernel.Text computes) =>
        new(id, title, Unit.Percent, Statistic.Share, HalfYear, Target.AtLeast(100), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
        {
            Computes = computes,
            Rules =
            [
                // Kept in mind: since when it was on the list, and until when. An item taken off never comes back under the same id.
                On<MaintenanceItemApproved>((samples, fact, e) =>
                {
                    if (e.Item.Kind == kind) samples.Put(new(fact.Entry, Sample.Never) { Value = fact.At.ToUnixTimeMilliseconds() });
                }),
                When<MaintenanceItemWithdrawn>((samples, fact) =>
                {
                    if (samples.Find(fact.Entry.Id) is { } item) samples.Put(item with { Until = fact.At });
                }),
                On<MaintenanceRecorded>((samples, fact, e) =>
                {
                    foreach (var one in used(e.Work))
                    {
                        var item = samples.Find(one.Id);
                        var fits = item is not null && item.Value <= e.Work.From?.ToUnixTimeMilliseconds() && !(item.Until < e.Work.Until);
                        samples.Put(new Sample(fact.Entry, fact.At) { Key = KeyOf(fact.Entry.Id, one.Id) }.BadIf(!fits));
                    }
                }),
            ],
        };

    private static bool IsWhole(MaintenanceWork work) =>
        work is { From: not null, Until: not null, Workers.Count: > 0, Components.Count: > 0 } && !string.IsNullOrWhiteSpace(work.Content);

    private static DateTimeOffset Due(SampleSet samples, Fact fact, MaintenanceWork work) => (work.Until ?? fact.At).AddDays(samples.Find(fact.Entry.Id)?.Value ?? 0);

    private static Sample? Counted(SampleSet samples, Fact fact) => samples.Find(fact.Entry.Id) is { } known && known.From != Sample.Never ? known : null;

    private static Guid KeyOf(Guid entry, Guid item) => new(SHA256.HashData([.. entry.ToByteArray(), .. item.ToByteArray()]).AsSpan(0, 16));
}
