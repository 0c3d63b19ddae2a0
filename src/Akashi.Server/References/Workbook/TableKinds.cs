using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Workbook;

/// <summary>Tells by its header what a table is.</summary>
internal sealed class TableKinds(IReadOnlyList<CatalogFile> catalogs, ReadOptions options)
{
    private static readonly BookField[] answers =
    [
        BookField.View, BookField.Finding, BookField.Disclosure, BookField.PublicDocuments, BookField.Certificates,
        BookField.Interview, BookField.NdaDocuments, BookField.Duty,
    ];

    private readonly Dictionary<string, BookField?> printed = Printed(catalogs);

    /// <summary>The header of a table that answers a catalog; null when it is none.</summary>
    public HeaderRow<BookField>? Requirements(Table table) =>
        new HeaderFinder<BookField>(Match, HeaderWords.UnderBand.Match, BookField.Note, BookField.Rationale).Find(table, row =>
            (row.Has(BookField.Number) || row.Has(BookField.Requirement) || row.Has(BookField.Subsection) || row.Has(BookField.Section))
            && (row.Has(BookField.Conformity) || answers.Count(row.Has) >= 2));

    public static HeaderRow<DocumentField>? Documents(Table table) =>
        new HeaderFinder<DocumentField>(HeaderWords.Documents.Match).Find(table, row =>
            row.Has(DocumentField.Number) && (row.Has(DocumentField.Title) || row.Has(DocumentField.Url))
            && (row.Has(DocumentField.Disclosure) || row.Has(DocumentField.Url) || SaysDocument(row)));

    public static HeaderRow<RevisionField>? Revisions(Table table) =>
        new HeaderFinder<RevisionField>(HeaderWords.Revisions.Match).Find(table, row =>
            row.Has(RevisionField.Date) && (row.Has(RevisionField.Version) || (row.Has(RevisionField.Notes) && SaysRevision(table))));

    private static bool SaysDocument(HeaderRow<DocumentField> row) =>
        PrintedWords.Fold(row.Headers[row.Column(DocumentField.Number)]) is var header
        && (header.Contains("文献", StringComparison.Ordinal) || header.Contains("文書", StringComparison.Ordinal)
            || header.Contains("資料", StringComparison.Ordinal) || header.Contains("DOCUMENT", StringComparison.Ordinal));

    private static bool SaysRevision(Table table) => PrintedWords.Fold(table.Name) is var name
        && (name.Contains("履歴", StringComparison.Ordinal) || name.Contains("REVISION", StringComparison.Ordinal) || name.Contains("HISTORY", StringComparison.Ordinal));

    private HeaderMatch<BookField>? Match(string folded) =>
        options.Headers.TryGetValue(folded, out var said) ? (said is { } field ? new(field, MatchStrength.Said) : null)
        : printed.GetValueOrDefault(folded) is { } own ? new(own, MatchStrength.Whole)
        : HeaderWords.Requirements.Match(folded);

    /// <summary>The headers that the catalogs' own layouts print, where they agree on what they mean.</summary>
    private static Dictionary<string, BookField?> Printed(IReadOnlyList<CatalogFile> catalogs)
    {
        var headers = new Dictionary<string, BookField?>(StringComparer.Ordinal);
        foreach (var column in catalogs.SelectMany(c => c.Layout?.Columns ?? []))
            foreach (var header in (string[])[PrintedWords.Fold(column.Header.Ja), PrintedWords.Fold(column.Header.En)])
                if (header.Length > 0 && !headers.TryAdd(header, column.Field) && headers[header] != column.Field) headers[header] = null;
        return headers;
    }
}
