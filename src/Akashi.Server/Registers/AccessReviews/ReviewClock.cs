using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.AccessReviews;

/// <summary>Every minute: tells people of the stages that open campaigns have reached, and ends what lapses. What a page shows never waits for it.</summary>
public sealed partial class ReviewClock(Reviews reviews, Identity.Permissions permissions, DbFactory databases, TimeProvider time, ILogger<ReviewClock> logger) : LaterService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <returns>How many campaigns moved on.</returns>
    public async Task<int> RoundAsync(CancellationToken ct)
    {
        await using var all = databases.Open(default);
        var today = Clock.Today(time);
        var open = await all.Reviews.IgnoreQueryFilters().Where(c => c.ClosedAt == null && c.Due <= today).ToListAsync(ct);
        var moved = 0;
        foreach (var campaign in open.Where(c => c.StageAt(today) > c.Told))
        {
            await permissions.LoadAsync(campaign.Organisation, ct);
            if ((await reviews.AdvanceAsync(campaign.Id, campaign.Organisation, ct)).Done) moved++;
        }
        return moved;
    }

    protected override Task RunAsync(CancellationToken ct) => RepeatAsync(RoundAsync, Pause, time, failure => Failed(logger, failure), ct);

    [LoggerMessage(7501, LogLevel.Error, "Access reviews could not be moved on; trying again.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
