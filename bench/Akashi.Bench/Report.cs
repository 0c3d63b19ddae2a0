using System.Globalization;
using System.Text.Json;

namespace Akashi.Bench;

/// <summary>One figure beside its raw limit and its budget.</summary>
/// <param name="Limit">The same work done as barely as possible, in the same run; null when there is nothing barer.</param>
/// <param name="Budget">Most that <paramref name="Value"/>'s median may be, in <paramref name="Unit"/>; null when it only informs.</param>
/// <param name="BudgetRatio">Most that the ratio to the raw limit may be; null when it only informs.</param>
internal sealed record Line(
    string Name, Samples Value, string? LimitName = null, Samples? Limit = null, double? Budget = null, double? BudgetRatio = null, string Unit = "ms")
{
    public double? Ratio => Limit is null ? null : Value.Median / Limit.Median;
    public bool Over => Value.Median > Budget || Ratio > BudgetRatio;
}

/// <summary>Prints a line as soon as it is known, or all of them as JSON at the end.</summary>
internal sealed class Report(bool json)
{
    private static readonly int[] Widths = [64, 10, 15, 8, 34, 7, 12, 4];
    private readonly List<Line> _lines = [];
    private readonly List<string> _notes = [];

    public bool AnyOver => _lines.Any(l => l.Over);

    public void Head(IReadOnlyList<(string Name, string Value)> machine)
    {
        if (json) return;
        foreach (var (name, value) in machine) Console.WriteLine($"{name,-12}{value}");
        Console.WriteLine();
        Print(["name", "median", "min–max", "cpu ms", "raw limit of this run", "ratio", "budget", ""]);
        Print([.. Widths.Select(w => new string('-', w))]);
    }

    public void Add(Line line)
    {
        _lines.Add(line);
        if (json) return;
        Print([
            line.Name, $"{Number(line.Value.Median)} {line.Unit}", $"{Number(line.Value.Min)}–{Number(line.Value.Max)}",
            line.Value.MedianProcessor is { } processor ? Number(processor) : "",
            line.Limit is { } limit ? $"{Number(limit.Median)} {line.LimitName}" : "", line.Ratio is { } ratio ? $"{ratio.ToString("0.0", CultureInfo.InvariantCulture)}×" : "",
            Budget(line), line is { Budget: null, BudgetRatio: null } ? "" : line.Over ? "OVER" : "ok",
        ]);
    }

    /// <summary>Something that a reader of the figures must know.</summary>
    public void Note(string text)
    {
        _notes.Add(text);
        if (!json) Console.WriteLine($"  ({text})");
    }

    public void End(IReadOnlyList<(string Name, string Value)> machine)
    {
        if (!json)
        {
            Console.WriteLine(AnyOver ? "\nover budget: " + string.Join("; ", _lines.Where(l => l.Over).Select(l => l.Name)) : "\nwithin every budget");
            return;
        }
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            machine = machine.ToDictionary(m => m.Name, m => m.Value),
            lines = _lines.Select(l => new { l.Name, l.Unit, median = l.Value.Median, l.Value.Min, l.Value.Max, l.Value.Values, processor = l.Value.MedianProcessor, l.LimitName, limit = l.Limit?.Median, l.Ratio, l.Budget, l.BudgetRatio, l.Over }),
            notes = _notes,
        }, Indented));
    }

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static string Budget(Line line) => string.Join(" ", new[]
    {
        line.Budget is { } most ? $"{most.ToString("#,0", CultureInfo.InvariantCulture)} {line.Unit}" : null,
        line.BudgetRatio is { } ratio ? $"{ratio.ToString("0.#", CultureInfo.InvariantCulture)}×" : null,
    }.OfType<string>());

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static void Print(string[] cells) => Console.WriteLine(string.Join("  ", cells.Select((c, i) => i is 0 or 4 or 7 ? c.PadRight(Widths[i]) : c.PadLeft(Widths[i]))).TrimEnd());
}
