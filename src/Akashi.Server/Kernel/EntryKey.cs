using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Akashi.Server.Kernel;

/// <summary>Finds an entry by an id of its own type: one query per type and database, compiled once.</summary>
internal static class EntryKey
{
    private static readonly ConcurrentDictionary<(IModel, Type), Delegate> Known = [];

    public static Task<TEntry?> FindAsync<TEntry>(Db db, Guid id, CancellationToken ct) where TEntry : Entry =>
        ((Func<Db, Guid, CancellationToken, Task<TEntry?>>)Known.GetOrAdd((db.Model, typeof(TEntry)), key => Make(key.Item1, key.Item2)))(db, id, ct);

    private static Delegate Make(IModel model, Type entry) =>
        (Delegate)typeof(EntryKey).GetMethod(nameof(Compile), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(entry, model.FindEntityType(entry)!.FindProperty("Id")!.ClrType).Invoke(null, null)!;

    private static Func<Db, Guid, CancellationToken, Task<TEntry?>> Compile<TEntry, TId>() where TEntry : Entry where TId : struct, IId, IEquatable<TId>
    {
        var find = EF.CompileAsyncQuery((Db db, TId id, CancellationToken ct) => db.Set<TEntry>().AsTracking().FirstOrDefault(x => EF.Property<TId>(x, "Id").Equals(id)));
        var make = Ids.Maker<TId>();
        return (db, id, ct) => find(db, make(id), ct);
    }
}
