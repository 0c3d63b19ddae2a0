using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Kernel;

/// <summary>Something that waits in the line of an organisation for the next commit. May be run again when a commit is lost.</summary>
internal abstract class SequencedWork(CancellationToken ct)
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Finished => _finished.Task;

    /// <summary>Given up by whoever asked, while it still waited.</summary>
    public bool Abandoned => ct.IsCancellationRequested;

    /// <summary>True for work that may take long or touch many rows: it gets a transaction of its own.</summary>
    public virtual bool Alone => false;

    /// <summary>How much of a shared commit it takes up, of <see cref="SequencerLine.MostWeight"/>: about how long it takes.</summary>
    public virtual int Weight => SequencerLine.MostWeight / SequencerLine.MostTogether;

    /// <summary>True for work that reads or writes the head of the log: it is then locked first.</summary>
    public virtual bool NeedsHead => false;

    /// <summary>True for work that looks at no row but the one it <see cref="Wants"/> or opens: its change is saved together with others.</summary>
    public virtual bool Plain => false;

    /// <summary>The entry that plain work will ask for; null when it asks for none.</summary>
    public virtual (Type Type, Guid Id)? Wants => null;

    /// <summary>
    /// Does its part of the transaction on a context that tracks nothing yet and forgets afterwards what it tracked. What is thrown undoes the
    /// transaction; then every work of it runs again, alone.
    /// </summary>
    public abstract Task RunAsync(Db db, DateTimeOffset at, LeafBatch leaves);

    /// <summary>Turns what the database said about this work, alone in its transaction, into an answer; false when it is nobody's fault but ours.</summary>
    public virtual bool Explain(Exception failure) => false;

    /// <summary>Called in the order of the log once the commit is durable.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>Tells; when that fails, whoever asked hears of it, and the commit stands.</summary>
    public void TellCommitted()
    {
        try
        {
            Committed();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    public void Done() => _finished.TrySetResult();
    public void Abandon() => _finished.TrySetCanceled(ct);
    public void Fail(Exception failure) => _finished.TrySetException(failure);
}

/// <summary>A leaf without a row.</summary>
internal sealed class NoteWork(LeafFacts facts, Actor by) : SequencedWork(CancellationToken.None)
{
    public override int Weight => 1;
    public override bool Plain => true;

    public override Task RunAsync(Db db, DateTimeOffset at, LeafBatch leaves)
    {
        leaves.Add(facts, new Stand(by, at));
        return Task.CompletedTask;
    }
}

/// <summary>A change of the head of the log itself; shares the commit of whoever waits beside it.</summary>
internal sealed class HeadWork(Func<Db, Task> change) : SequencedWork(CancellationToken.None)
{
    public override bool NeedsHead => true;

    public override Task RunAsync(Db db, DateTimeOffset at, LeafBatch leaves) => change(db);
}

/// <summary>Which rows an act touches.</summary>
internal enum Reach
{
    /// <summary>The one it is asked for or opens, and none besides.</summary>
    Own,

    /// <summary>It looks at others too: a guard.</summary>
    Others,

    /// <summary>Any number, for a while: it gets a transaction of its own.</summary>
    Many,
}

/// <summary>An act with rows: runs its transition, saves, and adds its leaves; or a leaf that says why not.</summary>
internal sealed class ActWork<T>(Act act, Actor by, Reach reach, Func<Db, Stand, Task<Outcome<T>>> work, LeafFacts subject, IEnumerable<IAfterCommit> listeners, CancellationToken ct) : SequencedWork(ct)
{
    private IReadOnlyList<Entry> _changed = [];
    private Refusal? _explained;

    public Outcome<T> Outcome { get; private set; }

    public override bool Alone => reach is Reach.Many;
    public override bool Plain => reach is Reach.Own;
    public override (Type Type, Guid Id)? Wants => Plain && subject.Entry is { } id ? (typeof(T), id) : null;

    public override async Task RunAsync(Db db, DateTimeOffset at, LeafBatch leaves)
    {
        var stand = new Stand(by, at);
        if (_explained is { } no)
        {
            Refuse(no, stand, leaves);
            return;
        }
        db.Under = (act, stand, leaves);
        Outcome = await work(db, stand);
        if (Outcome.Refusal is { } refusal)
        {
            Refuse(refusal, stand, leaves);
            if (Plain && subject.Entry is { } id) db.Shared!.Drop(id);
            return;
        }
        if (Plain && Outcome.Value is Entry own)
        {
            // Nothing happened, which is allowed; a change that nobody states is not.
            if (own.Pending.Count == 0 && db.Entry(own).State is EntityState.Unchanged) return;
            _changed = [own, .. own.Owed];
            foreach (var owed in own.Owed) Enter(db, owed);
            foreach (var entry in _changed)
            {
                EventWriter.Write(db, entry);
                db.Shared!.Take(entry);
            }
            return;
        }
        foreach (var owed in db.Changed().SelectMany(e => e.Owed).ToList()) Enter(db, owed);
        _changed = db.Changed();
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static void Enter(Db db, Notice owed)
    {
        owed.Organisation = db.Organisation;
        db.Add(owed);
    }

    public override bool Explain(Exception failure)
    {
        _explained = failure switch
        {
            DbUpdateConcurrencyException => Refusal.Overtaken,
            _ => Constraints.Explain(failure),
        };
        return _explained is not null;
    }

    public override void Committed()
    {
        if (Outcome.Refusal is not null) return;
        foreach (var entry in _changed) entry.Saved();
        foreach (var listener in listeners) listener.Committed(by.Organisation, _changed);
    }

    private void Refuse(Refusal refusal, Stand stand, LeafBatch leaves)
    {
        (Outcome, _changed) = (refusal, []);
        leaves.Add(subject with { Outcome = refusal.Status == 403 ? LeafOutcome.Denied : LeafOutcome.Refused, Code = refusal.Code }, stand);
    }
}
