using System.Collections.Concurrent;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.PrivilegedAccess;

/// <summary>The grants of each organisation in memory: read when first asked for, then kept true by what is committed.</summary>
public sealed class Grants(DbFactory databases) : IGrants, IAfterCommit, IAtLeaving
{
    private readonly ConcurrentDictionary<OrganisationId, Lazy<Task<Held>>> _organisations = [];

    public async ValueTask<Guid?> FindAsync(Actor by, string act, DateTimeOffset at, CancellationToken ct) => (await KnownAsync(by.Organisation, ct)).Find(by.Person, act, at);

    public async ValueTask<IReadOnlyList<Guid>> HeldAsync(OrganisationId organisation, PersonId person, DateTimeOffset at, CancellationToken ct) => (await KnownAsync(organisation, ct)).Of(person, at);

    /// <summary>Requests are withdrawn and grants revoked, so that certificates under them go onto the revocation list.</summary>
    public async Task<Refusal?> LeaveAsync(Db db, PersonId person, PersonId? heir, string reason, Stand stand, CancellationToken ct)
    {
        foreach (var request in await db.Privileges.AsTracking().Where(r => r.Person == person && (r.Status == PrivilegeStatus.Requested || r.Status == PrivilegeStatus.Granted)).ToListAsync(ct))
            request.HolderLeft(reason, stand.At);
        return null;
    }

    private async ValueTask<Held> KnownAsync(OrganisationId organisation, CancellationToken ct)
    {
        var reading = Of(organisation);
        try
        {
            return await reading.Value.WaitAsync(ct);
        }
        catch when (reading.Value.IsFaulted)
        {
            // The database could not be read: the next who asks tries again.
            _organisations.TryRemove(new(organisation, reading));
            throw;
        }
    }

    public async Task<Refusal?> UseAsync(Db db, Guid grant, Act act, Stand stand)
    {
        if (await db.FindEntryAsync<PrivilegeRequest>(grant, CancellationToken.None) is not { } request) return Refusal.GrantRequired;
        if (request.Person != stand.By.Person || !request.IsLive(stand.At) || !request.Names(act.Id)) return Refusal.GrantRequired;
        request.Use(act.Id, stand.At);
        return null;
    }

    public void Committed(OrganisationId organisation, IReadOnlyList<Entry> entries)
    {
        // While nobody has asked there is nothing to keep true: whoever asks first reads what is committed by then.
        if (!_organisations.TryGetValue(organisation, out var known)) return;
        foreach (var request in entries.OfType<PrivilegeRequest>()) _ = TakeAsync(known.Value, request);
    }

    // Read apart from the caller, so that a commit that comes meanwhile finds the task and waits for it.
    private Lazy<Task<Held>> Of(OrganisationId organisation) => _organisations.GetOrAdd(organisation, o => new(() => Task.Run(() => ReadAsync(o))));

    private async Task<Held> ReadAsync(OrganisationId organisation)
    {
        await using var db = databases.Open(organisation);
        var held = new Held();
        foreach (var request in await db.Privileges.Where(r => r.Status == PrivilegeStatus.Granted).ToListAsync()) held.Take(request);
        return held;
    }

    private static async Task TakeAsync(Task<Held> held, PrivilegeRequest request) => (await held).Take(request);

    /// <summary>Of each request the newest version that is known, so that the order of reading and committing does not matter.</summary>
    private sealed class Held
    {
        private readonly ConcurrentDictionary<PrivilegeRequestId, PrivilegeRequest> _requests = [];

        public Guid? Find(PersonId person, string act, DateTimeOffset at) =>
            _requests.Values.Where(r => r.Person == person && r.IsLive(at) && r.Names(act)).MaxBy(r => r.Until)?.Id.Value;

        public IReadOnlyList<Guid> Of(PersonId person, DateTimeOffset at) => [.. _requests.Values.Where(r => r.Person == person && r.IsLive(at)).Select(r => r.Id.Value).Order()];

        public void Take(PrivilegeRequest request) => _requests.AddOrUpdate(request.Id, request, (_, known) => known.Version >= request.Version ? known : request);
    }
}
