using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Akashi.Ledger;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>One value that an act changed, as the event holds it.</summary>
/// <param name="Path">Members down to the value, e.g. <c>name.ja</c>.</param>
/// <param name="Before">Null when there was none.</param>
public sealed record ValueChange(string Path, string? Before, string? After);

/// <summary>One act on an entry, or an attempt at one that was refused.</summary>
/// <param name="Version">After the act; of an attempt the version that was to be changed.</param>
/// <param name="Type">Of the event; null for an attempt, which has none.</param>
/// <param name="Outcome"><c>done</c>, <c>refused</c> or <c>denied</c>.</param>
/// <param name="Code">Of the refusal, e.g. <c>stale</c>; null when done.</param>
/// <param name="Leaf">Index in the log; null for what happened before the log began.</param>
/// <param name="Published">True once a signed checkpoint covers the leaf.</param>
/// <param name="Witnesses">How many witnesses have cosigned a checkpoint that covers it.</param>
public sealed record EntryStep(
    int? Version, string Act, string? Type, Text Person, DateTimeOffset At, IReadOnlyList<ValueChange> Changes, long? Leaf, bool Published, int Witnesses, string Outcome = "done", string? Code = null)
{
    [JsonIgnore]
    public bool Done => Code is null;
}

/// <summary>What happened to any entry: who did what when, with the values before and after, and where it stands in the log.</summary>
internal sealed class EntryHistories(DbFactory databases, LedgerFolders folders, WitnessRounds witnesses, Desk desk, Sequencer log, LeafLines lines)
{
    public static readonly Act Read = new("ledger.history", new("履歴の閲覧", "Read history"));

    /// <summary>
    /// Newest first, with the attempts that were refused when the person may read leaves; empty when there is no such entry in the organisation, or the
    /// person may not see it.
    /// </summary>
    public async Task<IReadOnlyList<EntryStep>> OfAsync(Actor by, string register, Guid entry, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(Read, by)) return [];
        var organisation = by.Organisation;
        await using var db = databases.Open(organisation);
        var events = await db.Events.Where(e => e.EntryId == entry && e.Register == register).OrderBy(e => e.EntryVersion).ToListAsync(ct);
        var people = await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var (size, cosigned) = await StandAsync(organisation, ct);
        var steps = new List<EntryStep>();
        var before = new Dictionary<string, string?>();
        var sensitive = false;
        foreach (var e in events)
        {
            var after = e.Body.Length == 0 ? [] : Values(e.Body);
            sensitive |= after.Any(IsSensitive);
            List<ValueChange> changes = [.. after.Where(v => before.GetValueOrDefault(v.Key) != v.Value).Select(v => new ValueChange(v.Key, before.GetValueOrDefault(v.Key), v.Value))];
            // A list that became shorter: what is gone was under a path that the event knows.
            changes.AddRange(before.Where(b => b.Value is not null && !after.ContainsKey(b.Key) && after.Keys.Any(k => SameList(k, b.Key))).Select(b => new ValueChange(b.Key, b.Value, null)));
            foreach (var change in changes) before[change.Path] = change.After;
            steps.Add(new(e.EntryVersion, e.Act, e.Type, people.GetValueOrDefault(e.Person, Machine), e.At, changes, e.Leaf, e.Leaf < size, cosigned.Count(c => c > e.Leaf)));
        }
        if (sensitive) await log.NoteAsync(new LeafFacts(Read.Id, LeafOutcome.Read) { Register = register, Entry = entry }, by);
        if (steps.Count > 0 && by.May("ledger.leaves"))
            steps.AddRange((await lines.TriedAsync(organisation, register, entry, ct)).Select(l => new EntryStep(
                l.Version, l.Act, null, l.Person ?? (l.Role == "server" ? Machine : Erased), l.At, [], l.Index, l.Index < size, cosigned.Count(c => c > l.Index), l.Outcome, l.Code)));
        // What happened before the log began has no index, and comes before all that has.
        return [.. steps.OrderByDescending(s => s.Leaf ?? -1).ThenByDescending(s => s.Version)];
    }

    /// <summary>What the ids in events stand for: parties, services, catalogs.</summary>
    public async Task<IReadOnlyDictionary<Guid, Text>> NamesAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var names = new Dictionary<Guid, Text>();
        foreach (var party in await db.Parties.Select(p => new { p.Id, p.Name }).ToListAsync(ct)) names[party.Id.Value] = party.Name;
        foreach (var service in await db.Services.Select(s => new { s.Id, s.Name }).ToListAsync(ct)) names[service.Id.Value] = service.Name;
        foreach (var catalog in await db.Catalogs.Select(c => new { c.Id, c.Title }).ToListAsync(ct)) names[catalog.Id.Value] = catalog.Title;
        return names;
    }

    /// <summary>Size of the published checkpoint, and the sizes that witnesses have cosigned.</summary>
    public async Task<(long Size, IReadOnlyList<long> Cosigned)> StandAsync(OrganisationId organisation, CancellationToken ct) =>
        await folders.Storage(organisation).ReadAsync(LedgerFolders.CheckpointFile, ct) is { } note
            ? (Checkpoint.Parse(SignedNote.Parse(note).Text).Size, [.. witnesses.Of(organisation).Where(w => w.Size > 0).Select(w => w.Size)])
            : (0, []);

    /// <summary>Says that the entry was under NDA or not public when it happened.</summary>
    private static bool IsSensitive(KeyValuePair<string, string?> value) => value.Key.EndsWith("disclosure", StringComparison.Ordinal) && value.Value is "nda" or "internal";

    private static bool SameList(string a, string b) => a.LastIndexOf('[') is > 0 and var at && b.Length > at && b[..(at + 1)] == a[..(at + 1)];

    private static Dictionary<string, string?> Values(string body)
    {
        var values = new Dictionary<string, string?>();
        using var json = JsonDocument.Parse(body);
        Walk(json.RootElement, new StringBuilder(), values);
        return values;
    }

    private static void Walk(JsonElement at, StringBuilder path, Dictionary<string, string?> values)
    {
        var length = path.Length;
        switch (at.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in at.EnumerateObject())
                {
                    if (length > 0) path.Append('.');
                    Walk(member.Value, path.Append(member.Name), values);
                    path.Length = length;
                }
                break;
            case JsonValueKind.Array:
                foreach (var (i, item) in at.EnumerateArray().Index())
                {
                    Walk(item, path.Append('[').Append(i + 1).Append(']'), values);
                    path.Length = length;
                }
                break;
            case JsonValueKind.Null: values[path.ToString()] = null; break;
            default: values[path.ToString()] = at.ToString(); break;
        }
    }

    private static readonly Text Machine = new("サーバー", "Server");
    private static readonly Text Erased = new("不明（消去済み）", "Unknown (erased)");
}
