using System.Collections.Concurrent;
using System.Diagnostics;
using Akashi.Bench.Data;
using Akashi.Ledger;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Bench.Benchmarks;

/// <summary>From asking for an act to the signed checkpoint on disk that covers it, while 64 people work without a pause.</summary>
internal sealed class CheckpointBenchmark : IBenchmark
{
    private const int People = 64;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(15);

    public static string Name => "checkpoint";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        foreach (var dialect in await Postgres.DialectsAsync(report))
        {
            using var folder = Folders.Fresh();
            await using var world = await World.OpenAsync(folder.Path, dialect == "postgres" ? await Postgres.DatabaseAsync("checkpoint", ct) : null, ct);
            var load = await LoadOfActs.OpenAsync(world, People, ct);
            await world.ListenAsync(ct);
            var (acts, seen) = await WorkAsync(world, load, ct);
            var waited = await WaitedAsync(world, acts, seen, ct);
            double At(double share) => waited[(int)(waited.Count * share)];
            report.Add(new($"checkpoint, {dialect}: act to signed checkpoint on disk, 99th percentile", new([At(0.99)]), Budget: 1_000));
            report.Note($"{waited.Count:#,0} acts in {Long.TotalSeconds:0} s, {seen.Count} checkpoints; median {At(0.5):0} ms, longest {waited[^1]:0} ms");
        }
    }

    /// <summary>When each act was asked for, and when which size was first seen in the published file.</summary>
    private static async Task<(ConcurrentBag<(Guid Entry, int Version, long Asked)> Acts, List<(long Size, long At)> Seen)> WorkAsync(World world, LoadOfActs load, CancellationToken ct)
    {
        var acts = new ConcurrentBag<(Guid, int, long)>();
        var seen = new List<(long, long)>();
        var storage = new FolderStorage(world.The<LedgerFolders>().Of(world.By.Organisation));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = Task.Run(async () =>
        {
            var last = -1L;
            while (!enough.IsCancellationRequested)
            {
                if (await storage.ReadAsync(LedgerFolders.CheckpointFile, ct) is { } note && Checkpoint.Parse(SignedNote.Parse(note).Text).Size is var size && size != last) seen.Add((last = size, Stopwatch.GetTimestamp()));
                await Task.Delay(5, ct);
            }
        }, ct);
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, People).Select(who => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begun) < Long)
            {
                var asked = Stopwatch.GetTimestamp();
                var (entry, version) = await load.ActAsync(who, ct);
                acts.Add((entry, version, asked));
            }
        }, ct)));
        await Task.Delay(TimeSpan.FromSeconds(5), ct);
        await enough.CancelAsync();
        await watching;
        return (acts, seen);
    }

    /// <summary>How long each act waited for its checkpoint, in ms, shortest first.</summary>
    private static async Task<List<double>> WaitedAsync(World world, ConcurrentBag<(Guid Entry, int Version, long Asked)> acts, List<(long Size, long At)> seen, CancellationToken ct)
    {
        await using var db = world.Open();
        var leaves = await db.Events.Where(e => e.Leaf != null).Select(e => new { e.EntryId, e.EntryVersion, e.Leaf }).ToDictionaryAsync(e => (e.EntryId, e.EntryVersion), e => e.Leaf!.Value, ct);
        return [.. acts.Select(a => Stopwatch.GetElapsedTime(a.Asked, seen.First(s => s.Size > leaves[(a.Entry, a.Version)]).At).TotalMilliseconds).Order()];
    }
}
