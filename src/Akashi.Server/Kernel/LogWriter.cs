using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Kernel;

/// <summary>Writes to the log of one organisation, one transaction after the other: acts, their events and leaves, the head. Used by its <see cref="SequencerLine"/> only.</summary>
internal sealed class LogWriter(OrganisationId organisation, DbFactory databases, TimeProvider time)
{
    /// <summary>A clock set back by no more than this is waited out by giving the last time again; more is recorded.</summary>
    private const long ToleratedJump = 2_000;

    private readonly SubjectSalts _salts = new(organisation);
    private LineSession? _session;
    private long? _epoch;

    // Where the log ends, as of this server's last commit; null when that must be asked.
    private HeadRow? _head;

    /// <summary>True while it holds a connection.</summary>
    public bool IsOpen => _session is not null;

    /// <summary>Claims the log for this server, with its next act.</summary>
    public void TakeOver()
    {
        _epoch = null;
        ForgetSalts();
    }

    /// <summary>Salts were destroyed: those kept in memory go too, and the others are read again.</summary>
    public void ForgetSalts()
    {
        _head = null;
        _salts.Forget();
    }

    /// <summary>Runs and commits works together; what is thrown says that nothing of it stands.</summary>
    /// <returns>True when the log has grown.</returns>
    /// <exception cref="CommitUnknownException">Whether it stands cannot be found out.</exception>
    public async Task<bool> CommitAsync(List<SequencedWork> together)
    {
        LeafBatch leaves;
        try
        {
            leaves = await WriteAsync(_session ??= new(databases, organisation), together);
        }
        catch
        {
            _salts.RolledBack();
            _head = null;
            await ReleaseAsync();
            throw;
        }
        _salts.Committed();
        if (together[0].Alone) await ReleaseAsync();
        return leaves.Count > 0;
    }

    /// <summary>Gives the connection back.</summary>
    public async Task ReleaseAsync()
    {
        var session = _session;
        _session = null;
        try
        {
            if (session is not null) await session.DisposeAsync();
        }
        catch (Exception)
        {
            // The connection was broken; all that was committed on it stands, and nothing else is wanted of it.
        }
    }

    private async Task<LeafBatch> WriteAsync(LineSession session, List<SequencedWork> together)
    {
        // Undone with the session when anything goes wrong.
        var transaction = await session.BeginAsync();
        var head = _head is { } known && !together.Any(w => w.NeedsHead) ? known : await HeadAsync(session.Db);
        var at = Clock.Truncate(time.GetUtcNow());
        var leaves = new LeafBatch(organisation, head.Size, _salts);
        if (at.ToUnixTimeMilliseconds() < head.LastAt) at = SetBack(at, head.LastAt, leaves);
        var entries = await session.RunAsync(together, at, leaves);
        if (leaves.Count > 0) await session.WriteAsync(transaction, entries, leaves, head, at);
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
            await transaction.DisposeAsync();
        }
        catch (Exception failure) when (leaves.Count > 0)
        {
            await ReleaseAsync();
            if (!await StandsAsync(leaves, failure)) throw;
        }
        // Not before: a taking over that is rolled back never was.
        _epoch = head.Epoch;
        _head = leaves.Count > 0 ? head with { Size = leaves.Size, LastAt = at.ToUnixTimeMilliseconds() } : head;
        return leaves;
    }

    /// <summary>
    /// The commit gave an error; that does not say that it was not made, as when the connection broke before the answer came. Its last leaf
    /// tells. Doing it again without looking would do it twice.
    /// </summary>
    private async Task<bool> StandsAsync(LeafBatch leaves, Exception failure)
    {
        try
        {
            await using var db = databases.Open(organisation);
            await using var transaction = await db.BeginWriteAsync(CancellationToken.None);
            // Waits for a commit that the database is still busy with.
            await HeadRow.LockAsync(db, CancellationToken.None);
            var (index, body) = leaves.Last;
            return await db.Leaves.Where(l => l.Index == index).Select(l => l.Body).FirstOrDefaultAsync() is { } there && there.AsSpan().SequenceEqual(body);
        }
        catch (Exception)
        {
            throw new CommitUnknownException(failure);
        }
    }

    /// <summary>Locks the head; begins the log with the organisation's first act, takes it over with this server's first.</summary>
    private async Task<HeadRow> HeadAsync(Db db)
    {
        if (await HeadRow.LockAsync(db, CancellationToken.None) is not { } head)
        {
            var fresh = !await db.Events.AnyAsync();
            await HeadRow.FoundAsync(db, LogOrigin.Of(organisation), fresh ? StateForms.Of(db).Fingerprint : null, CancellationToken.None);
            return new(1, 0, 0);
        }
        if (_epoch is { } mine && mine != head.Epoch) throw new LogTakenOverException();
        if (!_salts.Loaded) await _salts.LoadAsync(db, CancellationToken.None);
        if (_epoch is not null) return head;
        await HeadRow.TakeOverAsync(db, CancellationToken.None);
        return head with { Epoch = head.Epoch + 1 };
    }

    private static DateTimeOffset SetBack(DateTimeOffset at, long lastAt, LeafBatch leaves)
    {
        var last = DateTimeOffset.FromUnixTimeMilliseconds(lastAt);
        if (lastAt - at.ToUnixTimeMilliseconds() <= ToleratedJump) return last;
        leaves.Add(new LeafFacts("ledger.clock-set-back", LeafOutcome.Done) { About = $"from {LeafJson.Moment(last)} to {LeafJson.Moment(at)}" }, new Stand(Actor.Machine(leaves.Organisation), at));
        return at;
    }
}

/// <summary>Another server has taken the log over; this one may not write any more.</summary>
public sealed class LogTakenOverException() : Exception("Another server has taken over the log of this organisation. This one must be stopped.");

/// <summary>Whether the act was committed is not known, and the database cannot be asked. What stands there after it is back is what counts.</summary>
public sealed class CommitUnknownException(Exception failure) : Exception("The database failed during a commit and cannot be asked whether it was made.", failure);

internal static class LogOrigin
{
    /// <summary>Names the log of an organisation, as a URL without its scheme (C2SP tlog-checkpoint).</summary>
    public static string Of(OrganisationId organisation) => $"akashi.internal/log/{organisation.Value}";
}
