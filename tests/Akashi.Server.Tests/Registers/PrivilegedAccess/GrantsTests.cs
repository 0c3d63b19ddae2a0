using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

/// <summary>What a grant does in Akashi itself.</summary>
public sealed class GrantsTests
{
    private static readonly RetentionBody Policy = new(3650, "文書管理規程");

    [Theory, EachDatabase]
    public async Task PrivilegedAct_BeforeDuringAndAfterTheGrant_IsRefusedDoneRefused(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        Task<Outcome<RetentionPolicy>> SetAsync(Actor by) => room.World.Desk.OpenAsync(RetentionPolicy.Set, Policy, by, room.Ct);

        var without = await SetAsync(room.Asker);
        var granted = await room.GrantedAsync(room.Body(act: RetentionPolicy.Set.Id, hours: 1));
        var other = await SetAsync(room.Approver);
        var (first, second) = (await SetAsync(room.Asker), await SetAsync(room.Asker));
        room.World.Time.Advance(TimeSpan.FromHours(1));
        var after = await SetAsync(room.Asker);

        Assert.Equal(["grant-required", "grant-required", "grant-required"], new[] { without, other, after }.Select(o => o.Refusal!.Code));
        Assert.True(first.Done && second.Done);
        // The first use is an event of the grant, the second is not; both leaves of the act carry it.
        Assert.Equal(["PrivilegeRequested", "PrivilegeApproved", "PrivilegeGranted", "PrivilegeUsed"], await room.EventsAsync(granted));
        var leaves = await LeavesAsync(room);
        Assert.Equal(2, leaves.Count(l => l.Contains("RetentionSet", StringComparison.Ordinal) && l.Contains($"\"grant\":\"{granted.Id.Value}\"", StringComparison.Ordinal)));
        Assert.Equal(3, leaves.Count(l => l.Contains("\"code\":\"grant-required\"", StringComparison.Ordinal) && l.Contains("\"outcome\":\"denied\"", StringComparison.Ordinal)));
    }

    [Theory, EachDatabase]
    public async Task Grant_ForAnotherAct_DoesNotCount(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        await room.GrantedAsync(room.Body(act: "people.erase"));

        Assert.Equal("grant-required", (await room.World.Desk.OpenAsync(RetentionPolicy.Set, Policy, room.Asker, room.Ct)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Grant_WithoutThePermission_DoesNotHelp(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        await room.GrantedAsync(room.Body(act: RetentionPolicy.Set.Id));

        Assert.Equal("not-permitted", (await room.World.Desk.OpenAsync(RetentionPolicy.Set, Policy, room.Asker with { Permits = a => a != RetentionPolicy.Set.Id }, room.Ct)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Grant_RefusedAct_IsNoUse(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var granted = await room.GrantedAsync(room.Body(act: RetentionPolicy.Set.Id));

        var brief = await room.World.Desk.OpenAsync(RetentionPolicy.Set, new RetentionBody(1, "規程"), room.Asker, room.Ct);

        Assert.Equal("retention.too-short", brief.Refusal!.Code);
        Assert.Null((await room.FoundAsync(granted)).FirstUsedAt);
    }

    [Theory, EachDatabase]
    public async Task Grant_GivenBackOrRevoked_HoldsNoMoreAtOnce(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var granted = await room.GrantedAsync(room.Body(act: RetentionPolicy.Set.Id));
        await room.World.MustAsync(room.World.Desk.OpenAsync(RetentionPolicy.Set, Policy, room.Asker, room.Ct));
        await room.World.MustAsync(room.ActAsync(PrivilegeRequest.Revoke, await room.FoundAsync(granted), new ReasonBody("中止"), room.Approver));

        Assert.Equal("grant-required", (await room.World.Desk.OpenAsync(RetentionPolicy.Set, Policy, room.Asker, room.Ct)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Grant_EndedBehindTheMemorysBack_IsFoundOutInTheTransaction(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var granted = await room.GrantedAsync(room.Body(act: RetentionPolicy.Set.Id));
        // A memory that hears of nothing: it was read before the grant was revoked.
        var deaf = new Grants(room.World.Databases);
        var desk = new Desk(room.World.Databases, room.World.Sequencer, room.World.Time, [], deaf);
        Assert.NotNull(await deaf.FindAsync(room.Asker, RetentionPolicy.Set.Id, room.Now, room.Ct));
        await room.World.MustAsync(room.ActAsync(PrivilegeRequest.Revoke, granted, new ReasonBody("中止"), room.Approver));

        Assert.Equal("grant-required", (await desk.OpenAsync(RetentionPolicy.Set, Policy, room.Asker, room.Ct)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Memory_ReadAnewAfterARestart_KnowsTheGrant(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var granted = await room.GrantedAsync(room.Body(act: RetentionPolicy.Set.Id));

        var fresh = new Grants(room.World.Databases);

        Assert.Equal(granted.Key, await fresh.FindAsync(room.Asker, RetentionPolicy.Set.Id, room.Now, room.Ct));
        Assert.Null(await fresh.FindAsync(room.Asker, RetentionPolicy.Set.Id, granted.Until!.Value, room.Ct));
        Assert.Null(await fresh.FindAsync(room.World.Someone(), RetentionPolicy.Set.Id, room.Now, room.Ct));
    }

    [Theory, EachDatabase]
    public async Task Machine_PrivilegedAct_NeedsNoGrant(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);

        Assert.True((await room.World.Desk.OpenAsync(RetentionPolicy.Set, Policy, Actor.Machine(room.Asker.Organisation), room.Ct)).Done);
    }

    private static async Task<IReadOnlyList<string>> LeavesAsync(GivenPrivileges room)
    {
        await using var db = room.World.Open();
        return [.. (await db.Leaves.OrderBy(l => l.Index).Select(l => l.Body).ToListAsync(room.Ct)).Select(System.Text.Encoding.UTF8.GetString)];
    }
}
