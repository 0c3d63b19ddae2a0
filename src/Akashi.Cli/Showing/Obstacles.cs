using System.Text.Json;
using Akashi.Cli.Connecting;

namespace Akashi.Cli.Showing;

/// <summary>What stands in the way of reading a file.</summary>
internal static class Obstacles
{
    /// <summary>Those that a refusal carries, if it carries any.</summary>
    public static void Show(TextWriter output, Problem refusal)
    {
        if (refusal.About.ValueKind is not JsonValueKind.Object || !refusal.About.TryGetProperty("problems", out _)) return;
        var obstacles = refusal.About.Deserialize(Answers.Default.ObstaclesAnswer)!;
        Show(output, obstacles.Problems ?? [], obstacles.UnknownHeaders ?? [], obstacles.UnknownSheets ?? []);
    }

    /// <summary>Everything that has to be put right or answered first, with file, sheet and cell.</summary>
    public static void Show(TextWriter output, IReadOnlyList<PlaceAnswer> problems, IReadOnlyList<HeaderQuestion> headers, IReadOnlyList<SheetQuestion> sheets)
    {
        foreach (var problem in problems) output.WriteLine($"  {problem.Place}: {problem.Message} [{problem.Code}]");
        foreach (var header in headers)
        {
            output.WriteLine(new Words("  {0}: 内容の分からない列「{1}」（例: {2}）", "  {0}: unknown column “{1}” (such as: {2})")
                .With(new CellAnswer(header.File, header.Sheet, header.Column), header.Header, Columns.Clip(string.Join(" / ", header.Samples), 60)));
            output.WriteLine($"      --map \"{header.Key}=note\"");
        }
        foreach (var sheet in sheets)
        {
            output.WriteLine(new Words("  {0}: どのカタログの表か分かりません（{1:N0}行）", "  {0}: which catalog does this sheet answer? ({1:N0} rows)").With(new CellAnswer(sheet.File, sheet.Sheet, ""), sheet.Rows));
            output.WriteLine($"      --catalog \"{sheet.Sheet ?? sheet.File}=mhlw-5\"  |  --ignore \"{sheet.Sheet ?? sheet.File}\"");
        }
    }
}
