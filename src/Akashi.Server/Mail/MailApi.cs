using Akashi.Server.Identity;
using Akashi.Server.Kernel;

namespace Akashi.Server.Mail;

/// <summary>How mail stands, over REST.</summary>
internal static class MailApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var mail = api.MapGroup("mail").WithTags("Mail");
        mail.MapGet("", async (HttpContext http, MailReading reading, CancellationToken ct) => TypedResults.Ok(await reading.ReadAsync(http.Actor(), ct)))
            .Produces<MailStatus>().Reads("mail.list", "The mail server, and the newest mails with their state; never what stands in them");
        mail.MapPost("{id:guid}/retry", async Task<IResult> (Guid id, HttpContext http, MailReading reading, CancellationToken ct) =>
            await reading.RetryAsync(new(id), http.Actor(), ct) is { } no ? ActRoutes.Problem(no) : TypedResults.NoContent()).Produces(204).Describe(MailReading.Retry);
    }
}
