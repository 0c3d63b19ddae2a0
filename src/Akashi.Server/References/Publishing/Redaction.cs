using Akashi.Server.References.Workbook;

namespace Akashi.Server.References.Publishing;

/// <summary>
/// 開示の境界. Takes out of an edition what its audience may not see. It names what may stay (conformity, level, duties,
/// public documents), so that a field added later is withheld until somebody decides otherwise.
/// </summary>
public sealed class Redaction
{
    private readonly Audience audience;
    private readonly WithheldSources sources;

    private Redaction(Audience audience, IReadOnlyList<BookDocument> documents)
    {
        this.audience = audience;
        sources = new(documents, Hides);
    }

    /// <summary>The edition as its audience may see it. Doing it twice changes nothing.</summary>
    public static EditionContent Of(EditionContent content)
    {
        if (content.Audience is Audience.Internal) return content;
        var redaction = new Redaction(content.Audience, content.Documents);
        return content with
        {
            Sheets = [.. content.Sheets.Select(s => s with { Rows = redaction.Rows(s.Rows) })],
            Documents = [.. content.Documents.Where(d => !redaction.sources.Hides(d.Number)).Select(redaction.Document)],
            Revisions = [.. content.Revisions.Select(r => redaction.sources.In(r.Notes) is Disclosure.None ? r : r with { Notes = "－" })],
        };
    }

    /// <summary>The statement as <paramref name="audience"/> may see it.</summary>
    public static EditionRow Of(EditionRow row, Audience audience, IReadOnlyList<BookDocument> documents) =>
        audience is Audience.Internal ? row : new Redaction(audience, documents).Row(row);

    private bool Hides(Disclosure level) => audience switch
    {
        Audience.Internal => false,
        Audience.Nda => level is Disclosure.Internal,
        _ => level is Disclosure.Nda or Disclosure.Internal,
    };

    private async IAsyncEnumerable<EditionRow> Rows(IAsyncEnumerable<EditionRow> rows)
    {
        await foreach (var row in rows) yield return Row(row);
    }

    private EditionRow Row(EditionRow row)
    {
        var body = row.Body;
        if (Hides(body.Disclosure)) return With(row, Closed(body), body.Disclosure);
        var named = Stricter(sources.In(body.Finding), sources.In(body.View));
        foreach (var citation in body.Citations) named = Stricter(named, sources.In(citation));
        return named is Disclosure.None ? With(row, Open(body), row.Withheld) : With(row, Tainted(body), named);
    }

    private static EditionRow With(EditionRow row, StatementBody body, Disclosure withheld) =>
        new(new BookRow(row.Row.Code, body, Blank: row.Row.Blank), withheld);

    /// <summary>A statement that is closed to the audience as a whole.</summary>
    private StatementBody Closed(StatementBody body) => new(
        body.Conformity, View: null, Finding: null, body.Disclosure,
        [.. body.Citations.Where(IsOpenDocument).Select(c => c with { In = CitedIn.Column, Locator = null })],
        Duties(body));

    /// <summary>An open statement that names a closed source: the finding goes, and the sources found only in it.</summary>
    private StatementBody Tainted(StatementBody body) => Open(body) with
    {
        View = sources.In(body.View) is Disclosure.None ? body.View : null,
        Finding = null,
        Citations = [.. body.Citations.Where(c => IsOpenDocument(c) || Stays(c)).Select(c => c with
        {
            In = CitedIn.Column,
            Locator = sources.In(c.Locator) is Disclosure.None ? c.Locator : null,
        })],
    };

    private static StatementBody Open(StatementBody body) => new(
        body.Conformity, body.View, body.Finding, body.Disclosure, body.Citations, Duties(body));

    private static IReadOnlyList<Duty> Duties(StatementBody body) => [.. body.Duties.Select(d => new Duty(d.Party, d.Normal, d.Emergency))];

    private bool IsOpenDocument(Citation citation) =>
        citation.Kind is CitationKind.Document && !sources.Hides(citation.Reference);

    private bool Stays(Citation citation) =>
        citation.Kind is not CitationKind.Document && citation.In.HasFlag(CitedIn.Column) && sources.In(citation.Reference) is Disclosure.None;

    private BookDocument Document(BookDocument document) => new(
        document.Number, document.Title, document.Issuer, document.Url, document.Disclosure, document.From, document.Until);

    private static Disclosure Stricter(Disclosure a, Disclosure b) => a > b ? a : b;
}
