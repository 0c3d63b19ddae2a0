using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

/// <summary>An import in words: the differences, and what ended in neither a field nor a note.</summary>
internal static class PlanTable
{
    public static void Show(Session session, PlanAnswer plan, bool trial, int limit)
    {
        var output = session.Out;
        if (plan.Fingerprint is null)
        {
            session.Error.WriteLine(new Words("このままでは取り込めません。", "This cannot be imported as it is."));
            Obstacles.Show(session.Error, plan.Problems, plan.UnknownHeaders, plan.UnknownSheets);
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
