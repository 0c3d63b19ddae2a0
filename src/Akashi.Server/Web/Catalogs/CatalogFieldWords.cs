using Akashi.Server.Catalogs.Tables;
using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Catalogs;

/// <summary>What a column of a catalog table may hold, as a reader chooses it.</summary>
internal static class CatalogFieldWords
{
    /// <summary>Every field but the running number, which says nothing.</summary>
    public static IEnumerable<CatalogField> Offered => Enum.GetValues<CatalogField>().Where(f => f is not CatalogField.Serial);

    public static Text Of(CatalogField field) => field switch
    {
        CatalogField.Number => new("項番", "Number"),
        CatalogField.Serial => new("通番", "Running number"),
        CatalogField.Code => new("識別符号", "Code"),
        CatalogField.Group => new("章", "Chapter"),
        CatalogField.GroupTitle => new("章名", "Chapter title"),
        CatalogField.GroupTitleEn => new("章名（英）", "Chapter title (en)"),
        CatalogField.Group2 => new("節", "Section"),
        CatalogField.GroupTitle2 => new("節名", "Section title"),
        CatalogField.GroupTitleEn2 => new("節名（英）", "Section title (en)"),
        CatalogField.Group3 => new("項", "Subsection"),
        CatalogField.GroupTitle3 => new("項名", "Subsection title"),
        CatalogField.GroupTitleEn3 => new("項名（英）", "Subsection title (en)"),
        CatalogField.Group4 => new("目", "Paragraph"),
        CatalogField.GroupTitle4 => new("目名", "Paragraph title"),
        CatalogField.GroupTitleEn4 => new("目名（英）", "Paragraph title (en)"),
        CatalogField.Title => new("題名", "Title"),
        CatalogField.TitleEn => new("題名（英）", "Title (en)"),
        CatalogField.Requirement => new("要求事項（題名と内容）", "Requirement (title and text)"),
        CatalogField.RequirementEn => new("要求事項（英）", "Requirement (en)"),
        CatalogField.Summary => new("内容", "Summary"),
        CatalogField.SummaryEn => new("内容（英）", "Summary (en)"),
        CatalogField.Class => new("区分", "Class"),
        CatalogField.Themes => new("テーマ", "Themes"),
        CatalogField.Parts => new("細目", "Parts"),
        CatalogField.PartsEn => new("細目（英）", "Parts (en)"),
        CatalogField.DisclosureItems => new("開示項目", "Disclosure items"),
        CatalogField.DisclosureItemsEn => new("開示項目（英）", "Disclosure items (en)"),
        _ => new("関連", "Links"),
    };
}
