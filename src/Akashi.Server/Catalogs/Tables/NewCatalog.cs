using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>What the caller says about a catalog whose controls stand in a table. Null or empty: the rows above the table's header say it, or the file's name.</summary>
/// <param name="Key">Short stable name, <c>our-rules-1</c>.</param>
/// <param name="Published">Year, month or day: <c>2026</c>, <c>2026-04</c>, <c>2026-04-01</c>.</param>
public sealed record NewCatalog(
    string? Key = null, string? Title = null, string? TitleEn = null, string? Issuer = null, string? IssuerEn = null,
    string? Edition = null, string? EditionEn = null, string? Published = null)
{
    public static readonly NewCatalog Unsaid = new();

    /// <summary>What columns hold whose headers are not known: by folded header, or <c>#P</c> for a column without one; a null value leaves the column out.</summary>
    public IReadOnlyDictionary<string, CatalogField?> Columns { get; init; } = new Dictionary<string, CatalogField?>();
}

/// <summary>The outcome of reading a table: the whole catalog, or what stands in its way.</summary>
/// <param name="File">Null while there is a problem.</param>
/// <param name="Problems">What must be put right, with file, sheet and cell.</param>
/// <param name="Report">What a person should know about the reading, such as columns that were left out.</param>
/// <param name="Unknown">Columns with words whose headers are not known and that nobody has said anything of.</param>
public sealed record CatalogTableReading(CatalogFile? File, IReadOnlyList<ReadProblem> Problems, IReadOnlyList<ReportLine> Report, IReadOnlyList<UnknownHeader> Unknown);
