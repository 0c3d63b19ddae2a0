using System.Net;
using Akashi.Server.Kernel;
using Akashi.Server.Web;

namespace Akashi.Server.Hosting;

/// <summary>
/// What people and programs see while the database is away or a disk is full: a page of its own that tries again by itself, or a problem document with a stable
/// code. It rests on nothing but files of the program.
/// </summary>
internal static partial class Outages
{
    public static void UseOutages(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next();
        }
        catch (Exception failure) when (!context.Response.HasStarted && Outage.Explain(failure) is { } outage)
        {
            Away(app.Logger, outage.Code, failure.GetBaseException().Message);
            context.Response.Clear();
            context.Response.Headers.RetryAfter = "15";
            await (IsPage(context) ? PageAsync(context, outage) : ActRoutes.Problem(outage).ExecuteAsync(context));
        }
    });

    private static bool IsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/scim") && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static Task PageAsync(HttpContext context, Refusal outage)
    {
        // What was sent by a form is not sent again by itself.
        var address = WebUtility.HtmlEncode(HttpMethods.IsGet(context.Request.Method) ? context.Request.PathBase + context.Request.Path + context.Request.QueryString : "/");
        (context.Response.StatusCode, context.Response.ContentType) = (outage.Status, "text/html; charset=utf-8");
        return context.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="{(Text.English ? "en" : "ja")}">
            <head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><meta http-equiv="refresh" content="15; url={address}" /><title>{Words.NotAvailable} - Akashi</title>
            <link rel="stylesheet" href="/fonts/noto-sans-jp.css" /><link rel="stylesheet" href="/css/tokens.css" /><link rel="stylesheet" href="/css/shell.css" /><link rel="stylesheet" href="/css/parts.css" /></head>
            <body><main class="alone"><h1>{Words.NotAvailable}</h1><p>{(outage.Status == 507 ? Words.DiskFull : Words.DatabaseAway)}</p><p>{Words.TriesAgain}</p><p><a class="button primary" href="{address}">{Words.Reload}</a></p><p class="quiet"><code>{outage.Code}</code></p></main></body>
            </html>
            """);
    }

    [LoggerMessage(7701, LogLevel.Error, "Not available ({Code}): {Reason}")]
    private static partial void Away(ILogger logger, string code, string reason);
}
