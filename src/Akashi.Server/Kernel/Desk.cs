using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Kernel;

/// <summary>
/// The one door through which entries change: authorise, load, check the version, run the transition, save row and event
/// together, map the refusal. Screens, API and command line all come through here.
/// </summary>
public sealed class Desk(DbFactory databases, TimeProvider time, IEnumerable<IAfterCommit> listeners)
{
    /// <summary>How often one act is tried before the caller is told that others keep coming first.</summary>
    private const int Attempts = 5;

    /// <summary>Runs an act on an existing entry.</summary>
    /// <param name="version">The version the caller saw; another one in the database is refused as <c>stale</c> (412) with the current entry.</param>
    public async Task<Outcome<TEntry>> ActAsync<TEntry, TBody>(
        Act<TEntry, TBody> act, Guid id, int version, TBody body, Actor by, CancellationToken ct) where TEntry : Entry
    {
        if (!by.May(act.Id)) return Refusal.NotPermitted;
        var outcome = await InTransactionAsync<TEntry>(act, by, async (db, stand) =>
        {
            if (await db.FindEntryAsync<TEntry>(id, ct) is not { } entry) return Refusal.NotFound;
            if (entry.Version != version) return Refusal.Stale(entry.Version, entry);
            if (act.Guard is { } guard && await guard(db, entry, body, ct) is { } no) return no;
            if (act.Transition(entry, body, stand) is { } refusal) return refusal;
            return entry;
        }, ct);
        if (outcome.Refusal is not { Code: "stale", Detail: null }) return outcome;
        // Lost the race at commit: tell the caller what stands there now, as for any stale version.
        await using var db = databases.Open(by.Organisation);
        return await db.FindEntryAsync<TEntry>(id, ct) is { } winner ? Refusal.Stale(winner.Version, winner) : Refusal.NotFound;
    }

    /// <summary>Opens a new entry.</summary>
    public async Task<Outcome<TEntry>> OpenAsync<TEntry, TBody>(OpenAct<TEntry, TBody> act, TBody body, Actor by, CancellationToken ct) where TEntry : Entry
    {
        if (!by.May(act.Id)) return Refusal.NotPermitted;
        return await InTransactionAsync<TEntry>(act, by, async (db, stand) =>
        {
            var opened = act.Open(body, stand, Ids.New(time));
            if (!opened.Done) return opened;
            opened.Value!.Organisation = by.Organisation;
            if (act.Guard is { } guard && await guard(db, opened.Value, body, ct) is { } no) return no;
            db.Add(opened.Value);
            return opened;
        }, ct);
    }

    /// <summary>
    /// One act on many entries, all or nothing: an import, a publication. <paramref name="work"/> opens and changes entries of the
    /// context through their transitions and returns what the caller wants to know, or a refusal, which leaves nothing behind.
    /// </summary>
    public async Task<Outcome<T>> RunAsync<T>(Act act, Actor by, Func<Db, Stand, Task<Outcome<T>>> work, CancellationToken ct)
    {
        if (!by.May(act.Id)) return Refusal.NotPermitted;
        return await InTransactionAsync(act, by, work, ct);
    }

    /// <summary>Runs the work anew when the database gave another writer precedence; the second look sees what that one wrote.</summary>
    private async Task<Outcome<T>> InTransactionAsync<T>(Act act, Actor by, Func<Db, Stand, Task<Outcome<T>>> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(act, by, work, ct);
            }
            catch (Exception lost) when (Constraints.IsLostRace(lost))
            {
                if (attempt == Attempts) return Refusal.Overtaken;
                await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), time, ct);
            }
        }
    }

    private async Task<Outcome<T>> TryAsync<T>(Act act, Actor by, Func<Db, Stand, Task<Outcome<T>>> work, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        await using var transaction = await db.BeginWriteAsync(ct);
        var stand = new Stand(by, Now());
        db.Act = (act, stand);
        var outcome = await work(db, stand);
        if (!outcome.Done) return outcome;
        var changed = db.Changed();
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Overtaken;
        }
        catch (DbUpdateException failure) when (!Constraints.IsLostRace(failure) && Constraints.Explain(failure) is { } refusal)
        {
            return refusal;
        }
        foreach (var entry in changed) entry.Saved();
        foreach (var listener in listeners) listener.Committed(by.Organisation, changed);
        return outcome;
    }

    private DateTimeOffset Now() => Clock.Truncate(time.GetUtcNow());
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
    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Japan).DateTime);

    /// <summary>Drops what is finer than a millisecond, so that stored row and event text hold the same instant on every database.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
