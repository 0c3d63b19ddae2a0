using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Kernel;

/// <summary>Puts the events of changed entries beside their rows, so that both commit or neither does.</summary>
internal static class EventWriter
{
    public static void Write(Db db)
    {
        foreach (var tracked in db.ChangeTracker.Entries<Entry>().ToList())
        {
            if (tracked.State is EntityState.Unchanged or EntityState.Detached) continue;
            Check(db, tracked.Entity, fresh: tracked.State is EntityState.Added);
            db.Events.AddRange(Rows(db, tracked.Entity));
        }
        var many = db.Many.OfType<Entry>().ToList();
        foreach (var entry in many) Check(db, entry, fresh: true);
        // Texts into JSON is most of the work, and no row needs another.
        if (many.Count > 0) db.AddMany(many.AsParallel().AsOrdered().SelectMany(entry => Rows(db, entry)).ToList());
    }

    private static void Check(Db db, Entry entry, bool fresh)
    {
        if (db.Act is null) throw new InvalidOperationException($"{entry.GetType().Name} changed outside an act.");
        if (entry.Pending.Count == 0) throw new InvalidOperationException($"{entry.GetType().Name} changed without an event.");
        if (fresh && entry.Organisation == default) entry.Organisation = db.Organisation;
        if (entry.Organisation != db.Organisation) throw new InvalidOperationException($"{entry.GetType().Name} belongs to another organisation.");
    }

    private static IEnumerable<EventRow> Rows(Db db, Entry entry)
    {
        var (act, stand) = db.Act!.Value;
        var before = entry.Version - entry.Pending.Count;
        return entry.Pending.Select((happened, at) => new EventRow
        {
            Organisation = entry.Organisation, Id = Guid.CreateVersion7(stand.At), Act = act.Id, Register = entry.GetType().Name,
            EntryId = entry.Key, EntryVersion = before + at + 1, Type = happened.GetType().Name,
            Body = JsonSerializer.Serialize(happened, happened.GetType(), Columns.Json), Person = stand.By.Person, At = stand.At,
        });
    }
}
