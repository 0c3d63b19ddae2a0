using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Akashi.Server.Kernel;

/// <summary>Finds an entry by an id of its own type: one query per type and database, compiled once.</summary>
internal static class EntryKey
{
    private static readonly ConcurrentDictionary<(IModel, Type), Delegate> Known = [];
    private static readonly ConcurrentDictionary<(IModel, Type), Delegate> Many = [];

    public static Task<TEntry?> FindAsync<TEntry>(Db db, Guid id, CancellationToken ct) where TEntry : Entry =>
        ((Func<Db, Guid, CancellationToken, Task<TEntry?>>)Known.GetOrAdd((db.Model, typeof(TEntry)), key => Make(key.Item1, key.Item2, nameof(Compile))))(db, id, ct);

    /// <summary>Those of these entries that there are, tracked.</summary>
    public static Task<IReadOnlyList<Entry>> FindManyAsync(Db db, Type entry, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        ((Func<Db, IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyList<Entry>>>)Many.GetOrAdd((db.Model, entry), key => Make(key.Item1, key.Item2, nameof(Several))))(db, ids, ct);

    private static Delegate Make(IModel model, Type entry, string how) =>
        (Delegate)typeof(EntryKey).GetMethod(how, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(entry, model.FindEntityType(entry)!.FindProperty("Id")!.ClrType).Invoke(null, null)!;

    private static Func<Db, Guid, CancellationToken, Task<TEntry?>> Compile<TEntry, TId>() where TEntry : Entry where TId : struct, IId, IEquatable<TId>
    {
        var find = EF.CompileAsyncQuery((Db db, TId id, CancellationToken ct) => db.Set<TEntry>().AsTracking().FirstOrDefault(x => EF.Property<TId>(x, "Id").Equals(id)));
        var make = Ids.Maker<TId>();
        return (db, id, ct) => find(db, make(id), ct);
    }

    private static Func<Db, IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyList<Entry>>> Several<TEntry, TId>() where TEntry : Entry where TId : struct, IId, IEquatable<TId>
    {
        var find = EF.CompileAsyncQuery((Db db, TId[] wanted) => db.Set<TEntry>().AsTracking().Where(x => wanted.Contains(EF.Property<TId>(x, "Id"))));
        var make = Ids.Maker<TId>();
        return async (db, ids, ct) =>
        {
            var found = new List<Entry>(ids.Count);
            await foreach (var entry in find(db, [.. ids.Select(make)]).WithCancellation(ct)) found.Add(entry);
            return found;
        };
    }
}
