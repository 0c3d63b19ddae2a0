using Akashi.Server.Identity;
using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Identity.Duties;

/// <summary>No person holds both acts of a pair, nor does both to one entry, but under an exception that somebody else approved for a time (provision standard 2.1.6).</summary>
public sealed class DutiesTests
{
    [Fact]
    public void BuiltIn_EachPair_NamesKnownActs_AndNoBuiltInRoleHasBoth()
    {
        Assert.All(BuiltInDuties.All, d => Assert.True(ActNames.Known(d.First) && ActNames.Known(d.Second) && d.Source.Length > 0, d.Key));
        Assert.All(BuiltInRoles.All, r => Assert.Empty(DutyCheck.Conflicts(BuiltInDuties.All, [r])));
    }

    [Theory, EachDatabase]
    public async Task Assign_SecondRoleOfAPair_IsRefused_NamingActsAndRoles(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        var held = await world.RoleAsync(person, "administrator");

        var refusal = (await AssignAsync(world, person, "approver")).Refusal!;

        Assert.Equal("duties.conflict", refusal.Code);
        Assert.All((string[])["assignments.assign", "reviews.decide", BuiltInRoles.Find("administrator")!.Title.Ja, BuiltInRoles.Find("approver")!.Title.Ja], word => Assert.Contains(word, refusal.Message.Ja, StringComparison.Ordinal));
        Assert.True((await AssignAsync(world, person, "engineer")).Done);
        await world.RoleAsync(await world.PersonAsync("別の管理者"), "administrator");
        await world.World.MustAsync(world.Desk.ActAsync(Assignment.End, held.Key, held.Version, new Because("交代"), world.World.Operator, world.Ct));
        Assert.True((await AssignAsync(world, person, "approver")).Done);
    }

    [Theory, EachDatabase]
    public async Task Assign_RolesThatNeverMeet_IsPermitted(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        var now = world.World.Time.GetUtcNow();
        await world.RoleAsync(person, "administrator", until: now.AddDays(5));

        Assert.Equal("duties.conflict", (await AssignAsync(world, person, "approver", now.AddDays(4))).Refusal!.Code);
        Assert.True((await AssignAsync(world, person, "approver", now.AddDays(5))).Done);
    }

    [Theory, EachDatabase]
    public async Task Assign_UnderAnException_EndsWithIt(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        await world.RoleAsync(person, "administrator");
        var until = world.World.Time.GetUtcNow().AddDays(30);
        var exception = await ExceptAsync(world, person, "assign-review", until);
        Assert.Equal("duties.conflict", (await AssignAsync(world, person, "approver", until: until)).Refusal!.Code);
        await world.World.MustAsync(ApproveAsync(world, exception, world.World.Someone(world.Organisation)));

        Assert.Equal("duties.conflict", (await AssignAsync(world, person, "approver")).Refusal!.Code);
        Assert.Equal("duties.conflict", (await AssignAsync(world, person, "approver", until: until.AddMinutes(1))).Refusal!.Code);
        Assert.True((await AssignAsync(world, person, "approver", until: until)).Done);
        var standing = Assert.Single((await StateAsync(world)).Conflicts);
        Assert.Equal((person.Id, "assign-review", exception.Id), (standing.Person.Id, standing.Conflict.Duty.Key, standing.Exception!.Id));
        world.World.Time.Advance(TimeSpan.FromDays(30));
        Assert.Empty((await StateAsync(world)).Conflicts);
    }

    [Theory, EachDatabase]
    public async Task Exception_ApprovedByItsPersonOrWhoAsked_TooLongOrWithoutReason_IsRefused(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        await world.RoleAsync(person, "administrator");
        var now = world.World.Time.GetUtcNow();
        Task<Outcome<DutyExemption>> AskAsync(string pair, string reason, int days) =>
            world.Desk.OpenAsync(DutyExemption.Except, new DutyExemptionBody(person.Id, pair, reason, now.AddDays(days)), world.World.Operator, world.Ct);

        Assert.Equal("duties.reason", (await AskAsync("assign-review", " ", 1)).Refusal!.Code);
        Assert.Equal("duties.period", (await AskAsync("assign-review", "人手不足", 91)).Refusal!.Code);
        Assert.Equal("duties.period", (await AskAsync("assign-review", "人手不足", -1)).Refusal!.Code);
        Assert.Equal("duties.unknown", (await AskAsync("no-such", "人手不足", 1)).Refusal!.Code);
        var exception = await world.World.MustAsync(AskAsync("assign-review", "人手不足", 90));
        Assert.Equal("duties.own", (await ApproveAsync(world, exception, world.ActorOf(person))).Refusal!.Code);
        Assert.Equal("approval.self", (await ApproveAsync(world, exception, world.World.Operator)).Refusal!.Code);
        var approved = await world.World.MustAsync(ApproveAsync(world, exception, world.World.Someone(world.Organisation)));
        Assert.Equal("duties.decided", (await ApproveAsync(world, approved, world.World.Someone(world.Organisation))).Refusal!.Code);
        var lifted = await world.World.MustAsync(world.Desk.ActAsync(DutyExemption.Lift, approved.Key, approved.Version, new Because("不要になった"), world.World.Operator, world.Ct));
        Assert.False(lifted.HoldsAt(now));
    }

    [Theory, EachDatabase]
    public async Task Role_ChangedSoThatAHolderWouldHaveBoth_IsRefused(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        var role = await world.World.MustAsync(world.Desk.OpenAsync(Role.Define, new RoleBody("judge", new("判断", "Judge"), ["reviews.list"]), world.World.Operator, world.Ct));
        await world.RoleAsync(person, "administrator");
        await world.RoleAsync(person, "judge");
        Task<Outcome<Role>> ChangeAsync(params string[] acts) => world.Desk.ActAsync(Role.Change, role.Key, role.Version, new RoleBody(null, role.Title, acts), world.World.Operator, world.Ct);

        Assert.Equal("duties.conflict", (await ChangeAsync("reviews.list", "reviews.decide")).Refusal!.Code);
        Assert.True((await ChangeAsync("reviews.list", "reviews.read")).Done);
    }

    [Theory, EachDatabase]
    public async Task Define_OwnPair_IsHeldApartFromThenOn_AndListsWhoHoldsBothAlready(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (had, later) = (await world.PersonAsync("前から"), await world.PersonAsync("これから"));
        foreach (var role in (string[])["engineer", "compliance-officer"]) await world.RoleAsync(had, role);
        await world.RoleAsync(later, "engineer");
        Task<Outcome<DutyPair>> DefineAsync(string first, string second) => world.Desk.OpenAsync(DutyPair.Define, new DutyPairBody(DutyKind.Hold, first, second, "記入と公開を分ける"), world.World.Operator, world.Ct);

        Assert.Equal("duties.acts", (await DefineAsync("references.publish", "references.publish")).Refusal!.Code);
        Assert.Equal("duties.acts", (await DefineAsync("references.publish", "no.such")).Refusal!.Code);
        Assert.Equal("duties.known", (await DefineAsync("reviews.decide", "assignments.assign")).Refusal!.Code);
        var pair = await world.World.MustAsync(DefineAsync("references.publish", "jobs.start"));
        Assert.Equal("duties.known", (await DefineAsync("jobs.start", "references.publish")).Refusal!.Code);

        Assert.Equal("duties.conflict", (await AssignAsync(world, later, "compliance-officer")).Refusal!.Code);
        var standing = Assert.Single((await StateAsync(world)).Conflicts);
        Assert.Equal((had.Id, (DutyExemption?)null), (standing.Person.Id, standing.Exception));
        await world.World.MustAsync(world.Desk.ActAsync(DutyPair.End, pair.Key, pair.Version, new Because("見直し"), world.World.Operator, world.Ct));
        Assert.Empty((await StateAsync(world)).Conflicts);
    }

    [Theory, EachDatabase]
    public async Task Perform_TheOppositeOnTheSameEntry_IsRefused_OnAnotherOrByAnotherIsNot(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        await world.World.MustAsync(world.Desk.OpenAsync(DutyPair.Define, new DutyPairBody(DutyKind.SameEntry, "statements.assess", "statements.confirm", "書いた人が確認しない"), world.World.Operator, world.Ct));
        var service = await world.World.ServiceAsync((await world.World.PartyAsync(PartyKind.Provider)).Id, "cloud");
        var (_, controls) = await world.World.CatalogAsync(2);
        var (one, two) = (await world.World.StatementAsync(service, controls[0], StatementBody.Empty), await world.World.StatementAsync(service, controls[1], StatementBody.Empty));
        var (writer, checker) = (await world.PersonAsync("記入"), await world.PersonAsync("確認"));
        foreach (var person in (Person[])[writer, checker]) await world.RoleAsync(person, "engineer");
        var assessed = await world.World.MustAsync(world.Desk.ActAsync(Statement.Assess, one.Key, one.Version, StatementBody.Empty with { Finding = "確かめた" }, world.ActorOf(writer), world.Ct));
        Task<Outcome<Statement>> ConfirmAsync(Statement statement, Person by) => world.Desk.ActAsync(Statement.Confirm, statement.Key, statement.Version, new Confirmation(null), world.ActorOf(by), world.Ct);

        var refused = (await ConfirmAsync(assessed, writer)).Refusal!;
        Assert.Equal("duties.performed", refused.Code);
        Assert.Contains("statements.assess", refused.Message.En, StringComparison.Ordinal);
        Assert.Contains(await LoggedLeaf.OfAsync(world.World), l => (l.Act, l.Outcome) == ("statements.confirm", "refused"));
        Assert.True((await ConfirmAsync(two, writer)).Done);
        Assert.True((await ConfirmAsync(assessed, checker)).Done);
        // And the other way round.
        Assert.Equal("duties.performed", (await world.Desk.ActAsync(Statement.Assess, one.Key, assessed.Version + 1, StatementBody.Empty with { Finding = "直した" }, world.ActorOf(checker), world.Ct)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Perform_TheOppositeUnderAnException_IsPermittedUntilItEnds(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var pair = await world.World.MustAsync(world.Desk.OpenAsync(DutyPair.Define, new DutyPairBody(DutyKind.SameEntry, "people.suspend", "people.resume", "止めた人が再開しない"), world.World.Operator, world.Ct));
        var (admin, person) = (await world.PersonAsync("管理者"), await world.PersonAsync("人"));
        await world.RoleAsync(admin, "administrator");
        Task<Outcome<Person>> ResumeAsync(Person suspended) => world.Desk.ActAsync(Person.Resume, suspended.Key, suspended.Version, new Because("終了"), world.ActorOf(admin), world.Ct);
        Task<Outcome<Person>> SuspendAsync(Person active) => world.Desk.ActAsync(Person.Suspend, active.Key, active.Version, new Because("調査"), world.ActorOf(admin), world.Ct);
        var suspended = await world.World.MustAsync(SuspendAsync(person));
        Assert.Equal("duties.performed", (await ResumeAsync(suspended)).Refusal!.Code);
        await using (var db = world.World.Open()) Assert.Equal(PersonState.Suspended, (await db.FindEntryAsync<Person>(person.Key, world.Ct))!.State);

        var exception = await ExceptAsync(world, admin, pair.Duty.Key, world.World.Time.GetUtcNow().AddDays(1));
        await world.World.MustAsync(ApproveAsync(world, exception, world.World.Someone(world.Organisation)));
        var resumed = await world.World.MustAsync(ResumeAsync(suspended));
        world.World.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("duties.performed", (await SuspendAsync(resumed)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Duties_LesserRoleOrAnotherOrganisation_SeesNothingAndMayDoNothing(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        await world.RoleAsync(person, "engineer");
        var (lesser, stranger) = (world.ActorOf(person), world.World.Someone());
        var pair = await world.World.MustAsync(world.Desk.OpenAsync(DutyPair.Define, new DutyPairBody(DutyKind.SameEntry, "people.suspend", "people.resume", "分ける"), world.World.Operator, world.Ct));
        var exception = await ExceptAsync(world, person, pair.Duty.Key, world.World.Time.GetUtcNow().AddDays(1));

        Assert.All((string[])["duties.list", "duties.define", "duties.end", "duties.except", "duties.approve", "duties.lift"], act => Assert.False(lesser.May(act)));
        Assert.Equal("not-permitted", (await world.Desk.ActAsync(DutyPair.End, pair.Key, pair.Version, new Because(""), lesser, world.Ct)).Refusal!.Code);
        Assert.Equal("not-permitted", (await ApproveAsync(world, exception, lesser)).Refusal!.Code);
        Assert.Equal(Refusal.NotFound, (await world.Desk.ActAsync(DutyPair.End, pair.Key, pair.Version, new Because(""), stranger, world.Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await ApproveAsync(world, exception, stranger)).Refusal);
        var theirs = await new DutiesReading(world.World.Databases, world.World.Time).ReadAsync(stranger, world.Ct);
        Assert.Equal((BuiltInDuties.All.Count, 0, 0), (theirs.Duties.Count, theirs.Own.Count, theirs.Exceptions.Count));
    }

    private static Task<Outcome<Assignment>> AssignAsync(IdentityWorld world, Person person, string role, DateTimeOffset? from = null, DateTimeOffset? until = null) =>
        world.Desk.OpenAsync(Assignment.Assign, new AssignmentBody(person.Id, role, From: from, Until: until), world.World.Operator, world.Ct);

    private static async Task<DutyExemption> ExceptAsync(IdentityWorld world, Person person, string pair, DateTimeOffset until) =>
        await world.World.MustAsync(world.Desk.OpenAsync(DutyExemption.Except, new DutyExemptionBody(person.Id, pair, "人手が足りない間", until), world.World.Operator, world.Ct));

    private static Task<Outcome<DutyExemption>> ApproveAsync(IdentityWorld world, DutyExemption exception, Actor by) => world.Desk.ActAsync(DutyExemption.Approve, exception.Key, exception.Version, new NoBody(), by, world.Ct);

    private static Task<DutiesState> StateAsync(IdentityWorld world) => new DutiesReading(world.World.Databases, world.World.Time).ReadAsync(world.World.Operator, world.Ct);
}
