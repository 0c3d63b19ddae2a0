using System.Threading.Channels;

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

    private readonly Action _grown;
    private readonly LogWriter _log;
    private readonly Channel<SequencedWork> _waiting = Channel.CreateUnbounded<SequencedWork>(new() { SingleReader = true });

    public SequencerLine(OrganisationId organisation, DbFactory databases, TimeProvider time, Action grown)
    {
        (_log, _grown) = (new(organisation, databases, time), grown);
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(LoopAsync);
    }

    public void Enqueue(SequencedWork work) => _waiting.Writer.TryWrite(work);

    /// <summary>Claims the log for this server, with its next act.</summary>
    public Task TakeOverAsync()
    {
        var work = new LineWork(_log.TakeOver);
        Enqueue(work);
        return work.Finished;
    }

    /// <summary>Salts were destroyed: those kept in memory go too.</summary>
    public void ForgetSalts() => Enqueue(new LineWork(_log.ForgetSalts));

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
            // Those who were answered go first: what they ask next shares the next commit, where else the quickest of them would have one alone.
            await Task.Yield();
        }
    }

    private async Task<bool> WaitAsync()
    {
        var waiting = _waiting.Reader.WaitToReadAsync();
        if (waiting.IsCompleted || !_log.IsOpen) return await waiting;
        var task = waiting.AsTask();
        try
        {
            return await task.WaitAsync(Idle);
        }
        catch (TimeoutException)
        {
            await _log.ReleaseAsync();
            return await task;
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
        var grown = await _log.CommitAsync(together);
        // From here on it is done, whatever a listener says: nothing may run it again.
        foreach (var work in together) work.TellCommitted();
        foreach (var work in together) work.Done();
        if (grown) _grown();
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
