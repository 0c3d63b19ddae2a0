using Akashi.Server.References;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>What a column of a catalog table holds. Each level of groups has three: number or name, name, English name.</summary>
public enum CatalogField
{
    Number, Serial, Code,
    Group, GroupTitle, GroupTitleEn, Group2, GroupTitle2, GroupTitleEn2, Group3, GroupTitle3, GroupTitleEn3, Group4, GroupTitle4, GroupTitleEn4,
    Title, TitleEn, Requirement, RequirementEn, Summary, SummaryEn, Class, Themes, Parts, PartsEn, DisclosureItems, DisclosureItemsEn, Links,
}

/// <summary>Knows the columns of a catalog table by the words of their headers, in Japanese and English.</summary>
internal static class CatalogColumns
{
    /// <summary>Levels of groups that a table can show.</summary>
    public const int Levels = 4;

    private static readonly HeaderWords<CatalogField> words = new(
        English(CatalogField.TitleEn, "題名 タイトル 項目名 件名 名称 見出し 要求事項名 管理策名 項目 TITLE NAME"),
        English(CatalogField.SummaryEn, "内容 説明 要約 概要 本文 SUMMARY DESCRIPTION"),
        English(CatalogField.RequirementEn, "要求事項 要求項目 管理策 基準 REQUIREMENT CONTROL"),
        English(CatalogField.PartsEn, "細目 小項目 内訳 PARTS ITEMS"),
        English(CatalogField.DisclosureItemsEn, "開示項目 開示事項 DISCLOSUREITEMS"),
        English(CatalogField.GroupTitleEn, "章名 章題 章 大項目 大項目名 CHAPTERTITLE CHAPTER"),
        English(CatalogField.GroupTitleEn2, "節名 節題 節 中項目 中項目名 SECTIONTITLE SECTION"),
        English(CatalogField.GroupTitleEn3, "項名 項題 項 SUBSECTIONTITLE SUBSECTION"),
        English(CatalogField.GroupTitleEn4, "目名 目 PARAGRAPHTITLE PARAGRAPH"),
        Exact(CatalogField.Number, "項番 項番号 項目番号 番号 管理番号 管理策番号 要求事項番号 要求事項NO 条項番号 条番号 条項 項目NO NUMBER CONTROLID CONTROLNUMBER CONTROLNO REQUIREMENTID REQUIREMENTNUMBER REQUIREMENTNO CLAUSE"),
        Exact(CatalogField.Serial, "NO. NO # ID 通番 連番"),
        Exact(CatalogField.Code, "識別符号 符号 コード CODE"),
        Exact(CatalogField.Group, "章 章番号 大項目 大分類 CHAPTER CHAPTERNUMBER GROUP"),
        Exact(CatalogField.GroupTitle, "章名 章題 章の名前 大項目名 CHAPTERTITLE CHAPTERNAME GROUPTITLE"),
        Exact(CatalogField.Group2, "節 節番号 中項目 中分類 SECTION SECTIONNUMBER"),
        Exact(CatalogField.GroupTitle2, "節名 節題 節の名前 中項目名 SECTIONTITLE SECTIONNAME"),
        Exact(CatalogField.Group3, "項 款 小分類 SUBSECTION SUBSECTIONNUMBER"),
        Exact(CatalogField.GroupTitle3, "項名 項題 款名 SUBSECTIONTITLE SUBSECTIONNAME"),
        Exact(CatalogField.Group4, "目 PARAGRAPH"),
        Exact(CatalogField.GroupTitle4, "目名 PARAGRAPHTITLE"),
        Exact(CatalogField.Title, "題名 タイトル 項目名 件名 名称 見出し 要求事項名 管理策名 項目 TITLE NAME"),
        Exact(CatalogField.Class, "区分 分類 レベル 要求区分 要求レベル 必須・推奨 必須/推奨 最低限・推奨 推奨/最低限 ガイドライン分類 CLASS LEVEL STRENGTH GUIDELINECLASS"),
        Exact(CatalogField.Themes, "テーマ キーワード 主題 タグ THEME THEMES KEYWORD KEYWORDS TAGS"),
        Exact(CatalogField.Parts, "細目 小項目 内訳 PARTS ITEMS"),
        Exact(CatalogField.DisclosureItems, "開示項目 開示事項 DISCLOSUREITEMS DISCLOSUREITEM"),
        Exact(CatalogField.Links, "関連 関連項目 関連基準 対応する基準 参照 LINKS RELATED REFERENCES"),
        Exact(CatalogField.Summary, "内容 説明 要約 概要 本文 要求内容 SUMMARY DESCRIPTION TEXT"),
        (CatalogField.Requirement, "要求事項 要求項目 =管理策 =基準 =評価項目 =確認項目 =REQUIREMENT =REQUIREMENTS REQUIREMENTTEXT =CONTROL"));

    /// <summary>The header of a table that holds a catalog; null when it holds none.</summary>
    /// <param name="said">What a person said of columns: by folded header, or <c>#P</c> for a column without one; a null value leaves the column out.</param>
    public static HeaderRow<CatalogField>? Find(Table table, IReadOnlyDictionary<string, CatalogField?> said) =>
        new HeaderFinder<CatalogField>(folded => Match(folded, said)).Find(table, row =>
            (row.Has(CatalogField.Number) || row.Has(CatalogField.Serial) || row.Has(CatalogField.Code))
            && (row.Has(CatalogField.Title) || row.Has(CatalogField.Requirement) || row.Has(CatalogField.Summary) || row.Has(CatalogField.TitleEn)
                || row.Has(CatalogField.RequirementEn))) is { } header ? Settled(WithBare(header, said)) : null;

    private static HeaderMatch<CatalogField>? Match(string folded, IReadOnlyDictionary<string, CatalogField?> said) =>
        !said.TryGetValue(folded, out var field) ? words.Match(folded) : field is { } known ? new(known, MatchStrength.Said) : null;

    /// <summary>Columns without a header, named by their letters.</summary>
    private static HeaderRow<CatalogField> WithBare(HeaderRow<CatalogField> header, IReadOnlyDictionary<string, CatalogField?> said)
    {
        var columns = header.Columns.ToDictionary();
        foreach (var (key, field) in said)
            if (key.StartsWith('#') && field is { } known && CellName.TryRead(key[1..] + "1", out _, out var column) && !columns.ContainsKey(column) && !columns.ContainsValue(known)) columns[column] = known;
        return header with { Columns = columns };
    }

    /// <summary>True for a header like No.: beside real numbers it only counts the rows, and is not worth a question.</summary>
    public static bool IsRunningNumber(string header) => words.Match(PrintedWords.Fold(header)) is { Field: CatalogField.Serial };

    public static CatalogField Of(CatalogField first, int level) => (CatalogField)((int)first + (level * 3));

    /// <summary>Decides what a word means beside the others: a running number counts only where nothing else numbers, 小項目 below 中項目 is a group.</summary>
    private static HeaderRow<CatalogField> Settled(HeaderRow<CatalogField> header)
    {
        var columns = header.Columns.ToDictionary();
        var stands = header.Has(CatalogField.Number) ? CatalogField.Number : header.Has(CatalogField.Serial) ? CatalogField.Serial : CatalogField.Code;
        if (header.Has(CatalogField.Serial) && stands is CatalogField.Number) columns.Remove(header.Column(CatalogField.Serial));
        else if (stands is not CatalogField.Number) columns[header.Column(stands)] = CatalogField.Number;
        var parts = header.Column(CatalogField.Parts);
        if (parts > 0 && PrintedWords.Fold(header.Headers[parts]) == "小項目" && header.Headers.Values.Any(h => PrintedWords.Fold(h) is "大項目" or "中項目") && !header.Has(CatalogField.Group3))
            columns[parts] = CatalogField.Group3;
        return header with { Columns = columns };
    }

    private static (CatalogField, string) Exact(CatalogField field, string names) =>
        (field, string.Join(' ', names.Split(' ').SelectMany(n => new[] { n, n + "(日)", n + "(和)", n + "(日本語)", n + "(JA)" }).Select(n => "=" + n)));

    private static (CatalogField, string) English(CatalogField field, string names) =>
        (field, string.Join(' ', names.Split(' ').SelectMany(n => new[] { n + "(英)", n + "(英語)", n + "(英訳)", n + "(EN)", n + "(ENGLISH)", n + "英語", n + "EN", n + "_EN", "英語" + n, "ENGLISH" + n }).Select(n => "=" + n)));
}
