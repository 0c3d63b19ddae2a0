using Akashi.Server.Kernel;
using Akashi.Server.Registers.Changes;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Registers.Changes;

public sealed class ChangesTests
{
    private static readonly ChangeOutcome Done = new(ChangeResult.Done, "応答時間を確かめた", null);

    [Theory, EachDatabase]
    public async Task Change_FromRequestToClose_IsSeenByTheMeasures(string dialect)
    {
        await using var room = await ChangeRoom.OpenAsync(dialect);
        var change = await room.ApprovedAsync();

        change = await room.DoAsync(Change.Start, change, new(), room.Asker);
        change = await room.DoAsync(Change.Finish, change, Done, room.Asker);
        var self = await room.TryAsync(Change.Close, change, new("よし"), room.Asker);
        change = await room.DoAsync(Change.Close, change, new("計画どおり"), room.Approver);
        var measures = await room.MeasuresAsync();

        Assert.Equal("change.self-close", self.Refusal!.Code);
        Assert.Equal(ChangeStatus.Closed, (await room.Reading.FindAsync(room.Asker.Organisation, change.Key, room.Ct))!.Status);
        Assert.Equal((100, 1), (measures["changes.approved-first"].Value, measures["changes.approved-first"].Population));
        Assert.Equal((100, 1), (measures["changes.tested-first"].Value, measures["changes.tested-first"].Population));
        Assert.Equal((100, 1), (measures["changes.failed-rate"].Value, measures["changes.failed-rate"].Population));
        Assert.Equal((0, 1), (measures["changes.self-approved"].Value, measures["changes.self-approved"].Population));
    }

    [Theory, EachDatabase]
    public async Task Approve_UntestedOrByTheRequesterOrWithoutPermission_IsRefused(string dialect)
    {
        await using var room = await ChangeRoom.OpenAsync(dialect);
        var asked = await room.AskAsync();
        var untested = await room.TryAsync(Change.Approve, asked, new(), room.Approver);
        var failed = await room.DoAsync(Change.RecordTest, asked, new(false, "不合格"), room.Asker);
        var afterFailure = await room.TryAsync(Change.Approve, failed, new(), room.Approver);
        var tested = await room.TestedAsync(failed);

        var self = await room.TryAsync(Change.Approve, tested, new(), room.Asker);
        var lesser = await room.TryAsync(Change.Approve, tested, new(), room.Approver with { Permits = a => a != Change.Approve.Id });
        var stranger = await room.TryAsync(Change.Approve, tested, new(), room.World.Someone());

        Assert.Equal(["change.untested", "change.untested", "approval.self", "not-permitted", "not-found"],
            new[] { untested, afterFailure, self, lesser, stranger }.Select(o => o.Refusal!.Code));
    }

    [Theory, EachDatabase]
    public async Task Approve_HighRisk_NeedsTwo_AndANewTestTakesVotesBack(string dialect)
    {
        await using var room = await ChangeRoom.OpenAsync(dialect);
        var once = await room.ApprovedAsync(room.Body(RiskClass.High));
        var twice = await room.TryAsync(Change.Approve, once, new(), room.Approver);
        var again = await room.TestedAsync(once);
        var first = await room.DoAsync(Change.Approve, again, new(), room.Approver);
        var both = await room.DoAsync(Change.Approve, first, new(), room.Second);

        Assert.Equal(ChangeStatus.Requested, first.Status);
        Assert.Equal("approval.twice", twice.Refusal!.Code);
        Assert.Empty((await room.Reading.ListAsync(room.Approver, ChangeShow.Waiting, room.Ct)));
        Assert.Equal((ChangeStatus.Approved, 2), (both.Status, both.Approval.Votes.Count));
    }

    [Theory, EachDatabase]
    public async Task Start_OutsideTheWindowOrByAnApprover_IsRefused(string dialect)
    {
        await using var room = await ChangeRoom.OpenAsync(dialect);
        var change = await room.ApprovedAsync(room.Body(afterDays: 1));

        var early = await room.TryAsync(Change.Start, change, new(), room.Asker);
        var approver = await room.TryAsync(Change.Start, change, new(), room.Approver);
        room.World.Time.Advance(TimeSpan.FromHours(26));
        var late = await room.TryAsync(Change.Start, change, new(), room.Asker);

        Assert.Equal(["change.outside-window", "change.approver-works", "change.outside-window"], new[] { early, approver, late }.Select(o => o.Refusal!.Code));
    }

    [Theory, EachDatabase]
    public async Task Start_WhereCustomersAreAffected_WaitsForTheNoticeTime(string dialect)
    {
        await using var room = await ChangeRoom.OpenAsync(dialect);
        var party = await room.World.MustAsync(room.World.Desk.OpenAsync(Party.Register, new(PartyKind.Customer, new("病院", "Hospital")), room.Asker, room.Ct));
        var body = room.Body(customers: party.Id) with { To = room.Now.AddDays(30) };
        var change = await room.ApprovedAsync(body);

        var untold = await room.TryAsync(Change.Start, change, new(), room.Asker);
        change = await room.DoAsync(Change.Tell, change, new("検索が変わります", "索引を作り直します", "配信記録 12 番"), room.Asker);
        room.World.Time.Advance(TimeSpan.FromDays(13));
        var early = await room.TryAsync(Change.Start, change, new(), room.Asker);
        room.World.Time.Advance(TimeSpan.FromDays(1));
        var started = await room.DoAsync(Change.Start, change, new(), room.Asker);

        Assert.Equal(["change.not-told", "change.notice-time"], new[] { untold, early }.Select(o => o.Refusal!.Code));
        Assert.Equal(ChangeStatus.Started, started.Status);
    }

    [Theory, EachDatabase]
    public async Task Emergency_IsApprovedAfterwards_AndAFindingWhenLate(string dialect)
    {
        await using var room = await ChangeRoom.OpenAsync(dialect);
        var open = () => room.World.MustAsync(room.World.Desk.OpenAsync(Change.StartEmergency, room.Body(), room.Asker, room.Ct));
        var (good, late) = (await open(), await open());
        good = await room.DoAsync(Change.Approve, good, new(), room.Approver);
        late = await room.DoAsync(Change.Finish, late, Done, room.Asker);
        var unapproved = await room.TryAsync(Change.Close, late, new("よし"), room.Approver);
        var before = (await room.MeasuresAsync())["changes.approved-first"];
        room.World.Time.Advance(TimeSpan.FromHours(24));
        var overdue = await room.Reading.ListAsync(room.Asker, ChangeShow.Overdue, room.Ct);
        await room.DoAsync(Change.Approve, late, new(), room.Approver);
        var after = (await room.MeasuresAsync())["changes.approved-first"];

        Assert.Equal((ChangeStatus.Started, true), (good.Status, good.ApprovedAt is not null));
        Assert.Equal("change.not-approved", unapproved.Refusal!.Code);
        Assert.Equal(late.Id, Assert.Single(overdue).Id);
        Assert.Equal((100, 50), (before.Value, after.Value));
    }

    [Theory, EachDatabase]
    public async Task Request_Incomplete_IsRefused(string dialect)
    {
        await using var room = await ChangeRoom.OpenAsync(dialect);
        async Task<string> CodeAsync(ChangeBody body) => (await room.World.Desk.OpenAsync(Change.Ask, body, room.Asker, room.Ct)).Refusal!.Code;

        Assert.Equal("change.words", await CodeAsync(room.Body() with { Impact = " " }));
        Assert.Equal("change.scope", await CodeAsync(room.Body() with { Components = [] }));
        Assert.Equal("change.unknown", await CodeAsync(room.Body(customers: new PartyId(Ids.New(room.World.Time)))));
        Assert.Equal("change.window", await CodeAsync(room.Body() with { To = room.Now.AddDays(-1) }));
        Assert.Equal("change-rule.value", (await room.World.Desk.OpenAsync(ChangeRule.Set, ChangeRule.Default with { High = 0 }, room.Asker, room.Ct)).Refusal!.Code);
        Assert.Empty(await room.Reading.ListAsync(room.Asker, ChangeShow.All, room.Ct));
    }

    [Theory, EachDatabase]
    public async Task Collisions_NameChangesAtTheSameTimeOnTheSameService(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        var world = sample.World;
        var now = world.Time.GetUtcNow();
        Task<Change> AskAsync(double after) => world.MustAsync(world.Desk.OpenAsync(Change.Ask, new("改修", "理由", RiskClass.Low, [sample.Clinical.Id], [], [], "なし", "戻す", 5, now.AddHours(after), now.AddHours(after + 2)), world.Operator, world.Ct));
        var (first, second) = (await AskAsync(1), await AskAsync(2));
        await AskAsync(3);

        Assert.Equal(second.Id, Assert.Single(await new ChangesReading(world.Databases, world.Time).CollisionsAsync(first, world.Ct)).Id);
    }
}
