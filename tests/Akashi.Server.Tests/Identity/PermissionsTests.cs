using Akashi.Server.Catalogs;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Identity;

/// <summary>Nobody may do more than a role says, there, at that time (provision standard 4.4.1; ASVS 8.2).</summary>
public sealed class PermissionsTests
{
    [Theory, EachDatabase]
    public async Task Person_WithoutRole_MayOnlyWhatIsTheirs(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var actor = world.ActorOf(await world.PersonAsync("人"));

        Assert.True(actor.May("me.account"));
        Assert.All(ActNames.All.Where(a => !BuiltInRoles.Self.Has(a.Id)), a => Assert.False(actor.May(a.Id), a.Id));
        Assert.Equal("not-permitted", (await world.Desk.OpenAsync(Party.Register, new PartyBody(PartyKind.Customer, new("院", "Clinic")), actor, world.Ct)).Refusal!.Code);
        Assert.Contains(await LoggedLeaf.OfAsync(world.World), l => (l.Act, l.Outcome) == ("parties.register", "denied"));
    }

    [Theory, EachDatabase]
    public async Task Role_FromItsBeginningToItsEnd_AndWhileThePersonIsActive(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        var actor = world.ActorOf(person);
        var now = world.World.Time.GetUtcNow();
        await world.World.MustAsync(world.Desk.OpenAsync(Assignment.Assign, new AssignmentBody(person.Id, "reader", From: now.AddHours(1), Until: now.AddHours(2)), world.World.Operator, world.Ct));

        var early = actor.May("references.rows");
        world.World.Time.Advance(TimeSpan.FromMinutes(61));
        var during = actor.May("references.rows");
        await world.World.MustAsync(world.Desk.ActAsync(Person.Suspend, person.Key, 1, new Because("調査"), world.World.Operator, world.Ct));
        var suspended = actor.May("references.rows");
        await world.World.MustAsync(world.Desk.ActAsync(Person.Resume, person.Key, 2, new Because("終了"), world.World.Operator, world.Ct));
        var resumed = actor.May("references.rows");
        world.World.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal((false, true, false, true, false), (early, during, suspended, resumed, actor.May("references.rows")));
    }

    [Theory, EachDatabase]
    public async Task Role_ForOneService_ReachesNoOther_AndLooksAsIfThereWereNone(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var party = await world.World.PartyAsync(PartyKind.Provider);
        var (mine, other) = (await world.World.ServiceAsync(party.Id, "mine"), await world.World.ServiceAsync(party.Id, "other"));
        var (_, controls) = await world.World.CatalogAsync(1);
        var (here, there) = (await world.World.StatementAsync(mine, controls[0], StatementBody.Empty), await world.World.StatementAsync(other, controls[0], StatementBody.Empty));
        var person = await world.PersonAsync("人");
        await world.RoleAsync(person, "engineer", mine.Id);
        var actor = world.ActorOf(person);

        var done = await world.Desk.ActAsync(Statement.Confirm, here.Key, here.Version, new Confirmation(null), actor, world.Ct);
        var refused = await world.Desk.ActAsync(Statement.Confirm, there.Key, there.Version, new Confirmation(null), actor, world.Ct);

        Assert.True(done.Done);
        Assert.Equal(Refusal.NotFound, refused.Refusal);
        Assert.Equal((true, false), (actor.Sight.Opens(mine.Id), actor.Sight.Opens(other.Id)));
        Assert.False(actor.May("ledger.status"));
    }

    [Theory, EachDatabase]
    public async Task Assign_ToOneself_UnknownOrTheLastAdministrator_IsRefused(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (first, second) = (await world.PersonAsync("甲"), await world.PersonAsync("乙"));
        var only = await world.RoleAsync(first, "administrator");
        var admin = world.ActorOf(first);

        Assert.Equal("assignment.self", (await world.Desk.OpenAsync(Assignment.Assign, new AssignmentBody(first.Id, "approver"), admin, world.Ct)).Refusal!.Code);
        Assert.Equal("assignment.unknown", (await world.Desk.OpenAsync(Assignment.Assign, new AssignmentBody(second.Id, "no-such-role"), admin, world.Ct)).Refusal!.Code);
        Assert.Equal("assignment.last", (await world.Desk.ActAsync(Assignment.End, only.Key, only.Version, new Because("退任"), admin, world.Ct)).Refusal!.Code);
        Assert.Equal("assignment.last", (await world.Desk.ActAsync(Person.Suspend, first.Key, 1, new Because("休職"), world.World.Operator, world.Ct)).Refusal!.Code);
        await world.RoleAsync(second, "administrator");
        Assert.Equal("assignment.held", (await world.Desk.OpenAsync(Assignment.Assign, new AssignmentBody(second.Id, "administrator"), admin, world.Ct)).Refusal!.Code);
        Assert.True((await world.Desk.ActAsync(Assignment.End, only.Key, only.Version, new Because("退任"), world.World.Operator, world.Ct)).Done);
        Assert.False(admin.May("assignments.assign"));
    }

    [Theory, EachDatabase]
    public async Task Role_OfTheOrganisationsOwn_PermitsItsActsOnly(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var person = await world.PersonAsync("人");
        Assert.Equal("role.acts", (await world.Desk.OpenAsync(Role.Define, new RoleBody("watch", new("見守り", "Watch"), ["no.such"]), world.World.Operator, world.Ct)).Refusal!.Code);
        Assert.Equal("role.name", (await world.Desk.OpenAsync(Role.Define, new RoleBody("auditor", new("見守り", "Watch"), ["ledger.history"]), world.World.Operator, world.Ct)).Refusal!.Code);
        var role = await world.World.MustAsync(world.Desk.OpenAsync(Role.Define, new RoleBody("watch", new("見守り", "Watch"), [Statement.Confirm.Id]), world.World.Operator, world.Ct));
        await world.RoleAsync(person, "watch");

        var before = world.ActorOf(person).May(Statement.Confirm.Id);
        await world.World.MustAsync(world.Desk.ActAsync(Role.Change, role.Key, role.Version, new RoleBody(null, role.Title, [Statement.Assess.Id]), world.World.Operator, world.Ct));

        Assert.Equal((true, false, true), (before, world.ActorOf(person).May(Statement.Confirm.Id), world.ActorOf(person).May(Statement.Assess.Id)));
    }

    [Theory, EachDatabase]
    public async Task Party_SeesItsServicesAndNamesBeneath_AndNoOtherParty(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (provider, hospital, rival) = (await world.World.PartyAsync(PartyKind.Provider, "提供"), await world.World.PartyAsync(PartyKind.Customer, "病院"), await world.World.PartyAsync(PartyKind.Customer, "別の病院"));
        var cloud = await world.World.ServiceAsync(provider.Id, "cloud");
        var (mine, theirs) = (await world.World.ServiceAsync(hospital.Id, "mine", cloud.Id), await world.World.ServiceAsync(rival.Id, "theirs", cloud.Id));
        var person = await world.PersonAsync("病院の人", hospital.Id);
        await world.RoleAsync(person, "party-member", clearance: Disclosure.Public);
        var actor = world.ActorOf(person);

        await using var db = world.World.Databases.OpenFor(actor);

        Assert.Equal((true, false, false), (actor.Sight.Opens(mine.Id), actor.Sight.Opens(cloud.Id), actor.Sight.Opens(theirs.Id)));
        Assert.Equal(["cloud", "mine"], db.Services.Select(s => s.Slug).ToList().Order());
        Assert.Equal(2, db.Parties.Count());
        Assert.Equal((true, false), (actor.Sight.Reads(mine.Id, Disclosure.Internal), actor.Sight.Reads(cloud.Id, Disclosure.Nda)));
        Assert.Equal((true, false, false), (actor.May("statements.assess", new(mine.Id.Value)), actor.May("statements.assess", new(cloud.Id.Value)), actor.May("people.list")));
    }

    [Theory, EachDatabase]
    public async Task Auditor_SeesWhatWasAssigned_UpToTheClearance(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var auditors = await world.World.PartyAsync(PartyKind.Auditor, "監査法人");
        var service = await world.World.ServiceAsync((await world.World.PartyAsync(PartyKind.Provider)).Id, "cloud");
        var person = await world.PersonAsync("監査人", auditors.Id);
        await world.RoleAsync(person, "auditor", clearance: Disclosure.Nda);
        var actor = world.ActorOf(person);

        Assert.Equal((true, true, true, false), (actor.May("ledger.history"), actor.Sight.Opens(service.Id), actor.Sight.Reads(service.Id, Disclosure.Nda), actor.Sight.Reads(service.Id, Disclosure.Internal)));
        Assert.All(ActNames.All.Where(a => a.Id.EndsWith(".assess", StringComparison.Ordinal) || a.Id.EndsWith(".change", StringComparison.Ordinal)), a => Assert.False(actor.May(a.Id), a.Id));
    }
}
