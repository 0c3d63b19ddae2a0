using System.Globalization;
using System.Text.RegularExpressions;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>What the rows above a table say about the catalog: a label in one cell and its value right of it, or 「版: 第2版」 in one.</summary>
internal sealed partial class TableHead
{
    /// <summary>What a label names, in the order in which a table is written.</summary>
    public static readonly IReadOnlyList<(HeadField Field, Text Label, string[] Words)> Labels =
    [
        Label(HeadField.Title, "基準名", "Catalog", "カタログ名 基準カタログ 基準カタログ名 ガイドライン名 CATALOGTITLE"),
        Label(HeadField.TitleEn, "基準名（英）", "Catalog (en)", "基準名(英語) カタログ名(英) 英語名 CATALOGTITLE(EN)"),
        Label(HeadField.Key, "識別名", "Key", "カタログ識別名 CATALOGKEY"),
        Label(HeadField.Published, "公開", "Published", "公開日 公開年月 発行日 発行年月 制定日 策定日 DATE"),
        Label(HeadField.Issuer, "発行者", "Issuer", "発行元 発行機関 策定者 PUBLISHER"),
        Label(HeadField.IssuerEn, "発行者（英）", "Issuer (en)", "発行者(英語) PUBLISHER(EN)"),
        Label(HeadField.Edition, "版", "Edition", "版数 版番号 バージョン VERSION"),
        Label(HeadField.EditionEn, "版（英）", "Edition (en)", "版(英語) VERSION(EN)"),
        Label(HeadField.Note, "注記", "Note", "備考 NOTES"),
        Label(HeadField.NoteEn, "注記（英）", "Note (en)", "備考(英) NOTES(EN)"),
    ];

    private readonly Dictionary<HeadField, (string Value, CellPlace Place)> said = [];

    /// <summary>Where something is said; null when it is not.</summary>
    public CellPlace? Place(HeadField field) => said.TryGetValue(field, out var at) ? at.Place : null;

    public string? this[HeadField field] => said.TryGetValue(field, out var at) ? at.Value : null;

    /// <summary>Reads the rows above the header and gives the table and header without those that say nothing else.</summary>
    public static (TableHead Head, Table Table, HeaderRow<CatalogField> Header) Read(Table table, HeaderRow<CatalogField> header)
    {
        var head = new TableHead();
        var rest = table.Rows.Take(header.Index).Where(row => !head.Take(table, row)).ToList();
        var removed = header.Index - rest.Count;
        return removed == 0 ? (head, table, header) : (head, table with { Rows = [.. rest, .. table.Rows.Skip(header.Index)] }, header with { Index = header.Index - removed });
    }

    /// <summary>The catalog's head: what the caller says, else what the table says, else the file's name.</summary>
    public CatalogFile Fill(NewCatalog caller, string file, IReadOnlyList<GroupFile> groups, IReadOnlyList<ControlFile> controls)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var title = Both(caller.Title, caller.TitleEn, HeadField.Title, HeadField.TitleEn);
        if (title.Ja.Length == 0) title = new(name, name);
        var key = Some(caller.Key) ?? this[HeadField.Key] ?? Slug(name);
        return new(key, title, Both(caller.Issuer, caller.IssuerEn, HeadField.Issuer, HeadField.IssuerEn), Both(caller.Edition, caller.EditionEn, HeadField.Edition, HeadField.EditionEn),
            Published(caller), Both(null, null, HeadField.Note, HeadField.NoteEn), [.. new[] { title.Ja, title.En, key }.Where(w => w.Length > 0).Distinct()], groups, controls, null);
    }

    /// <summary>The day of publication as a catalog writes it; null when nobody says one or it cannot be read.</summary>
    public string? Published(NewCatalog caller) => (Some(caller.Published) ?? this[HeadField.Published]) is { } typed ? Day(typed) : null;

    /// <summary>True when a day of publication is said that cannot be read.</summary>
    public bool PublishedIsUnreadable(NewCatalog caller) => (Some(caller.Published) ?? this[HeadField.Published]) is not null && Published(caller) is null;

    /// <summary>Lower case letters, digits and hyphens of a file's name; empty when it has none.</summary>
    internal static string Slug(string name)
    {
        var slug = NotInSlug().Replace(name.Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant(), "-").Trim('-');
        return slug.Length > 40 ? slug[..40].TrimEnd('-') : slug;
    }

    private bool Take(Table table, TableRow row)
    {
        var taken = 0;
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var cell = row.Cells[i];
            var colon = cell.Text.IndexOfAny([':', '：']);
            if (colon > 0 && Find(cell.Text[..colon]) is { } field && Some(cell.Text[(colon + 1)..]) is { } value)
            {
                said.TryAdd(field, (value, table.Place(row.Number, cell.Column)));
                taken++;
            }
            else if (Find(cell.Text.TrimEnd(':', '：')) is { } label)
            {
                // A label without a value stays in a table that nobody has filled in yet.
                taken++;
                if (i + 1 >= row.Cells.Count || Find(row.Cells[i + 1].Text) is not null) continue;
                if (PrintedWords.Typed(row.Cells[i + 1].Text) is { } right) said.TryAdd(label, (right, table.Place(row.Number, row.Cells[i + 1].Column)));
                taken++;
                i++;
            }
        }
        return taken > 0 && taken == row.Cells.Count;
    }

    private Text Both(string? ja, string? en, HeadField first, HeadField second)
    {
        (ja, en) = (Some(ja) ?? this[first], Some(en) ?? (Some(ja) is null ? this[second] : null));
        return new(ja ?? en ?? "", en ?? ja ?? "");
    }

    private static string? Some(string? words) => string.IsNullOrWhiteSpace(words) ? null : words.Trim();

    private static HeadField? Find(string label) => PrintedWords.Fold(label) is { Length: > 0 } folded && Labels.FirstOrDefault(l => l.Words.Contains(folded)) is { Words: not null } found ? found.Field : null;

    private static (HeadField, Text, string[]) Label(HeadField field, string ja, string en, string more) => (field, new(ja, en), [PrintedWords.Fold(ja), PrintedWords.Fold(en), .. more.Split(' ')]);

    private static string? Day(string typed)
    {
        if (DateWords.Read(typed) is { } day && !Partly().IsMatch(typed)) return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var match = Partly().Match(typed.Normalize(System.Text.NormalizationForm.FormKC).Trim());
        if (!match.Success) return null;
        return match.Groups["m"].Success ? $"{match.Groups["y"].Value}-{match.Groups["m"].Value.PadLeft(2, '0')}" : match.Groups["y"].Value;
    }

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?:\s*[-/.年]\s*(?<m>0?[1-9]|1[0-2]))?\s*[年月]?$")]
    private static partial Regex Partly();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInSlug();
}

/// <summary>What a row above a catalog table says.</summary>
internal enum HeadField { Title, TitleEn, Key, Published, Issuer, IssuerEn, Edition, EditionEn, Note, NoteEn }
