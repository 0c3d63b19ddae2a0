using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

public sealed class MaintenanceTests
{
    [Theory, EachDatabase]
    public async Task Maintenance_WithAnEscort_TellsTheEscortAndRecordsItself(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var (worker, tool) = (await ItemAsync(room, MaintenanceKind.Worker, "保守 一郎"), await ItemAsync(room, MaintenanceKind.Tool, "診断プログラム"));
        var escort = await EscortAsync(room);

        var granted = await room.GrantedAsync(Body(room, new("ディスクの交換", ["ストレージ2号機"], [worker.Key], [tool.Key], escort.Person, null)));
        var told = await new NoticesReading(room.World.Databases).OfAsync(escort, unseen: true, room.Ct);
        room.World.Time.Advance(TimeSpan.FromHours(2));
        await room.Clock.RoundAsync(room.Ct);
        var ended = await room.FoundAsync(granted);

        Assert.Contains(told, n => n.Kind == "maintenance.escort" && n.About == granted.Key);
        Assert.DoesNotContain(await new NoticesReading(room.World.Databases).OfAsync(room.Second, true, room.Ct), n => n.Kind == "maintenance.escort");
        var work = ended.Work!;
        Assert.Equal((granted.From, granted.Until), (work.From, work.Until));
        Assert.Equal(("ディスクの交換", "ストレージ2号機", "保守 一郎", "診断プログラム", escort.Person), (work.Content, work.Components[0], work.Workers[0].Name, work.Tools[0].Name, work.Escort!.Value));
        Assert.Equal(["PrivilegeOver", "MaintenanceRecorded"], (await room.EventsAsync(granted)).Skip(3));
    }

    [Theory, EachDatabase]
    public async Task Report_ByHolderOrEscort_CorrectsTheRecordUntilTheReview(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var worker = await ItemAsync(room, MaintenanceKind.Worker, "保守 一郎");
        var escort = await EscortAsync(room);
        var granted = await room.GrantedAsync(Body(room, new("点検", ["電源"], [worker.Key], null, escort.Person, null)));
        var report = new WorkReport("点検と部品交換", ["電源", "空調"]);

        var foreign = await room.ActAsync(PrivilegeRequest.Report, granted, report, room.Approver);
        var live = await room.World.MustAsync(room.ActAsync(PrivilegeRequest.Report, granted, report, escort));
        room.World.Time.Advance(TimeSpan.FromHours(2));
        var after = await room.World.MustAsync(room.ActAsync(PrivilegeRequest.Report, live, report with { Components = ["電源", "空調", "配線"] }, room.Asker));
        var empty = await room.ActAsync(PrivilegeRequest.Report, after, report with { Components = [] }, room.Asker);
        var reviewed = await room.World.MustAsync(room.ActAsync(PrivilegeRequest.Review, after, new ReviewBody(true, "空調の警報が働くことを確かめた"), room.Approver));
        var late = await room.ActAsync(PrivilegeRequest.Report, reviewed, report, room.Asker);
        var other = await room.ActAsync(PrivilegeRequest.Report, await room.GrantedAsync(), report, room.Asker);

        Assert.Equal(["privilege.not-yours", "maintenance.plan", "privilege.not-live", "maintenance.none"], new[] { foreign, empty, late, other }.Select(o => o.Refusal!.Code));
        Assert.Equal((granted.From, "点検と部品交換", 3), (reviewed.Work!.From, reviewed.Work.Content, reviewed.Work.Components.Count));
        Assert.Equal(["MaintenanceReported", "PrivilegeOver", "MaintenanceRecorded", "MaintenanceReported", "PrivilegeReviewed"], (await room.EventsAsync(granted)).Skip(3));
    }

    [Theory, EachDatabase]
    public async Task Request_WithWhoOrWhatIsNotOnTheList_IsRefusedAndOnRecord(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var (worker, tool) = (await ItemAsync(room, MaintenanceKind.Worker, "保守 一郎"), await ItemAsync(room, MaintenanceKind.Tool, "診断プログラム"));
        var gone = await room.World.MustAsync(room.World.Desk.ActAsync(MaintenanceItem.Withdraw, worker.Key, 1, new NoBody(), room.Approver, room.Ct));
        var escort = await EscortAsync(room);
        async Task<string> CodeAsync(MaintenanceBody? body) => (await room.World.Desk.OpenAsync(PrivilegeRequest.Ask, Body(room, body), room.Asker, room.Ct)).Refusal!.Code;
        var plan = new MaintenanceBody("点検", ["電源"], [worker.Key], null, escort.Person, null);
        var fresh = await ItemAsync(room, MaintenanceKind.Worker, "保守 次郎");

        Assert.Equal("maintenance.not-approved", await CodeAsync(plan));
        Assert.Equal("maintenance.not-approved", await CodeAsync(plan with { Workers = [tool.Key] }));
        Assert.Equal("maintenance.not-approved", await CodeAsync(plan with { Workers = [fresh.Key], Tools = [fresh.Key] }));
        Assert.Equal("maintenance.plan", await CodeAsync(null));
        Assert.Equal("maintenance.plan", await CodeAsync(plan with { Workers = [] }));
        Assert.Equal("maintenance.no-escort", await CodeAsync(plan with { Workers = [fresh.Key], Escort = null }));
        Assert.Equal("maintenance.unknown-escort", await CodeAsync(plan with { Workers = [fresh.Key], Escort = room.World.Someone().Person }));
        Assert.Equal("maintenance.withdrawn", (await room.World.Desk.ActAsync(MaintenanceItem.Confirm, gone.Key, gone.Version, new NoBody(), room.Asker, room.Ct)).Refusal!.Code);
        var unattended = await room.World.MustAsync(room.World.Desk.OpenAsync(PrivilegeRequest.Ask, Body(room, plan with { Workers = [fresh.Key], Escort = null, RightsCheck = "社員証と契約書を照合" }), room.Asker, room.Ct));
        Assert.Equal("社員証と契約書を照合", unattended.Work!.RightsCheck);
        await using var db = room.World.Open();
        Assert.Equal(3, db.Leaves.AsEnumerable().Count(l => System.Text.Encoding.UTF8.GetString(l.Body).Contains("\"code\":\"maintenance.not-approved\"", StringComparison.Ordinal)));
    }

    [Theory, EachDatabase]
    public async Task Approve_WhenTheWorkerWasTakenOffMeanwhile_IsRefused(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var worker = await ItemAsync(room, MaintenanceKind.Worker, "保守 一郎");
        var asked = await room.AskAsync(Body(room, new("点検", ["電源"], [worker.Key], null, (await EscortAsync(room)).Person, null)));
        await room.World.MustAsync(room.World.Desk.ActAsync(MaintenanceItem.Withdraw, worker.Key, 1, new NoBody(), room.Approver, room.Ct));

        Assert.Equal("maintenance.not-approved", (await room.ActAsync(PrivilegeRequest.Approve, asked, room.Approver)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task List_ForAnotherOrganisationOrALesserActor_IsOutOfReach(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var worker = await ItemAsync(room, MaintenanceKind.Worker, "保守 一郎");
        var stranger = room.World.Someone();

        Assert.Empty(await new MaintenanceReading(room.World.Databases).OfAsync(stranger.Organisation, true, room.Ct));
        Assert.Equal("not-found", (await room.World.Desk.ActAsync(MaintenanceItem.Withdraw, worker.Key, 1, new NoBody(), stranger, room.Ct)).Refusal!.Code);
        Assert.Equal("not-permitted", (await room.World.Desk.ActAsync(MaintenanceItem.Withdraw, worker.Key, 1, new NoBody(), room.Asker with { Permits = _ => false }, room.Ct)).Refusal!.Code);
        Assert.Equal("maintenance.item", (await room.World.Desk.OpenAsync(MaintenanceItem.Approve, new(MaintenanceKind.Tool, "道具", " ", "契約"), room.Asker, room.Ct)).Refusal!.Code);
    }

    internal static Task<MaintenanceItem> ItemAsync(GivenPrivileges room, MaintenanceKind kind, string name) =>
        room.World.MustAsync(room.World.Desk.OpenAsync(MaintenanceItem.Approve, new(kind, name, "保守会社", "保守契約 第3条"), room.Approver, room.Ct));

    private static async Task<Actor> EscortAsync(GivenPrivileges room)
    {
        var escort = room.World.Colleague();
        await room.World.MustAsync(room.World.Desk.OpenAsync(Person.Enrol, new Text("立会 太郎", "Taro Tachiai"), escort, room.Ct));
        return escort with { Permits = a => a is "privileges.report" };
    }

    private static PrivilegeBody Body(GivenPrivileges room, MaintenanceBody? plan) =>
        room.Body(hours: 2) with { Target = new(TargetKind.Maintenance), Maintenance = plan };
}
