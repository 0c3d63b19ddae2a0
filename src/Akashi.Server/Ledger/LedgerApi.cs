using System.IO.Compression;
using System.Text.Json;
using Akashi.Ledger;
using Akashi.Ledger.Records;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>The log over HTTP: how it stands, its leaves, a verification, and its files as C2SP tlog-tiles for mirrors and auditors.</summary>
internal static class LedgerApi
{
    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var ledger = api.MapGroup("ledger").WithTags("Ledger");
        ledger.MapGet("", async (HttpContext http, LedgerStatus status, CancellationToken ct) =>
            TypedResults.Ok(await status.OfAsync(http.Actor().Organisation, ct))).Reads("ledger.status", "How the log stands: size, checkpoint, witnesses, last verification");

        ledger.MapGet("leaves", async (long? before, int? limit, HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            var until = before ?? long.MaxValue;
            var leaves = await db.Leaves.Where(l => l.Index < until).OrderByDescending(l => l.Index).Take(Math.Clamp(limit ?? 100, 1, 500)).ToListAsync(ct);
            return TypedResults.Ok(leaves.Select(l => new LeafView(l.Index, JsonSerializer.Deserialize<JsonElement>(l.Body))));
        }).Reads("ledger.leaves", "Leaves, newest first; before=INDEX continues");

        ledger.MapGet("entries/{register}/{id:guid}", async Task<IResult> (string register, Guid id, HttpContext http, EntryHistories histories, CancellationToken ct) =>
            await histories.OfAsync(http.Actor(), register, id, ct) is { Count: > 0 } steps ? TypedResults.Ok(steps) : ActRoutes.Problem(Refusal.NotFound))
            .Produces<IReadOnlyList<EntryStep>>().Reads(EntryHistories.Read.Id, "What happened to an entry, newest first, with the index of each leaf");

        ledger.MapGet("entries/{register}/{id:guid}/bundle", async Task<IResult> (string register, Guid id, HttpContext http, EvidenceBundles bundles, CancellationToken ct) =>
        {
            var outcome = await bundles.PackAsync(http.Actor(), register, id, ct);
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : TypedResults.File(outcome.Value!, "application/zip", $"akashi-{register.ToLowerInvariant()}-{id}.zip");
        }).Describe(EvidenceBundles.Pack);

        ledger.MapGet("export", async (HttpContext http, DbFactory databases, Sequencer log, CancellationToken ct) =>
        {
            var by = http.Actor();
            await log.NoteAsync(new LeafFacts("ledger.export", LeafOutcome.Read), by);
            return TypedResults.Stream(async output =>
            {
                await using var db = databases.Open(by.Organisation);
                await db.Database.OpenConnectionAsync(CancellationToken.None);
                await using var zip = new GZipStream(output, CompressionLevel.Fastest);
                await new ExportWriter(db.Database.GetDbConnection(), StateSchema.Parse(StateForms.Of(db).ToJson(by.Organisation))).WriteAsync(zip, CancellationToken.None);
            }, "application/gzip", "akashi-export.jsonl.gz");
        }).Reads("ledger.export", "Every row and event in canonical form, to be compared with the log without the database");

        ledger.MapPost("verify", async Task<IResult> (HttpContext http, Verifications verifications) =>
        {
            var outcome = await verifications.RunAsync(http.Actor());
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : TypedResults.Ok(VerificationView.Of(outcome.Value!));
        }).Produces<VerificationView>().Describe(Verifications.Verify);

        ledger.MapPost("retention", async Task<IResult> (RetentionBody body, HttpContext http, Desk desk, CancellationToken ct) =>
        {
            var outcome = await desk.OpenAsync(RetentionPolicy.Set, body, http.Actor(), ct);
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : TypedResults.Ok(body);
        }).Produces<RetentionBody>().Describe(RetentionPolicy.Set);

        ledger.MapPost("prune", async Task<IResult> (HttpContext http, Pruning pruning, CancellationToken ct) =>
        {
            var outcome = await pruning.PruneAsync(http.Actor(), ct);
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : TypedResults.Ok(new PrunedView(outcome.Value));
        }).Produces<PrunedView>().Describe(Pruning.Prune);

        api.MapPost("people/{id:guid}/erase", async Task<IResult> (Guid id, HttpContext http, Erasure erasure, CancellationToken ct) =>
        {
            var outcome = await erasure.EraseAsync(new(id), http.Actor(), ct);
            return outcome.Refusal is { } no ? ActRoutes.Problem(no) : TypedResults.NoContent();
        }).WithTags("Identity").Describe(Erasure.Erase);

        app.MapGet("ledger/{organisation:guid}/{**path}", FileAsync).WithTags("Ledger").Reads("ledger.files", "Files of the log: checkpoint, tile/…, vkeys, policy, schema.json, timestamp/…");
    }

    /// <summary>As tlog-tiles serves them: the checkpoint is never cached, full tiles for ever.</summary>
    private static async Task<IResult> FileAsync(Guid organisation, string path, HttpContext http, LedgerFolders folders, DbFactory databases, CancellationToken ct)
    {
        // Another organisation's log is not there.
        if (http.Actor().Organisation.Value != organisation || !LogPaths.IsPublic(path)) return ActRoutes.Problem(Refusal.NotFound);
        var storage = folders.Storage(new(organisation));
        if (TilePath.TryParse(path, out var tile) && tile.IsFull)
        {
            await using var db = databases.Open(new(organisation));
            if (Pruning.IsPruned(path, await db.LedgerHeads.Select(h => h.MinimumIndex).FirstOrDefaultAsync(ct))) return ActRoutes.Problem(Pruned);
        }
        if (await storage.ReadAsync(path, ct) is not { } content) return ActRoutes.Problem(Refusal.NotFound);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = tile.IsFull ? "private, max-age=31536000, immutable" : "no-store";
        return TypedResults.Bytes(content, LogPaths.IsText(path) ? "text/plain; charset=utf-8" : "application/octet-stream");
    }

    private static readonly Refusal Pruned = new("ledger.pruned", new("この範囲は保存方針により公開を終えました。", "This part is no longer published, by the retention policy."), 410);
}

/// <param name="Leaf">As docs/formats/ledger-leaf.md says.</param>
public sealed record LeafView(long Index, JsonElement Leaf);

/// <param name="MinimumIndex">Entries below it are no longer published.</param>
public sealed record PrunedView(long MinimumIndex);

/// <summary>Which files of a log's folder outsiders may have.</summary>
internal static class LogPaths
{
    public static bool IsPublic(string path) =>
        path is LedgerFolders.CheckpointFile or LedgerFolders.KeysFile or LedgerFolders.PolicyFile or LedgerFolders.SchemaFile or LedgerFolders.MinimumFile
        || TilePath.TryParse(path, out _)
        || (path.StartsWith("blob/", StringComparison.Ordinal) || path.StartsWith("timestamp/", StringComparison.Ordinal))
            && path.Split('/').All(e => e.Length > 0 && e[0] != '.' && e.All(c => char.IsAsciiLetterOrDigit(c) || c is '.'));

    public static bool IsText(string path) => path is not LedgerFolders.SchemaFile && !path.StartsWith("tile/", StringComparison.Ordinal) && !path.StartsWith("blob/", StringComparison.Ordinal) && !path.EndsWith(".tst", StringComparison.Ordinal);
}
