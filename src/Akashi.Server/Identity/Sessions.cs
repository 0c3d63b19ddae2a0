using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>
/// Opens, finds, locks and ends sessions (provision standard 12.3; ASVS 5.0 chapter 7). The table decides; what is in memory follows it, at once for
/// what this node does and within half a second (<see cref="SessionWatch"/>) for what another does.
/// </summary>
public sealed class Sessions(DbFactory databases, Permissions permissions, Sequencer log, TimeProvider time, IGrants? grants = null)
{
    public const string OwesPassword = "password";
    public const string OwesFactor = "factor";

    /// <summary>How a session ended, on record.</summary>
    public static readonly Act Over = new("identity.session-end", new("セッションの終了", "Session ended"));
    public static readonly Act Lock = new("identity.session-lock", new("セッションのロック", "Session locked"));
    public static readonly Act Unlock = new("identity.session-unlock", new("セッションのロックの解除", "Session unlocked"));

    /// <summary>What <see cref="Unlock"/> was done by when the person has nothing to show: a click again.</summary>
    internal const string ByClick = "click";

    /// <summary>Somebody ends the sessions of somebody else.</summary>
    public static readonly Act EndOthers = new("sessions.end", new("ほかの人のセッションの終了", "End sessions of others"));

    /// <summary>For how long a former secret still opens what was asked with it when the rights changed.</summary>
    private static readonly TimeSpan Handover = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<SessionId, LiveSession> _live = [];
    private readonly RefusedIds _refused = new(log);

    internal ICollection<LiveSession> Live => _live.Values;

    /// <summary>A new session, and what the browser is to hold. One more than the organisation permits at once ends the oldest.</summary>
    public async Task<(LiveSession Session, string Secret)> OpenAsync(SessionId id, Actor person, string methods, bool strong, string? owes, string device, CancellationToken ct)
    {
        var members = await permissions.LoadAsync(person.Organisation, ct);
        var (now, secret) = (Now, Fresh(person.Organisation));
        await using var db = databases.Open(person.Organisation);
        var open = await db.Sessions.AsTracking().Where(s => s.Person == person.Person && s.EndedAt == null && s.ExpiresAt > now).OrderBy(s => s.CreatedAt).ToListAsync(ct);
        var row = new Session
        {
            Organisation = person.Organisation, Id = id, Secret = Hash(secret), Rights = await RightsAsync(person.Organisation, person.Person, ct), Person = person.Person, Methods = methods, Strong = strong, Owes = owes, CreatedAt = now, ConfirmedAt = now,
            SeenAt = now, ChangedAt = now, ExpiresAt = now.AddHours(members.Number("session.hours")), Device = device.Length > 300 ? device[..300] : device, Address = person.Access.Address ?? "",
        };
        db.Add(row);
        var over = open.Take(Math.Max(0, open.Count + 1 - members.Number("session.parallel"))).ToList();
        foreach (var oldest in over) (oldest.EndedAt, oldest.EndedBecause, oldest.ChangedAt) = (now, "replaced", now);
        await db.SaveChangesAsync(ct);
        foreach (var oldest in over) await ToldAsync(oldest, person);
        return (_live.GetOrAdd(id, _ => new(row)), secret);
    }

    /// <summary>The session whose browser shows this; null when there is none, or it is over. Locks it when nobody was seen for too long.</summary>
    public async Task<LiveSession?> FindAsync(string secret, CancellationToken ct)
    {
        if (!TryOrganisation(secret, out var organisation)) return null;
        var (now, hash) = (Now, Hash(secret));
        await using var db = databases.Open(organisation);
        var row = await db.Sessions.FirstOrDefaultAsync(s => s.Secret == hash || (s.Former == hash && s.FormerUntil > now), ct);
        if (row is not { EndedAt: null } || now >= row.ExpiresAt)
        {
            if (row is not null || await db.Organisations.AnyAsync(ct)) _refused.Add(organisation, made: row is not null);
            return null;
        }
        await permissions.LoadAsync(organisation, ct);
        var live = _live.GetOrAdd(row.Id, _ => new(row));
        live.Take(row);
        if (!live.Locked && Idle(live, now)) await LockAsync(live, "idle", ct);
        return live;
    }

    /// <summary>The session that a live page belongs to; null when it is not known here any more.</summary>
    public LiveSession? Known(SessionId id) => _live.GetValueOrDefault(id);

    /// <summary>True when nobody did anything for longer than the organisation permits.</summary>
    internal bool Idle(LiveSession session, DateTimeOffset now) =>
        now - session.SeenAt > IdleLimit(session);

    private TimeSpan IdleLimit(LiveSession session) => TimeSpan.FromMinutes(permissions.Of(session.Organisation).Number("session.idle"));

    /// <summary>They showed once more that it is them: unlocked, fresh, and under a new secret.</summary>
    /// <param name="shown">What they showed, e.g. <c>password</c>; <see cref="ByClick"/> for nothing.</param>
    public async Task<string?> ConfirmAsync(LiveSession session, string shown, bool strong, CancellationToken ct)
    {
        var (now, secret, locked) = (Now, Fresh(session.Organisation), false);
        session.Seen(now);
        if (!await ChangeAsync(session.Organisation, session.Id, row =>
        {
            locked = row.LockedAt is not null;
            (row.Secret, row.Former, row.ConfirmedAt, row.SeenAt, row.LockedAt, row.Strong) = (Hash(secret), null, now, now, null, row.Strong || strong);
        }, ct)) return null;
        if (locked) await log.NoteAsync(new LeafFacts(Unlock.Id, LeafOutcome.Done) { About = "by=" + shown }, By(session.Row));
        return secret;
    }

    /// <summary>A new secret for the same session; the old one opens nothing any more.</summary>
    public async Task<string?> RotateAsync(LiveSession session, string? owes, CancellationToken ct)
    {
        var secret = Fresh(session.Organisation);
        return await ChangeAsync(session.Organisation, session.Id, row => (row.Secret, row.Former, row.Owes) = (Hash(secret), null, owes), ct) ? secret : null;
    }

    /// <summary>A new secret when roles or grants have changed since the last one was made (ASVS 7.2.4); null when they have not. Of several requests at once one gets it.</summary>
    public async Task<string?> RenewAsync(LiveSession session, CancellationToken ct)
    {
        var rights = await RightsAsync(session.Organisation, session.Person, ct);
        if (session.Row.Rights == rights) return null;
        var (now, secret, old) = (Now, Fresh(session.Organisation), session.Row.Secret);
        await using var db = databases.Open(session.Organisation);
#pragma warning disable RS0030 // a session is no entry; its row changes only if nobody was quicker
        var taken = await db.Sessions.Where(s => s.Id == session.Id && s.Secret == old && s.EndedAt == null).ExecuteUpdateAsync(u => u
            .SetProperty(s => s.Secret, Hash(secret)).SetProperty(s => s.Former, old).SetProperty(s => s.FormerUntil, now + Handover).SetProperty(s => s.Rights, rights).SetProperty(s => s.ChangedAt, now), ct);
#pragma warning restore RS0030
        session.Take(await db.Sessions.FirstAsync(s => s.Id == session.Id, ct));
        return taken == 1 ? secret : null;
    }

    /// <summary>Changes whenever a role of the person begins, ends or gets other acts, and with every grant of a privilege.</summary>
    private async Task<string> RightsAsync(OrganisationId organisation, PersonId person, CancellationToken ct)
    {
        var (members, now) = (await permissions.LoadAsync(organisation, ct), Now);
        var roles = members.Of(person).Where(a => a.HoldsAt(now)).Select(a => $"{a.Id.Value} {members.Roles.GetValueOrDefault(a.Role)?.Version}");
        var held = grants is null ? [] : await grants.HeldAsync(organisation, person, now, ct);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', roles.Order(StringComparer.Ordinal).Concat(held.Select(g => g.ToString()))))))[..16];
    }

    /// <summary>Locks it, whoever may have done so already. Of a page that stood open the leaf says how long after the idle limit that was.</summary>
    public async Task LockAsync(LiveSession session, string because, CancellationToken ct)
    {
        var (now, fresh) = (Now, false);
        if (!await ChangeAsync(session.Organisation, session.Id, row => (fresh, row.LockedAt) = (row.LockedAt is null, row.LockedAt ?? now), ct) || !fresh) return;
        var late = because == "idle" && session.Watched ? $" late={(long)(now - session.SeenAt - IdleLimit(session)).TotalMilliseconds}" : "";
        await log.NoteAsync(new LeafFacts(Lock.Id, LeafOutcome.Done) { About = $"because={because}{late}" }, By(session.Row));
    }

    public async Task EndAsync(OrganisationId organisation, SessionId id, string because, Actor by, CancellationToken ct)
    {
        var now = Now;
        Session? over = null;
        if (await ChangeAsync(organisation, id, row =>
        {
            (row.EndedAt, row.EndedBecause) = (now, because);
            over = row;
        }, ct)) await ToldAsync(over!, by);
    }

    /// <summary>Ends what ran out while nobody looked, and puts on record which ids were shown in vain since the last time.</summary>
    internal async Task SweepAsync(CancellationToken ct)
    {
        var now = Now;
        await using var all = databases.Open(default);
        foreach (var over in await all.Sessions.IgnoreQueryFilters().Where(s => s.EndedAt == null && s.ExpiresAt <= now).OrderBy(s => s.ExpiresAt).Take(200).Select(s => new { s.Organisation, s.Id }).ToListAsync(ct))
            await EndAsync(over.Organisation, over.Id, "expired", Actor.Machine(over.Organisation), ct);
        await _refused.NoteAsync();
    }

    /// <summary>Ends every session of a person, but for one when <paramref name="except"/> is given.</summary>
    public async Task EndAllAsync(OrganisationId organisation, PersonId person, string because, Actor by, SessionId? except, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        foreach (var id in await db.Sessions.Where(s => s.Person == person && s.EndedAt == null).Select(s => s.Id).ToListAsync(ct))
            if (id != except) await EndAsync(organisation, id, because, by, ct);
    }

    /// <summary>Sessions that can be used now, newest first.</summary>
    public async Task<IReadOnlyList<Session>> OpenOfAsync(OrganisationId organisation, PersonId person, CancellationToken ct)
    {
        var now = Now;
        await using var db = databases.Open(organisation);
        return await db.Sessions.Where(s => s.Person == person && s.EndedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.SeenAt).ToListAsync(ct);
    }

    internal async Task SeenAsync(LiveSession session, CancellationToken ct) => await ChangeAsync(session.Organisation, session.Id, row => row.SeenAt = session.SeenAt, ct, quietly: true);

    internal void Forget(LiveSession session) => _live.TryRemove(session.Id, out _);

    /// <summary>False when the session is over already.</summary>
    private async Task<bool> ChangeAsync(OrganisationId organisation, SessionId id, Action<Session> change, CancellationToken ct, bool quietly = false)
    {
        await using var db = databases.Open(organisation);
        if (await db.Sessions.AsTracking().FirstOrDefaultAsync(s => s.Id == id && s.EndedAt == null, ct) is not { } row) return false;
        change(row);
        if (!quietly) row.ChangedAt = Now;
        await db.SaveChangesAsync(ct);
        if (_live.TryGetValue(id, out var live)) live.Take(row);
        return true;
    }

    private async Task ToldAsync(Session over, Actor by)
    {
        if (_live.TryGetValue(over.Id, out var live)) live.Take(over);
        await log.NoteAsync(new LeafFacts(Over.Id, LeafOutcome.Done) { About = $"because={over.EndedBecause}" }, by.Person == over.Person ? By(over) : by);
    }

    private Actor By(Session row) =>
        new(row.Person, row.Organisation, _ => false) { Access = new("browser", permissions.Of(row.Organisation).RolesOf(row.Person, Now), Session: row.Id.Value.ToString(), Address: row.Address) };

    private DateTimeOffset Now => Clock.Truncate(time.GetUtcNow());

    private static string Fresh(OrganisationId organisation) => $"{organisation.Value:N}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";

    private static bool TryOrganisation(string secret, out OrganisationId organisation)
    {
        var known = Guid.TryParseExact(secret.Split('.')[0], "N", out var id);
        organisation = new(id);
        return known;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));
}
