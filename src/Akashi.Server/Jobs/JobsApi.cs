using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Services;

namespace Akashi.Server.Jobs;

internal static class JobsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("jobs").WithTags("Jobs");
        jobs.MapGet("", async (HttpContext http, JobsReading reading, CancellationToken ct) =>
            TypedResults.Ok((await reading.LatestAsync(http.Actor(), ct)).Select(JobView.Of)))
            .Produces<IEnumerable<JobView>>().Reads("jobs.list", "The latest jobs, newest first");

        jobs.MapGet("{id:guid}", async Task<IResult> (Guid id, HttpContext http, JobsReading reading, CancellationToken ct) =>
            await reading.FindAsync(http.Actor(), new(id), ct) is { } job ? TypedResults.Ok(JobView.Of(job)) : ActRoutes.Problem(Refusal.NotFound))
            .Produces<JobView>().Reads("jobs.read", "One job: whether it runs, and how it ended");
    }
}

public sealed record JobView(JobId Id, JobKind Kind, ServiceId Service, string Subject, JobState State, PersonId By, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, Text Result)
{
    public static JobView Of(Job j) => new(j.Id, j.Kind, j.Service, j.Subject, j.State, j.By, j.StartedAt, j.EndedAt, j.Result);
}
