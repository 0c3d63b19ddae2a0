using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Akashi.Server.References.Workbook;

/// <summary>Dates as people type them: <c>2026-03-31</c>, <c>2026/3/31</c>, 2026年3月31日, 令和8年3月31日, <c>R8.3.31</c>, 31 March 2026, a bare Excel serial.</summary>
internal static partial class DateWords
{
    /// <summary>Serials that are taken for dates: 1954-10-03 to 2119-01-16. Smaller and larger numbers are something else.</summary>
    private const int FirstSerial = 20_000;
    private const int LastSerial = 80_000;

    /// <summary>The day; null when the words are none. Month before day without a year in front is ambiguous and no date.</summary>
    public static DateOnly? Read(string words)
    {
        var text = words.Normalize(NormalizationForm.FormKC).Trim();
        if (Western().Match(text) is { Success: true } w) return Day(Number(w, "y"), Number(w, "m"), Number(w, "d"));
        if (Era().Match(text) is { Success: true } e)
        {
            var first = e.Groups["era"].Value switch { "令和" or "R" or "r" => 2018, "平成" or "H" or "h" => 1988, _ => 1925 };
            return Day(first + (e.Groups["y"].Value == "元" ? 1 : Number(e, "y")), Number(e, "m"), Number(e, "d"));
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial))
            return serial is >= FirstSerial and <= LastSerial && XlsxNumbers.Day(serial) is { } day ? DateOnly.FromDateTime(day) : null;
        return DateOnly.TryParseExact(text, ["d MMMM yyyy", "d MMM yyyy", "MMMM d, yyyy", "MMM d, yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var english)
            ? english
            : null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static DateOnly? Day(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    [GeneratedRegex(@"^(?<y>[0-9]{4})\s*[-/.年]\s*(?<m>[0-9]{1,2})\s*[-/.月]\s*(?<d>[0-9]{1,2})\s*日?(?:\s*\(.\))?(?:[T\s][0-9:.]+Z?)?$")]
    private static partial Regex Western();

    [GeneratedRegex(@"^(?<era>令和|平成|昭和|[RHSrhs])\s*(?<y>[0-9]{1,2}|元)\s*[-/.年]\s*(?<m>[0-9]{1,2})\s*[-/.月]\s*(?<d>[0-9]{1,2})\s*日?(?:\s*\(.\))?$")]
    private static partial Regex Era();
}
