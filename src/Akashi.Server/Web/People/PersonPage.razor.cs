using Akashi.Server.Identity;
using Akashi.Server.Identity.Oidc;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;
using Akashi.Server.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.People;

/// <summary>One person: what they may do, how they sign in, where they are signed in, and what can be done about it.</summary>
public sealed partial class PersonPage
{
    private Person? _person;
    private Account? _account;
    private Membership? _members;
    private Text? _party, _owner;
    private IReadOnlyList<Assignment> _assignments = [];
    private IReadOnlyList<Service> _services = [];
    private IReadOnlyList<ExternalLogin> _logins = [];
    private string? _provisioned;
    private IReadOnlyList<Session> _sessions = [];
    private IReadOnlyList<Person> _heirs = [];
    private IReadOnlyList<(string Name, Text Title)> _roles = [];
    private string _role = "reader", _service = "", _heir = "";
    private string? _reason, _said, _link;
    private Disclosure _clearance = Disclosure.Public;
    private DateOnly? _until;
    private bool _bad, _needReason, _mailed;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private DbFactory Databases { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private Permissions Permissions { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private Invitations Invitations { get; set; } = null!;

    [Inject]
    private Leaving Leaving { get; set; } = null!;

    [Inject]
    private Reauthentication Reauthentication { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private DateTimeOffset Now => Time.GetUtcNow();

    protected override async Task LoadAsync()
    {
        await using var db = Databases.Open(Actor.Organisation);
        if (await db.FindEntryAsync<Person>(Id, Gone) is not { } person)
        {
            Navigation.NotFound();
            return;
        }
        (_person, _members) = (person, Permissions.Of(Actor.Organisation));
        _account = await db.Accounts.FirstOrDefaultAsync(a => a.Person == person.Id, Gone);
        _party = person.Party is { } party ? await db.Parties.Where(p => p.Id == party).Select(p => (Text?)p.Name).FirstOrDefaultAsync(Gone) : null;
        _owner = person.Owner is { } owner ? _members.People.GetValueOrDefault(owner)?.Name : null;
        _assignments = await db.Assignments.Where(a => a.Person == person.Id && a.EndedAt == null).OrderBy(a => a.Id).ToListAsync(Gone);
        _logins = await db.ExternalLogins.Where(l => l.Person == person.Id && l.UnlinkedAt == null).OrderBy(l => l.Id).ToListAsync(Gone);
        _provisioned = await db.ScimUsers.Where(u => u.Person == person.Id && u.RemovedAt == null).Select(u => u.UserName).FirstOrDefaultAsync(Gone);
        _services = await db.Services.OrderBy(s => s.Id).ToListAsync(Gone);
        _heirs = [.. _members.People.Values.Where(p => p is { State: PersonState.Active, Machine: false } && p.Id != person.Id).OrderBy(p => p.Id.Value)];
        _roles = [.. BuiltInRoles.All.Where(r => r != BuiltInRoles.Operator).Select(r => (r.Name, r.Title)), .. _members.Roles.Values.Select(r => (r.Name, r.Title))];
        _sessions = await Sessions.OpenOfAsync(Actor.Organisation, person.Id, Gone);
    }

    private string PlaceOf(Assignment a) => a.Service is { } service ? _services.FirstOrDefault(s => s.Id == service)?.Name.ToString() ?? "" : PeopleWords.Everywhere.ToString();

    private async Task AssignAsync()
    {
        // The day is meant in Japan, and whole.
        var until = _until is { } day ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Clock.Japan).ToUniversalTime() : (DateTimeOffset?)null;
        var body = new AssignmentBody(_person!.Id, _role, Guid.TryParse(_service, out var service) ? new(service) : null, Clearance: _clearance, Until: until);
        await SayAsync((await Reauthentication.RunAsync(() => Desk.OpenAsync(Assignment.Assign, body, Actor, Gone))).Refusal);
    }

    private async Task EndAsync(Assignment a) =>
        await SayAsync((await Reauthentication.RunAsync(() => Desk.ActAsync(Assignment.End, a.Id.Value, a.Version, new Because(""), Actor, Gone))).Refusal);

    private async Task InviteAsync()
    {
        var outcome = await Reauthentication.RunAsync(() => Invitations.SendAsync(_person!.Id, new(Navigation.BaseUri), Actor, Gone));
        (_link, _mailed) = (outcome.Value?.Link, outcome.Value?.Mailed ?? false);
        await SayAsync(outcome.Refusal);
    }

    private async Task UnlinkAsync(ExternalLogin login) =>
        await SayAsync((await Reauthentication.RunAsync(() => Desk.ActAsync(ExternalLogin.Unlink, login.Id.Value, login.Version, new NoBody(), Actor, Gone))).Refusal);

    private async Task UnlockAsync() => await SayAsync((await Desk.ActAsync(Account.Unlock, _account!.Id.Value, _account.Version, new NoBody(), Actor, Gone)).Refusal);

    private async Task EndSessionsAsync()
    {
        if (!await Desk.PermitsAsync(Identity.Sessions.EndOthers, Actor)) return;
        await Sessions.EndAllAsync(Actor.Organisation, _person!.Id, "revoked", Actor, null, Gone);
        await SayAsync(null);
    }

    private async Task StateAsync(Act<Person, Because> act)
    {
        if (Missing()) return;
        var outcome = await Reauthentication.RunAsync(() => Desk.ActAsync(act, Id, _person!.Version, new Because(_reason!.Trim()), Actor, Gone));
        if (outcome.Done && outcome.Value!.State is PersonState.Suspended) await Sessions.EndAllAsync(Actor.Organisation, _person!.Id, "suspended", Actor, null, Gone);
        await SayAsync(outcome.Refusal);
    }

    private async Task LeaveAsync()
    {
        if (Missing()) return;
        await SayAsync((await Reauthentication.RunAsync(() => Leaving.LeaveAsync(_person!.Id, new(_reason!.Trim(), Guid.TryParse(_heir, out var heir) ? new(heir) : null), Actor, Gone))).Refusal);
    }

    private bool Missing() => _needReason = string.IsNullOrWhiteSpace(_reason);

    private async Task SayAsync(Refusal? refusal)
    {
        (_said, _bad) = ((refusal?.Message ?? PeopleWords.Done).ToString(), refusal is not null);
        if (refusal is null) _reason = null;
        await LoadAsync();
    }
}
