using System.Collections.Concurrent;

namespace Akashi.Server.Kernel;

/// <summary>
/// Where all writing of an organisation comes together: one line each, in which acts wait for their turn. Those that wait
/// together are committed together (one flush of the disk for all) and get the next indexes of the log, without gaps.
/// </summary>
public sealed class Sequencer(DbFactory databases, TimeProvider time)
{
    private readonly ConcurrentDictionary<OrganisationId, SequencerLine> _lines = [];

    /// <summary>Told after every commit that added leaves.</summary>
    public event Action<OrganisationId>? Grown;

    internal Task EnqueueAsync(OrganisationId organisation, SequencedWork work)
    {
        Line(organisation).Enqueue(work);
        return work.Finished;
    }

    /// <summary>Adds a leaf about something that changes no row: a read, an export, a denied attempt. Durable when the task ends.</summary>
    public Task NoteAsync(LeafFacts facts, Actor by) => EnqueueAsync(by.Organisation, new NoteWork(facts, by));

    /// <summary>Compares and swaps the checkpoint in the head of the log.</summary>
    /// <exception cref="CheckpointLostException">Another checkpoint stands there than <paramref name="from"/>.</exception>
    internal Task SwapCheckpointAsync(OrganisationId organisation, string? from, string to, long size) =>
        EnqueueAsync(organisation, new HeadWork(async db =>
        {
            if (!await HeadRow.SwapAsync(db, from, to, size, CancellationToken.None)) throw new CheckpointLostException();
        }));

    /// <summary>Raises the index below which the log is no longer published, and says so in the log.</summary>
    internal Task RaiseMinimumAsync(Actor by, string act, long minimum) => Task.WhenAll(
        NoteAsync(new LeafFacts(act, LeafOutcome.Done) { About = $"minimum={minimum}" }, by),
        EnqueueAsync(by.Organisation, new HeadWork(db => HeadRow.RaiseMinimumAsync(db, minimum, CancellationToken.None))));

    /// <summary>Notes that every row has a leaf for the columns of this program.</summary>
    internal Task AdoptedAsync(OrganisationId organisation, string schema) =>
        EnqueueAsync(organisation, new HeadWork(db => HeadRow.AdoptedAsync(db, schema, CancellationToken.None)));

    /// <summary>Takes the log of an organisation over, with the next act, from whatever server wrote to it before.</summary>
    public Task TakeOverAsync(OrganisationId organisation) => Line(organisation).TakeOverAsync();

    internal void ForgetSalts(OrganisationId organisation) => Line(organisation).ForgetSalts();

    internal SequencerLine Line(OrganisationId organisation) =>
        _lines.GetOrAdd(organisation, o => new SequencerLine(o, databases, time, () => Grown?.Invoke(o)));
}

/// <summary>Somebody else has published a checkpoint meanwhile: two servers write to one log.</summary>
public sealed class CheckpointLostException() : Exception("Another checkpoint was published meanwhile. This server must be stopped.");
