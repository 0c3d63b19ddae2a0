using System.Globalization;

namespace Akashi.Server.Web.Layout;

/// <summary>How the reader wants pages: language and light or dark. Kept in cookies, so that the first paint is right.</summary>
public sealed record Look(string Language, bool Dark)
{
    public const string ThemeCookie = "akashi-theme";

    public string Theme => Dark ? "dark" : "light";

    public static Look Of(HttpContext http) =>
        new(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "ja", http.Request.Cookies[ThemeCookie] == "dark");
}
