using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Akashi.Server.Kernel;

/// <summary>The line of one organisation: takes what waits, commits it as one transaction, answers. Only its own loop touches its fields.</summary>
internal sealed class SequencerLine
{
    /// <summary>At most so many acts share a commit: few enough that the first need not wait long for the last.</summary>
    public const int MostTogether = 64;

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
    private long? _epoch;

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
            _epoch = null;
            _salts.Forget();
        });
        Enqueue(work);
        return work.Finished;
    }

    /// <summary>Salts were destroyed: those kept in memory go too.</summary>
    public void ForgetSalts() => Enqueue(new LineWork(_salts.Forget));

    private async Task LoopAsync()
    {
        var together = new List<SequencedWork>(MostTogether);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            together.Clear();
            while (together.Count < MostTogether && _waiting.Reader.TryPeek(out var next) && (together.Count == 0 || !next.Alone) && _waiting.Reader.TryRead(out next))
            {
                if (next.Abandoned) next.Abandon();
                else together.Add(next);
                if (next.Alone) break;
            }
            if (together.Count > 0) await ServeAsync(together);
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

    private async Task CommitAsync(IReadOnlyList<SequencedWork> together)
    {
        await using var lead = _databases.Open(_organisation);
        await using var transaction = await lead.BeginWriteAsync(CancellationToken.None);
        try
        {
            var (head, epoch) = await HeadAsync(lead);
            var at = Clock.Truncate(_time.GetUtcNow());
            var leaves = new LeafBatch(_organisation, head.Size, _salts);
            if (at.ToUnixTimeMilliseconds() < head.LastAt) at = SetBack(at, head.LastAt, leaves);
            foreach (var work in together)
            {
                await work.RunAsync(() => _databases.Join(lead), at, leaves);
            }
            if (leaves.Count > 0)
            {
                await leaves.WriteAsync(lead.Database.GetDbConnection(), transaction.GetDbTransaction(), CancellationToken.None);
                await HeadRow.AdvanceAsync(lead, leaves.Size, leaves.Bytes, at.ToUnixTimeMilliseconds(), CancellationToken.None);
            }
            await transaction.CommitAsync(CancellationToken.None);
            // Not before: a taking over that is rolled back never was.
            _epoch = epoch;
            _salts.Committed();
            foreach (var work in together) work.Committed();
            foreach (var work in together) work.Done();
            if (leaves.Count > 0) _grown();
        }
        catch
        {
            _salts.RolledBack();
            throw;
        }
    }

    /// <summary>Locks the head; begins the log with the organisation's first act, takes it over with this server's first.</summary>
    private async Task<(HeadRow Head, long Epoch)> HeadAsync(Db lead)
    {
        if (await HeadRow.LockAsync(lead, CancellationToken.None) is not { } head)
        {
            var fresh = !await lead.Events.AnyAsync();
            await HeadRow.FoundAsync(lead, LogOrigin.Of(_organisation), fresh ? StateSchema.Of(lead).Fingerprint : null, CancellationToken.None);
            return (new(1, 0, 0), 1);
        }
        if (_epoch is { } mine && mine != head.Epoch) throw new LogTakenOverException();
        if (!_salts.Loaded) await _salts.LoadAsync(lead, CancellationToken.None);
        if (_epoch is not null) return (head, head.Epoch);
        await HeadRow.TakeOverAsync(lead, CancellationToken.None);
        return (head, head.Epoch + 1);
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

        public override Task RunAsync(Func<Db> join, DateTimeOffset at, LeafBatch leaves) => throw new NotSupportedException("Needs no transaction.");
    }
}

/// <summary>Another server has taken the log over; this one may not write any more.</summary>
public sealed class LogTakenOverException() : Exception("Another server has taken over the log of this organisation. This one must be stopped.");

internal static class LogOrigin
{
    /// <summary>Names the log of an organisation, as a URL without its scheme (C2SP tlog-checkpoint).</summary>
    public static string Of(OrganisationId organisation) => $"akashi.internal/log/{organisation.Value}";
}
