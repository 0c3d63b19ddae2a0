using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>A file to read.</summary>
/// <param name="Content">Read from its position to its end, synchronously; a form file or a memory stream.</param>
public sealed record InputFile(string Name, Stream Content);

/// <summary>What a person decided on the mapping page, and what is remembered for the next file of the same make.</summary>
/// <param name="Headers">By <see cref="UnknownHeader.Key"/>: a field, <see cref="BookField.Note"/> to keep the cells as notes, null to mention them in the report only.</param>
/// <param name="Catalogs">By the name of a sheet (of a CSV: the file): key of the catalog.</param>
/// <param name="Ignored">Names of sheets (of CSV: files) that are not to be read.</param>
public sealed record ReadOptions(
    IReadOnlyDictionary<string, BookField?> Headers, IReadOnlyDictionary<string, string> Catalogs, IReadOnlySet<string> Ignored)
{
    public static readonly ReadOptions None = new(new Dictionary<string, BookField?>(), new Dictionary<string, string>(), new HashSet<string>());
}

/// <summary>The outcome of a reading: the whole book, or what stands in its way. There is no half a book.</summary>
/// <param name="Book">Null while there is a problem or a question.</param>
/// <param name="Problems">What must be put right in the file.</param>
/// <param name="Report">What the reader saw and did not put into a field or a note.</param>
/// <param name="UnknownHeaders">Columns to be asked for.</param>
/// <param name="UnknownSheets">Sheets whose catalog is to be asked for.</param>
/// <param name="Cells">Where the cells went.</param>
public sealed record BookReading(
    ReferenceBook? Book, IReadOnlyList<ReadProblem> Problems, IReadOnlyList<ReportLine> Report,
    IReadOnlyList<UnknownHeader> UnknownHeaders, IReadOnlyList<UnknownSheet> UnknownSheets, CellCount Cells)
{
    /// <summary>True when a person has to say what a column is.</summary>
    public bool NeedsMapping => UnknownHeaders.Count > 0;

    /// <summary>True when a person has to say which catalog a sheet answers.</summary>
    public bool NeedsCatalog => UnknownSheets.Count > 0;
}

/// <summary>A reason why nothing was imported.</summary>
/// <param name="Code">Stable, documented: <c>workbook.encrypted</c>, <c>row.unknown-control</c>.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
public sealed record ReadProblem(string Code, Text Message, CellPlace Place);

/// <summary>Something a person should know about an import that went through.</summary>
/// <param name="Code">Stable: <c>sheet.title</c>, <c>catalog.differs</c>.</param>
/// <param name="Cells">How many cells this line accounts for; 0 for a remark on cells that are in a field.</param>
public sealed record ReportLine(string Code, Text Message, CellPlace Place, int Cells);

/// <summary>A column whose header is not known.</summary>
/// <param name="Header">As typed; empty when the column has none.</param>
/// <param name="Column">Letters of the column.</param>
/// <param name="Samples">The first three values below.</param>
public sealed record UnknownHeader(string File, string? Sheet, string Header, string Column, IReadOnlyList<string> Samples)
{
    /// <summary>Key of a decision in <see cref="ReadOptions.Headers"/>: the header without white space and width; <c>#P</c> without a header.</summary>
    public string Key => KeyOf(Header, Column);

    internal static string KeyOf(string header, string column) => PrintedWords.Fold(header) is { Length: > 0 } folded ? folded : "#" + column;
}

/// <summary>A sheet of requirements whose catalog is not known.</summary>
/// <param name="Rows">Rows below the header.</param>
/// <param name="Samples">The first three numbers or requirements.</param>
public sealed record UnknownSheet(string File, string? Sheet, int Rows, IReadOnlyList<string> Samples);

/// <summary>Where the non-empty cells went. <see cref="Read"/> is the sum of the others.</summary>
/// <param name="InFields">In a field, or equal to what the catalog says, or the known header of a column.</param>
/// <param name="InNotes">Kept as a note under the column's header.</param>
/// <param name="InReport">Mentioned in the report.</param>
/// <param name="Unplaced">Left over while the reading is incomplete; 0 when there is a book.</param>
public sealed record CellCount(int Read, int InFields, int InNotes, int InReport, int Unplaced);
