using Akashi.Bench.Data;

namespace Akashi.Bench.Benchmarks;

/// <summary>64 people at the same time, one act after the other, each committed with its leaf; and one act with the ledger beside one without.</summary>
internal sealed class ActsBenchmark : IBenchmark
{
    private const int People = 64;
    private const int Each = 32;
    private const int Singles = 200;

    public static string Name => "acts";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        foreach (var dialect in await Postgres.DialectsAsync(report))
        {
            using var folder = Folders.Fresh();
            await using var world = await World.OpenAsync(folder.Path, dialect == "postgres" ? await Postgres.DatabaseAsync("acts", ct) : null, ct);
            var load = await LoadOfActs.OpenAsync(world, People, ct);
            await AtOnceAsync(report, dialect, world, load, ct);
            await OneAsync(report, dialect, world, load, ct);
        }
    }

    private static async Task AtOnceAsync(Report report, string dialect, World world, LoadOfActs load, CancellationToken ct)
    {
        var (acts, notes) = (new List<double>(), new List<double>());
        await load.ActsAsync(1, ct);
        await using var raw = await RawCommits.OpenAsync(world, People, await load.LeafAsync(Server.Services.Party.Change.Id, ct), ct);
        // The group is prepared by the same turns, so that all four meet the same noise.
        var taken = await Meter.InTurnsAsync(
            async () => acts.AddRange(await load.ActsAsync(Each, ct)),
            async () => notes.AddRange(await load.NotesAsync(Each, ct)),
            () => raw.SinglesAsync(People * Each, ct),
            async () =>
            {
                for (var i = 0; i < Each; i++) await raw.TogetherAsync(People, ct);
            });
        var (single, group) = (Per(taken[2]), Per(taken[3]));
        var limit = dialect == "sqlite" ? "one row per transaction, one writer" : $"one row each, {People} connections";
        // At least half as quick as the database alone.
        report.Add(new($"acts, {dialect}: {People} at once, per act", Per(taken[0]), limit, single, BudgetRatio: 2, Unit: "µs"));
        report.Add(new($"acts, {dialect}: the same, 99th percentile of one", Percentile(acts), Budget: 25));
        report.Add(new($"acts, {dialect}: {People} leaves without rows at once, per leaf", Per(taken[1]), limit, single, BudgetRatio: 2, Unit: "µs"));
        report.Add(new($"acts, {dialect}: the same, 99th percentile of one", Percentile(notes), Budget: 25));
        report.Note($"{1e6 / Per(taken[0]).Median:#,0} acts/s and {1e6 / Per(taken[1]).Median:#,0} leaves/s; raw: {1e6 / single.Median:#,0} single rows/s, {1e6 / group.Median:#,0} rows/s when {People} share a transaction");
    }

    private static async Task OneAsync(Report report, string dialect, World world, LoadOfActs load, CancellationToken ct)
    {
        var former = new FormerDesk(world);
        var taken = await Meter.InTurnsAsync(
            async () =>
            {
                for (var i = 0; i < Singles; i++) await load.ActAsync(i % People, ct);
            },
            async () =>
            {
                for (var i = 0; i < Singles; i++) await load.FormerAsync(former, i % People, ct);
            });
        Samples Each(Samples all) => new([.. all.Values.Select(v => v * 1_000 / Singles)], [.. all.Processor!.Select(v => v / Singles)]);
        report.Add(new($"acts, {dialect}: one act by itself, with the ledger", Each(taken[0]), "row and event without", Each(taken[1]), BudgetRatio: 1.15, Unit: "µs"));
    }

    private static Samples Per(Samples all) => new([.. all.Values.Select(v => v * 1_000 / (People * Each))], [.. all.Processor!.Select(v => v / (People * Each))]);

    private static Samples Percentile(List<double> all)
    {
        // What was taken while warming up came first.
        var measured = all.Skip(all.Count / 4).Chunk(People * Each).Select(one => one.Order().ElementAt((int)(one.Length * 0.99))).ToList();
        return new(measured);
    }
}
