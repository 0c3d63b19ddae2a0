using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.References;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Identity;

/// <summary>A world with people: everything behind the door, on one database, with a clock that the test sets.</summary>
internal sealed class IdentityWorld : IAsyncDisposable
{
    public TestWorld World { get; }
    public Permissions Permissions { get; }
    public Desk Desk { get; }
    public Sessions Sessions { get; }
    public PasswordHashing Passwords { get; } = new();
    public PasswordRules Rules { get; }
    public OneTimeCodes Codes { get; }
    public SignInDoor Door { get; }
    public MyAccount Mine { get; }
    public Invitations Invitations { get; }
    public Leaving Leaving { get; }
    public ApiTokens Tokens { get; }
    public OrganisationId Organisation => World.Operator.Organisation;
    public CancellationToken Ct => World.Ct;
    public static readonly Access From = new("browser", "nobody", Address: "127.0.0.1");

    private IdentityWorld(TestWorld world)
    {
        World = world;
        Permissions = new(world.Databases, world.Time);
        world.Listeners.Add(Permissions);
        Desk = world.Desk;
        Sessions = new(world.Databases, Permissions, world.Sequencer, world.Time);
        Rules = new(Passwords);
        Codes = new(new EphemeralDataProtectionProvider(), world.Time);
        Door = new(world.Databases, Desk, world.Sequencer, Permissions, Passwords, Codes, world.Time);
        Mine = new(world.Databases, Desk, Permissions, Sessions, Passwords, Rules, Codes, world.Time);
        Invitations = new(world.Databases, Desk, Permissions, Rules, Passwords, Sessions, world.Time);
        Leaving = new(Desk, Sessions, [new Grants(world.Databases)]);
        Tokens = new(world.Databases, Permissions, world.Time);
    }

    public static async Task<IdentityWorld> OpenAsync(string dialect)
    {
        var world = new IdentityWorld(await TestWorld.OpenAsync(dialect));
        await world.Permissions.LoadAsync(world.Organisation, world.Ct);
        return world;
    }

    public async Task<Person> PersonAsync(string name, PartyId? party = null, PersonId? owner = null) =>
        await World.MustAsync(Desk.OpenAsync(Person.Add, new PersonBody(new(name, name), party, null, owner), World.Operator, Ct));

    public async Task<Assignment> RoleAsync(Person person, string role, ServiceId? service = null, Disclosure clearance = Disclosure.Public, DateTimeOffset? until = null) =>
        await World.MustAsync(Desk.OpenAsync(Assignment.Assign, new AssignmentBody(person.Id, role, service, Clearance: clearance, Until: until), World.Operator, Ct));

    /// <summary>A person with an account, as if they had come by an invitation.</summary>
    public async Task<(Person Person, Account Account)> AccountAsync(string login, string password, params string[] roles)
    {
        var person = await PersonAsync(login + " の人");
        foreach (var role in roles) await RoleAsync(person, role);
        var secret = await World.MustAsync(Invitations.InviteAsync(person.Id, World.Operator, Ct));
        return (person, await World.MustAsync(Invitations.AcceptAsync(Organisation, secret, login, password, From, Ct)));
    }

    public Task<Outcome<Shown>> EnterAsync(string login, string password) => Door.PasswordAsync(Organisation, login, password, From, Ct);

    public Actor ActorOf(Person person) => Permissions.ActorOf(person.Id, Organisation, From);

    public async Task SetAsync(string name, string value) => await World.MustAsync(Desk.OpenAsync(Setting.Set, new SettingBody(name, value), World.Operator, Ct));

    public async Task<Account> AccountOfAsync(Person person)
    {
        await using var db = World.Open();
        return await db.Accounts.SingleAsync(a => a.Person == person.Id, Ct);
    }

    public ValueTask DisposeAsync()
    {
        Passwords.Dispose();
        return World.DisposeAsync();
    }
}
