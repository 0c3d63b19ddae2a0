using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Kernel;

/// <summary>The line of one organisation: takes what waits, commits it as one transaction, answers. Only its own loop touches its fields.</summary>
internal sealed class SequencerLine
{
    /// <summary>At most so many acts share a commit: few enough that the first need not wait long for the last.</summary>
    public const int MostTogether = 64;

    /// <summary>At most so many leaves without rows do.</summary>
    public const int MostWeight = 1024;

    /// <summary>After so long without an act the connection goes back to the pool.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    /// <summary>How often a transaction that others overtook is tried before its acts are told.</summary>
    private const int Attempts = 5;

    /// <summary>A clock set back by no more than this is waited out by giving the last time again; more is recorded.</summary>
    private const long ToleratedJump = 2_000;

    private readonly OrganisationId _organisation;
    private readonly DbFactory _databases;
    private readonly TimeProvider _time;
    private readonly Action _grown;
    private readonly SubjectSalts _salts;
    private readonly Channel<SequencedWork> _waiting = Channel.CreateUnbounded<SequencedWork>(new() { SingleReader = true });
    private LineSession? _session;
    private long? _epoch;

    // Where the log ends, as of this server's last commit; null when that must be asked.
    private HeadRow? _head;

    public SequencerLine(OrganisationId organisation, DbFactory databases, TimeProvider time, Action grown)
    {
        (_organisation, _databases, _time, _grown) = (organisation, databases, time, grown);
        _salts = new(organisation);
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(LoopAsync);
    }

    public void Enqueue(SequencedWork work) => _waiting.Writer.TryWrite(work);

    /// <summary>Claims the log for this server, with its next act.</summary>
    public Task TakeOverAsync()
    {
        var work = new LineWork(() =>
        {
            (_epoch, _head) = (null, null);
            _salts.Forget();
        });
        Enqueue(work);
        return work.Finished;
    }

    /// <summary>Salts were destroyed: those kept in memory go too.</summary>
    public void ForgetSalts() => Enqueue(new LineWork(() =>
    {
        _head = null;
        _salts.Forget();
    }));

    private async Task LoopAsync()
    {
        var together = new List<SequencedWork>();
        while (await WaitAsync())
        {
            together.Clear();
            var weight = 0;
            while (weight < MostWeight && _waiting.Reader.TryPeek(out var next) && (together.Count == 0 || !next.Alone) && _waiting.Reader.TryRead(out next))
            {
                if (next.Abandoned) next.Abandon();
                else together.Add(next);
                if (next.Alone) break;
                weight += next.Weight;
            }
            if (together.Count > 0) await ServeAsync(together);
        }
    }

    private async Task<bool> WaitAsync()
    {
        var waiting = _waiting.Reader.WaitToReadAsync();
        if (waiting.IsCompleted || _session is null) return await waiting;
        var task = waiting.AsTask();
        try
        {
            return await task.WaitAsync(Idle);
        }
        catch (TimeoutException)
        {
            await ReleaseAsync();
            return await task;
        }
    }

    private async Task ReleaseAsync()
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

    private async Task ServeAsync(List<SequencedWork> together)
    {
        if (together[0] is LineWork line)
        {
            line.Run();
            return;
        }
        try
        {
            await CommitAsync(together);
        }
        catch (CommitUnknownException unknown)
        {
            foreach (var work in together) work.Fail(unknown);
        }
        catch (Exception) when (together.Count > 1)
        {
            // One of them broke the transaction of all: each again by itself, so that only the one that did is told.
            foreach (var work in together) await ServeAloneAsync(work);
        }
        catch (Exception)
        {
            await ServeAloneAsync(together[0]);
        }
    }

    private async Task ServeAloneAsync(SequencedWork work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CommitAsync([work]);
                return;
            }
            catch (Exception lost) when (attempt < Attempts && (Constraints.IsLostRace(lost) || work.Explain(lost)))
            {
                if (Constraints.IsLostRace(lost)) await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt));
            }
            catch (OperationCanceledException) when (work.Abandoned)
            {
                work.Abandon();
                return;
            }
            catch (Exception failure)
            {
                work.Fail(failure);
                return;
            }
        }
    }

    private async Task CommitAsync(List<SequencedWork> together)
    {
        LeafBatch leaves;
        try
        {
            leaves = await WriteAsync(_session ??= new(_databases, _organisation), together);
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
        // From here on it is done, whatever a listener says: nothing may run it again.
        foreach (var work in together) work.TellCommitted();
        foreach (var work in together) work.Done();
        if (leaves.Count > 0) _grown();
    }

    private async Task<LeafBatch> WriteAsync(LineSession session, List<SequencedWork> together)
    {
        await using var transaction = await session.BeginAsync();
        var head = _head is { } known && !together.Any(w => w.NeedsHead) ? known : await HeadAsync(session.Db);
        var at = Clock.Truncate(_time.GetUtcNow());
        var leaves = new LeafBatch(_organisation, head.Size, _salts);
        if (at.ToUnixTimeMilliseconds() < head.LastAt) at = SetBack(at, head.LastAt, leaves);
        await session.RunAsync(together, at, leaves);
        if (leaves.Count > 0) await session.WriteAsync(transaction, leaves, head, at);
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
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
            await using var db = _databases.Open(_organisation);
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
            await HeadRow.FoundAsync(db, LogOrigin.Of(_organisation), fresh ? StateSchema.Of(db).Fingerprint : null, CancellationToken.None);
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

    /// <summary>Something the line does to itself, between two transactions of others and without one.</summary>
    private sealed class LineWork(Action work) : SequencedWork(CancellationToken.None)
    {
        public override bool Alone => true;

        public void Run()
        {
            work();
            Done();
        }

        public override Task RunAsync(Db db, DateTimeOffset at, LeafBatch leaves) => throw new NotSupportedException("Needs no transaction.");
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
