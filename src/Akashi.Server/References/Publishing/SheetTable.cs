using System.Globalization;
using Akashi.Server.Catalogs;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.References.Publishing;

/// <summary>A catalog's statements as a table of words in one language: what workbook, CSV and page have in common.</summary>
internal sealed class SheetTable
{
    private readonly CatalogFile catalog;
    private readonly string language;
    private readonly bool ownLayout;
    private readonly bool chapters;
    private readonly WithheldSources closed;
    private readonly Dictionary<string, ControlFile> controls;
    private readonly Dictionary<string, List<GroupFile>> paths;

    public SheetTable(CatalogFile catalog, SheetFacts facts, IReadOnlyList<BookDocument> documents, string language)
    {
        this.catalog = catalog;
        this.language = language;
        ownLayout = catalog.Layout is not null;
        Layout = CommonLayout.Of(catalog);
        closed = new(documents, level => level is Disclosure.Nda or Disclosure.Internal);
        controls = catalog.Controls.ToDictionary(c => c.Code);
        var groups = catalog.Groups.ToDictionary(g => g.Id);
        paths = catalog.Groups.ToDictionary(g => g.Id, g => Path(g, groups));
        Columns = [.. Layout.Columns.Select(Column), .. Extra(facts).Select(Column), .. facts.NoteHeaders.Select(h => new TableColumn(BookField.Note, h, CommonLayout.NoteWidth))];
        chapters = Columns.Any(c => c.Field is BookField.Chapter);

        IEnumerable<LayoutColumn> Extra(SheetFacts f)
        {
            bool Lacks(BookField field) => Layout.Columns.All(c => c.Field != field);
            if (f.Emergency && Lacks(BookField.EmergencyDuty)) yield return CommonLayout.Emergency;
            if (f.Roles && Lacks(BookField.ResponsibleRole)) yield return CommonLayout.Role;
            if (f.Reviews && Lacks(BookField.ReviewDue)) yield return CommonLayout.Review;
        }
        TableColumn Column(LayoutColumn c) => new(c.Field, c.Header.In(language), c.Width);
    }

    public SheetLayout Layout { get; }
    public IReadOnlyList<TableColumn> Columns { get; }

    public ControlFile Control(EditionRow row) => controls.TryGetValue(row.Row.Code, out var control)
        ? control
        : throw new InvalidOperationException($"The edition has a statement on {row.Row.Code}, which is no control of {catalog.Key}.");

    /// <summary>The groups above a control, chapter first.</summary>
    public IReadOnlyList<GroupFile> Groups(ControlFile control) => paths[control.Group];

    /// <summary>The words of one cell; null for a cell that stays empty. Dates are written as <c>2026-03-31</c>.</summary>
    public string? Cell(TableColumn column, EditionRow row)
    {
        var control = Control(row);
        var body = row.Body;
        if (row.Row.Blank && column.Field > BookField.References) return null;
        return column.Field switch
        {
            BookField.Number => ownLayout ? control.Number : control.Code,
            BookField.Chapter => Groups(control)[0].Id,
            BookField.Section => Section(Groups(control)),
            BookField.Subsection => Subsection(Groups(control)[^1]),
            BookField.Requirement => $"{control.Title.In(language)}\n{control.Summary.In(language)}",
            BookField.Rationale or BookField.Requirement2 => null,
            BookField.Class => PrintedWords.Of(control.Class).In(language),
            BookField.DisclosureItems => OrDash(control.DisclosureItems is { } items ? Lines(items.In(language).Split('\n').Select(i => "・" + i)) : null),
            BookField.References => OrDash(Lines((control.Links ?? []).Select(Link))),
            BookField.View => OrDash(body.View),
            BookField.Conformity => PrintedWords.Of(body.Conformity).In(language),
            BookField.Finding => OrDash(row.Withheld is Disclosure.None ? body.Finding : EditionWords.Withheld(row.Withheld).In(language)),
            BookField.Disclosure => language == "ja" && body.Disclosure is Disclosure.Public ? Layout.PublicWord : PrintedWords.Of(body.Disclosure).In(language),
            BookField.PublicDocuments => OrDash(Lines(Listed(body, CitationKind.Document).Where(c => !closed.Hides(c.Reference)).Select(Cite))),
            BookField.NdaDocuments => OrDash(Lines(Listed(body, CitationKind.Document).Where(c => closed.Hides(c.Reference)).Select(Cite))),
            BookField.Certificates => OrDash(Lines(Listed(body, CitationKind.Certificate).Concat(Listed(body, CitationKind.Statement)).Select(c => At(c.Reference, c)))),
            BookField.Interview => OrDash(Lines(Listed(body, CitationKind.Interview).Select(c => c.Locator ?? EditionWords.SeeFinding.In(language)))),
            BookField.Duty => OrDash(DutyText.Write(body.Duties, emergency: false, language)),
            BookField.EmergencyDuty => OrDash(DutyText.Write(body.Duties, emergency: true, language)),
            BookField.ResponsibleRole => OrDash(body.ResponsibleRole),
            BookField.ReviewDue => OrDash(body.ReviewDue?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            _ => Lines((body.Notes ?? []).Where(n => n.Header == column.Header).Select(n => n.Text)),
        };
    }

    // Without a chapter column the section is the uppermost group (METI 2.2), with one the group below it (MHLW 6.1).
    private string Section(IReadOnlyList<GroupFile> path) => (chapters && path.Count > 1 ? path[1] : path[0]).Id;

    private string Subsection(GroupFile group) => language == "en" ? $"{group.Id}. {group.Title.En}" : $"{group.Id}.{group.Title.Ja}";

    private string OrDash(string? text) => string.IsNullOrEmpty(text) ? EditionWords.Dash.In(language) : text;

    private string Cite(Citation c) => At(EditionWords.Cite(c.Reference, closed.Hides(c.Reference)).In(language), c);

    private static string At(string source, Citation c) => c.Locator is null ? source : $"{source}（{c.Locator}）";

    private static IEnumerable<Citation> Listed(StatementBody body, CitationKind kind) =>
        body.Citations.Where(c => c.Kind == kind && c.In.HasFlag(CitedIn.Column));

    private static string? Lines(IEnumerable<string> lines) => string.Join('\n', lines) is { Length: > 0 } text ? text : null;

    // The METI table of a workbook counts chapter 7 of its guideline as chapter 2; other tables refer to the guideline's own numbers.
    private static string Link(string link) => link.Split('#', 2) switch
    {
        ["meti-2", ['2', '.', .. var rest]] => $"【7.{rest}】",
        [var catalog, var id] => $"【{catalog} {id}】",
        _ => $"【{link}】",
    };

    private static List<GroupFile> Path(GroupFile group, Dictionary<string, GroupFile> groups)
    {
        var path = new List<GroupFile> { group };
        while (path[0].Parent is { } parent) path.Insert(0, groups[parent]);
        return path;
    }
}

/// <summary>One column of a printed sheet.</summary>
/// <param name="Width">In characters of the standard font.</param>
internal sealed record TableColumn(BookField Field, string Header, double Width)
{
    /// <summary>True where equal values of neighbouring rows are merged into one cell.</summary>
    public bool Merges => Field is BookField.Chapter or BookField.Section or BookField.Subsection;

    /// <summary>The header on one line.</summary>
    public string Line => Header.Replace("\n", Header.Any(c => c > 0x2E80) ? "" : " ", StringComparison.Ordinal);
}
