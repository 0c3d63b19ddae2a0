using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

/// <summary>An import in words: the differences, what stood in the way, what ended in neither a field nor a note.</summary>
internal static class PlanTable
{
    public static void Show(Session session, PlanAnswer plan, bool trial, int limit)
    {
        var output = session.Out;
        if (plan.Fingerprint is null)
        {
            session.Error.WriteLine(new Words("このままでは取り込めません。", "This cannot be imported as it is."));
            ShowObstacles(session.Error, plan);
            return;
        }
        foreach (var difference in plan.Differences.Take(limit)) ShowDifference(output, difference);
        More(output, plan.Differences.Count - limit);
        if (plan.Report.Count > 0) output.WriteLine(new Words("\n報告:", "\nReport:"));
        foreach (var line in plan.Report.Take(limit)) output.WriteLine($"  {line.Place}: {line.Message}");
        More(output, plan.Report.Count - limit);
        var added = plan.Differences.Count(d => d.Added);
        output.WriteLine(new Words("追加 {0:N0}、変更 {1:N0}、変更なし {2:N0}、ファイルに記載なし {3:N0}", "{0:N0} added, {1:N0} changed, {2:N0} unchanged, {3:N0} not in the file")
            .With(added, plan.Differences.Count - added, plan.Unchanged, plan.NotInFile));
        output.WriteLine((trial, plan.Differences.Count) switch
        {
            (true, > 0) => new Words("確認のみ。何も変更していません。", "A trial only; nothing was changed."),
            (false, > 0) => new Words("取り込みました。", "Imported."),
            _ => new Words("変更はありません。", "Nothing to do."),
        });
    }

    /// <summary>Everything that has to be put right or answered first, with file, sheet and cell.</summary>
    public static void ShowObstacles(TextWriter output, PlanAnswer plan)
    {
        foreach (var problem in plan.Problems) output.WriteLine($"  {problem.Place}: {problem.Message} [{problem.Code}]");
        foreach (var header in plan.UnknownHeaders)
        {
            output.WriteLine(new Words("  {0}: 内容の分からない列「{1}」（例: {2}）", "  {0}: unknown column “{1}” (such as: {2})")
                .With(new CellAnswer(header.File, header.Sheet, header.Column), header.Header, Columns.Clip(string.Join(" / ", header.Samples), 60)));
            output.WriteLine($"      --map \"{header.Key}=note\"");
        }
        foreach (var sheet in plan.UnknownSheets)
        {
            output.WriteLine(new Words("  {0}: どのカタログの表か分かりません（{1:N0}行）", "  {0}: which catalog does this sheet answer? ({1:N0} rows)").With(new CellAnswer(sheet.File, sheet.Sheet, ""), sheet.Rows));
            output.WriteLine($"      --catalog \"{sheet.Sheet ?? sheet.File}=mhlw-5\"  |  --ignore \"{sheet.Sheet ?? sheet.File}\"");
        }
    }

    private static void ShowDifference(TextWriter output, DifferenceAnswer difference)
    {
        output.WriteLine($"  {(difference.Added ? '+' : '~')} {difference.Catalog ?? Vocabulary.Of(difference.Kind)} {difference.Name}");
        if (difference.Added) return;
        foreach (var field in difference.Fields) output.WriteLine($"      {field.Field}: {Columns.Clip(field.Before ?? "－", 50)} → {Columns.Clip(field.After ?? "－", 50)}");
    }

    private static void More(TextWriter output, int more)
    {
        if (more > 0) output.WriteLine(new Words("  ほか {0:N0} 件（--all ですべて表示）", "  and {0:N0} more (--all shows them)").With(more));
    }
}
