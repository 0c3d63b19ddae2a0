using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;
using Akashi.Server.Tests.Registers.PrivilegedAccess;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Measures;

/// <summary>The measures of maintenance over real requests, work, reports and reviews (provision standard 8.2).</summary>
public sealed class MaintenanceMeasuresTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Empty_NoMaintenanceAndNobodyLooking_HasNothingToSay()
    {
        foreach (var measure in MeasureList.All.Where(m => m.Id.StartsWith("maintenance.", StringComparison.Ordinal))) Assert.Equal(Verdict.NoData, measure.Take([], Start).Verdict);
    }

    [Theory, EachDatabase]
    public async Task Work_ReportedAndReviewedInTime_Passes_AndLapsesWithoutThat(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var (worker, tool) = (await MaintenanceTests.ItemAsync(room, MaintenanceKind.Worker, "保守 一郎"), await MaintenanceTests.ItemAsync(room, MaintenanceKind.Tool, "診断プログラム"));
        var work = await room.GrantedAsync(Body(room, worker.Key, tool.Key));
        room.World.Time.Advance(TimeSpan.FromHours(2));
        await room.Clock.RoundAsync(room.Ct);
        work = await room.FoundAsync(work);
        // Taken off afterwards: while the tool was used it was on the list.
        await room.World.MustAsync(room.World.Desk.ActAsync(MaintenanceItem.Withdraw, tool.Key, 1, new NoBody(), room.Approver, room.Ct));

        var record = await Taken.OfAsync(room.World, MaintenanceMeasures.RecordComplete);
        Assert.Equal((100, Verdict.Passed, work.ReviewBy), (record.Value, record.Verdict, record.LapsesAt));
        Assert.Equal(work.ReviewBy, (await Taken.OfAsync(room.World, MaintenanceMeasures.CheckedAfter)).LapsesAt);
        foreach (var measure in new[] { MaintenanceMeasures.ToolsApproved, MaintenanceMeasures.WorkersApproved, MaintenanceMeasures.UnattendedChecked, MaintenanceMeasures.ListAge })
            Assert.Equal((1, Verdict.Passed), await Taken.OfAsync(room.World, measure) is var given ? (given.Population, given.Verdict) : default);
        var reported = await room.World.MustAsync(room.ActAsync(PrivilegeRequest.Report, work, new WorkReport("交換した", ["ストレージ2号機"]), room.Asker));
        await room.World.MustAsync(room.ActAsync(PrivilegeRequest.Review, reported, new ReviewBody(true, "動作を確かめた"), room.Approver));
        var then = room.World.Time.GetUtcNow();

        var second = await room.GrantedAsync(Body(room, worker.Key));
        room.World.Time.Advance(TimeSpan.FromDays(30));
        await room.Clock.RoundAsync(room.Ct);
        foreach (var measure in new[] { MaintenanceMeasures.RecordComplete, MaintenanceMeasures.CheckedAfter })
        {
            var late = await Taken.OfAsync(room.World, measure);
            Assert.Equal((50, 2, Verdict.Failed, second.Key), (late.Value, late.Population, late.Verdict, Assert.Single(late.Offenders).Id));
            Assert.Equal((100, Verdict.Passed), await Taken.OfAsync(room.World, measure, then) is var past ? (past.Value, past.Verdict) : default);
        }
        room.World.Time.Advance(TimeSpan.FromDays(61));
        Assert.Equal(Verdict.Failed, (await Taken.OfAsync(room.World, MaintenanceMeasures.ListAge)).Verdict);
    }

    [Fact]
    public void Tools_NotOnTheListFromBeginningToEnd_SpeakAgainstIt()
    {
        var (tool, other) = (new Guid(7, 0, 0, new byte[8]), new Guid(8, 0, 0, new byte[8]));
        Fact[] listed = [Item(tool, new MaintenanceItemApproved(new(MaintenanceKind.Tool, "道具", "製造元", "版1")), Start)];

        Assert.Equal((100d, Verdict.Passed), Of([.. listed, Done(Start.AddHours(1), tool)]));
        Assert.Equal((0d, Verdict.Failed), Of([.. listed, Item(tool, new MaintenanceItemWithdrawn(), Start.AddHours(1.5)), Done(Start.AddHours(1), tool)]));
        Assert.Equal((0d, Verdict.Failed), Of([.. listed, Done(Start.AddHours(-1), tool)]));
        Assert.Equal((50d, Verdict.Failed), Of([.. listed, Done(Start.AddHours(1), tool, other)]));
        // A person is no tool.
        Assert.Equal((0d, Verdict.Failed), Of([Item(tool, new MaintenanceItemApproved(new(MaintenanceKind.Worker, "人", "会社", "契約")), Start), Done(Start.AddHours(1), tool)]));

        static (double?, Verdict) Of(Fact[] facts) => MaintenanceMeasures.ToolsApproved.Take(facts, Start.AddDays(1)) is var given ? (given.Value, given.Verdict) : default;
    }

    [Fact]
    public void Unattended_WithoutACheckBeforeItBegan_SpeaksAgainstIt_AndAttendedWorkIsNotCounted()
    {
        Fact Asked(DateTimeOffset at) => Happens(1, new PrivilegeRequested(new("保守", "点検", null, new(TargetKind.Maintenance), at, at.AddHours(2)), PrivilegeRule.Default(TargetKind.Maintenance)), at);
        Fact Ended(PersonId? escort, string? check) => Happens(1, new MaintenanceRecorded(Work([]) with { Escort = escort, RightsCheck = check, From = Start.AddHours(1), Until = Start.AddHours(2) }), Start.AddHours(2));

        Assert.Equal((100d, Verdict.Passed), Of([Asked(Start), Ended(null, "社員証を照合")]));
        Assert.Equal((0d, Verdict.Failed), Of([Asked(Start), Ended(null, " ")]));
        Assert.Equal((0d, Verdict.Failed), Of([Asked(Start.AddHours(1.5)), Ended(null, "後から確かめた")]));
        Assert.Equal((null, Verdict.NoData), Of([Asked(Start), Ended(new PersonId(new Guid(9, 9, 9, new byte[8])), null)]));

        static (double?, Verdict) Of(Fact[] facts) => MaintenanceMeasures.UnattendedChecked.Take(facts, Start.AddDays(1)) is var given ? (given.Value, given.Verdict) : default;
    }

    private static Fact Done(DateTimeOffset from, params Guid[] tools) => Happens(1, new MaintenanceRecorded(Work(tools) with { From = from, Until = from.AddHours(1) }), from.AddHours(1) > Start.AddHours(2) ? from.AddHours(1) : Start.AddHours(2));

    private static MaintenanceWork Work(Guid[] tools) => new("点検", ["電源"], [new(new Guid(5, 0, 0, new byte[8]), "保守 一郎", "会社")], [.. tools.Select(t => new MaintenanceName(t, "道具", "製造元"))], null, "確かめた");

    private static Fact Item(Guid id, Event happened, DateTimeOffset at) => new(new Guid(1, 1, 1, BitConverter.GetBytes(at.Ticks)), happened.GetType(), new("MaintenanceItem", id), "test.act", default, at, null, happened);

    private static Fact Happens(int n, Event happened, DateTimeOffset at) => new(new Guid(n, 2, 1, BitConverter.GetBytes(at.Ticks)), happened.GetType(), new("PrivilegeRequest", new Guid(n, 0, 0, new byte[8])), "test.act", default, at, null, happened);

    private static PrivilegeBody Body(GivenPrivileges room, Guid worker, params Guid[] tools) =>
        room.Body(hours: 2) with { Target = new(TargetKind.Maintenance), Maintenance = new("ディスクの交換", ["ストレージ2号機"], [worker], tools, null, "社員証と契約書を照合") };
}
