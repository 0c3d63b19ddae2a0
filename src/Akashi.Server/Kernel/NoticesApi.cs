using Akashi.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Kernel;

/// <summary>The notices for whoever asks: not more than the newest 200 that are meant for them.</summary>
public sealed class NoticesReading(DbFactory databases)
{
    public const int Most = 200;

    /// <summary>Newest first.</summary>
    /// <param name="unseen">Only those that the person has not confirmed.</param>
    public async Task<IReadOnlyList<Notice>> OfAsync(Actor by, bool unseen, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var newest = await db.Notices.OrderByDescending(n => n.Id).Take(5 * Most).ToListAsync(ct);
        return [.. newest.Where(n => n.IsFor(by) && (!unseen || !n.SeenBy(by.Person))).Take(Most)];
    }

    /// <summary>How many of the newest <see cref="Most"/> the person has not confirmed.</summary>
    public async Task<int> UnseenAsync(Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var me = by.Person;
        var newest = await db.Notices.Where(n => n.Person == null || n.Person == me).OrderByDescending(n => n.Id).Take(Most).Select(n => new { n.Person, n.Audience, n.Seen }).ToListAsync(ct);
        return newest.Count(n => (n.Person is not null || by.May(n.Audience)) && n.Seen.All(s => s.By != me));
    }
}

internal static class NoticesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var notices = api.MapGroup("notices").WithTags("Notices");
        notices.MapGet("", async (bool? unseen, HttpContext http, NoticesReading reading, CancellationToken ct) =>
            TypedResults.Ok((await reading.OfAsync(http.Actor(), unseen ?? false, ct)).Select(n => NoticeView.Of(n, http.Actor().Person))))
            .Produces<IEnumerable<NoticeView>>().Reads("notices.list", "Messages for the caller, newest first; unseen=true leaves out the confirmed ones");
        notices.MapPost("{id:guid}/see", async (Guid id, HttpContext http, Desk desk, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            var version = (await db.FindEntryAsync<Notice>(id, ct))?.Version ?? 0;
            return ActRoutes.Answer(http, await desk.ActAsync(Notice.See, id, version, new NoBody(), http.Actor(), ct), n => NoticeView.Of(n, http.Actor().Person));
        }).Produces<NoticeView>().Describe(Notice.See);
    }
}

/// <param name="About">Key of the entry in <paramref name="Register"/>.</param>
/// <param name="Seen">By the one who asks.</param>
public sealed record NoticeView(NoticeId Id, int Version, string Kind, bool Urgent, Text Title, string Register, Guid About, DateTimeOffset OwedAt, bool Seen)
{
    public static NoticeView Of(Notice n, PersonId person) => new(n.Id, n.Version, n.Kind, n.Urgent, n.Title, n.Register, n.About, n.OwedAt, n.SeenBy(person));
}
