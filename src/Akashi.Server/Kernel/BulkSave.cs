using Microsoft.EntityFrameworkCore.Metadata;

namespace Akashi.Server.Kernel;

/// <summary>Saves the rows that a context was given by <see cref="Db.AddMany"/>.</summary>
internal static class BulkSave
{
    /// <summary>Inserts each type's rows at once, those that others refer to first.</summary>
    public static async Task<int> SaveAsync(Db db, IReadOnlyList<object> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return 0;
        var byType = rows.GroupBy(r => r.GetType()).ToDictionary(
            g => db.Model.FindEntityType(g.Key) ?? throw new InvalidOperationException($"{g.Key.Name} is not mapped."), g => g.ToList());
        var order = new List<IEntityType>(byType.Count);
        foreach (var type in byType.Keys) Place(type, byType, order, []);
        foreach (var type in order) await BulkRows.InsertAsync(db, type, byType[type], ct);
        return rows.Count;
    }

    private static void Place(IEntityType type, Dictionary<IEntityType, List<object>> rows, List<IEntityType> order, HashSet<IEntityType> above)
    {
        if (order.Contains(type)) return;
        if (!above.Add(type)) throw new NotSupportedException($"{type.ShortName()} refers to itself; its rows cannot be added many at once.");
        foreach (var key in type.GetForeignKeys())
            if (rows.ContainsKey(key.PrincipalEntityType)) Place(key.PrincipalEntityType, rows, order, above);
        above.Remove(type);
        order.Add(type);
    }
}
