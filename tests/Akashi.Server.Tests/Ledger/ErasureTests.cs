using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Ledger;

public sealed class ErasureTests
{
    [Theory, EachDatabase]
    public async Task Erase_SomebodyWhoActed_DestroysNameEventsAndSaltAndKeepsTheLogWhole(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        var world = log.World;
        var other = world.Operator with { Person = new(Ids.New(world.Time)) };
        var person = await world.MustAsync(world.Desk.OpenAsync(Person.Enrol, new Text("山田 花子", "Hanako Yamada"), other, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("甲", "A")), other, world.Ct));

        var grant = await world.GrantAsync(Erasure.Erase.Id);

        var outcome = await new Erasure(world.Desk, world.Sequencer).EraseAsync(person.Id, world.Operator, world.Ct);

        Assert.True(outcome.Done, outcome.Refusal?.Code);
        await using var db = world.Open();
        Assert.Equal("消去済み", (await db.People.SingleAsync(p => p.Id == person.Id, world.Ct)).Name.Ja);
        Assert.False(await db.SubjectSalts.AnyAsync(s => s.Subject == person.Id, world.Ct));
        Assert.All(await db.Events.Where(e => e.EntryId == person.Key && e.EntryVersion == 1).ToListAsync(world.Ct), e => Assert.True(e.Body.Length == 0 && e.Salt is null));
        Assert.Contains(await log.LeavesAsync(10), l => l.Contains($"\"grant\":\"{grant.Id.Value}\"", StringComparison.Ordinal) && l.Contains("PersonErased", StringComparison.Ordinal));
        Assert.DoesNotContain(await log.LeavesAsync(10), l => l.Contains("花子", StringComparison.Ordinal) || l.Contains(person.Id.Value.ToString(), StringComparison.Ordinal) && !l.Contains($"\"entry\":\"{person.Id.Value}\"", StringComparison.Ordinal));
        var verified = await world.MustAsync(log.Verifications.RunAsync(world.Operator));
        Assert.True(verified.Code is null, verified.Fault.En);
    }

    [Theory, EachDatabase]
    public async Task Erase_OneselfOrTwiceOrAStranger_IsRefused(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var other = world.Operator with { Person = new(Ids.New(world.Time)) };
        await world.MustAsync(world.Desk.OpenAsync(Person.Enrol, new Text("自分", "Self"), world.Operator, world.Ct));
        var person = await world.MustAsync(world.Desk.OpenAsync(Person.Enrol, new Text("他人", "Other"), other, world.Ct));
        var erasure = new Erasure(world.Desk, world.Sequencer);
        var ungranted = await erasure.EraseAsync(person.Id, world.Operator, world.Ct);
        await world.GrantAsync(Erasure.Erase.Id);

        var self = await erasure.EraseAsync(world.Operator.Person, world.Operator, world.Ct);
        // Somebody of another organisation who holds a grant there, for the same act.
        var elsewhere = world.Someone();
        var asked = await world.MustAsync(world.Desk.OpenAsync(PrivilegeRequest.Ask, new("消去", "依頼", null, PrivilegeTarget.OfActs(Erasure.Erase.Id), world.Time.GetUtcNow(), world.Time.GetUtcNow().AddHours(1)), elsewhere, world.Ct));
        await world.MustAsync(world.Desk.ActAsync(PrivilegeRequest.Approve, asked.Key, asked.Version, new NoBody(), world.Someone(elsewhere.Organisation), world.Ct));
        var stranger = await erasure.EraseAsync(person.Id, elsewhere, world.Ct);
        await world.MustAsync(erasure.EraseAsync(person.Id, world.Operator, world.Ct));
        var twice = await erasure.EraseAsync(person.Id, world.Operator, world.Ct);
        var lesser = await erasure.EraseAsync(person.Id, world.Operator with { Permits = a => a != Erasure.Erase.Id }, world.Ct);

        Assert.Equal("grant-required", ungranted.Refusal!.Code);
        Assert.Equal(["person.self", "not-found", "person.erased", "not-permitted"], new[] { self, stranger, twice, lesser }.Select(o => o.Refusal!.Code));
    }
}
