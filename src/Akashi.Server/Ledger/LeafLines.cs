using System.Text;
using System.Text.Json;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>A leaf for people.</summary>
/// <param name="Person">Who, as far as the salts still tell; null for the server itself and for people who were erased.</param>
public sealed record LeafLine(long Index, DateTimeOffset At, string Act, string Outcome, string? Code, string? Register, Guid? Entry, int? Version, string? About, string Role, Text? Person);

/// <summary>Reads leaves with the names of the people behind their salted hashes.</summary>
internal sealed class LeafLines(DbFactory databases)
{
    public const int PageSize = 50;
    private const int MostTried = 200;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<LeafLine>> OfAsync(OrganisationId organisation, long? before, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var until = before ?? long.MaxValue;
        var leaves = await db.Leaves.Where(l => l.Index < until).OrderByDescending(l => l.Index).Take(PageSize).ToListAsync(ct);
        var people = await PeopleAsync(db, ct);
        return [.. leaves.Select(l => Of(l, people))];
    }

    /// <summary>What somebody tried to do to an entry and could not, newest first; of very many the newest.</summary>
    public async Task<IReadOnlyList<LeafLine>> TriedAsync(OrganisationId organisation, string register, Guid entry, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var leaves = await db.Leaves.Where(l => l.Tried == entry).OrderByDescending(l => l.Index).Take(MostTried).ToListAsync(ct);
        if (leaves.Count == 0) return [];
        var people = await PeopleAsync(db, ct);
        return [.. leaves.Select(l => Of(l, people)).Where(l => l.Register == register)];
    }

    private static LeafLine Of(LeafRow row, Dictionary<string, Text> people)
    {
        using var json = JsonDocument.Parse(row.Body);
        var leaf = json.RootElement;
        string? Text(string name) => leaf.TryGetProperty(name, out var value) ? value.GetString() : null;
        var by = leaf.GetProperty("by");
        return new(row.Index, leaf.GetProperty("at").GetDateTimeOffset(), Text("act")!, Text("outcome")!, Text("code"), Text("register"),
            Text("entry") is { } entry ? Guid.Parse(entry) : null, leaf.TryGetProperty("version", out var version) ? version.GetInt32() : null, Text("about"), by.TryGetProperty("role", out var role) ? role.GetString()! : "",
            by.TryGetProperty("person", out var person) && people.TryGetValue(person.GetString()!, out var name) ? name : null);
    }

    private static async Task<Dictionary<string, Text>> PeopleAsync(Db db, CancellationToken ct)
    {
        var salts = await db.SubjectSalts.ToListAsync(ct);
        var names = await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return salts.Where(s => names.ContainsKey(s.Subject)).ToDictionary(s => LeafJson.Salted(s.Salt, Encoding.UTF8.GetBytes(s.Subject.Value.ToString())), s => names[s.Subject]);
    }
}
