using Akashi.Server.Identity;

namespace Akashi.Server.Kernel;

/// <summary>Something that somebody is to do by a time.</summary>
/// <param name="Register">Type of the entry that it is about, as in events.</param>
/// <param name="About">Key of that entry.</param>
/// <param name="What">What is to be done.</param>
/// <param name="At">UTC; until when.</param>
public sealed record Due(string Register, Guid About, Text What, DateTimeOffset At);

/// <summary>A register that knows of things with a time. It names what waits for one person, and nothing that this person may not do.</summary>
public interface IDues
{
    Task<IEnumerable<Due>> OfAsync(Actor by, DateTimeOffset now, CancellationToken ct);
}

/// <summary>期限のあること. What waits for a person in the registers that know times, the longest overdue first.</summary>
public sealed class DuesReading(IEnumerable<IDues> registers, TimeProvider time)
{
    public DateTimeOffset Now => Clock.Truncate(time.GetUtcNow());

    public async Task<IReadOnlyList<Due>> OfAsync(Actor by, CancellationToken ct)
    {
        var all = new List<Due>();
        foreach (var register in registers) all.AddRange(await register.OfAsync(by, Now, ct));
        return [.. all.OrderBy(d => d.At).ThenBy(d => d.About)];
    }
}

internal static class DuesApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("dues", async (HttpContext http, DuesReading reading, CancellationToken ct) =>
            {
                var now = reading.Now;
                return TypedResults.Ok((await reading.OfAsync(http.Actor(), ct)).Select(d => new DueView(d.Register, d.About, d.What, d.At, d.At < now)));
            })
            .WithTags("Notices").Produces<IEnumerable<DueView>>().Reads("notices.dues", "What waits for the caller with a time, the longest overdue first");
}

public sealed record DueView(string Register, Guid About, Text What, DateTimeOffset At, bool Overdue);
