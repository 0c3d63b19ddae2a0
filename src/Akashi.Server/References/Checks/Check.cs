using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;

namespace Akashi.Server.References.Checks;

public enum Severity { Error, Warning, Info }

/// <summary>
/// 確認. Something that should not be so in a reference. Adding one is adding one class that derives from this;
/// <see cref="Checks"/> finds it by itself.
/// </summary>
/// <param name="id">Stable, documented: <c>conformant-without-evidence</c>.</param>
/// <param name="title">What is wrong, as a heading over the rows.</param>
/// <param name="remedy">What to do about it.</param>
public abstract class Check(string id, Severity severity, Text title, Text remedy)
{
    public string Id { get; } = id;
    public Severity Severity { get; } = severity;
    public Text Title { get; } = title;
    public Text Remedy { get; } = remedy;

    public abstract IEnumerable<CheckRow> Find(CheckView view);
}

/// <summary>One place where a check found something.</summary>
/// <param name="Catalog">Null for a document.</param>
/// <param name="Code">The control's code; the document's number.</param>
/// <param name="Detail">What exactly: the number, the day, the words.</param>
public sealed record CheckRow(string? Catalog, string Code, Text Title, Text Detail);

/// <summary>What checks look at: one service's own statements and documents on one day.</summary>
/// <param name="Today">In Japan.</param>
public sealed record CheckView(IReadOnlyList<CheckedStatement> Statements, IReadOnlyDictionary<string, Document> Documents, DateOnly Today);

/// <param name="Body"><see cref="StatementBody.Empty"/> for a control that the party has not answered.</param>
public sealed record CheckedStatement(string Catalog, string Code, Text Title, StatementBody Body, CoverageCell Cell)
{
    public CheckRow Row(Text detail) => new(Catalog, Code, Title, detail);

    public IEnumerable<Citation> CitedDocuments => Body.Citations.Where(c => c.Kind is CitationKind.Document);
}
