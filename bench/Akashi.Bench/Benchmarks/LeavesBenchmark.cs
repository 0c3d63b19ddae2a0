using Akashi.Bench.Data;
using Akashi.Server.Kernel;

namespace Akashi.Bench.Benchmarks;

/// <summary>Leaves through the sequencer's own way of writing, durable, a thousand to a transaction, beside bare inserts of the same rows.</summary>
internal sealed class LeavesBenchmark : IBenchmark
{
    private const int Batch = 1_000;
    private const int Batches = 20;

    /// <summary>60,000 leaves per second.</summary>
    private const double Budget = 1_000.0 * Batch / 60_000;

    /// <summary>0.28 of the raw inserts.</summary>
    private const double Ratio = 1 / 0.28;

    public static string Name => "leaves";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        foreach (var dialect in await Postgres.DialectsAsync(report))
        {
            using var folder = Folders.Fresh();
            await using var world = await World.OpenAsync(folder.Path, dialect == "postgres" ? await Postgres.DatabaseAsync("leaves", ct) : null, ct);
            var (log, facts) = (world.The<Sequencer>(), new LeafFacts("references.rows", LeafOutcome.Read) { About = "platform/generated-1 1.1-01..1.1-10 rows=100 sensitive=46" });
            var load = await LoadOfActs.OpenAsync(world, 1, ct);
            await load.NotesAsync(1, ct);
            var leaf = await load.LeafAsync("references.rows", ct);
            await using var raw = await RawCommits.OpenAsync(world, 1, leaf, ct);
            var taken = await Meter.InTurnsAsync(
                async () =>
                {
                    for (var i = 0; i < Batches; i++) await Task.WhenAll(Enumerable.Range(0, Batch).Select(_ => log.NoteAsync(facts, world.By)));
                },
                async () =>
                {
                    for (var i = 0; i < Batches; i++) await raw.TogetherAsync(Batch, ct);
                });
            var (ours, bare) = (Per(taken[0]), Per(taken[1]));
            var sqlite = dialect == "sqlite";
            report.Add(new($"leaves, {dialect}: {Batch:#,0} leaves of {leaf.Length} bytes, durable", ours, sqlite ? "raw insert, one transaction" : "COPY, one transaction", bare,
                Budget: sqlite ? Budget : null, BudgetRatio: sqlite ? Ratio : null));
            report.Note($"{Batch * 1_000 / ours.Median:#,0} leaves/s, {bare.Median / ours.Median:0.00} of the raw limit's {Batch * 1_000 / bare.Median:#,0} rows/s");
        }
    }

    private static Samples Per(Samples all) => new([.. all.Values.Select(v => v / Batches)], [.. all.Processor!.Select(v => v / Batches)]);
}
