using System.Globalization;
using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Publishing;

/// <summary>
/// Writes an edition as one page that needs nothing else: no script, no font, no network. It is HTML5 that an XML parser reads, too.
/// </summary>
public sealed class HtmlWriter
{
    private readonly TextWriter page;
    private readonly EditionContent content;
    private readonly string language;
    private readonly HtmlCell cell;
    private readonly string title;

    private HtmlWriter(TextWriter page, EditionContent content, string language)
    {
        (this.page, this.content, this.language) = (page, content, language);
        cell = new(content.Documents, language);
        title = $"{content.Service.In(language)} {EditionWords.Reference.In(language)}";
    }

    /// <param name="language"><c>"ja"</c> or <c>"en"</c>.</param>
    public static async Task WriteAsync(TextWriter page, EditionContent content, string language, CancellationToken ct)
    {
        await new HtmlWriter(page, Redaction.Of(content), language).WriteAsync(ct);
        await page.FlushAsync(ct);
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        var facts = new List<SheetFacts>();
        foreach (var sheet in content.Sheets) facts.Add(await SheetFacts.OfAsync(sheet.Rows, ct));
        var day = EditionWords.Day(content.Date, language);
        Line($"""
            <!DOCTYPE html>
            <html lang="{language}" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{E(title)}</title><style>
            {HtmlStyle.With($"{title} {content.Version}", day)}</style></head><body>
            """);
        WriteCover(day);
        Line("<main>");
        WriteSummary(facts);
        WriteContents();
        for (var i = 0; i < content.Sheets.Count; i++) await WriteSheetAsync(content.Sheets[i], facts[i], ct);
        WriteDocuments();
        WriteRevisions();
        Line($"</main><footer>{E(title)} {E(content.Version)} · {E(day)}</footer></body></html>");
    }

    private void WriteCover(string day)
    {
        Line($"<header class=\"cover\"><h1>{E(title)}</h1><dl>");
        Pair(EditionWords.Service, content.Service.In(language));
        Pair(EditionWords.Party, content.Party.In(language));
        Pair(EditionWords.Version, content.Version);
        Pair(EditionWords.Date, day);
        Line($"<dt>{W(EditionWords.Readers)}</dt><dd class=\"readers\">{W(EditionWords.Of(content.Audience))}</dd></dl></header>");
        void Pair(Kernel.Text name, string value) => Line($"<dt>{W(name)}</dt><dd>{E(value)}</dd>");
    }

    private void WriteSummary(List<SheetFacts> facts)
    {
        Conformity[] states = [Conformity.Conformant, Conformity.Partly, Conformity.NotConformant, Conformity.OutOfScope, Conformity.NotAssessed];
        Disclosure[] levels = facts.Any(f => f.Of(Disclosure.Internal) > 0)
            ? [Disclosure.Public, Disclosure.Nda, Disclosure.Internal] : [Disclosure.Public, Disclosure.Nda];
        Line($"<section><h2 id=\"summary\">{W(EditionWords.Summary)}</h2><table class=\"figures\"><thead><tr>");
        Line($"<th scope=\"col\">{W(EditionWords.Catalog)}</th><th scope=\"col\">{W(EditionWords.Requirements)}</th>");
        foreach (var state in states) Line($"<th scope=\"col\">{cell.State(state)}</th>");
        foreach (var level in levels) Line($"<th scope=\"col\">{W(PrintedWords.Of(level))}</th>");
        Line("</tr></thead><tbody>");
        for (var i = 0; i < facts.Count; i++)
        {
            var catalog = content.Sheets[i].Head;
            Line($"<tr><th scope=\"row\"><a href=\"#{HtmlCell.Anchor("c", catalog.Key)}\">{W(catalog.Issuer)} {W(catalog.Edition)}</a></th>");
            Figure(EditionWords.Requirements, facts[i].Rows);
            foreach (var state in states) Figure(PrintedWords.Of(state), facts[i].Of(state));
            foreach (var level in levels) Figure(PrintedWords.Of(level), facts[i].Of(level));
            Line("</tr>");
        }
        Line("</tbody></table></section>");
        void Figure(Kernel.Text name, int value) =>
            Line($"<td data-label=\"{W(name)}\">{value.ToString("N0", CultureInfo.InvariantCulture)}</td>");
    }

    private void WriteContents()
    {
        Line($"<nav aria-labelledby=\"contents\"><h2 id=\"contents\">{W(EditionWords.Contents)}</h2><ol>");
        foreach (var sheet in content.Sheets)
            Line($"<li><a href=\"#{HtmlCell.Anchor("c", sheet.Head.Key)}\">{W(sheet.Head.Title)} {W(sheet.Head.Edition)}</a></li>");
        Line($"<li><a href=\"#documents\">{W(EditionWords.Documents)}</a></li><li><a href=\"#revisions\">{W(EditionWords.Revisions)}</a></li></ol></nav>");
    }

    private async Task WriteSheetAsync(EditionSheet sheet, SheetFacts facts, CancellationToken ct)
    {
        var catalog = await sheet.CatalogAsync(ct);
        var table = new SheetTable(catalog, facts, content.Documents, language);
        var columns = table.Columns.Where(IsShown).ToList();
        Line($"<section class=\"catalog\"><h2 id=\"{HtmlCell.Anchor("c", catalog.Key)}\">{W(catalog.Title)} {W(catalog.Edition)}</h2>");
        Line($"<p class=\"note\">{W(catalog.Issuer)} · {W(catalog.Note)}</p><table class=\"sheet\">");
        WriteHead(table, columns);
        string? group = null;
        await foreach (var row in sheet.Rows.WithCancellation(ct))
        {
            var control = table.Control(row);
            if (control.Group != group)
            {
                Line(group is null ? "<tbody>" : "</tbody><tbody>");
                Line($"<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{columns.Count}\">{string.Join(" › ", table.Groups(control).Select(g => $"{E(g.Id)} {W(g.Title)}"))}</th></tr>");
                group = control.Group;
            }
            WriteRow(table, columns, row, HtmlCell.Anchor(catalog.Key, control.Code));
        }
        Line(group is null ? "</table></section>" : "</tbody></table></section>");
    }

    private void WriteHead(SheetTable table, List<TableColumn> columns)
    {
        var whole = columns.Sum(c => Share(c.Field));
        Line("<colgroup>");
        foreach (var c in columns) Line(string.Create(CultureInfo.InvariantCulture, $"<col style=\"width:{100 * Share(c.Field) / whole:0.##}%\"/>"));
        Line("</colgroup><thead><tr class=\"bands\">");
        var at = 0;
        foreach (var band in table.Layout.Bands)
        {
            Band(band.Text.In(language), table.Columns.Skip(at).Take(band.Columns).Count(IsShown));
            at += band.Columns;
        }
        Band("", table.Columns.Skip(at).Count(IsShown));
        Line("</tr><tr>");
        foreach (var c in columns) Line($"<th scope=\"col\">{E(c.Line)}</th>");
        Line("</tr></thead>");

        void Band(string text, int count)
        {
            if (count > 0) Line(text.Length == 0 ? $"<td colspan=\"{count}\"></td>" : $"<th scope=\"colgroup\" colspan=\"{count}\">{E(text)}</th>");
        }
    }

    // Shares of the page's width at which a narrow column still holds its longest word at 1366 pixels; a page has no room for the workbook's widths.
    private double Share(BookField field) => field switch
    {
        BookField.Number => 10,
        BookField.Class => language == "en" ? 17 : 11,
        BookField.Requirement => 36,
        BookField.View or BookField.Finding => 31,
        BookField.Conformity => language == "en" ? 21 : 16,
        BookField.Disclosure or BookField.Interview => language == "en" ? 17 : 14,
        BookField.PublicDocuments => language == "en" ? 20 : 16,
        BookField.Certificates => language == "en" ? 20 : 18,
        BookField.NdaDocuments => 18,
        BookField.ResponsibleRole or BookField.ReviewDue or BookField.References => 15,
        BookField.Note => 20,
        _ => 26,
    };

    private void WriteRow(SheetTable table, List<TableColumn> columns, EditionRow row, string id)
    {
        page.Write($"<tr id=\"{id}\">");
        foreach (var column in columns)
        {
            var text = cell.Of(column, table, row);
            page.Write(column.Field switch
            {
                BookField.Number => $"<th scope=\"row\">{text}</th>",
                BookField.Requirement => $"<td class=\"what\">{text}</td>",
                BookField.Class or BookField.Conformity or BookField.Disclosure => $"<td class=\"c\" data-label=\"{E(column.Line)}\">{text}</td>",
                _ => $"<td data-label=\"{E(column.Line)}\">{text}</td>",
            });
        }
        Line("</tr>");
    }

    private void WriteDocuments()
    {
        var closed = new WithheldSources(content.Documents, level => level is Disclosure.Nda or Disclosure.Internal);
        StartList("documents", EditionWords.Documents, EditionWords.DocumentHeaders);
        foreach (var d in content.Documents)
        {
            Line($"<tr id=\"{HtmlCell.Anchor("d", d.Number)}\"><td>{W(EditionWords.Cite(d.Number, closed.Hides(d.Number)))}</td><td>{E(d.Title)}</td><td>{E(d.Issuer)}</td>");
            Line($"<td>{W(PrintedWords.Of(d.Disclosure))}</td><td>{HtmlCell.Address(d.Url)}</td><td class=\"day\">{Day(d.From)}</td><td class=\"day\">{Day(d.Until)}</td></tr>");
        }
        Line("</tbody></table></section>");
    }

    private void WriteRevisions()
    {
        StartList("revisions", EditionWords.Revisions, EditionWords.RevisionHeaders);
        foreach (var r in content.Revisions) Line($"<tr><td>{Day(r.Date)}</td><td>{E(r.Version)}</td><td>{E(r.Notes)}</td></tr>");
        Line("</tbody></table></section>");
    }

    private void StartList(string id, Kernel.Text name, IReadOnlyList<Kernel.Text> headers)
    {
        Line($"<section><h2 id=\"{id}\">{W(name)}</h2><table class=\"list\"><thead><tr>");
        foreach (var header in headers) Line($"<th scope=\"col\">{W(header)}</th>");
        Line("</tr></thead><tbody>");
    }

    // The groups are headings of their own here, and two columns of the workbook are there for its layout only.
    private static bool IsShown(TableColumn column) => !column.Merges && column.Field is not (BookField.Rationale or BookField.Requirement2);

    private string Day(DateOnly? day) => day is { } date ? E(EditionWords.Day(date, language)) : "";

    private string W(Kernel.Text words) => E(words.In(language));

    private static string E(string? text) => HtmlCell.Encode(text);

    private void Line(string html)
    {
        page.Write(html);
        page.Write('\n');
    }
}
