using System.Text.Json;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Testing;

/// <summary>A leaf of the table, read as somebody reads it who knows only its documentation.</summary>
internal sealed record LoggedLeaf(long Index, byte[] Body, JsonElement Json)
{
    public string Act => Json.GetProperty("act").GetString()!;
    public string Outcome => Json.GetProperty("outcome").GetString()!;
    public string At => Json.GetProperty("at").GetString()!;
    public string Person => Json.GetProperty("by").GetProperty("person").GetString()!;
    public string? this[string member] => Json.TryGetProperty(member, out var value) ? value.ToString() : null;

    /// <summary>All leaves of an organisation in their order; their indexes are asserted to be dense and to fit the head.</summary>
    public static async Task<IReadOnlyList<LoggedLeaf>> OfAsync(TestWorld world, OrganisationId? organisation = null)
    {
        await using var db = world.Databases.Open(organisation ?? world.Operator.Organisation);
        var rows = await db.Leaves.OrderBy(l => l.Index).ToListAsync(world.Ct);
        Assert.Equal(Enumerable.Range(0, rows.Count).Select(i => (long)i), rows.Select(r => r.Index));
        Assert.Equal((await db.LedgerHeads.SingleOrDefaultAsync(world.Ct))?.Size ?? 0, rows.Count);
        return [.. rows.Select(r => new LoggedLeaf(r.Index, r.Body, JsonDocument.Parse(r.Body).RootElement))];
    }
}
