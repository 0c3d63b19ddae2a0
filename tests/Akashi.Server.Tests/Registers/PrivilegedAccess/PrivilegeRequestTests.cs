using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

public sealed class PrivilegeRequestTests
{
    [Theory, EachDatabase]
    public async Task Approve_ByTheRequesterOrWithoutThePermission_IsRefused(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var asked = await room.AskAsync();

        var self = await room.ActAsync(PrivilegeRequest.Approve, asked, room.Asker);
        var lesser = await room.ActAsync(PrivilegeRequest.Approve, asked, room.Approver with { Permits = a => a != PrivilegeRequest.Approve.Id });
        var stranger = await room.ActAsync(PrivilegeRequest.Approve, asked, room.World.Someone());

        Assert.Equal(["approval.self", "not-permitted", "not-found"], new[] { self, lesser, stranger }.Select(o => o.Refusal!.Code));
        Assert.Equal(PrivilegeStand.Requested, (await room.FoundAsync(asked)).StandAt(room.Now));
    }

    [Theory, EachDatabase]
    public async Task Approve_WhereTheRuleWantsTwo_NeedsTwoPersons(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        await room.SetRuleAsync(PrivilegeRule.Default(TargetKind.Akashi) with { Approvals = 2 });
        var asked = await room.AskAsync();

        var once = await room.MustAsync(PrivilegeRequest.Approve, asked, room.Approver);
        var twice = await room.ActAsync(PrivilegeRequest.Approve, once, room.Approver);
        var both = await room.MustAsync(PrivilegeRequest.Approve, once, room.Second);

        Assert.Equal(PrivilegeStand.Requested, once.StandAt(room.Now));
        Assert.Equal("approval.twice", twice.Refusal!.Code);
        Assert.Equal(PrivilegeStand.Live, both.StandAt(room.Now));
        Assert.Equal([room.Approver.Person, room.Second.Person], both.Approval.Votes.Select(v => v.By));
    }

    [Theory, EachDatabase]
    public async Task Approve_WhereTheRuleNamesAnotherPermission_NeedsIt(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        await room.SetRuleAsync(PrivilegeRule.Default(TargetKind.Akashi) with { Approver = "ledger.verify" });
        var asked = await room.AskAsync();

        var without = await room.ActAsync(PrivilegeRequest.Approve, asked, room.Approver with { Permits = a => a != "ledger.verify" });
        var with = await room.ActAsync(PrivilegeRequest.Approve, asked, room.Approver);

        Assert.Equal("not-permitted", without.Refusal!.Code);
        Assert.True(with.Done);
    }

    [Theory, EachDatabase]
    public async Task Grant_RunsFromTheApproval_AndEndsNoLaterThanAsked(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var asked = await room.AskAsync(room.Body(hours: 3));
        room.World.Time.Advance(TimeSpan.FromHours(1));

        var late = await room.MustAsync(PrivilegeRequest.Approve, asked, room.Approver);
        var ahead = await room.GrantedAsync(room.Body(hours: 2, after: 5));

        Assert.Equal((asked.RequestedAt.AddHours(1), asked.AskedTo), (late.From, late.Until));
        Assert.Equal(PrivilegeStand.Approved, ahead.StandAt(room.Now));
        Assert.Equal(PrivilegeStand.Live, ahead.StandAt(ahead.AskedFrom));
        Assert.Equal(PrivilegeStand.ReviewDue, ahead.StandAt(ahead.AskedTo));
    }

    [Theory, EachDatabase]
    public async Task Request_LongerThanTheRuleOrBackwardsOrWithoutReason_IsRefused(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        async Task<string> CodeAsync(PrivilegeBody body) => (await room.World.Desk.OpenAsync(PrivilegeRequest.Ask, body, room.Asker, room.Ct)).Refusal!.Code;

        Assert.Equal("privilege.too-long", await CodeAsync(room.Body(hours: 9)));
        Assert.Equal("privilege.period", await CodeAsync(room.Body(hours: -1)));
        Assert.Equal("privilege.period", await CodeAsync(room.Body(hours: 1, after: -2)));
        Assert.Equal("privilege.reason", await CodeAsync(room.Body() with { Reason = " " }));
        Assert.Equal("privilege.title", await CodeAsync(room.Body() with { Title = "" }));
        Assert.Equal("privilege.no-target", await CodeAsync(room.Body() with { Target = null! }));
        Assert.Equal("privilege.unknown-act", await CodeAsync(room.Body(act: "statements.assess")));
        Assert.Equal("privilege.host", await CodeAsync(room.ServerBody() with { Target = new(TargetKind.Servers, null, ["root"], ["db1 -oProxyCommand"]) }));
        Assert.Equal("privilege.account", await CodeAsync(room.ServerBody() with { Target = new(TargetKind.Servers, null, ["root,admin"], ["db1"]) }));
        Assert.Equal("privilege.no-target", await CodeAsync(room.ServerBody() with { Target = new(TargetKind.Servers, null, ["root"], []) }));
    }

    [Theory, EachDatabase]
    public async Task Reject_WithReason_StaysAndCannotBeApprovedAfterwards(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var asked = await room.AskAsync();

        var silent = await room.ActAsync(PrivilegeRequest.Reject, asked, new ReasonBody(""), room.Approver);
        var self = await room.ActAsync(PrivilegeRequest.Reject, asked, new ReasonBody("やめた"), room.Asker);
        var rejected = await room.World.MustAsync(room.ActAsync(PrivilegeRequest.Reject, asked, new ReasonBody("変更の承認がない"), room.Approver));
        var after = await room.ActAsync(PrivilegeRequest.Approve, rejected, room.Second);

        Assert.Equal(["privilege.reason", "approval.self", "privilege.decided"], new[] { silent, self, after }.Select(o => o.Refusal!.Code));
        Assert.Equal((PrivilegeStand.Rejected, "変更の承認がない"), (rejected.StandAt(room.Now), rejected.Remark));
        Assert.Contains(await room.Reading.ListAsync(room.Asker, PrivilegeShow.All, null, room.Ct), r => r.Id == asked.Id);
    }

    [Theory, EachDatabase]
    public async Task Withdraw_ByAnotherPerson_IsRefused(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var asked = await room.AskAsync();

        Assert.Equal("privilege.not-yours", (await room.ActAsync(PrivilegeRequest.Withdraw, asked, room.Approver)).Refusal!.Code);
        Assert.Equal(PrivilegeStand.Withdrawn, (await room.MustAsync(PrivilegeRequest.Withdraw, asked, room.Asker)).StandAt(room.Now));
    }

    [Theory, EachDatabase]
    public async Task Time_NobodyDecided_LapsesAndSaysSo(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var asked = await room.AskAsync(room.Body(hours: 2));
        room.World.Time.Advance(TimeSpan.FromHours(2));

        var before = (await room.FoundAsync(asked)).StandAt(room.Now);
        var late = await room.ActAsync(PrivilegeRequest.Approve, asked, room.Approver);
        var recorded = await room.Clock.RoundAsync(room.Ct);

        // What holds does not wait for the clock.
        Assert.Equal(PrivilegeStand.Lapsed, before);
        Assert.Equal("privilege.decided", late.Refusal!.Code);
        Assert.Equal(1, recorded);
        Assert.Equal(["PrivilegeRequested", "PrivilegeLapsed"], await room.EventsAsync(asked));
    }

    [Theory, EachDatabase]
    public async Task Time_GrantUnusedAndNeverReviewed_EndsByItselfAndOpensAFinding(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var granted = await room.GrantedAsync(room.Body(hours: 2));
        room.World.Time.Advance(TimeSpan.FromHours(2));
        var ended = (await room.FoundAsync(granted)).StandAt(room.Now);
        await room.Clock.RoundAsync(room.Ct);
        room.World.Time.Advance(TimeSpan.FromDays(7));
        var overdue = (await room.FoundAsync(granted)).StandAt(room.Now);
        await room.Clock.RoundAsync(room.Ct);

        var found = await room.FoundAsync(granted);
        Assert.Equal((PrivilegeStand.ReviewDue, PrivilegeStand.ReviewOverdue), (ended, overdue));
        Assert.True(found.IsUnused(room.Now) && found.ReviewMissed);
        Assert.Equal(["PrivilegeRequested", "PrivilegeApproved", "PrivilegeGranted", "PrivilegeOver", "PrivilegeReviewMissed"], await room.EventsAsync(granted));
        Assert.Equal(0, await room.Clock.RoundAsync(room.Ct));
        Assert.Contains(await new NoticesReading(room.World.Databases).OfAsync(room.Approver, unseen: true, room.Ct), n => n.Kind == "privilege.review-overdue" && n.About == granted.Key);
    }

    [Theory, EachDatabase]
    public async Task Time_ServerWasAwayForWeeks_RecordsEveryStep(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var granted = await room.GrantedAsync(room.Body(hours: 2));
        room.World.Time.Advance(TimeSpan.FromDays(30));

        await room.Clock.RoundAsync(room.Ct);

        var found = await room.FoundAsync(granted);
        Assert.Equal((PrivilegeStatus.Expired, granted.AskedTo), (found.Status, found.Until!.Value));
        Assert.Equal(["PrivilegeOver", "PrivilegeReviewMissed"], (await room.EventsAsync(granted)).Skip(3));
    }

    [Theory, EachDatabase]
    public async Task GiveBackAndRevoke_EndAtOnce_AndOnlyOnce(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var (first, second) = (await room.GrantedAsync(), await room.GrantedAsync());
        room.World.Time.Advance(TimeSpan.FromMinutes(10));

        var foreign = await room.ActAsync(PrivilegeRequest.GiveBack, first, room.Approver);
        var back = await room.MustAsync(PrivilegeRequest.GiveBack, first, room.Asker);
        var revoked = await room.World.MustAsync(room.ActAsync(PrivilegeRequest.Revoke, second, new ReasonBody("作業の中止"), room.Approver));
        var again = await room.ActAsync(PrivilegeRequest.Revoke, revoked, new ReasonBody("もう一度"), room.Approver);

        Assert.Equal("privilege.not-yours", foreign.Refusal!.Code);
        Assert.Equal((PrivilegeStatus.GivenBack, room.Now), (back.Status, back.Until!.Value));
        Assert.Equal((PrivilegeStatus.Revoked, "作業の中止"), (revoked.Status, revoked.Remark));
        Assert.Equal("privilege.not-live", again.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Review_ByTheHolderOrTooEarly_IsRefused(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var granted = await room.GrantedAsync();
        var early = await room.ActAsync(PrivilegeRequest.Review, granted, new ReviewBody(true, "問題なし"), room.Approver);
        room.World.Time.Advance(TimeSpan.FromHours(3));

        var self = await room.ActAsync(PrivilegeRequest.Review, granted, new ReviewBody(true, "問題なし"), room.Asker);
        var silent = await room.ActAsync(PrivilegeRequest.Review, granted, new ReviewBody(true, ""), room.Approver);
        // The clock has not run yet: the review records the end, too.
        var reviewed = await room.World.MustAsync(room.ActAsync(PrivilegeRequest.Review, granted, new ReviewBody(false, "依頼の記録が見つからない"), room.Approver));
        var again = await room.ActAsync(PrivilegeRequest.Review, reviewed, new ReviewBody(true, "問題なし"), room.Second);

        Assert.Equal(["privilege.nothing-to-review", "privilege.self-review", "privilege.review-note", "privilege.nothing-to-review"], new[] { early, self, silent, again }.Select(o => o.Refusal!.Code));
        Assert.Equal((PrivilegeStand.Reviewed, false), (reviewed.StandAt(room.Now), reviewed.ReviewedProper!.Value));
        Assert.Equal(["PrivilegeOver", "PrivilegeReviewed"], (await room.EventsAsync(granted)).Skip(3));
    }

    [Theory, EachDatabase]
    public async Task Register_ForAnotherOrganisation_IsEmpty(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var asked = await room.AskAsync();
        var stranger = room.World.Someone();

        foreach (var show in Enum.GetValues<PrivilegeShow>()) Assert.Empty(await room.Reading.ListAsync(stranger, show, null, room.Ct));
        Assert.Null(await room.Reading.FindAsync(stranger.Organisation, asked.Key, room.Ct));
        Assert.Empty(await new NoticesReading(room.World.Databases).OfAsync(stranger, false, room.Ct));
        Assert.Single(await room.Reading.ListAsync(room.Approver, PrivilegeShow.Waiting, null, room.Ct));
        Assert.Empty(await room.Reading.ListAsync(room.Asker, PrivilegeShow.Waiting, null, room.Ct));
        Assert.Empty(await room.Reading.ListAsync(room.Approver with { Permits = _ => false }, PrivilegeShow.Waiting, null, room.Ct));
    }
}
