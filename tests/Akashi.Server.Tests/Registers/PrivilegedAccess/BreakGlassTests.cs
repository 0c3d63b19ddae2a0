using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

public sealed class BreakGlassTests
{
    private static readonly BreakGlassBody Fire = new("障害対応", "利用者の画面が開かない", "夜間で承認者と連絡が取れない", "INC-7", PrivilegeTarget.OfActs("ledger.prune"), 30);

    [Theory, EachDatabase]
    public async Task TakeNow_WithTwoReasons_IsLiveAtOnceAndAlarmsEveryApprover(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var notices = new NoticesReading(room.World.Databases);

        var taken = await room.World.MustAsync(room.World.Desk.OpenAsync(PrivilegeRequest.TakeNow, Fire, room.Asker, room.Ct));

        Assert.True(taken.BreakGlass && taken.IsLive(room.Now));
        Assert.Equal(room.Now.AddMinutes(30), taken.Until);
        foreach (var approver in new[] { room.Approver, room.Second })
        {
            var alarm = Assert.Single(await notices.OfAsync(approver, unseen: true, room.Ct));
            Assert.Equal(("privilege.break-glass", true, taken.Key, "PrivilegeRequest"), (alarm.Kind, alarm.Urgent, alarm.About, alarm.Register));
        }
        Assert.Empty(await notices.OfAsync(room.Approver with { Permits = a => a != "privileges.approve" }, unseen: true, room.Ct));
    }

    [Theory, EachDatabase]
    public async Task TakeNow_WithOneReasonOrTooLongOrForbidden_IsRefusedAndAlarmsNobody(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        async Task<string> CodeAsync(BreakGlassBody body) => (await room.World.Desk.OpenAsync(PrivilegeRequest.TakeNow, body, room.Asker, room.Ct)).Refusal!.Code;
        var codes = new[] { await CodeAsync(Fire with { WhyNow = "" }), await CodeAsync(Fire with { Reason = "" }), await CodeAsync(Fire with { Minutes = 61 }), await CodeAsync(Fire with { Minutes = 0 }) };
        await room.SetRuleAsync(PrivilegeRule.Default(TargetKind.Akashi) with { BreakGlassMinutes = 0 });

        Assert.Equal(["privilege.second-reason", "privilege.reason", "privilege.too-long", "privilege.period"], codes);
        Assert.Equal("privilege.no-break-glass", await CodeAsync(Fire));
        Assert.DoesNotContain(await new NoticesReading(room.World.Databases).OfAsync(room.Approver, true, room.Ct), n => n.Urgent);
    }

    [Theory, EachDatabase]
    public async Task See_ByOneApprover_LeavesTheAlarmForTheOther(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var notices = new NoticesReading(room.World.Databases);
        await room.World.MustAsync(room.World.Desk.OpenAsync(PrivilegeRequest.TakeNow, Fire, room.Asker, room.Ct));
        var alarm = (await notices.OfAsync(room.Approver, true, room.Ct))[0];

        var foreign = await room.World.Desk.ActAsync(Notice.See, alarm.Key, alarm.Version, new NoBody(), room.Approver with { Permits = a => a == "notices.see" }, room.Ct);
        var stranger = await room.World.Desk.ActAsync(Notice.See, alarm.Key, alarm.Version, new NoBody(), room.World.Someone(), room.Ct);
        var seen = await room.World.MustAsync(room.World.Desk.ActAsync(Notice.See, alarm.Key, alarm.Version, new NoBody(), room.Approver, room.Ct));
        var again = await room.World.MustAsync(room.World.Desk.ActAsync(Notice.See, alarm.Key, seen.Version, new NoBody(), room.Approver, room.Ct));

        Assert.Equal(["not-found", "not-found"], new[] { foreign, stranger }.Select(o => o.Refusal!.Code));
        Assert.Equal(seen.Version, again.Version);
        Assert.Empty(await notices.OfAsync(room.Approver, true, room.Ct));
        Assert.Single(await notices.OfAsync(room.Second, true, room.Ct));
    }
}
