using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Akashi.Server.Identity;

/// <summary>The door for browsers: the one-time link that the start prints, and signing out.</summary>
internal static class SignIn
{
    public static readonly Act IssueLink = new("identity.issue-link", new("サインイン用リンクの発行", "Issue sign-in link"));
    public static readonly Act Enter = new("identity.sign-in", new("サインイン", "Sign in"));
    public static readonly Act Leave = new("identity.sign-out", new("サインアウト", "Sign out"));

    public static void Map(WebApplication app)
    {
        app.MapGet("/sign-in/{secret}", async (string secret, HttpContext http, SignInLinks links, LocalOperator local, Sequencer log) =>
        {
            var user = local.InBrowser(CookieAuthenticationDefaults.AuthenticationScheme);
            var comer = local.ActorOf(AccessClaims.From(user, http.Connection.RemoteIpAddress))!;
            if (!links.Redeem(secret))
            {
                await log.NoteAsync(new LeafFacts(Enter.Id, LeafOutcome.Refused) { Code = "link-used" }, Actor.Machine(comer.Organisation) with { Access = comer.Access with { Role = "nobody", Session = null } });
                return Results.Redirect("/sign-in?used=1");
            }
            await log.NoteAsync(new LeafFacts(Enter.Id, LeafOutcome.Done), comer);
            await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, user);
            return Results.Redirect("/");
        }).AllowAnonymous().ExcludeFromDescription();

        app.MapPost("/api/sign-in-links", async (HttpContext http, SignInLinks links, Sequencer log) =>
        {
            await log.NoteAsync(new LeafFacts(IssueLink.Id, LeafOutcome.Done), http.Actor());
            return TypedResults.Ok(new SignInLink($"{http.Request.Scheme}://{http.Request.Host}/sign-in/{links.Issue()}"));
        }).WithTags("Identity").Describe(IssueLink)
            .AddEndpointFilter((context, next) => ActRoutes.PermitAsync(IssueLink.Id, context, next));

        app.MapPost("/sign-out", async (HttpContext http, Sequencer log) =>
        {
            await log.NoteAsync(new LeafFacts(Leave.Id, LeafOutcome.Done), http.Actor());
            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return Results.Redirect("/sign-in");
        }).DisableAntiforgery().ExcludeFromDescription();
    }
}

public sealed record SignInLink(string Address);
