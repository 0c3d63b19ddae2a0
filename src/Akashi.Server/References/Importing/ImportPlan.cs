using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;

namespace Akashi.Server.References.Importing;

/// <summary>What to import, into which service, as whose statements.</summary>
/// <param name="Party">Null for the party that offers the service.</param>
/// <param name="Expected">Fingerprint of the plan that was looked at; null to apply without a look. Another plan is refused.</param>
public sealed record ImportRequest(ServiceId Service, PartyId? Party, IReadOnlyList<InputFile> Files, ReadOptions Decisions, string? Expected = null);

/// <summary>What an import would do, or did.</summary>
/// <param name="Problems">What must be put right in the file; with any, nothing is imported.</param>
/// <param name="UnknownHeaders">Columns to be asked for; with any, nothing is imported.</param>
/// <param name="UnknownSheets">Sheets whose catalog is to be asked for; with any, nothing is imported.</param>
/// <param name="Unchanged">Statements, documents and revisions that stand already as the file says.</param>
/// <param name="NotInFile">Statements of the catalogs in the file that the file does not mention; they stay as they are.</param>
/// <param name="Fingerprint">Names exactly this set of differences against exactly this state; null while the plan is incomplete.</param>
public sealed record ImportPlan(
    IReadOnlyList<ReadProblem> Problems, IReadOnlyList<UnknownHeader> UnknownHeaders, IReadOnlyList<UnknownSheet> UnknownSheets,
    IReadOnlyList<ReportLine> Report, CellCount Cells, IReadOnlyList<Difference> Differences, int Unchanged, int NotInFile, string? Fingerprint)
{
    public bool Complete => Fingerprint is not null;
    public int Added => Differences.Count(d => d.Added);
    public int Changed => Differences.Count - Added;
}

/// <summary>One statement, document or revision that differs from the file.</summary>
/// <param name="Catalog">For a statement; null otherwise.</param>
/// <param name="Name">Control code, document number or version label.</param>
/// <param name="Fields">Before and after of what differs, as printed; before is null for what is new.</param>
public sealed record Difference(DifferenceKind Kind, string? Catalog, string Name, bool Added, IReadOnlyList<FieldDifference> Fields);

public enum DifferenceKind { Statement, Document, Revision }

public sealed record FieldDifference(string Field, string? Before, string? After);

/// <summary>Refusals of an import.</summary>
public static class ImportRefusals
{
    public static Refusal Problems(ImportPlan plan) => new("import.problems",
        new Text("取り込めない箇所が{0}件あります。ファイルを直してからもう一度お試しください。何も変更していません。", "{0} places in the file stand in the way. Please mend them and try again; nothing was changed.").With(plan.Problems.Count), 422, plan);

    public static Refusal Questions(ImportPlan plan) => new("import.needs-mapping",
        new("内容の分からない列またはシートがあります。対応付けを指定してください。何も変更していません。", "Some columns or sheets are not known. Please say what they are; nothing was changed."), 409, plan);

    public static Refusal PlanChanged(ImportPlan plan) => new("import.plan-changed",
        new("確認した後に登録内容が変わりました。もう一度差分をご確認ください。何も変更していません。", "The register changed since you looked. Please look at the differences again; nothing was changed."), 412, plan);
}
