using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Kernel;

/// <summary>Puts an event and a leaf beside every changed row, so that all three commit or none does.</summary>
internal static class EventWriter
{
    public static void Write(Db db)
    {
        foreach (var tracked in db.ChangeTracker.Entries<Entry>().ToList())
        {
            if (tracked.State is EntityState.Unchanged or EntityState.Detached) continue;
            var entry = tracked.Entity;
            if (db.Under is not var (act, stand, batch)) throw new InvalidOperationException($"{tracked.Metadata.ShortName()} changed outside an act.");
            if (entry.Pending.Count == 0) throw new InvalidOperationException($"{tracked.Metadata.ShortName()} changed without an event.");
            if (tracked.State is EntityState.Added && entry.Organisation == default) entry.Organisation = db.Organisation;
            if (entry.Organisation != db.Organisation) throw new InvalidOperationException($"{tracked.Metadata.ShortName()} belongs to another organisation.");
            // A bare null would become empty memory here, by way of an array, and the leaf would state a row that is gone.
            var state = tracked.State is EntityState.Deleted ? (ReadOnlyMemory<byte>?)null : StateForm.Of(tracked.Metadata).Write(entry);
            var version = entry.Version - entry.Pending.Count;
            foreach (var happened in entry.Pending)
            {
                version++;
                var row = new EventRow
                {
                    Organisation = entry.Organisation, Id = Guid.CreateVersion7(stand.At), Act = act.Id, Register = tracked.Metadata.ShortName(),
                    EntryId = entry.Key, EntryVersion = version, Type = happened.GetType().Name,
                    Body = JsonSerializer.Serialize(happened, happened.GetType(), Columns.Json), Person = stand.By.Person, At = stand.At,
                };
                batch.Add(row, state, stand);
            }
        }
    }
}
