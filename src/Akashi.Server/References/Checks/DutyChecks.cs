using System.Globalization;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;

namespace Akashi.Server.References.Checks;

internal sealed class OutOfScopeWithoutDuty() : Check("out-of-scope-without-duty", Severity.Error,
    new("だれの対応にもなっていない「対象外」", "Out of scope and nobody's duty"),
    new("だれが何をする必要があるかを「必要な対応」に登録してください。", "Say under “duties” who must do what."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        view.Statements.Where(s => s.Body.Conformity is Conformity.OutOfScope && s.Body.Duties.Count == 0).Select(s => s.Row(PrintedWords.Of(Conformity.OutOfScope)));
}

internal sealed class DutyWithoutRole() : Check("duty-without-role", Severity.Warning,
    new("責任者の決まっていない対応", "Duty without a responsible role"),
    new("対応状況に責任者の役割を登録してください。", "Name the responsible role in the statement."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        view.Statements.Where(s => s.Cell.DutyFromAbove && s.Cell.Task is not TaskState.None && s.Body.ResponsibleRole is null)
            .Select(s => s.Row(new("上位のサービスから求められた対応", "A duty asked for by a service underneath")));
}

internal sealed class ReviewOverdue() : Check("review-overdue", Severity.Warning,
    new("見直し期日の過ぎた対応状況", "Review overdue"),
    new("内容を確かめて「見直し済みにする」か、変更してください。", "Look at it and confirm it, or change it."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        view.Statements.Where(s => s.Body.ReviewDue < view.Today).OrderBy(s => s.Body.ReviewDue)
            .Select(s => s.Row(new Text("期日 {0}", "Due {0}").With(s.Body.ReviewDue!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
}

internal sealed class ChangedAbove() : Check("changed-above", Severity.Warning,
    new("土台のサービスの変更後に見直していない", "Not reviewed since a service underneath changed"),
    new("土台の変更を確かめて「見直し済みにする」か、対応状況を変更してください。", "Look at the change underneath and confirm or change your statement."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        view.Statements.Where(s => s.Cell.ReviewNeeded).Select(s => s.Row(new("見直し要", "Review needed")));
}

internal sealed class Uncovered() : Check("uncovered", Severity.Error,
    new("だれもカバーしていない要求事項", "Uncovered control"),
    new("対応状況を登録するか、だれの対応かを決めてください。", "Answer it, or decide whose duty it is."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        view.Statements.Where(s => s.Cell.State is CoverageState.Uncovered).Select(s => s.Row(PrintedWords.Of(s.Body.Conformity)));
}
