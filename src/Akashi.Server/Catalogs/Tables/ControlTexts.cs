using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>Finds a control's title and summary in both languages, however a person has spread them over columns.</summary>
internal static class ControlTexts
{
    /// <summary>Characters of a title made from a text that has none.</summary>
    public const int TitleLength = 60;

    /// <summary>Null when the row says nothing that could be a title.</summary>
    public static (Text Title, Text Summary)? Of(CatalogRow row, string number, Remarks remarks)
    {
        var (title, titleEn) = (row.Typed(CatalogField.Title), row.Typed(CatalogField.TitleEn));
        var untitled = title is null && titleEn is null;
        var ja = Read(title, row.Typed(CatalogField.Requirement), row.Typed(CatalogField.Summary), untitled);
        var en = Read(titleEn, row.Typed(CatalogField.RequirementEn), row.Typed(CatalogField.SummaryEn), untitled);
        if (Both(ja.Title, en.Title, new("題名", "title"), row.RowPlace, number, remarks) is not { } titles) return null;
        return (titles, Both(ja.Summary, en.Summary, new("内容", "summary"), row.RowPlace, number, remarks) ?? new("", ""));
    }

    /// <summary>Both languages, the one that is there standing in for the other; null when there is none.</summary>
    public static Text? Both(string? ja, string? en, Text what, CellPlace place, string number, Remarks remarks)
    {
        if (ja is null && en is null) return null;
        if (en is null)
            remarks.Count("english.missing", new(
                $"英語の{what.Ja}がないところが{{0:N0}}件あります（{{1}}）。入力されている文をそのまま使いました。",
                $"{{0:N0}} times there is no English {what.En} ({{1}}). The text that is there was used for both languages."), place, number);
        else if (ja is null)
            remarks.Count("japanese.missing", new(
                $"日本語の{what.Ja}がないところが{{0:N0}}件あります（{{1}}）。英語をそのまま使いました。",
                $"{{0:N0}} times there is no Japanese {what.En} ({{1}}). The English was used for both languages."), place, number);
        return new(ja ?? en!, en ?? ja!);
    }

    private static (string? Title, string? Summary) Read(string? title, string? requirement, string? summary, bool untitled)
    {
        if (!untitled || (requirement ?? summary) is not { } text) return (title, Joined(requirement, summary));
        var more = requirement is null ? null : summary;
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end > 0) return (text[..end].Trim(), Joined(text[(end + 1)..].Trim(), more));
        title = Clamp(text);
        // A short requirement beside a description is its title; alone it is both.
        return (title, more is not null && title == text ? more : Joined(text, more));
    }

    private static string? Joined(string? first, string? second) =>
        string.IsNullOrEmpty(first) ? second : string.IsNullOrEmpty(second) ? first : first + "\n" + second;

    /// <summary>The first sentence without its full stop, or as much of it as fits.</summary>
    internal static string Clamp(string text)
    {
        var end = text.IndexOf('。', StringComparison.Ordinal);
        if (end < 0) end = text.IndexOf(". ", StringComparison.Ordinal);
        if (end < 0) end = text.EndsWith('.') ? text.Length - 1 : text.Length;
        if (end is > 0 and <= TitleLength) return text[..end].Trim();
        var cut = text.AsSpan(0, TitleLength - 1).LastIndexOfAny('、', ',', ' ') is > TitleLength / 2 and var comma ? comma : TitleLength - 1;
        if (char.IsHighSurrogate(text[cut - 1])) cut--;
        return text[..cut].TrimEnd() + "…";
    }
}
