using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.AccessReviews;

/// <summary>A campaign as it stands at this moment, whether or not the server has told anybody.</summary>
/// <param name="Mine">Lines that wait for whoever asks.</param>
public sealed record ReviewState(ReviewCampaign Campaign, ReviewStage Stage, ReviewCounts Counts, int Mine);

/// <summary>A line with whether it still waits: pending, and its assignment stands.</summary>
public sealed record ReviewLineState(ReviewLine Line, DateTimeOffset? EndedAt)
{
    public bool Waits => Line.Decision is ReviewDecision.Pending && EndedAt is null;
}

/// <summary>Campaigns and their lines. What waits for whoever asks comes first.</summary>
public sealed class ReviewsReading(DbFactory databases, TimeProvider time) : IDues
{
    /// <summary>Reviews with lines that wait for this person, until the end of their day in Japan.</summary>
    public async Task<IEnumerable<Due>> OfAsync(Actor by, DateTimeOffset now, CancellationToken ct)
    {
        if (!by.May(Reviews.Decide.Id)) return [];
        return (await ListAsync(by, ct)).Where(s => s.Mine > 0).Select(s => new Due(nameof(ReviewCampaign), s.Campaign.Key,
            new Text("権限の棚卸し「{0}」：未判断{1}件", "Access review “{0}”: {1} decisions").With(s.Campaign.Name, s.Mine), new DateTimeOffset(s.Campaign.Due.AddDays(1).ToDateTime(TimeOnly.MinValue), Clock.Japan).ToUniversalTime()));
    }

    /// <summary>Open ones first, the soonest due on top; then closed ones, the newest on top.</summary>
    public async Task<IReadOnlyList<ReviewState>> ListAsync(Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var (today, me) = (Clock.Today(time), by.Person);
        var campaigns = await db.Reviews.ToListAsync(ct);
        var lines = (await (from l in db.ReviewLines join a in db.Assignments on l.Assignment equals a.Id
                            group l by new { l.Campaign, l.Decision, Ended = a.EndedAt != null, Mine = l.Responsible == me } into g
                            select new { g.Key.Campaign, g.Key.Decision, g.Key.Ended, g.Key.Mine, Count = g.Count() }).ToListAsync(ct)).ToLookup(l => l.Campaign);
        return [.. campaigns.Select(c =>
            {
                var of = lines[c.Id].ToList();
                int Of(ReviewDecision decision) => of.Where(l => l.Decision == decision).Sum(l => l.Count);
                int Pending(bool ended) => of.Where(l => l.Decision is ReviewDecision.Pending && l.Ended == ended).Sum(l => l.Count);
                return new ReviewState(c, c.StageAt(today), new(Of(ReviewDecision.Keep), Of(ReviewDecision.Remove), Of(ReviewDecision.Lapsed), Pending(true), Pending(false)),
                    c.ClosedAt is null ? of.Where(l => l is { Decision: ReviewDecision.Pending, Ended: false, Mine: true }).Sum(l => l.Count) : 0);
            })
            .OrderBy(s => s.Campaign.ClosedAt is not null).ThenBy(s => s.Campaign.ClosedAt is null ? s.Campaign.Due : DateOnly.MinValue).ThenByDescending(s => s.Campaign.OpenedAt)];
    }

    /// <summary>Null when there is none in the organisation.</summary>
    public async Task<(ReviewState State, IReadOnlyList<ReviewLineState> Lines)?> FindAsync(ReviewCampaignId id, Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        if (await db.Reviews.FirstOrDefaultAsync(c => c.Id == id, ct) is not { } campaign) return null;
        var lines = (await (from l in db.ReviewLines.Where(l => l.Campaign == id) join a in db.Assignments on l.Assignment equals a.Id orderby l.Id select new { Line = l, a.EndedAt }).ToListAsync(ct))
            .ConvertAll(x => new ReviewLineState(x.Line, x.EndedAt));
        var ended = lines.Where(l => l.EndedAt is not null).Select(l => l.Line.Id).ToHashSet();
        var state = new ReviewState(campaign, campaign.StageAt(Clock.Today(time)), ReviewResult.Count([.. lines.Select(l => l.Line)], l => ended.Contains(l.Id)),
            campaign.ClosedAt is null ? lines.Count(l => l.Waits && l.Line.Responsible == by.Person) : 0);
        return (state, [.. lines.OrderByDescending(l => l.Waits && l.Line.Responsible == by.Person).ThenByDescending(l => l.Waits).ThenBy(l => l.Line.Id.Value)]);
    }
}
