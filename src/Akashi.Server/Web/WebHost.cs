using Akashi.Server.Web.Layout;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor;
using MudBlazor.Services;

namespace Akashi.Server.Web;

/// <summary>Joins the pages to the host.</summary>
internal static class WebHost
{
    public static void AddAkashiPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        services.AddTransient<MudLocalizer, MudWords>();
        services.AddSingleton<Coverage.CoverageLines>();
        services.AddSingleton<Reference.ReferenceFacets>();
        services.AddSingleton<Statements.StatementWork>();
        services.AddSingleton<Statements.CitableStatements>();
        services.AddSingleton<Documents.DocumentsReading>();
        services.AddSingleton<Editions.EditionsReading>();
        services.AddSingleton<PeopleNames>();
        services.AddSingleton<Privileges.PrivilegePeople>();
        services.AddSingleton<Lists.ReferenceList>();
        services.AddSingleton<Lists.WorkLists>();
        services.AddSingleton<Lists.Lists>();
        services.AddScoped<Statements.Drafts>();
        services.AddScoped<ActorOfCircuit>();
        services.AddScoped<ServiceDirectory>();
        services.AddScoped<LanguageOfCircuit>();
        services.AddScoped<CircuitHandler>(s => s.GetRequiredService<LanguageOfCircuit>());
        services.AddScoped<CircuitHandler, ActivityOfCircuit>();
        services.AddScoped<Reauthentication>();
    }

    /// <summary>People get a page when something fails; programs get the problem details of the API.</summary>
    public static void UseAkashiErrorPages(this WebApplication app)
    {
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages =>
        {
            pages.UseExceptionHandler("/error", createScopeForErrors: true);
            pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
        // After the branch, so that the address of an error page is routed anew.
        app.UseRouting();
    }

    public static void MapAkashiPages(this WebApplication app)
    {
        app.UseAntiforgery();
        // A form that lay open too long, or whose token is not ours: the door says so instead of an error.
        app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/sign-in") || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next();
            context.Response.Redirect("/sign-in?no=sign-in.expired");
            return Task.CompletedTask;
        });
        app.MapStaticAssets().AllowAnonymous();
        Preferences.Map(app);
        Lists.ListsApi.Map(app.MapGroup("api"));
        Lists.RegisterListsApi.Map(app.MapGroup("api"));
        // Its policy is part of ours (SecurityHeaders).
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
    }
}
