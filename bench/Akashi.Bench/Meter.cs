using System.Diagnostics;

namespace Akashi.Bench;

/// <summary>What was measured, once per repetition; the unit is the line's.</summary>
internal sealed record Samples(IReadOnlyList<double> Values)
{
    public double Median => Values.Order().ElementAt(Values.Count / 2);
    public double Min => Values.Min();
    public double Max => Values.Max();
}

/// <summary>Takes times in milliseconds. Work and raw limit take turns, so that both meet the same noise.</summary>
internal static class Meter
{
    public const int Times = 9;
    private const int Warm = 3;

    public static async Task<Samples> TimeAsync(Func<Task> work, int times = Times, int warm = Warm)
    {
        for (var i = 0; i < warm; i++) await work();
        var values = new List<double>();
        for (var i = 0; i < times; i++) values.Add(await OnceAsync(work));
        return new(values);
    }

    public static async Task<Samples[]> InTurnsAsync(int times, int warm, params Func<Task>[] works)
    {
        for (var i = 0; i < warm; i++)
            foreach (var work in works) await work();
        var values = works.Select(_ => new List<double>()).ToArray();
        for (var i = 0; i < times; i++)
            foreach (var (at, work) in works.Index()) values[at].Add(await OnceAsync(work));
        return [.. values.Select(v => new Samples(v))];
    }

    public static Task<Samples[]> InTurnsAsync(params Func<Task>[] works) => InTurnsAsync(Times, Warm, works);

    /// <summary>Like <see cref="InTurnsAsync(int, int, Func{Task}[])"/>; each work is prepared anew, outside the measured time.</summary>
    public static async Task<Samples[]> PreparedAsync(int times, int warm, params Func<Task<Func<Task>>>[] works)
    {
        var values = works.Select(_ => new List<double>()).ToArray();
        for (var i = -warm; i < times; i++)
            foreach (var (at, prepare) in works.Index())
            {
                var taken = await OnceAsync(await prepare());
                if (i >= 0) values[at].Add(taken);
            }
        return [.. values.Select(v => new Samples(v))];
    }

    private static async Task<double> OnceAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
