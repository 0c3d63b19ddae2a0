namespace Akashi.Server.References.Workbook;

/// <summary>A security reference as it is laid out on paper: what an import reads and a publication writes.</summary>
public sealed record ReferenceBook(
    IReadOnlyList<BookSheet> Sheets, IReadOnlyList<BookDocument> Documents, IReadOnlyList<BookRevision> Revisions)
{
    public static readonly ReferenceBook Empty = new([], [], []);
}

/// <summary>The statements on one catalog, in the catalog's order.</summary>
public sealed record BookSheet(string Catalog, IReadOnlyList<BookRow> Rows);

/// <param name="Code">The control's code in its catalog.</param>
/// <param name="Origin">Where the row stood; null when it comes from the database.</param>
/// <param name="Blank">True for a control that the party has not answered: every cell of the answer is empty, there is not even a dash.</param>
/// <param name="Scope">Which fields the row speaks of; null for all. What it does not speak of stays as it is registered.</param>
public sealed record BookRow(string Code, StatementBody Body, CellPlace? Origin = null, bool Blank = false, RowScope? Scope = null)
{
    public bool Equals(BookRow? other) => other is not null && Code == other.Code && StatementComparer.Same(Body, other.Body);
    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A row of the document sheet (文献一覧).</summary>
/// <param name="Number">Without the brackets: <c>01</c>, <c>N01</c>.</param>
/// <param name="From">First day in force; null when not said.</param>
/// <param name="Until">Last day in force; null while open.</param>
public sealed record BookDocument(
    string Number, string? Title, string? Issuer, string? Url, Disclosure Disclosure, DateOnly? From = null, DateOnly? Until = null);

/// <summary>A row of the revision sheet (改訂履歴).</summary>
public sealed record BookRevision(DateOnly Date, string Version, string Notes);

/// <summary>A place a person can find again: file, sheet, cell (<c>H17</c>); the line for CSV is the row.</summary>
public sealed record CellPlace(string File, string? Sheet, string Cell)
{
    public override string ToString() => (Sheet is null ? $"{File} {Cell}" : $"{File} [{Sheet}] {Cell}").TrimEnd();
}
