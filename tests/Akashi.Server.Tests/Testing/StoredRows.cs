using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Testing;

internal static class StoredRows
{
    /// <summary>Rows as the database holds them, value and type, without the columns that must differ.</summary>
    public static async Task<List<string>> StoredAsync(this TestWorld world, string table, string[] without, string condition = "1 = 1")
    {
        await using var db = world.Open();
        await db.Database.OpenConnectionAsync(world.Ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE {condition}";
        await using var reader = await command.ExecuteReaderAsync(world.Ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(world.Ct))
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Where(i => !without.Contains(reader.GetName(i))).Select(i => Printed(reader, i))));
        return rows;
    }

    private static string Printed(DbDataReader reader, int column) =>
        $"{reader.GetName(column)} {reader.GetDataTypeName(column)} {(reader.IsDBNull(column) ? "null" : $"{reader.GetValue(column).GetType().Name} {reader.GetValue(column)}")}";
}
