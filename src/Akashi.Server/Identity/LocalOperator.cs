using System.Security.Claims;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>Turns who signed in into who acts. Accounts, roles and sessions will stand behind this interface.</summary>
public interface IIdentity
{
    /// <summary>Null when the claims are nobody's.</summary>
    Actor? ActorOf(ClaimsPrincipal user);
}

/// <summary>The smallest real identity: one person at this machine, who may do everything in the one organisation.</summary>
public sealed class LocalOperator(DbFactory databases, Desk desk, TimeProvider time) : IIdentity
{
    private Actor? _actor;

    /// <summary>The operator; <see cref="EnsureAsync"/> has run before anyone can ask.</summary>
    public Actor Actor => _actor ?? throw new InvalidOperationException("The operator is not known yet.");

    /// <summary>Finds the organisation and its operator, or founds them. True when the organisation is new.</summary>
    public async Task<bool> EnsureAsync(NewOrganisation organisation, CancellationToken ct)
    {
        await using var db = databases.Open(default);
        var known = await db.Organisations.IgnoreQueryFilters().OrderBy(o => o.Id).Select(o => o.Id).FirstOrDefaultAsync(ct);
        var person = await db.People.IgnoreQueryFilters().Where(p => p.Organisation == known).OrderBy(p => p.Id).Select(p => p.Id).FirstOrDefaultAsync(ct);
        _actor = new Actor(person == default ? new(Ids.New(time)) : person, known == default ? new(Ids.New(time)) : known, _ => true);
        if (known == default) Must(await desk.OpenAsync(Organisation.Found, organisation, _actor, ct));
        if (person == default) Must(await desk.OpenAsync(Person.Enrol, new Text("ローカル操作者", "Local operator"), _actor, ct));
        return known == default;
    }

    public Actor? ActorOf(ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && Guid.TryParse(id, out var person) && _actor?.Person.Value == person
            ? _actor with { Access = AccessClaims.Of(user) } : null;

    /// <summary>The operator in a browser, in a session of their own.</summary>
    public ClaimsPrincipal InBrowser(string scheme) => Principal(scheme, AccessClaims.Browser(time));

    /// <summary>The operator by token.</summary>
    public ClaimsPrincipal ByToken(string scheme) => Principal(scheme, AccessClaims.Api);

    private ClaimsPrincipal Principal(string scheme, IEnumerable<Claim> access) =>
        new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, Actor.Person.Value.ToString()), .. access], scheme));

    private static void Must<T>(Outcome<T> outcome)
    {
        if (outcome.Refusal is { } refusal) throw new InvalidOperationException($"{refusal.Code}: {refusal.Message.En}");
    }
}
