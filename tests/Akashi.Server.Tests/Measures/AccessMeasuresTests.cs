using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using Akashi.Server.References;
using Akashi.Server.Services;
using Akashi.Server.Tests.Identity;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Measures;

public sealed class AccessMeasuresTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Admin = new(new Guid(1, 2, 3, new byte[8]));
    private static readonly PersonId Reader = new(new Guid(4, 5, 6, new byte[8]));

    [Theory]
    [InlineData("password code", true)]
    [InlineData("password recovery", true)]
    [InlineData("passkey", true)]
    [InlineData("password passkey-touch", true)]
    [InlineData("passkey-touch", false)]
    [InlineData("password", false)]
    [InlineData("link", false)]
    public void StrongSignIns_OfAnAdministrator_CountByWhatWasShown(string methods, bool strong)
    {
        var given = AccessMeasures.StrongSignIns.Take([Assigned(1, Admin, "administrator", Start), SignsIn(2, Admin, methods, Start.AddDays(1))], Start.AddDays(2));

        Assert.Equal((strong ? 100 : 0, 1, strong ? Verdict.Passed : Verdict.Failed), (given.Value, given.Population, given.Verdict));
    }

    [Fact]
    public void StrongSignIns_OfWhoDecidesNothing_AreNotCounted()
    {
        Fact[] facts =
        [
            Assigned(1, Reader, "reader", Start), SignsIn(2, Reader, "password", Start.AddDays(1)),
            Assigned(3, Admin, "approver", Start), Fact(3, new AssignmentEnded(Admin, "approver", "異動"), Start.AddDays(2)), SignsIn(4, Admin, "password", Start.AddDays(3)),
            Assigned(5, Admin, "administrator", Start, Start.AddDays(4)), SignsIn(6, Admin, "password", Start.AddDays(5)),
        ];

        Assert.Equal(Verdict.NoData, AccessMeasures.StrongSignIns.Take(facts[..5], Start.AddDays(4)).Verdict);
        Assert.Equal(Verdict.NoData, AccessMeasures.StrongSignIns.Take(facts, Start.AddDays(6)).Verdict);
        // Two sign-ins into one account are two.
        Assert.Equal(2, AccessMeasures.StrongSignIns.Take([.. facts[..1], Assigned(7, Admin, "administrator", Start), SignsIn(8, Admin, "passkey", Start.AddHours(1)), SignsIn(8, Admin, "passkey", Start.AddHours(2))], Start.AddDays(1)).Population);
    }

    [Fact]
    public void CustomerSignIns_OfPeopleOfPartiesWhoAssignOrPublish_CountByWhatWasShown()
    {
        var own = new PersonId(new Guid(7, 8, 9, new byte[8]));
        Fact[] people = [Added(Reader, party: true, Start), Added(own, party: false, Start), Fact(9, new RoleDefined("site-admin", ["assignments.assign"]), Start), Fact(8, new RoleDefined("site-reader", ["statements.read"]), Start)];
        Fact[] held = [.. people, Assigned(1, Reader, "site-admin", Start), Assigned(2, own, "administrator", Start)];

        Assert.Equal((null, Verdict.NoData), Of(held));
        Assert.Equal((100, Verdict.Passed), Of([.. held, SignsIn(3, Reader, "passkey", Start.AddHours(1)), SignsIn(4, own, "password", Start.AddHours(1))]));
        Assert.Equal((50, Verdict.Failed), Of([.. held, SignsIn(3, Reader, "passkey", Start.AddHours(1)), SignsIn(3, Reader, "password", Start.AddHours(2))]));
        Assert.Equal((0, Verdict.Failed), Of([.. people, Assigned(1, Reader, "party-member", Start), SignsIn(3, Reader, "password", Start.AddHours(1))]));
        Assert.Equal((null, Verdict.NoData), Of([.. people, Assigned(1, Reader, "site-reader", Start), SignsIn(3, Reader, "password", Start.AddHours(1))]));
        Assert.Equal((null, Verdict.NoData), Of([.. held, Fact(9, new RoleChanged("site-admin", ["statements.read"]), Start.AddMinutes(1)), SignsIn(3, Reader, "password", Start.AddHours(1))]));

        static (double?, Verdict) Of(Fact[] facts) => AccessMeasures.CustomerSignIns.Take(facts, Start.AddDays(1)) is var given ? (given.Value, given.Verdict) : default;
    }

    [Fact]
    public void PartyRightsBounded_WithoutServiceCatalogOrLevel_SpeakAgainstItUntilTheyEnd()
    {
        Fact[] facts = [Added(Reader, party: true, Start), Assigned(1, Reader, "reader", Start, Start.AddDays(1)), Fact(2, new RoleAssigned(Reader, "reader", null, null, Disclosure.Nda, Start, null), Start), Assigned(3, Admin, "administrator", Start)];

        Assert.Equal((50, 2, Verdict.Failed), Of(Start.AddHours(1)));
        Assert.Equal((100, 1, Verdict.Passed), Of(Start.AddDays(1)));
        Assert.Equal(Verdict.NoData, AccessMeasures.PartyRightsBounded.Take([], Start).Verdict);

        (double?, long, Verdict) Of(DateTimeOffset at) => AccessMeasures.PartyRightsBounded.Take(facts, at) is var given ? (given.Value, given.Population, given.Verdict) : default;
    }

    [Theory, EachDatabase]
    public async Task CustomerMeasures_OverARealCustomersPerson_AreWhatTheyWereThen(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var party = await world.World.PartyAsync(PartyKind.Customer, "利用者");
        var service = await world.World.ServiceAsync(party.Id, "desk");
        var person = await world.PersonAsync("利用者の担当", party.Id);
        var role = await world.RoleAsync(person, "party-member", service.Id);
        var secret = await world.World.MustAsync(world.Invitations.InviteAsync(person.Id, world.World.Operator, world.Ct));
        await world.World.MustAsync(world.Invitations.AcceptAsync(world.Organisation, secret, "customer", "correct horse battery staple", IdentityWorld.From, world.Ct));
        var before = world.World.Time.GetUtcNow();
        world.World.Time.Advance(TimeSpan.FromHours(1));

        var shown = await world.World.MustAsync(world.EnterAsync("customer", "correct horse battery staple"));
        await world.World.MustAsync(world.Door.SucceedAsync(shown, IdentityWorld.From, world.Ct));

        Assert.Equal((0, Verdict.Failed), await Taken.OfAsync(world.World, AccessMeasures.CustomerSignIns) is var now ? (now.Value, now.Verdict) : default);
        Assert.Equal(Verdict.NoData, (await Taken.OfAsync(world.World, AccessMeasures.CustomerSignIns, before)).Verdict);
        Assert.Equal((100, 1), await Taken.OfAsync(world.World, AccessMeasures.PartyRightsBounded) is var rights ? (rights.Value, rights.Population) : default);
        await world.World.MustAsync(world.Desk.ActAsync(Assignment.End, role.Key, role.Version, new Because("契約の終了"), world.World.Operator, world.Ct));
        Assert.Equal(Verdict.NoData, (await Taken.OfAsync(world.World, AccessMeasures.PartyRightsBounded)).Verdict);
    }

    [Fact]
    public void LeaverRights_WhatStaysOpen_SpeaksAgainstItUntilItEnds()
    {
        Fact[] before = [Surveyed(Start), Assigned(1, Admin, "administrator", Start), Assigned(2, Admin, "reader", Start, Start.AddDays(1)), Assigned(3, Reader, "reader", Start)];
        Fact[] left = [.. before, Surveyed(Start.AddDays(1.9)), Left(Admin, Start.AddDays(2))];

        Assert.Equal((0, Verdict.Passed), Of(before, Start.AddHours(1)));
        Assert.Equal((1, Verdict.Failed), Of(left, Start.AddDays(2)));
        Assert.Equal([Entry("Assignment", 1)], AccessMeasures.LeaverRights.Take(left, Start.AddDays(2)).Offenders);
        Assert.Equal((0, Verdict.Passed), Of([.. left, Fact(1, new AssignmentEnded(Admin, "administrator", "離任"), Start.AddDays(3))], Start.AddDays(3)));
        // That somebody left is known also when their name and words were erased.
        Assert.Equal((1, Verdict.Failed), Of([.. left[..^1], left[^1] with { Happened = null }], Start.AddDays(2)));

        static (double, Verdict) Of(Fact[] facts, DateTimeOffset at) => AccessMeasures.LeaverRights.Take(facts, at) is var given ? (given.Value ?? 0, given.Verdict) : default;
    }

    [Fact]
    public void InitialPasswords_NotChanged_LapseAfterSevenDays()
    {
        Fact[] facts = [Fact(1, new PasswordSet(Reader, MustChange: true), Start)];

        var fresh = AccessMeasures.InitialPasswords.Take(facts, Start.AddDays(1));
        var changed = AccessMeasures.InitialPasswords.Take([.. facts, Fact(1, new PasswordSet(Reader, MustChange: false), Start.AddDays(2))], Start.AddDays(20));

        Assert.Equal((Verdict.Passed, Start.AddDays(7)), (fresh.Verdict, fresh.LapsesAt));
        Assert.Equal(Verdict.Failed, AccessMeasures.InitialPasswords.Take(facts, Start.AddDays(7)).Verdict);
        Assert.Equal((0, Verdict.Passed, null), (changed.Value, changed.Verdict, changed.LapsesAt));
        Assert.Equal(Verdict.NoData, AccessMeasures.InitialPasswords.Take([.. facts, Left(Reader, Start.AddDays(3))], Start.AddDays(20)).Verdict);
    }

    [Fact]
    public void Banner_InOneLanguageOnly_IsNotEnough()
    {
        Fact[] facts = [Fact(1, new SettingSet("banner.ja", "許可された目的にのみ使えます。"), Start), Fact(2, new SettingSet("banner.en", "Authorised use only."), Start.AddHours(1)), Fact(1, new SettingSet("banner.ja", " "), Start.AddHours(2))];

        Assert.Equal(Verdict.NoData, AccessMeasures.Banner.Take([], Start).Verdict);
        Assert.Equal([1d, 0d, 1d], Enumerable.Range(0, 3).Select(h => AccessMeasures.Banner.Take(facts, Start.AddHours(h)).Value!.Value));
    }

    private static Fact Assigned(int n, PersonId person, string role, DateTimeOffset at, DateTimeOffset? until = null) => Fact(n, new RoleAssigned(person, role, null, null, Disclosure.Internal, at, until), at);

    private static Fact Added(PersonId person, bool party, DateTimeOffset at) => Fact(0, new PersonAdded(person, party ? new(new Guid(6, 6, 6, new byte[8])) : null, false), at) with { Entry = new("Person", person.Value) };

    private static Fact SignsIn(int n, PersonId person, string methods, DateTimeOffset at) => Fact(n, new SignedIn(person, methods), at);

    private static Fact Left(PersonId person, DateTimeOffset at) => Fact(0, new PersonLeft(person, "退職"), at) with { Entry = new("Person", person.Value) };

    private static Fact Surveyed(DateTimeOffset at) => Fact((int)(at.Ticks % int.MaxValue), new LedgerSurveyed(0, 1, 0, 0, 0, 1, null, 0, null, null), at);

    private static EntryRef Entry(string register, int n) => new(register, new Guid(n, 0, 0, new byte[8]));

    private static Fact Fact(int n, Event happened, DateTimeOffset at) =>
        new(new Guid(n, 1, 1, BitConverter.GetBytes(at.Ticks)), happened.GetType(), Entry(happened is RoleAssigned or AssignmentEnded ? "Assignment" : "Account", n), "test.act", default, at, null, happened);
}
