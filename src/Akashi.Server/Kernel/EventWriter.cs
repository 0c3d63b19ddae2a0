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
            var entry = tracked.Entity;
            if (db.Act is not var (act, stand)) throw new InvalidOperationException($"{tracked.Metadata.ShortName()} changed outside an act.");
            if (entry.Pending.Count == 0) throw new InvalidOperationException($"{tracked.Metadata.ShortName()} changed without an event.");
            if (tracked.State is EntityState.Added && entry.Organisation == default) entry.Organisation = db.Organisation;
            if (entry.Organisation != db.Organisation) throw new InvalidOperationException($"{tracked.Metadata.ShortName()} belongs to another organisation.");
            var version = entry.Version - entry.Pending.Count;
            foreach (var happened in entry.Pending)
            {
                version++;
                var id = Guid.CreateVersion7(stand.At);
                db.Events.Add(new EventRow
                {
                    Organisation = entry.Organisation, Id = id, Act = act.Id, Register = tracked.Metadata.ShortName(),
                    EntryId = entry.Key, EntryVersion = version, Type = happened.GetType().Name,
                    Body = JsonSerializer.Serialize(happened, happened.GetType(), Columns.Json), Person = stand.By.Person, At = stand.At,
                });
            }
        }
    }
}
