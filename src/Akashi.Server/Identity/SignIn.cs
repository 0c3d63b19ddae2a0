using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Akashi.Server.Identity;

/// <summary>The door for browsers: the one-time link that the start prints, and signing out.</summary>
internal static class SignIn
{
    public static readonly Act IssueLink = new("identity.issue-link", new("サインイン用リンクの発行", "Issue sign-in link"));

    public static void Map(WebApplication app)
    {
        app.MapGet("/sign-in/{secret}", async (string secret, HttpContext http, SignInLinks links, LocalOperator local) =>
        {
            if (!links.Redeem(secret)) return Results.Redirect("/sign-in?used=1");
            await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, local.Principal(CookieAuthenticationDefaults.AuthenticationScheme));
            return Results.Redirect("/");
        }).AllowAnonymous().ExcludeFromDescription();

        app.MapPost("/api/sign-in-links", (HttpContext http, SignInLinks links) =>
            TypedResults.Ok(new SignInLink($"{http.Request.Scheme}://{http.Request.Host}/sign-in/{links.Issue()}"))).WithTags("Identity").Describe(IssueLink)
            .AddEndpointFilter(async (context, next) => context.HttpContext.Actor().May(IssueLink.Id) ? await next(context) : ActRoutes.Problem(Refusal.NotPermitted));

        app.MapPost("/sign-out", async (HttpContext http) =>
        {
            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return Results.Redirect("/sign-in");
        }).DisableAntiforgery().ExcludeFromDescription();
    }
}

public sealed record SignInLink(string Address);
