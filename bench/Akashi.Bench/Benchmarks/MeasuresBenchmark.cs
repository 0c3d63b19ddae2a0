using Akashi.Bench.Data;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;

namespace Akashi.Bench.Benchmarks;

/// <summary>
/// What one more event costs the measures when 1,000 facts lie behind it and when 100,000 do: from the commit to every figure read anew. And
/// what a board costs that is built from all of them, at a start or for a past day.
/// </summary>
internal sealed class MeasuresBenchmark : IBenchmark
{
    private const int Few = 1_000;
    private const int Many = 100_000;

    public static string Name => "measures";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        foreach (var dialect in await Postgres.DialectsAsync(report))
        {
            using var folder = Folders.Fresh();
            await using var few = await WithFactsAsync(folder.Path + "/few", dialect, Few, ct);
            await using var many = await WithFactsAsync(folder.Path + "/many", dialect, Many, ct);
            await AfterOneEventAsync(report, dialect, few, many, ct);
            await FromNothingAsync(report, dialect, many, ct);
        }
    }

    private static async Task AfterOneEventAsync(Report report, string dialect, World few, World many, CancellationToken ct)
    {
        await ReadAsync(few, ct);
        await ReadAsync(many, ct);
        // The event itself is committed outside the measured time.
        var taken = await Meter.PreparedAsync(25, 10,
            async () =>
            {
                await SurveyedAsync(many, 1, ct);
                return () => ReadAsync(many, ct);
            },
            async () =>
            {
                await SurveyedAsync(few, 1, ct);
                return () => ReadAsync(few, ct);
            });
        report.Add(new($"measures, {dialect}: every figure after one event, {Many:#,0} facts", taken[0], $"the same with {Few:#,0}", taken[1], Budget: 50, BudgetRatio: 2));
    }

    private static async Task FromNothingAsync(Report report, string dialect, World many, CancellationToken ct)
    {
        var (boards, now) = (many.The<MeasureBoards>(), TimeProvider.System.GetUtcNow());
        var taken = await Meter.TimeAsync(() => boards.ReplayAsync(many.By.Organisation, now, null, ct), 5, 1);
        report.Add(new($"measures, {dialect}: a past moment, {Many:#,0} facts", taken, Budget: 5_000));
    }

    private static async Task<World> WithFactsAsync(string folder, string dialect, int facts, CancellationToken ct)
    {
        var world = await World.OpenAsync(folder, dialect == "postgres" ? await Postgres.DatabaseAsync("measures", ct) : null, ct);
        for (var left = facts; left > 0; left -= 10_000) await SurveyedAsync(world, Math.Min(left, 10_000), ct);
        return world;
    }

    /// <summary>Surveys of a log, each of which found something: every one is a sample that most of the ledger's measures keep.</summary>
    private static async Task SurveyedAsync(World world, int count, CancellationToken ct) => World.Must(await world.The<Desk>().RunAsync<int>(LedgerSurvey.Survey, world.By, (db, stand) =>
    {
        db.AddMany(Enumerable.Range(0, count).Select(_ => LedgerSurvey.Ended(new(Ids.New(TimeProvider.System)), new(0, 100, 1, 1, 0, 100, null, 1, null, null), stand)));
        return Task.FromResult<Outcome<int>>(count);
    }, ct));

    private static async Task ReadAsync(World world, CancellationToken ct)
    {
        var given = await world.The<MeasureBoards>().ReadAsync(world.By.Organisation, (board, now) => MeasureList.All.Select(m => board.States.Read(m, now)).ToList(), ct);
        if (given.All(g => g.Population == 0)) throw new InvalidOperationException("No fact has arrived.");
    }
}
