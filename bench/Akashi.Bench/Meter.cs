using System.Diagnostics;

namespace Akashi.Bench;

/// <summary>What was measured, once per repetition; the unit is the line's.</summary>
/// <param name="Processor">Processor time of the same repetitions in ms, all threads together: what is left when other programs take the cores away. Null where it was not taken.</param>
internal sealed record Samples(IReadOnlyList<double> Values, IReadOnlyList<double>? Processor = null)
{
    public double Median => Middle(Values);
    public double? MedianProcessor => Processor is null ? null : Middle(Processor);
    public double Min => Values.Min();
    public double Max => Values.Max();

    private static double Middle(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>Takes times in milliseconds. Work and raw limit take turns, so that both meet the same noise.</summary>
internal static class Meter
{
    public const int Times = 9;
    private const int Warm = 3;

    public static async Task<Samples> TimeAsync(Func<Task> work, int times = Times, int warm = Warm) => (await InTurnsAsync(times, warm, work))[0];

    public static Task<Samples[]> InTurnsAsync(params Func<Task>[] works) => InTurnsAsync(Times, Warm, works);

    public static Task<Samples[]> InTurnsAsync(int times, int warm, params Func<Task>[] works) =>
        PreparedAsync(times, warm, [.. works.Select(work => (Func<Task<Func<Task>>>)(() => Task.FromResult(work)))]);

    /// <summary>Each work is prepared anew, outside the measured time.</summary>
    public static async Task<Samples[]> PreparedAsync(int times, int warm, params Func<Task<Func<Task>>>[] works)
    {
        var values = works.Select(_ => (Wall: new List<double>(), Processor: new List<double>())).ToArray();
        for (var i = -warm; i < times; i++)
            foreach (var (at, prepare) in works.Index())
            {
                var (wall, processor) = await OnceAsync(await prepare());
                if (i < 0) continue;
                values[at].Wall.Add(wall);
                values[at].Processor.Add(processor);
            }
        return [.. values.Select(v => new Samples(v.Wall, v.Processor))];
    }

    private static async Task<(double Wall, double Processor)> OnceAsync(Func<Task> work)
    {
        var (before, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await work();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
    }
}
