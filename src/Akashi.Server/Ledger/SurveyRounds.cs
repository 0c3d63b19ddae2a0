using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>
/// Has every log surveyed once an hour and verified whole once a day. What fails is tried again, and the measures that rest on it say
/// meanwhile that nobody looked.
/// </summary>
internal sealed partial class SurveyRounds(LedgerSurveys surveys, Verifications verifications, DbFactory databases, TimeProvider time, ILogger<SurveyRounds> logger) : LaterService
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>A verification that is older is made anew, early enough that a day is kept.</summary>
    public static readonly TimeSpan VerifyAfter = TimeSpan.FromHours(22);

    /// <summary>After a start, so that whoever opens the first page need not wait for it.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);

    protected override async Task RunAsync(CancellationToken ct)
    {
        await Task.Delay(First, time, ct);
        await RoundAsync(verify: false, ct);
        while (true)
        {
            await Task.Delay(Every, time, ct);
            await RoundAsync(verify: true, ct);
        }
    }

    private async Task RoundAsync(bool verify, CancellationToken ct)
    {
        try
        {
            await using var db = databases.Open(default);
            foreach (var organisation in await db.LedgerHeads.IgnoreQueryFilters().Select(h => h.Organisation).ToListAsync(ct))
            {
                await surveys.RunAsync(organisation, ct);
                if (verify && !(await verifications.LastAsync(organisation, ct) is { At: var last } && time.GetUtcNow() - last < VerifyAfter))
                    await verifications.RunAsync(Actor.Machine(organisation));
            }
        }
#pragma warning disable CA1031 // The next round tries again.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotSurveyed(failure);
        }
    }

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "The ledger could not be surveyed; trying again in an hour")]
    private partial void NotSurveyed(Exception failure);
}
