using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Publishing;

/// <summary>The layout of a catalog that brings none of its own, and the columns that are appended only where there is something to say.</summary>
internal static class CommonLayout
{
    public static SheetLayout Of(CatalogFile catalog) => catalog.Layout ?? new(
        catalog.Recognise is [var name, ..] ? name : catalog.Key, catalog.Title, "公開文書",
        [
            new(catalog.Controls.Any(c => c.Class is not ControlClass.None) ? 5 : 4, new("評価項目", "Requirement")),
            new(8, new("クラウドサービスにおける対応", "Response of the cloud service")),
            new(1, default),
        ],
        [.. Columns(catalog.Controls.Any(c => c.Class is not ControlClass.None))]);

    public static readonly LayoutColumn Emergency = new(BookField.EmergencyDuty, new("非常時に必要な対応", "Action needed in an emergency"), 34);
    public static readonly LayoutColumn Role = new(BookField.ResponsibleRole, new("責任者の役割", "Responsible role"), 16);
    public static readonly LayoutColumn Review = new(BookField.ReviewDue, new("見直し期日", "Review due"), 14);

    /// <summary>Width of a column of notes, in characters.</summary>
    public const double NoteWidth = 24;

    private static IEnumerable<LayoutColumn> Columns(bool classes)
    {
        yield return new(BookField.Number, new("項番", "No."), 10);
        yield return new(BookField.Chapter, new("章", "Chapter"), 8);
        yield return new(BookField.Section, new("節", "Section"), 8);
        yield return new(BookField.Requirement, new("要求事項", "Requirement"), 46);
        if (classes) yield return new(BookField.Class, new("分類", "Class"), 9);
        yield return new(BookField.View, new("提供事業者の見解", "Provider's view"), 46);
        yield return new(BookField.Conformity, new("適合性", "Conformity"), 10);
        yield return new(BookField.Finding, new("確認内容", "Finding"), 46);
        yield return new(BookField.Disclosure, new("開示レベル", "Disclosure level"), 10);
        yield return new(BookField.PublicDocuments, new("確認した\n公開文書", "Public documents\nconsulted"), 12);
        yield return new(BookField.Certificates, new("第三者認証等から\n類推した内容", "Inferred from\nthird-party certificates"), 16);
        yield return new(BookField.Interview, new("インタビューで\n確認した内容", "Confirmed\nby interview"), 14);
        yield return new(BookField.NdaDocuments, new("NDAに基づき\n確認した資料", "Documents seen\nunder NDA"), 14);
        yield return new(BookField.Duty, new("SI事業者・利用者で\n必要な対応", "Action needed by\nintegrator and user"), 34);
    }
}
