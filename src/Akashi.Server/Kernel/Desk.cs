namespace Akashi.Server.Kernel;

/// <summary>
/// The one door through which entries change: authorise, load, check the version, run the transition, save row, event and leaf
/// together, map the refusal. Screens, API and command line all come through here; what is refused or denied leaves a leaf too.
/// </summary>
public sealed class Desk(DbFactory databases, Sequencer sequencer, TimeProvider time, IEnumerable<IAfterCommit> listeners, IGrants? grants = null, IDuties? duties = null)
{
    private readonly IGrants _grants = grants ?? NoGrants.Instance;

    /// <summary>Runs an act on an existing entry.</summary>
    /// <param name="version">The version the caller saw; another one in the database is refused as <c>stale</c> (412) with the current entry.</param>
    public async Task<Outcome<TEntry>> ActAsync<TEntry, TBody>(
        Act<TEntry, TBody> act, Guid id, int version, TBody body, Actor by, CancellationToken ct) where TEntry : Entry
    {
        var subject = new LeafFacts(act.Id, LeafOutcome.Done) { Register = typeof(TEntry).Name, Entry = id, Version = version };
        var outcome = await AskAsync<TEntry>(act, by, subject, act.Guard is null ? Reach.Own : Reach.Others, async (db, stand) =>
        {
            if (await db.FindEntryAsync<TEntry>(id, CancellationToken.None) is not { } entry) return Refusal.NotFound;
            // Not his to know that it exists.
            if (!by.May(act.Id, entry.Place)) return Refusal.NotFound;
            if (entry.Version != version) return Refusal.Stale(entry.Version, entry);
            if (act.Guard is { } guard && await guard(db, entry, body, CancellationToken.None) is { } no) return no;
            if (act.Transition(entry, body, stand) is { } refusal) return refusal;
            return entry;
        }, ct);
        if (outcome.Refusal is not { Code: "stale", Detail: null }) return outcome;
        // Lost the race at commit: tell the caller what stands there now, as for any stale version.
        await using var db = databases.Open(by.Organisation);
        return await db.FindEntryAsync<TEntry>(id, ct) is { } winner ? Refusal.Stale(winner.Version, winner) : Refusal.NotFound;
    }

    /// <summary>Opens a new entry.</summary>
    public Task<Outcome<TEntry>> OpenAsync<TEntry, TBody>(OpenAct<TEntry, TBody> act, TBody body, Actor by, CancellationToken ct) where TEntry : Entry =>
        AskAsync<TEntry>(act, by, new LeafFacts(act.Id, LeafOutcome.Done) { Register = typeof(TEntry).Name }, act.Guard is null ? Reach.Own : Reach.Others, async (db, stand) =>
        {
            var opened = act.Open(body, stand, Ids.New(time));
            if (!opened.Done) return opened;
            if (!by.May(act.Id, opened.Value!.Place)) return Refusal.NotPermitted;
            opened.Value.Organisation = by.Organisation;
            if (act.Guard is { } guard && await guard(db, opened.Value, body, CancellationToken.None) is { } no) return no;
            db.Add(opened.Value);
            return opened;
        }, ct);

    /// <summary>
    /// One act on many entries, all or nothing: an import, a publication. <paramref name="work"/> opens and changes entries of the
    /// context through their transitions and returns what the caller wants to know, or a refusal, which leaves nothing behind. It
    /// must not come back to the desk: its organisation's line waits for it.
    /// </summary>
    public Task<Outcome<T>> RunAsync<T>(Act act, Actor by, Func<Db, Stand, Task<Outcome<T>>> work, CancellationToken ct) =>
        AskAsync(act, by, new LeafFacts(act.Id, LeafOutcome.Done), Reach.Many, work, ct);

    /// <summary>Whether the person may; when not, the attempt goes on record. For work that does much before it comes to the desk.</summary>
    /// <param name="place">What it concerns; null when anywhere will do.</param>
    public async Task<bool> PermitsAsync(Act act, Actor by, Place? place = null) => await RefusesAsync(act, by, place) is null;

    /// <summary>As <see cref="PermitsAsync"/>, for acts that may be privileged.</summary>
    /// <returns>Refusals: <c>not-permitted</c>, <c>grant-required</c>, those of a session; null when the person may.</returns>
    public async Task<Refusal?> RefusesAsync(Act act, Actor by, Place? place = null) => (await AdmitAsync(act, by, new LeafFacts(act.Id, LeafOutcome.Denied), place)).Refusal;

    /// <summary>Puts on record that something was read which is not public; durable when the task ends.</summary>
    public Task NoteReadAsync(string act, string about, Actor by) => sequencer.NoteAsync(new LeafFacts(act, LeafOutcome.Read) { About = about }, by);

    /// <summary>Puts on record that somebody tried what they may not.</summary>
    public Task NoteDeniedAsync(string act, Actor by) =>
        sequencer.NoteAsync(new LeafFacts(act, LeafOutcome.Denied) { Code = Refusal.NotPermitted.Code }, by);

    /// <summary>What cannot be done now, because the database is away or a disk is full, is a refusal like any other: forms keep what was typed.</summary>
    private async Task<Outcome<T>> AskAsync<T>(Act act, Actor by, LeafFacts subject, Reach reach, Func<Db, Stand, Task<Outcome<T>>> work, CancellationToken ct)
    {
        try
        {
            return await InTurnAsync(act, by, subject, reach, work, ct);
        }
        catch (Exception failure) when (Outage.Explain(failure) is { } outage)
        {
            return outage;
        }
    }

    private async Task<Outcome<T>> InTurnAsync<T>(Act act, Actor by, LeafFacts subject, Reach reach, Func<Db, Stand, Task<Outcome<T>>> work, CancellationToken ct)
    {
        var admitted = await AdmitAsync(act, by, subject);
        if (admitted.Refusal is { } no) return no;
        by = admitted.Value!;
        if (act.Privileged && by.Access.Grant is { } grant) (reach, work) = (reach is Reach.Many ? reach : Reach.Others, Using(grant, act, work));
        // An act of such a pair is alone in its transaction, so that it sees everything its person did before.
        if (duties is not null && await duties.OppositesAsync(by.Organisation, act.Id) is { Count: > 0 } apart) (reach, work) = (Reach.Many, Apart(act, apart, work));
        var asked = new ActWork<T>(act, by, reach, work, subject, listeners, ct);
        await sequencer.EnqueueAsync(by.Organisation, asked);
        return asked.Outcome;
    }

    /// <summary>The actor as they will act: under their grant, where the act needs one. Whoever may not is told, and it goes on record.</summary>
    private async Task<Outcome<Actor>> AdmitAsync(Act act, Actor by, LeafFacts subject, Place? place = null)
    {
        var refusal = (place is { } there ? by.May(act.Id, there) : by.May(act.Id)) ? by.Hindrance?.Invoke(act) : Refusal.NotPermitted;
        if (refusal is null && act.Privileged && !by.IsMachine)
        {
            var grant = await _grants.FindAsync(by, act.Id, Clock.Truncate(time.GetUtcNow()), CancellationToken.None);
            if (grant is null) refusal = Refusal.GrantRequired;
            else by = by with { Access = by.Access with { Grant = grant } };
        }
        if (refusal is null) return by;
        await sequencer.NoteAsync(subject with { Outcome = LeafOutcome.Denied, Code = refusal.Code }, by);
        return refusal;
    }

    /// <summary>The act, unless its person did the opposite to one of the entries before.</summary>
    private Func<Db, Stand, Task<Outcome<T>>> Apart<T>(Act act, IReadOnlyList<string> opposites, Func<Db, Stand, Task<Outcome<T>>> work) => async (db, stand) =>
    {
        var outcome = await work(db, stand);
        return outcome.Done && await duties!.RefusesAsync(db, act, opposites, [.. db.Changed().Select(e => e.Key)], stand) is { } no ? no : outcome;
    };

    /// <summary>The grant is looked at once more, and its use recorded, in the transaction of the act.</summary>
    private Func<Db, Stand, Task<Outcome<T>>> Using<T>(Guid grant, Act act, Func<Db, Stand, Task<Outcome<T>>> work) => async (db, stand) =>
        await _grants.UseAsync(db, grant, act, stand) is { } no ? no : await work(db, stand);
}

/// <summary>Hears of entries that have been committed; must be quick and must not fail.</summary>
public interface IAfterCommit
{
    void Committed(OrganisationId organisation, IReadOnlyList<Entry> entries);
}

public static class Clock
{
    /// <summary>Offset of Japan, the same all year.</summary>
    public static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>The day it is in Japan: editions are dated and reviews fall due by it.</summary>
    public static DateOnly Today(TimeProvider time) => DayOf(time.GetUtcNow());

    /// <summary>The day that it is in Japan at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Japan).DateTime);

    /// <summary>Drops what is finer than a millisecond, so that stored row and event text hold the same instant on every database.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
