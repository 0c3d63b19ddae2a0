using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Akashi.Cli.Watching;

/// <summary>A span of time as people type it: <c>10s</c>, <c>5m</c>, <c>1h</c>, <c>7d</c>.</summary>
internal static class Interval
{
    public static Option<TimeSpan> Option(string name, string standard, Words description) => new(name)
    {
        Description = description, HelpName = standard, CustomParser = Parse, DefaultValueFactory = _ => Read(standard)!.Value,
    };

    public static TimeSpan? Read(string text)
    {
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number), 'm' => TimeSpan.FromMinutes(number), 'h' => TimeSpan.FromHours(number), 'd' => TimeSpan.FromDays(number), _ => null,
        };
    }

    private static TimeSpan Parse(ArgumentResult result)
    {
        if (Read(result.Tokens[0].Value) is { } span) return span;
        result.AddError(new Words("「{0}」は時間として読めません（例: 10s、5m、1h、7d）。", "“{0}” is not a span of time, such as 10s, 5m, 1h or 7d.").With(result.Tokens[0].Value));
        return default;
    }
}
