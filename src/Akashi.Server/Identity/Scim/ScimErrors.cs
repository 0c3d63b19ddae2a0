using System.Globalization;
using System.Text.Json.Nodes;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Akashi.Server.Identity.Scim;

/// <summary>Whatever goes wrong under <c>/scim</c> is told as a SCIM error document (RFC 7644, 3.12), also what never reached an endpoint.</summary>
internal static class ScimErrors
{
    public const string ContentType = "application/scim+json";

    public static void UseScimErrors(this WebApplication app) => app.UseWhen(context => context.Request.Path.StartsWithSegments("/scim"), scim => scim.Use(async (context, next) =>
    {
        // Nobody looks at a page here.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        await next();
        var response = context.Response;
        if (response.StatusCode < 400 || response.HasStarted || response.ContentLength is not null || response.ContentType is not null) return;
        if (response.StatusCode == 401 && response.Headers.WWWAuthenticate.Count == 0) response.Headers.WWWAuthenticate = "Bearer";
        await Of(response.StatusCode, null, ReasonPhrases.GetReasonPhrase(response.StatusCode)).ExecuteAsync(context);
    }));

    public static IResult Of(Refusal refusal) => Of(refusal.Status, ScimRefusals.TypeOf(refusal), $"{refusal.Message} ({refusal.Code})");

    private static IResult Of(int status, string? type, string detail)
    {
        var document = new JsonObject { ["schemas"] = new JsonArray(ScimForms.Messages + "Error"), ["status"] = status.ToString(CultureInfo.InvariantCulture) };
        if (type is not null) document["scimType"] = type;
        document["detail"] = detail;
        return Results.Text(document.ToJsonString(), ContentType, statusCode: status);
    }
}
