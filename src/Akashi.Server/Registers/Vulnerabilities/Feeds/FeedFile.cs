using System.Globalization;
using System.Text.Json;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.Vulnerabilities.Boms;
using Akashi.Server.Registers.Vulnerabilities.Scoring;
using Akashi.Server.Registers.Vulnerabilities.Versions;

namespace Akashi.Server.Registers.Vulnerabilities.Feeds;

public enum FeedKind { Osv, Kev }

/// <summary>An item of a feed that was not taken in.</summary>
/// <param name="At">Path in the file.</param>
public sealed record Rejected(string At, string Id, Text Reason);

/// <summary>What a source says about a weakness.</summary>
/// <param name="Weakness">The CVE when it has one, or the source's own id.</param>
/// <param name="Vector">CVSS 3 vector; empty when the source names none.</param>
/// <param name="ModifiedAt">UTC, by the source; an older one changes nothing.</param>
public sealed record AdvisoryBody(string Weakness, string Source, string Title, string Vector, DateTimeOffset ModifiedAt, bool Withdrawn, IReadOnlyList<Affected> Affected);

/// <summary>A feed's file as it was read: advisories (OSV), or weaknesses known to be exploited with the day on which they were listed (CISA KEV).</summary>
public sealed record FeedFile(FeedKind Kind, IReadOnlyList<AdvisoryBody> Advisories, IReadOnlyDictionary<string, DateOnly> Exploited, IReadOnlyList<Rejected> Rejected)
{
    /// <summary>Bytes of a file.</summary>
    public const int MaximumBytes = 64 << 20;

    private static readonly Text NoId = new("idがないか、長すぎます。", "the id is missing or too long"), NoDay = new("日付を読めません。", "the date cannot be read"), Future = new("日付が未来です。", "the date lies in the future"),
        Twice = new("同じidがファイル内に2度あります。", "the id stands twice in the file"), Shape = new("必要な形ではありません。", "not of the shape that the format has");

    /// <summary>OSV: one advisory, or an array of them. KEV: the catalog. An item that cannot be read is rejected by itself; a file that is neither is refused whole.</summary>
    /// <returns>Refusals: <c>feed.malformed</c>.</returns>
    public static Outcome<FeedFile> Read(FeedKind kind, ReadOnlyMemory<byte> file, DateTimeOffset now)
    {
        if (file.Length > MaximumBytes) return Malformed("$");
        try
        {
            using var document = JsonDocument.Parse(file, new() { MaxDepth = 64 });
            var root = document.RootElement;
            var (list, path) = kind is FeedKind.Kev
                ? (root.ValueKind is JsonValueKind.Object && root.TryGetProperty("vulnerabilities", out var v) ? v : default, "$.vulnerabilities")
                : (root, "$");
            IEnumerable<JsonElement> items;
            if (list.ValueKind is JsonValueKind.Array) items = list.EnumerateArray();
            else if (kind is FeedKind.Osv && root.ValueKind is JsonValueKind.Object) items = [root];
            else return Malformed(path);

            var (advisories, exploited, rejected, i) = (new List<AdvisoryBody>(), new Dictionary<string, DateOnly>(), new List<Rejected>(), 0);
            var seen = new HashSet<string>();
            foreach (var item in items)
            {
                var at = list.ValueKind is JsonValueKind.Array ? $"{path}[{i++}]" : path;
                var id = item.ValueKind is JsonValueKind.Object ? Bom.Text(item, kind is FeedKind.Kev ? "cveID" : "id") : "";
                var why = id.Length is 0 or > 100 ? NoId : !seen.Add(id) ? Twice : kind is FeedKind.Kev ? Kev(item, id, exploited, now) : Osv(item, id, advisories, now);
                if (why is not null) rejected.Add(new(at, id.Length > 100 ? id[..100] : id, why.Value));
            }
            return new FeedFile(kind, advisories, exploited, rejected);
        }
        catch (JsonException e)
        {
            return Malformed($"{e.LineNumber + 1}:{e.BytePositionInLine + 1}");
        }
    }

    private static Text? Kev(JsonElement item, string id, Dictionary<string, DateOnly> into, DateTimeOffset now)
    {
        if (!DateOnly.TryParseExact(Bom.Text(item, "dateAdded"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return NoDay;
        if (day > Clock.DayOf(now)) return Future;
        into[id] = day;
        return null;
    }

    private static Text? Osv(JsonElement item, string id, List<AdvisoryBody> into, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(Bom.Text(item, "modified"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var modified)) return NoDay;
        if (modified > now.AddHours(1)) return Future;
        var cves = Items(item, "aliases").Where(a => a.ValueKind is JsonValueKind.String).Select(a => a.GetString()!).Where(a => a.StartsWith("CVE-", StringComparison.Ordinal) && a.Length <= 100).ToList();
        var affected = new List<Affected>();
        foreach (var part in Items(item, "affected"))
        {
            if (part.ValueKind is not JsonValueKind.Object || !part.TryGetProperty("package", out var package) || package.ValueKind is not JsonValueKind.Object) return Shape;
            if (Purl.TypeOf(Bom.Text(package, "ecosystem")) is not { } type) continue;
            var name = Purl.PackageOf(type, Bom.Text(package, "name"));
            var listed = Items(part, "versions").Where(v => v.ValueKind is JsonValueKind.String).Select(v => v.GetString()!).ToList();
            if (listed.Count > 0) affected.Add(new(name, null, null, null, listed));
            // Commits say nothing about a package's version.
            foreach (var range in Items(part, "ranges").Where(r => r.ValueKind is JsonValueKind.Object && Bom.Text(r, "type") is "SEMVER" or "ECOSYSTEM"))
                if (!Spans(name, range, affected)) return Shape;
        }
        var vector = Items(item, "severity").Where(s => s.ValueKind is JsonValueKind.Object && Bom.Text(s, "type") == "CVSS_V3").Select(s => Bom.Text(s, "score")).FirstOrDefault(s => Cvss31.Parse(s) is not null, "");
        var title = Bom.Text(item, "summary") is { Length: > 0 } summary ? summary : Bom.Text(item, "details");
        into.Add(new(id.StartsWith("CVE-", StringComparison.Ordinal) ? id : cves.FirstOrDefault(id), id, title.Length > 300 ? title[..300] : title, vector, Clock.Truncate(modified), item.TryGetProperty("withdrawn", out _), affected));
        return null;
    }

    /// <summary>Events in order: each <c>introduced</c> begins a span that the next <c>fixed</c> or <c>last_affected</c> ends.</summary>
    private static bool Spans(string package, JsonElement range, List<Affected> into)
    {
        string? from = null;
        foreach (var happened in Items(range, "events"))
        {
            if (happened.ValueKind is not JsonValueKind.Object) return false;
            if (Bom.Text(happened, "introduced") is { Length: > 0 } begins)
            {
                if (from is not null) return false;
                from = begins;
            }
            else if (from is not null && (Bom.Text(happened, "fixed"), Bom.Text(happened, "last_affected")) is var (ends, last) && (ends.Length > 0 || last.Length > 0))
            {
                into.Add(new(package, from, ends.Length > 0 ? ends : null, ends.Length > 0 ? null : last, []));
                from = null;
            }
        }
        if (from is not null) into.Add(new(package, from, null, null, []));
        return true;
    }

    private static List<JsonElement> Items(JsonElement of, string name) => of.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static Refusal Malformed(string at) => new("feed.malformed", new Text("脆弱性情報のファイルを読めません（{0}）。何も取り込んでいません。", "The feed's file cannot be read at {0}. Nothing was taken in.").With(at), 400);
}
