using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>Writes a catalog as the table that <see cref="CatalogTableReader"/> reads back to the same catalog.</summary>
internal sealed class CatalogTableWriter
{
    private sealed record Column(Text Header, double Width, Func<ControlFile, string?> Cell, Func<GroupFile, string?>? Heading = null);

    private readonly CatalogFile catalog;
    private readonly string language;
    private readonly Dictionary<string, List<GroupFile>> paths = new(StringComparer.Ordinal);
    private readonly List<Column> columns = [];

    /// <param name="language">Of headers, classes and themes; the catalog's own words stand in both.</param>
    /// <param name="whole">True to write columns that this catalog leaves empty, too.</param>
    private CatalogTableWriter(CatalogFile catalog, string language, bool whole)
    {
        (this.catalog, this.language) = (catalog, language);
        foreach (var group in catalog.Groups)
            paths[group.Id] = group.Parent is { } parent && paths.TryGetValue(parent, out var above) ? [.. above, group] : [group];
        Depth = paths.Count == 0 ? 0 : paths.Values.Max(p => p.Count);
        if (Depth <= CatalogColumns.Levels) Lay(whole);
    }

    private int Depth { get; }

    /// <returns>Refusal <c>catalog.not-a-table</c> for what a table cannot hold; such a catalog is exported as a catalog file.</returns>
    public static Refusal? Write(Stream stream, CatalogFile catalog, string format, string language, DateOnly today, bool whole = false)
    {
        var writer = new CatalogTableWriter(catalog, language, whole);
        if (writer.Obstacle() is { } refusal) return refusal;
        if (format == "csv") writer.WriteCsv(stream);
        else writer.WriteXlsx(stream, today);
        return null;
    }

    private Refusal? Obstacle()
    {
        if (Depth > CatalogColumns.Levels)
            return new("catalog.not-a-table", new Text("章・節が{0}階層あり、表（{1}階層まで）に収まりません。カタログファイルとして書き出してください。",
                "The groups have {0} levels; a table holds {1}. Please export the catalog file instead.").With(Depth, CatalogColumns.Levels));
        var over = catalog.Controls.FirstOrDefault(c => columns.Exists(k => k.Cell(c)?.Length > CellText.Limit));
        return over is null ? null : new("catalog.not-a-table", new Text("要求事項 {0} の文が長すぎて、1つのセルに収まりません。カタログファイルとして書き出してください。",
            "The text of control {0} is too long for a cell. Please export the catalog file instead.").With(over.Code));
    }

    private void WriteCsv(Stream stream)
    {
        using var text = new StreamWriter(stream, CsvWriter.Utf8, bufferSize: 1 << 16, leaveOpen: true);
        foreach (var row in Head()) CsvWriter.Line(text, row);
        CsvWriter.Line(text, columns.Select(c => c.Header.In(language)));
        foreach (var row in Rows()) CsvWriter.Line(text, row);
    }

    private void WriteXlsx(Stream stream, DateOnly today)
    {
        double[] widths = [.. columns.Select(c => c.Width)];
        var title = catalog.Title.In(language);
        var head = Head();
        using var book = new XlsxWriter(stream, new(title, catalog.Issuer.In(language), catalog.Edition.In(language), today, today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), language));
        using var sheet = book.Sheet(new(title, title, widths, head.Count + 1, 1, Filter: true));
        foreach (var row in head)
        {
            sheet.BeginRow(RowHeight.Of([], []));
            foreach (var (i, cell) in row.Index()) sheet.Cell(cell, cell is null ? CellStyle.Plain : i is 0 || i == Second ? CellStyle.Header : CellStyle.Plain);
            sheet.EndRow();
        }
        Write(sheet, [.. columns.Select(c => c.Header.In(language))], widths, CellStyle.Header);
        foreach (var row in Rows()) Write(sheet, row, widths, CellStyle.Body);
    }

    private static void Write(XlsxSheet sheet, string?[] row, double[] widths, CellStyle style)
    {
        sheet.BeginRow(RowHeight.Of(row, widths));
        foreach (var cell in row) sheet.Cell(cell, style);
        sheet.EndRow();
    }

    /// <summary>Column of the second label in the rows above the header.</summary>
    private int Second => columns.FindIndex(c => c.Header.En == "Summary");

    private List<string?[]> Head()
    {
        var rows = new List<string?[]>();
        for (var i = 0; i < TableHead.Labels.Count; i += 2)
        {
            var row = new string?[columns.Count];
            foreach (var (at, label) in new[] { (0, TableHead.Labels[i]), (Second, TableHead.Labels[i + 1]) })
                (row[at], row[at + 1]) = (label.Label.In(language), Said(label.Field) is { Length: > 0 } value ? value : null);
            rows.Add(row);
        }
        return rows;
    }

    private string? Said(HeadField field) => field switch
    {
        HeadField.Title => catalog.Title.Ja,
        HeadField.TitleEn => catalog.Title.En,
        HeadField.Key => catalog.Key,
        HeadField.Published => catalog.Published,
        HeadField.Issuer => catalog.Issuer.Ja,
        HeadField.IssuerEn => catalog.Issuer.En,
        HeadField.Edition => catalog.Edition.Ja,
        HeadField.EditionEn => catalog.Edition.En,
        HeadField.Note => catalog.Note.Ja,
        _ => catalog.Note.En,
    };

    private IEnumerable<string?[]> Rows()
    {
        // Groups follow from the rows of their controls, unless some are empty or stand in another order: then they are listed first.
        var met = catalog.Controls.SelectMany(c => paths[c.Group]).Select(g => g.Id).Distinct();
        if (!met.SequenceEqual(catalog.Groups.Select(g => g.Id)))
            foreach (var group in catalog.Groups) yield return [.. columns.Select(c => c.Heading?.Invoke(group))];
        foreach (var control in catalog.Controls) yield return [.. columns.Select(c => c.Cell(control))];
    }

    private void Lay(bool whole)
    {
        bool Any(Func<ControlFile, bool> has) => whole || catalog.Controls.Any(has);
        for (var level = 0; level < (whole ? Math.Max(Depth, 2) : Depth); level++)
        {
            Level(level, Level(level, "", ""), 10, g => g.Id);
            Level(level, Level(level, "名", " title"), 24, g => g.Title.Ja);
            Level(level, Level(level, "名（英）", " title (en)"), 24, g => g.Title.En);
        }
        columns.Add(new(new("項番", "Number"), 12, c => c.Number));
        if (catalog.Controls.Any(c => PrintedNumber.Code(c.Number) != c.Code)) columns.Add(new(new("識別符号", "Code"), 14, c => c.Code));
        Words("題名", "Title", 30, c => c.Title);
        Words("内容", "Summary", 60, c => c.Summary);
        columns.Add(new(new("区分", "Class"), 14, c => PrintedWords.Of(c.Class).In(language)));
        if (Any(c => c.Themes is { Count: > 0 })) columns.Add(new(new("テーマ", "Themes"), 24, c => Joined(c.Themes?.Select(t => ThemeNames.Print(t, language)), language == "en" ? "; " : "、")));
        if (Any(c => c.Parts is { Count: > 0 }))
        {
            columns.Add(new(new("細目", "Parts"), 50, c => PartLines.Write(c, "ja")));
            columns.Add(new(new("細目（英）", "Parts (en)"), 50, c => PartLines.Write(c, "en")));
        }
        if (Any(c => c.DisclosureItems is not null)) Words("開示項目", "Disclosure items", 30, c => c.DisclosureItems ?? new("", ""));
        if (Any(c => c.Links is { Count: > 0 })) columns.Add(new(new("関連", "Links"), 20, c => Joined(c.Links, "\n")));
    }

    private static Text Level(int level, string ja, string en) => level switch
    {
        0 => new("章" + ja, "Chapter" + en),
        1 => new("節" + ja, "Section" + en),
        2 => new("項" + ja, "Subsection" + en),
        _ => new("目" + ja, "Paragraph" + en),
    };

    /// <summary>A column of one level of groups; a dash says that a control stands above the level.</summary>
    private void Level(int level, Text header, double width, Func<GroupFile, string> word) =>
        columns.Add(new(header, width, c => At(c.Group, level, word), g => At(g.Id, level, word)));

    private string? At(string group, int level, Func<GroupFile, string> word) => paths[group] is var path && level < path.Count ? word(path[level]) : "－";

    private void Words(string ja, string en, double width, Func<ControlFile, Text> text)
    {
        columns.Add(new(new(ja, en), width, c => text(c).Ja));
        columns.Add(new(new(ja + "（英）", en + " (en)"), width, c => text(c).En));
    }

    private static string? Joined(IEnumerable<string>? words, string separator) => words is null ? null : string.Join(separator, words);
}
