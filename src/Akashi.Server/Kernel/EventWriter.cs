using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Akashi.Server.Kernel;

/// <summary>Puts an event and a leaf beside every changed row, so that all three commit or none does.</summary>
internal static class EventWriter
{
    /// <summary>From so many entries on, their texts and hashes are made on all processors.</summary>
    private const int Many = 64;

    /// <summary>The events and leaves of all that saving will write. Many are made while the rows are written, which hold nothing of them.</summary>
    /// <returns>Ends when all of them are in the batch.</returns>
    public static Task WriteAsync(Db db)
    {
        List<(Entry Entry, bool Fresh, bool Gone)> changed =
        [
            .. db.ChangeTracker.Entries<Entry>().Where(t => t.State is not (EntityState.Unchanged or EntityState.Detached))
                .Select(t => (t.Entity, t.State is EntityState.Added, t.State is EntityState.Deleted)),
            .. db.Many.OfType<Entry>().Select(e => (e, true, false)),
        ];
        if (changed.Count == 0) return Task.CompletedTask;
        foreach (var (entry, fresh, _) in changed) Check(db, entry, fresh);
        var (model, (act, stand, leaves)) = (db.Model, db.Under!.Value);
        var by = leaves.ByOf(stand.By);
        void Add(IEnumerable<LoggedEvent> events)
        {
            foreach (var happened in events) leaves.Add(happened);
        }
        // No entry needs another one's event, and a leaf does not hold its own index.
        if (changed.Count >= Many) return Task.Run(() => Add(changed.AsParallel().AsOrdered().SelectMany(c => EventsOf(model, c.Entry, c.Gone, act, stand, by))));
        Add(changed.SelectMany(c => EventsOf(model, c.Entry, c.Gone, act, stand, by)));
        return Task.CompletedTask;
    }

    /// <summary>The events and leaves of one entry, whether or not the context has noticed its change yet.</summary>
    public static void Write(Db db, Entry entry)
    {
        Check(db, entry, fresh: false);
        var (act, stand, leaves) = db.Under!.Value;
        foreach (var happened in EventsOf(db.Model, entry, gone: false, act, stand, leaves.ByOf(stand.By))) leaves.Add(happened);
    }

    private static void Check(Db db, Entry entry, bool fresh)
    {
        if (db.Under is null) throw new InvalidOperationException($"{entry.GetType().Name} changed outside an act.");
        if (entry.Pending.Count == 0) throw new InvalidOperationException($"{entry.GetType().Name} changed without an event.");
        if (fresh && entry.Organisation == default) entry.Organisation = db.Organisation;
        if (entry.Organisation != db.Organisation) throw new InvalidOperationException($"{entry.GetType().Name} belongs to another organisation.");
    }

    private static List<LoggedEvent> EventsOf(IModel model, Entry entry, bool gone, Act act, Stand stand, LeafActor by)
    {
        var type = model.FindEntityType(entry.GetType())!;
        // A bare null would become empty memory here, by way of an array, and the leaf would state a row that is gone.
        var state = gone ? (ReadOnlyMemory<byte>?)null : StateForm.Of(type).Write(entry);
        return [.. entry.Pending.Select((happened, at) => LoggedEvent.Of(new EventRow
        {
            Organisation = entry.Organisation, Id = Guid.CreateVersion7(stand.At), Act = act.Id, Register = type.ShortName(),
            EntryId = entry.Key, EntryVersion = entry.Former + at + 1, Type = happened.GetType().Name,
            Body = JsonSerializer.Serialize(happened, happened.GetType(), Columns.Json), Person = stand.By.Person, At = stand.At,
        }, state, by))];
    }
}
