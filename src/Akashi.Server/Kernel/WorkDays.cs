using System.Collections.Frozen;
using System.Globalization;

namespace Akashi.Server.Kernel;

/// <summary>
/// 営業日. Days on which people are expected to be at work: not Saturdays, Sundays, nor holidays. A period of n work days ends with the n-th work day
/// after the day on which it began.
/// </summary>
public sealed class WorkDays(IEnumerable<DateOnly> holidays)
{
    private readonly FrozenSet<DateOnly> _holidays = holidays.ToFrozenSet();

    /// <summary>With the holidays of Japan as the Cabinet Office publishes them (<c>japan-holidays.csv</c>); of later years only the week is known.</summary>
    public static WorkDays Japan { get; } = new(ReadJapan());

    /// <summary>The last year whose holidays are known.</summary>
    public int KnownUntil => _holidays.Count == 0 ? 0 : _holidays.Max(d => d.Year);

    public bool IsWorkDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(day);

    /// <summary>The n-th work day after a day; before it, when n is negative; the day itself for 0.</summary>
    public DateOnly Add(DateOnly day, int workDays)
    {
        for (var left = Math.Abs(workDays); left > 0;)
        {
            day = day.AddDays(Math.Sign(workDays));
            if (IsWorkDay(day)) left--;
        }
        return day;
    }

    /// <summary>UTC; the last moment, in Japan, of the n-th work day after the one on which something was.</summary>
    public DateTimeOffset EndAfter(DateTimeOffset from, int workDays) =>
        new DateTimeOffset(Add(Clock.DayOf(from), workDays).AddDays(1).ToDateTime(TimeOnly.MinValue), Clock.Japan).ToUniversalTime();

    private static IEnumerable<DateOnly> ReadJapan()
    {
        using var lines = new StreamReader(typeof(WorkDays).Assembly.GetManifestResourceStream("japan-holidays.csv")!);
        while (lines.ReadLine() is { Length: > 0 } line) yield return DateOnly.ParseExact(line.AsSpan(0, line.IndexOf(',', StringComparison.Ordinal)), "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
