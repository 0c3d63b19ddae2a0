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

    /// <summary>Takes the log of an organisation over from whatever server wrote to it before.</summary>
    public Task TakeOverAsync(OrganisationId organisation) => Line(organisation).TakeOverAsync();

    internal void ForgetSalts(OrganisationId organisation) => Line(organisation).ForgetSalts();

    internal SequencerLine Line(OrganisationId organisation) =>
        _lines.GetOrAdd(organisation, o => new SequencerLine(o, databases, time, () => Grown?.Invoke(o)));
}
