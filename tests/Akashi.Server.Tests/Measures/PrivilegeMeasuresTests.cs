using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Measures;

/// <summary>The measures of privileged access over real requests, approvals, ends and reviews.</summary>
public sealed class PrivilegeMeasuresTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Asker = new(new Guid(1, 2, 3, new byte[8]));
    private static readonly PersonId Other = new(new Guid(4, 5, 6, new byte[8]));
    private static readonly RuleBody Rule = PrivilegeRule.Default(TargetKind.Akashi);

    [Fact]
    public void OnePerson_ApprovalByTheRequester_SpeaksAgainstIt()
    {
        Fact[] asked = [Surveyed(Start), Asked(1, Start), Asked(2, Start)];

        Assert.Equal((0, Verdict.Passed), Of(asked, Start.AddHours(1)));
        Assert.Equal((0, Verdict.Passed), Of([.. asked, Approved(1, Other, Start.AddHours(1))], Start.AddHours(2)));
        Assert.Equal((1, Verdict.Failed), Of([.. asked, Approved(1, Other, Start.AddHours(1)), Approved(2, Asker, Start.AddHours(1))], Start.AddHours(2)));
    }

    [Fact]
    public void OnePerson_BreakGlass_HoldsOnlyWhileItsReviewIsNotOverdueAndFoundItProper()
    {
        Fact[] broken = [Surveyed(Start), Fact(1, Asker, new PrivilegeBroken(new("復旧", "障害のため", "承認者が不在のため", null, PrivilegeTarget.OfActs("people.erase"), 60), Rule, Start.AddHours(1)), Start),
            Fact(1, default, new PrivilegeOver(PrivilegeStatus.Expired, Start.AddHours(1), true, null, Start.AddHours(1).AddDays(7)), Start.AddHours(1))];

        Assert.Equal(Start.AddHours(1).AddDays(7), PrivilegeMeasures.OnePerson.Take(broken, Start.AddDays(1)).LapsesAt);
        Assert.Equal((1, Verdict.Failed), Of(broken, Start.AddDays(8)));
        Assert.Equal((0, Verdict.Passed), Of([.. broken, Reviewed(Other, true)], Start.AddDays(8)));
        Assert.Equal((1, Verdict.Failed), Of([.. broken, Reviewed(Other, false)], Start.AddDays(8)));

        static Fact Reviewed(PersonId by, bool proper) => Fact(1, by, new PrivilegeReviewed(by, proper, "記録を見た"), Start.AddDays(2));
    }

    [Fact]
    public void ReviewOverdue_LapsesByItselfAndIsMendedByAReview()
    {
        Fact[] over = [Surveyed(Start), Fact(1, default, new PrivilegeOver(PrivilegeStatus.GivenBack, Start, true, null, Start.AddDays(7)), Start)];

        Assert.Equal(Start.AddDays(7), PrivilegeMeasures.ReviewOverdue.Take(over, Start.AddDays(1)).LapsesAt);
        Assert.Equal(Verdict.Failed, PrivilegeMeasures.ReviewOverdue.Take(over, Start.AddDays(7)).Verdict);
        Assert.Equal(Verdict.Passed, PrivilegeMeasures.ReviewOverdue.Take([.. over, Fact(1, Other, new PrivilegeReviewed(Other, true, "よし"), Start.AddDays(9))], Start.AddDays(10)).Verdict);
    }

    [Theory, EachDatabase]
    public async Task GrantLength_OfARealGrant_IsWhatWasHeld(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var (asker, other) = (world.Someone(world.Operator.Organisation), world.Someone(world.Operator.Organisation));
        var now = world.Time.GetUtcNow();
        var request = await world.MustAsync(world.Desk.OpenAsync(PrivilegeRequest.Ask, new("消去", "本人の求めによる", null, PrivilegeTarget.OfActs("people.erase"), now, now.AddHours(6)), asker, world.Ct));
        request = await world.MustAsync(world.Desk.ActAsync(PrivilegeRequest.Approve, request.Id.Value, request.Version, new NoBody(), other, world.Ct));
        world.Time.Advance(TimeSpan.FromHours(2));

        var held = await TakeAsync(world);
        await world.MustAsync(world.Desk.ActAsync(PrivilegeRequest.GiveBack, request.Id.Value, request.Version, new NoBody(), asker, world.Ct));
        var given = await TakeAsync(world);

        Assert.Equal((6, 2), (held[PrivilegeMeasures.GrantLength.Id].Value, given[PrivilegeMeasures.GrantLength.Id].Value));
        Assert.Equal((0, 1), (given[PrivilegeMeasures.OnePerson.Id].Value, given[PrivilegeMeasures.OnePerson.Id].Population));
        Assert.Equal((0, Verdict.Passed), (given[PrivilegeMeasures.ReviewOverdue.Id].Value, given[PrivilegeMeasures.ReviewOverdue.Id].Verdict));
    }

    private static async Task<Dictionary<string, Measurement>> TakeAsync(TestWorld world)
    {
        using var boards = new MeasureBoards(world.Databases, new(world.Databases), Bindings.Shipped, world.Time);
        return await boards.ReadAsync(world.Operator.Organisation, (board, now) => MeasureList.All.ToDictionary(m => m.Id, m => board.States.Read(m, now)), world.Ct);
    }

    private static (double, Verdict) Of(Fact[] facts, DateTimeOffset at) => PrivilegeMeasures.OnePerson.Take(facts, at) is var given ? (given.Value ?? 0, given.Verdict) : default;

    private static Fact Asked(int n, DateTimeOffset at) => Fact(n, Asker, new PrivilegeRequested(new("消去", "求めによる", null, PrivilegeTarget.OfActs("people.erase"), at, at.AddHours(1)), Rule), at);

    private static Fact Approved(int n, PersonId by, DateTimeOffset at) => Fact(n, by, new PrivilegeApproved(by, 1, 1), at);

    // Every day, so that the log is never silent for longer than its measure allows.
    private static Fact Surveyed(DateTimeOffset at) => Fact(99, default, new LedgerSurveyed(0, 1, 0, 0, 0, 1, null, 0, null, null), at);

    private static Fact Fact(int n, PersonId by, Event happened, DateTimeOffset at) =>
        new(new Guid(n, 1, 1, BitConverter.GetBytes(at.Ticks + happened.GetType().Name.Length)), happened.GetType(), new("PrivilegeRequest", new Guid(n, 0, 0, new byte[8])), "test.act", by, at, null, happened);
}
