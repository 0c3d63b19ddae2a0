using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace Akashi.Server.Registers.AccessReviews;

/// <summary>Access reviews over REST.</summary>
internal static class ReviewsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var reviews = api.MapGroup("reviews").WithTags("Access reviews");
        reviews.MapGet("", async (HttpContext http, ReviewsReading reading, CancellationToken ct) =>
            TypedResults.Ok((await reading.ListAsync(http.Actor(), ct)).Select(ReviewView.Of)))
            .Produces<IEnumerable<ReviewView>>().Reads("reviews.list", "Access reviews with their progress, open ones first");
        reviews.MapGet("{id:guid}", async Task<IResult> (Guid id, HttpContext http, ReviewsReading reading, CancellationToken ct) =>
            await reading.FindAsync(new(id), http.Actor(), ct) is { } found
                ? TypedResults.Ok(new ReviewWithLines(ReviewView.Of(found.State), [.. found.Lines.Select(l => ReviewLineView.Of(l.Line, l.EndedAt))]))
                : ActRoutes.Problem(Refusal.NotFound))
            .Produces<ReviewWithLines>().Reads("reviews.read", "One access review with every line, those that wait for the caller first");
        reviews.MapPost("", async Task<IResult> (NewReview body, HttpContext http, Reviews room, CancellationToken ct) =>
        {
            var outcome = await room.OpenAsync(body, http.Actor(), ct);
            if (outcome.Refusal is { } no) return ActRoutes.Problem(no);
            http.Response.Headers.ETag = ActRoutes.Tag(outcome.Value!.Version);
            return TypedResults.Created($"{http.Request.Path}/{outcome.Value.Key}", ReviewView.Of(outcome.Value));
        }).Produces<ReviewView>(201).Describe(Reviews.Open);
        reviews.MapPost("{id:guid}/close", async (Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, Reviews room, CancellationToken ct) =>
            ActRoutes.Answer(http, await room.CloseAsync(new(id), ActRoutes.Seen(ifMatch), http.Actor(), ct), ReviewView.Of)).Produces<ReviewView>().Describe(Reviews.Close).ProducesProblem(412);
        reviews.MapPost("lines/{id:guid}/decide", async (Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, ReviewDecisionBody body, HttpContext http, Reviews room, CancellationToken ct) =>
            ActRoutes.Answer(http, await room.DecideAsync(new(id), ActRoutes.Seen(ifMatch), body, http.Actor(), ct), l => ReviewLineView.Of(l, null))).Produces<ReviewLineView>().Describe(Reviews.Decide).ProducesProblem(412);
        reviews.MapPost("lines/{id:guid}/hand-over", async (Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, ReviewHandOver body, HttpContext http, Reviews room, CancellationToken ct) =>
            ActRoutes.Answer(http, await room.HandOverAsync(new(id), ActRoutes.Seen(ifMatch), body, http.Actor(), ct), l => ReviewLineView.Of(l, null))).Produces<ReviewLineView>().Describe(Reviews.HandOver).ProducesProblem(412);
        reviews.MapGet("{id:guid}/result/{format}", async Task<IResult> (Guid id, string format, HttpContext http, ReviewsReading reading, EvidenceStore store, CancellationToken ct) =>
        {
            var found = await reading.FindAsync(new(id), http.Actor(), ct);
            var hash = format switch { "csv" => found?.State.Campaign.TableHash, "json" => found?.State.Campaign.RecordHash, _ => null };
            if (hash is null || store.Open(hash) is not { } content) return ActRoutes.Problem(Refusal.NotFound);
            return TypedResults.File(content, format == "csv" ? "text/csv; charset=utf-8" : "application/json", $"access-review-{found!.Value.State.Campaign.Due:yyyy-MM-dd}-{hash[..8]}.{format}");
        }).Reads("reviews.download", "The frozen result of a closed access review, as JSON or CSV");
    }
}

/// <param name="Stage">By the calendar of this moment.</param>
/// <param name="Mine">Lines that wait for the caller.</param>
/// <param name="RecordHash">SHA-256 of the frozen JSON; null while open.</param>
public sealed record ReviewView(
    ReviewCampaignId Id, int Version, string Name, DateOnly Due, int GraceDays, bool Lapses, int Lines, ReviewStage Stage, ReviewCounts? Counts, int Mine,
    PersonId OpenedBy, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, string? RecordHash, string? TableHash)
{
    public static ReviewView Of(ReviewState s) => Of(s.Campaign) with { Stage = s.Stage, Counts = s.Counts, Mine = s.Mine };

    public static ReviewView Of(ReviewCampaign c) => new(c.Id, c.Version, c.Name, c.Due, c.GraceDays, c.Lapses, c.Lines, c.StageAt(Clock.DayOf(c.ChangedAt)), null, 0, c.OpenedBy, c.OpenedAt, c.ClosedAt, c.RecordHash, c.TableHash);
}

/// <param name="EndedAt">When the assignment was ended, by whatever; null while it stands.</param>
public sealed record ReviewLineView(
    ReviewLineId Id, int Version, AssignmentId Assignment, PersonId Person, string Role, Guid? Service, Guid? Catalog, DateTimeOffset? Until, PersonId Responsible,
    ReviewDecision Decision, string Reason, DateTimeOffset? DecidedAt, PersonId? DecidedBy, DateTimeOffset? EndedAt)
{
    public static ReviewLineView Of(ReviewLine l, DateTimeOffset? ended) => new(
        l.Id, l.Version, l.Assignment, l.Person, l.Role, l.Service?.Value, l.Catalog?.Value, l.Until, l.Responsible, l.Decision, l.Reason, l.DecidedAt, l.DecidedBy,
        ended ?? (l.Decision is ReviewDecision.Remove or ReviewDecision.Lapsed ? l.DecidedAt : null));
}

public sealed record ReviewWithLines(ReviewView Review, IReadOnlyList<ReviewLineView> Lines);
