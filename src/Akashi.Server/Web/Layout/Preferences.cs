using Microsoft.AspNetCore.Localization;

namespace Akashi.Server.Web.Layout;

/// <summary>Switches of language and of light and dark: a link that sets a cookie and comes back to the same place.</summary>
internal static class Preferences
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/language/{language:regex(^(ja|en)$)}", (string language, string? back, HttpContext http) =>
        {
            Keep(http, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)));
            return Results.LocalRedirect(Local(back));
        }).AllowAnonymous().ExcludeFromDescription();

        app.MapGet("/theme/{theme:regex(^(light|dark)$)}", (string theme, string? back, HttpContext http) =>
        {
            Keep(http, Look.ThemeCookie, theme);
            return Results.LocalRedirect(Local(back));
        }).AllowAnonymous().ExcludeFromDescription();
    }

    private static void Keep(HttpContext http, string name, string value) =>
        http.Response.Cookies.Append(name, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, Secure = http.Request.IsHttps });

    /// <summary>Only a path of this site; anything else leads to the front page.</summary>
    internal static string Local(string? back) =>
        back is ['/', ..] && back is not ['/', '/' or '\\', ..] && !back.Any(char.IsControl) && Uri.IsWellFormedUriString(back, UriKind.Relative) ? back : "/";
}
