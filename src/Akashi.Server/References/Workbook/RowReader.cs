using System.Text.RegularExpressions;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Turns the cells of a row into a statement. Remembers what it has read: the same cells recur in dozens of rows.</summary>
internal sealed partial class RowReader(ReadLog log)
{
    private readonly Dictionary<string, Conformity?> conformities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Disclosure?> disclosures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (IReadOnlyList<CitedDocument> Documents, string? Beside)> documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Citation>> certificates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Citation>> findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DutyReading> duties = new(StringComparer.Ordinal);

    /// <summary>The statement of a row; what cannot be read goes to the log with its cell.</summary>
    public StatementBody Read(RowCells row)
    {
        var notes = new List<Note>();
        var finding = row.Typed(BookField.Finding);
        return new(
            Conformity(row), row.Typed(BookField.View), finding, Disclosure(row), Citations(row, finding, notes), Duties(row),
            row.Typed(BookField.ResponsibleRole), ReviewDue(row), Notes(row, notes));
    }

    private Conformity Conformity(RowCells row)
    {
        if (row.Text(BookField.Conformity) is not { } cell) return References.Conformity.NotAssessed;
        if (Once(conformities, cell, PrintedWords.ReadConformity) is { } value) return value;
        log.Problem("cell.conformity-unknown", new Text(
            "適合性「{0}」を解釈できません。「適合可能」「一部適合」「不適合」「対象外」「未評価」のいずれかにしてください。",
            "The conformity “{0}” is not known. Please use 適合可能, 一部適合, 不適合, 対象外 or 未評価.").With(Short(cell)), row.Place(BookField.Conformity));
        return References.Conformity.NotAssessed;
    }

    private Disclosure Disclosure(RowCells row)
    {
        if (row.Text(BookField.Disclosure) is not { } cell) return References.Disclosure.None;
        if (Once(disclosures, cell, PrintedWords.ReadDisclosure) is { } value) return value;
        log.Problem("cell.disclosure-unknown", UnknownDisclosure.With(Short(cell)), row.Place(BookField.Disclosure));
        return References.Disclosure.None;
    }

    public static readonly Text UnknownDisclosure = new(
        "開示レベル「{0}」を解釈できません。「公開文書」「公開資料」「要NDA」「非公開」「－」のいずれかにしてください。",
        "The disclosure level “{0}” is not known. Please use 公開文書, 公開資料, 要NDA, 非公開 or －.");

    private IReadOnlyList<Citation> Citations(RowCells row, string? finding, List<Note> notes)
    {
        var found = new List<Citation>();
        Documents(row, BookField.PublicDocuments, found, notes);
        if (row.Typed(BookField.Certificates) is { } names)
            foreach (var name in Once(certificates, names, ReadCertificates)) Add(found, name);
        if (row.Typed(BookField.Interview) is { } words)
            Add(found, new(CitationKind.Interview, "", CitedIn.Column, Pointer().IsMatch(PrintedWords.Fold(words)) ? null : words));
        Documents(row, BookField.NdaDocuments, found, notes);
        // Most findings cite nothing beyond their columns; only where they cite at all is there something to join.
        return finding is null || Once(findings, finding, f => [.. CitedText.In(f)]).Count == 0 ? found : CitedText.WithFinding(found, finding);
    }

    private void Documents(RowCells row, BookField field, List<Citation> found, List<Note> notes)
    {
        if (row.Text(field) is not { } cell) return;
        var (listed, rest) = Once(documents, cell, DocumentList.Read);
        foreach (var document in listed) Add(found, new(CitationKind.Document, document.Number, CitedIn.Column, document.Locator));
        if (rest is null) return;
        notes.Add(new(row.Header(field), rest));
        if (listed.Count == 0) row.IsNote(field);
    }

    private static void Add(List<Citation> found, Citation citation)
    {
        var at = found.FindIndex(c => c.Kind == citation.Kind && c.Reference == citation.Reference);
        if (at < 0) found.Add(citation);
        else if (citation.Locator is { } more && found[at].Locator != more)
            found[at] = found[at] with { Locator = found[at].Locator is { } former ? former + "、" + more : more };
    }

    private static List<Citation> ReadCertificates(string cell)
    {
        var found = new List<Citation>();
        foreach (var part in cell.Split(['\n', '、', '，', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, locator) = Bracketed().Match(part) is { Success: true } match
                ? (match.Groups[1].Value.Trim(), match.Groups[2].Value.Trim())
                : (part, null);
            // The same name as the finding's text gives: without the widths and spaces people type.
            if (Iso().Match(PrintedWords.Fold(name)) is { Success: true } iso) name = "ISO/IEC " + iso.Groups[1].Value;
            Add(found, new(StatementReference().IsMatch(name) ? CitationKind.Statement : CitationKind.Certificate, name, CitedIn.Column, locator));
        }
        return found;
    }

    private IReadOnlyList<Duty> Duties(RowCells row)
    {
        var (normal, emergency) = (row.Text(BookField.Duty), row.Text(BookField.EmergencyDuty));
        if (normal is null && emergency is null) return [];
        var read = emergency is null ? Once(duties, normal!, n => DutyText.Read(n, null)) : DutyText.Read(normal, emergency);
        var field = normal is null ? BookField.EmergencyDuty : BookField.Duty;
        if (read.WithoutSubject)
            log.Say("duty.no-subject", new(
                "主語のない対応事項を、利用者が行うものとして取り込みました。", "A duty that names nobody was taken as the customer's."), row.Place(field));
        if (read.Duties.Count == 0 && (row.Typed(BookField.Duty) ?? row.Typed(BookField.EmergencyDuty)) is not null)
            log.Say("duty.empty", new("主語だけで内容のない対応事項です。", "A duty names somebody but nothing to do."), row.Place(field));
        return read.Duties;
    }

    private DateOnly? ReviewDue(RowCells row)
    {
        if (row.Typed(BookField.ReviewDue) is not { } cell) return null;
        if (DateWords.Read(cell) is { } day) return day;
        log.Problem("cell.date-unknown", UnknownDate.With(Short(cell)), row.Place(BookField.ReviewDue));
        return null;
    }

    public static readonly Text UnknownDate = new(
        "日付「{0}」を解釈できません。「2026-03-31」または「2026年3月31日」のように書いてください。",
        "The date “{0}” is not known. Please write it as 2026-03-31.");

    private static List<Note>? Notes(RowCells row, List<Note> notes)
    {
        foreach (var (header, text) in row.Notes()) notes.Add(new(header, text));
        return notes.Count == 0 ? null : notes;
    }

    /// <summary>A cell quoted in a message: one line, not too long.</summary>
    public static string Short(string cell)
    {
        var line = cell.Trim().Replace('\n', ' ');
        return line.Length <= 40 ? line : line[..40] + "…";
    }

    private static TValue Once<TValue>(Dictionary<string, TValue> known, string cell, Func<string, TValue> read) =>
        known.TryGetValue(cell, out var value) ? value : known[cell] = read(cell);

    // 「（確認内容に記載）」 says that the finding has the words; it is none of its own.
    [GeneratedRegex(@"^\(?(?:確認内容に記載|SEEFINDING)\)?$")]
    private static partial Regex Pointer();

    [GeneratedRegex(@"^([^（）]+)（([^（）]+)）$")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"^ISO/IEC([0-9]{4,5})$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"^[a-z0-9-]+#[^\s@]+@\S+$")]
    private static partial Regex StatementReference();
}
