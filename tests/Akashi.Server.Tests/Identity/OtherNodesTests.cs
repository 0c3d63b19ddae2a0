using Akashi.Server.Hosting;
using Akashi.Server.Identity;
using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Identity;

/// <summary>Two nodes on one database: what one decides about people holds on the other with its next beat.</summary>
public sealed class OtherNodesTests
{
    [Theory, EachDatabase]
    public async Task Decisions_OfAnotherNode_HoldHereAfterTheNextBeat(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (person, other) = (await world.PersonAsync("人"), await world.PersonAsync("停止される人"));
        await world.RoleAsync(other, "auditor");
        var (permissions, grants, duties) = (new Permissions(world.World.Databases, world.World.Time), new Grants(world.World.Databases), new Akashi.Server.Identity.Duties.Duties(world.World.Databases));
        using var nodes = new OtherNodes(world.World.Databases, permissions, grants, duties, world.World.Time, NullLogger<OtherNodes>.Instance);
        await permissions.LoadAsync(world.Organisation, world.Ct);
        Actor There(Person who) => permissions.ActorOf(who.Id, world.Organisation, IdentityWorld.From);
        ValueTask<Guid?> GrantThereAsync() => grants.FindAsync(There(person), "people.erase", world.World.Time.GetUtcNow(), world.Ct);
        await GrantThereAsync();
        await duties.OppositesAsync(world.Organisation, "documents.register");
        await nodes.RoundAsync(world.Ct);

        await world.RoleAsync(person, "administrator");
        await world.World.MustAsync(world.Desk.ActAsync(Person.Suspend, other.Key, other.Version, new Because("停止"), world.World.Operator, world.Ct));
        await world.World.MustAsync(world.Desk.OpenAsync(DutyPair.Define, new DutyPairBody(DutyKind.SameEntry, "documents.register", "documents.attach", "検査のため"), world.World.Operator, world.Ct));
        var now = world.World.Time.GetUtcNow();
        var asked = await world.World.MustAsync(world.Desk.OpenAsync(PrivilegeRequest.Ask, new PrivilegeBody("消去", "依頼", null, PrivilegeTarget.OfActs("people.erase"), now, now.AddHours(1)), world.ActorOf(person), world.Ct));
        await world.World.MustAsync(world.Desk.ActAsync(PrivilegeRequest.Approve, asked.Key, asked.Version, new NoBody(), world.World.Operator, world.Ct));
        var before = (There(person).May("people.add"), There(other).May("ledger.export"), await GrantThereAsync(), (await duties.OppositesAsync(world.Organisation, "documents.register")).Count);
        await nodes.RoundAsync(world.Ct);

        Assert.Equal((false, true, (Guid?)null, 0), before);
        Assert.Equal((true, false, (Guid?)asked.Key, 1), (There(person).May("people.add"), There(other).May("ledger.export"), await GrantThereAsync(), (await duties.OppositesAsync(world.Organisation, "documents.register")).Count));
    }
}
