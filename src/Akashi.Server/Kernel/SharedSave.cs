using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Akashi.Server.Kernel;

/// <summary>
/// Acts of one transaction that look at nothing but their own entry: their entries are loaded together and their changes saved together, in
/// two round trips instead of two for each. Whoever needs more than its own entry, or an entry that is changed already, has what waits saved first.
/// </summary>
internal sealed class SharedSave(Db db)
{
    private readonly Dictionary<Guid, Entry?> _loaded = [];
    private readonly HashSet<Entry> _waiting = [];
    private readonly HashSet<Guid> _changed = [];

    /// <summary>True when an act before has changed this entry, and that is not saved yet.</summary>
    public bool HasChanged(Guid id) => _changed.Contains(id);

    /// <summary>True when it is known whether there is such an entry.</summary>
    public bool TryFind(Guid id, out Entry? entry) => _loaded.TryGetValue(id, out entry);

    /// <summary>Loads entries of several acts at once.</summary>
    public async Task LoadAsync(IEnumerable<(Type Type, Guid Id)> wanted, CancellationToken ct)
    {
        foreach (var type in wanted.Where(w => !_loaded.ContainsKey(w.Id)).Distinct().GroupBy(w => w.Type, w => w.Id))
        {
            foreach (var id in type) _loaded[id] = null;
            foreach (var entry in await EntryKey.FindManyAsync(db, type.Key, [.. type], ct)) _loaded[entry.Key] = entry;
        }
    }

    /// <summary>An act has changed or opened this entry and written its leaf; the row is saved with the others.</summary>
    public void Take(Entry entry)
    {
        _waiting.Add(entry);
        _changed.Add(entry.Key);
    }

    /// <summary>An act was refused, perhaps after it had changed something: who wants the entry next reads it anew.</summary>
    public void Drop(Guid id)
    {
        if (_loaded.Remove(id, out var entry) && entry is not null) Forget(entry);
    }

    public void Forget(Entry entry) => db.Entry(entry).State = EntityState.Detached;

    /// <summary>Saves what waits. Afterwards nothing is loaded.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        if (await TakeAsync(ct) is { Count: > 0 } statements) await EntryStatement.RunAsync(statements, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
    }

    /// <summary>On PostgreSQL what waits as statements, to be run together with others; else it is saved. Afterwards nothing is loaded.</summary>
    public async Task<IReadOnlyList<EntryStatement>> TakeAsync(CancellationToken ct)
    {
        IReadOnlyList<EntryStatement> statements = [];
        if (_waiting.Count > 0)
        {
            if (db is not PostgresDb || EntryStatement.Of(db, _waiting) is not { } own) await db.SaveChangesAsync(ct);
            else
            {
                Check();
                statements = own;
            }
        }
        if (_waiting.Count > 0 || _loaded.Count > 0) db.ChangeTracker.Clear();
        _waiting.Clear();
        _changed.Clear();
        _loaded.Clear();
        return statements;
    }

    /// <summary>Every changed row has its leaf.</summary>
    /// <exception cref="InvalidOperationException">One has not, which is a bug of the act.</exception>
    public void Check()
    {
        foreach (var tracked in db.ChangeTracker.Entries<Entry>())
            if (tracked.State is not (EntityState.Unchanged or EntityState.Detached) && !_waiting.Contains(tracked.Entity))
                throw new InvalidOperationException($"{tracked.Metadata.ShortName()} changed outside an act.");
    }
}
