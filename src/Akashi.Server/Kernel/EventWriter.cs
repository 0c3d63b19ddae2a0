using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Akashi.Server.Kernel;

/// <summary>Puts an event and a leaf beside every changed row, so that all three commit or none does.</summary>
internal static class EventWriter
{
    public static void Write(Db db)
    {
        foreach (var tracked in db.ChangeTracker.Entries<Entry>().ToList())
        {
            if (tracked.State is EntityState.Unchanged or EntityState.Detached) continue;
            if (tracked.State is EntityState.Added && tracked.Entity.Organisation == default) tracked.Entity.Organisation = db.Organisation;
            Write(db, tracked.Metadata, tracked.Entity, gone: tracked.State is EntityState.Deleted);
        }
    }

    /// <summary>The event and leaf of one entry, whether or not the context has noticed its change yet.</summary>
    public static void Write(Db db, Entry entry) => Write(db, db.Model.FindEntityType(entry.GetType())!, entry, gone: false);

    private static void Write(Db db, IEntityType type, Entry entry, bool gone)
    {
        if (db.Under is not var (act, stand, batch)) throw new InvalidOperationException($"{type.ShortName()} changed outside an act.");
        if (entry.Pending.Count == 0) throw new InvalidOperationException($"{type.ShortName()} changed without an event.");
        if (entry.Organisation != db.Organisation) throw new InvalidOperationException($"{type.ShortName()} belongs to another organisation.");
        // A bare null would become empty memory here, by way of an array, and the leaf would state a row that is gone.
        var state = gone ? (ReadOnlyMemory<byte>?)null : StateForm.Of(type).Write(entry);
        var version = entry.Version - entry.Pending.Count;
        foreach (var happened in entry.Pending)
        {
            version++;
            var row = new EventRow
            {
                Organisation = entry.Organisation, Id = Guid.CreateVersion7(stand.At), Act = act.Id, Register = type.ShortName(),
                EntryId = entry.Key, EntryVersion = version, Type = happened.GetType().Name,
                Body = JsonSerializer.Serialize(happened, happened.GetType(), Columns.Json), Person = stand.By.Person, At = stand.At,
            };
            batch.Add(row, state, stand);
        }
    }
}
