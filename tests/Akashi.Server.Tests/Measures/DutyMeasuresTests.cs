using Akashi.Server.Identity;
using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.Tests.Identity;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Measures;

/// <summary>Who holds two acts that are kept apart (provision standard 2.1.6), over real assignments, pairs and exceptions.</summary>
public sealed class DutyMeasuresTests
{
    [Fact]
    public void Empty_NobodyLooking_HasNothingToSay() => Assert.Equal(Verdict.NoData, DutyMeasures.Conflicts.Take([], DateTimeOffset.UnixEpoch).Verdict);

    [Theory, EachDatabase]
    public async Task Conflict_UnderAnException_IsGoodUntilThatEnds_AndGoneWithTheAssignment(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (person, time) = (await world.PersonAsync("人"), world.World.Time);
        await Taken.SurveyAsync(world.World);
        var start = time.GetUtcNow();
        await world.RoleAsync(person, "administrator");
        Assert.Equal((null, Verdict.Passed), await NowAsync(world));
        var until = start.AddDays(30);
        var exception = await ExceptAsync(world, person, "assign-review", until);
        await world.RoleAsync(person, "approver", until: until);

        Assert.Equal((0, Verdict.Passed), await NowAsync(world));
        Assert.Equal((null, Verdict.NoData), await NowAsync(world, until));
        time.Advance(TimeSpan.FromDays(1));
        await world.World.MustAsync(world.Desk.ActAsync(DutyExemption.Lift, exception.Key, exception.Version, new Because("不要"), world.World.Operator, world.Ct));
        await Taken.SurveyAsync(world.World);
        Assert.Equal((1, Verdict.Failed), await NowAsync(world));
        Assert.Equal("Assignment", Assert.Single((await Taken.OfAsync(world.World, DutyMeasures.Conflicts)).Offenders).Register);
        // What was judged then stays what it was.
        Assert.Equal((0, Verdict.Passed), await NowAsync(world, start.AddHours(1)));
    }

    [Theory, EachDatabase]
    public async Task Conflict_ByAPairOrARoleOfTheOrganisation_CountsFromItsDefinitionToItsEnd(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        await Taken.SurveyAsync(world.World);
        await world.World.MustAsync(world.Desk.OpenAsync(Role.Define, new RoleBody("writer", new("記入", "Writer"), ["statements.assess"]), world.World.Operator, world.Ct));
        await world.RoleAsync(person, "writer");
        var officer = await world.RoleAsync(person, "compliance-officer");
        Assert.Equal((null, Verdict.Passed), await NowAsync(world));

        var pair = await world.World.MustAsync(world.Desk.OpenAsync(DutyPair.Define, new DutyPairBody(DutyKind.Hold, "statements.assess", "measures.attest", "記入と確認を分ける"), world.World.Operator, world.Ct));
        // The officer's role alone has both; with the other role it is one more pair of assignments.
        Assert.Equal((2, Verdict.Failed), await NowAsync(world));
        await world.World.MustAsync(world.Desk.ActAsync(Assignment.End, officer.Key, officer.Version, new Because("交代"), world.World.Operator, world.Ct));
        Assert.Equal((null, Verdict.Passed), await NowAsync(world));
        await world.RoleAsync(person, "engineer");
        Assert.Equal((null, Verdict.Passed), await NowAsync(world));
        await world.World.MustAsync(world.Desk.ActAsync(DutyPair.End, pair.Key, pair.Version, new Because("不要"), world.World.Operator, world.Ct));
        Assert.Equal((null, Verdict.Passed), await NowAsync(world));
    }

    private static async Task<DutyExemption> ExceptAsync(IdentityWorld world, Person person, string pair, DateTimeOffset until)
    {
        var asked = await world.World.MustAsync(world.Desk.OpenAsync(DutyExemption.Except, new DutyExemptionBody(person.Id, pair, "人手不足", until), world.World.Operator, world.Ct));
        return await world.World.MustAsync(world.Desk.ActAsync(DutyExemption.Approve, asked.Key, asked.Version, new NoBody(), world.World.Someone(world.Organisation), world.Ct));
    }

    private static async Task<(double?, Verdict)> NowAsync(IdentityWorld world, DateTimeOffset? asOf = null) =>
        await Taken.OfAsync(world.World, DutyMeasures.Conflicts, asOf) is var given ? (given.Value, given.Verdict) : default;
}
