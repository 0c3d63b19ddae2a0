using System.Text.RegularExpressions;
using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>Goes through the rows below the header: headings fill the trail, every other row is a control.</summary>
internal sealed partial class ControlRows(Table table, HeaderRow<CatalogField> header, Remarks remarks, ReadLog log)
{
    private static readonly CatalogField[] naming = [CatalogField.Number, CatalogField.Code, CatalogField.Title, CatalogField.TitleEn];
    private static readonly CatalogField[] texts = [CatalogField.Title, CatalogField.TitleEn, CatalogField.Requirement, CatalogField.RequirementEn, CatalogField.Summary, CatalogField.SummaryEn];

    private readonly CatalogRow row = new(table, header);
    private readonly GroupTrail trail = new(remarks);
    private readonly List<ControlDraft> drafts = [];

    public (IReadOnlyList<ControlDraft> Drafts, GroupTrail Trail) Read(CancellationToken ct)
    {
        var above = row.HasGroups ? [] : NumbersAbove();
        for (var i = header.Index + 1; i < table.Rows.Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            row.MoveTo(i);
            foreach (var fault in row.Faults()) log.Problem(fault);
            trail.Enter(row);
            var filled = row.Filled().Where(f => !IsGroup(f)).ToList();
            if (filled.Count == 0 || Heading(filled, above) || MoreParts(filled)) continue;
            if (Draft() is { } draft) drafts.Add(draft);
        }
        return (drafts, trail);
    }

    private static bool IsGroup(CatalogField field) => field is >= CatalogField.Group and <= CatalogField.GroupTitleEn4;

    /// <summary>Numbers that stand above others: a row with one of them and a title only is a heading.</summary>
    private HashSet<string> NumbersAbove()
    {
        var above = new HashSet<string>(StringComparer.Ordinal);
        for (var i = header.Index + 1; i < table.Rows.Count; i++)
        {
            row.MoveTo(i);
            if (row.Own(CatalogField.Number) is { } number) above.UnionWith(PrintedNumber.Above(PrintedNumber.Code(number)));
        }
        return above;
    }

    private bool Heading(List<CatalogField> filled, HashSet<string> above)
    {
        if (filled is [var only] && (only is CatalogField.Number || texts.Contains(only)))
        {
            var (number, words) = PrintedNumber.Split(row.Own(only)!);
            var says = only is CatalogField.Number or CatalogField.Title or CatalogField.TitleEn ? words.Length > 0 : number is not null && words.Length > 0;
            // A number alone is a heading only when others stand below it; else its title was forgotten.
            if (!says && (number is null || !above.Contains(number))) return false;
            if (only is CatalogField.Title or CatalogField.TitleEn && row.Typed(CatalogField.Number) is not null) return false;
            trail.EnterHeading(number, words.Length > 0 ? words : null, null, row.RowPlace);
            return true;
        }
        if (row.Own(CatalogField.Number) is not { } typed || !above.Contains(PrintedNumber.Code(typed)) || filled.Exists(f => !naming.Contains(f))) return false;
        remarks.Count("row.heading", new("項番と題名だけの行のうち、下の番号を持つ{0:N0}行を章・節の見出しとして読みました（{1}）。",
            "{0:N0} rows with a number and a title only were read as headings, since other numbers stand below them ({1})."), row.RowPlace, PrintedNumber.Code(typed));
        trail.EnterHeading(PrintedNumber.Code(typed), row.Own(CatalogField.Title) ?? row.Own(CatalogField.TitleEn), row.Own(CatalogField.TitleEn), row.RowPlace);
        return true;
    }

    /// <summary>A row with parts only continues the control above it.</summary>
    private bool MoreParts(List<CatalogField> filled)
    {
        if (drafts.Count == 0 || filled.Exists(f => f is not (CatalogField.Parts or CatalogField.PartsEn))) return false;
        var control = drafts[^1].Control;
        drafts[^1] = drafts[^1] with
        {
            Control = control with
            {
                Parts = PartLines.Read(row.Own(CatalogField.Parts), row.Own(CatalogField.PartsEn), control.Class, control.Parts ?? [], row.RowPlace, control.Number, remarks),
            },
        };
        return true;
    }

    private ControlDraft? Draft()
    {
        if (row.Typed(CatalogField.Number) is not { } typed)
        {
            log.Problem("row.no-number", new("項番がありません。番号を入力するか、行を削除してください。", "The row has no number. Please type one, or delete the row."), row.Place(CatalogField.Number));
            return null;
        }
        if (PrintedNumber.IsDay(typed))
        {
            log.Problem("number.is-a-date", new Text("項番が日付（{0}）に変わっています。セルの書式を「文字列」にして、番号を入力し直してください。",
                "The number has turned into a date ({0}). Please format the cell as text and type the number again.").With(typed), row.Place(CatalogField.Number));
            return null;
        }
        var number = PrintedNumber.Clean(typed);
        if (ControlTexts.Of(row, number, remarks) is not { } words)
        {
            log.Problem("row.no-title", new Text("項番 {0} の題名も内容もありません。どちらかを入力してください。", "Number {0} has neither title nor text. Please type one of them.").With(number),
                row.Place(texts.FirstOrDefault(row.Has, CatalogField.Number)));
            return null;
        }
        var strength = Class(number);
        var parts = PartLines.Read(row.Typed(CatalogField.Parts), row.Typed(CatalogField.PartsEn), strength, [], row.Place(CatalogField.Parts), number, remarks);
        var disclosure = ControlTexts.Both(Items(CatalogField.DisclosureItems), Items(CatalogField.DisclosureItemsEn), new("開示項目", "disclosure item"), row.RowPlace, number, remarks);
        return new(row.Own(CatalogField.Code), new("", number, trail.Of(PrintedNumber.Code(number), row.RowPlace), strength, words.Title, words.Summary,
            parts.Count > 0 ? parts : null, Themes(), disclosure, Links()), row.RowPlace);
    }

    private ControlClass Class(string number)
    {
        var cell = row.Typed(CatalogField.Class);
        if (ClassWords.Read(cell) is not { } known)
        {
            log.Problem("class.unknown", new Text("区分「{0}」が分かりません。最低限、推奨、必須、推奨（should）、任意のいずれか、または空欄にしてください。",
                "Class “{0}” is not known. Please use minimum, recommended, shall, should or optional, or leave the cell empty.").With(cell), row.Place(CatalogField.Class));
            return ControlClass.None;
        }
        if (ClassWords.IsOptional(cell))
            remarks.Count("class.optional", new("「任意」などの{0:N0}件は、区分なしとして読みました（{1}）。", "{0:N0} controls marked as optional were read as having no class ({1})."), row.Place(CatalogField.Class), number);
        return known;
    }

    private List<string>? Themes()
    {
        var themes = new List<string>();
        foreach (var word in Words(CatalogField.Themes, ThemeNames.Separators))
        {
            var theme = ThemeNames.Find(word);
            if (theme is null)
                remarks.Count("theme.new", new("登録済みの名前にないテーマが{0:N0}件あります（{1}）。入力のまま使いました。", "{0:N0} themes are not among the known names ({1}). They were kept as typed."), row.Place(CatalogField.Themes), word);
            if (!themes.Contains(theme ?? word)) themes.Add(theme ?? word);
        }
        return themes.Count > 0 ? themes : null;
    }

    private List<string>? Links()
    {
        var links = new List<string>();
        foreach (var word in Words(CatalogField.Links, ['、', ',', '，', ';', '；', '\n', ' ', '　']))
        {
            if (Link().IsMatch(word)) links.Add(word);
            else remarks.Count("link.not-known", new("「カタログの識別名#章・節」の形でない関連が{0:N0}件あり、取り込みませんでした（{1}）。",
                "{0:N0} links are not of the form “catalog key#group” and were left out ({1})."), row.Place(CatalogField.Links), word);
        }
        return links.Count > 0 ? links : null;
    }

    private string[] Words(CatalogField field, char[] separators) =>
        (row.Typed(field) ?? "").Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string? Items(CatalogField field) => row.Typed(field) is { } typed
        ? string.Join('\n', typed.Split('\n').Select(l => l.Trim().TrimStart('・').TrimStart()).Where(l => l.Length > 0))
        : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}#[^#]+$")]
    private static partial Regex Link();
}
