using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>A session as this node knows it right now. Every circuit and request of the session looks at the same one, so that its end reaches them at once.</summary>
public sealed class LiveSession(Session row)
{
    private Session _row = row;
    private long _seen = row.SeenAt.UtcTicks;

    /// <summary>Raised when it was locked, unlocked or ended; on any thread.</summary>
    public event Action? Changed;

    public SessionId Id => _row.Id;
    public OrganisationId Organisation => _row.Organisation;
    public PersonId Person => _row.Person;
    public Session Row => _row;
    /// <summary>True while a live page looks at it.</summary>
    public bool Watched => Changed is not null;

    public bool Ended => _row.EndedAt is not null;
    public bool Locked => _row.LockedAt is not null;

    /// <summary>UTC. When the person last did something here.</summary>
    public DateTimeOffset SeenAt => new(Interlocked.Read(ref _seen), TimeSpan.Zero);

    public void Seen(DateTimeOffset at) => Interlocked.Exchange(ref _seen, at.UtcTicks);

    /// <summary>Takes over what the database says.</summary>
    internal void Take(Session row)
    {
        var told = (row.EndedAt, row.LockedAt, row.ConfirmedAt, row.Owes) != (_row.EndedAt, _row.LockedAt, _row.ConfirmedAt, _row.Owes);
        _row = row;
        if (told) Changed?.Invoke();
    }

    /// <summary>Why nothing, or this act, can be done at this moment; null when it can.</summary>
    /// <param name="fresh">How long ago they may have shown that it is them, for a dangerous act.</param>
    public Refusal? Hindrance(Act act, DateTimeOffset now, TimeSpan fresh) => this switch
    {
        { Ended: true } => SignInRefusals.SessionEnded,
        _ when now >= _row.ExpiresAt => SignInRefusals.SessionEnded,
        { Locked: true } => SignInRefusals.SessionLocked,
        _ when _row.Owes is Sessions.OwesPassword && !BuiltInRoles.Self.Has(act.Id) => SignInRefusals.MustChangePassword,
        _ when _row.Owes is Sessions.OwesFactor && !BuiltInRoles.Self.Has(act.Id) => SignInRefusals.SecondFactorNeeded,
        _ when act.Dangerous && now - _row.ConfirmedAt > fresh => SignInRefusals.Reauthenticate,
        _ => null,
    };
}
