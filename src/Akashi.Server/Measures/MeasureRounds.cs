using System.Collections.Concurrent;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Measures;

/// <summary>
/// Looks at the measures whenever an event that one of them names was saved, and every minute, since time alone breaks a clause. What fails is
/// tried again the next minute; pages read the board and do not wait for it.
/// </summary>
internal sealed partial class MeasureRounds(MeasureBoards boards, Observer observer, DbFactory databases, TimeProvider time, ILogger<MeasureRounds> logger) : LaterService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Events that come within this time are looked at together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<OrganisationId, bool> _touched = [];
    private readonly Signal _signal = new();

    protected override async Task RunAsync(CancellationToken ct)
    {
        boards.Touched += Note;
        try
        {
            while (true)
            {
                var all = time.GetTimestamp();
                foreach (var organisation in await OrganisationsAsync(ct))
                {
                    boards.Doubt(organisation);
                    await TryAsync(organisation, ct);
                }
                while (Every - time.GetElapsedTime(all) is { Ticks: > 0 } rest)
                {
                    await _signal.WaitAsync(rest, ct);
                    if (_touched.IsEmpty) continue;
                    await Task.Delay(Pause, time, ct);
                    foreach (var organisation in _touched.Keys)
                    {
                        _touched.TryRemove(organisation, out _);
                        await TryAsync(organisation, ct);
                    }
                }
            }
        }
        finally
        {
            boards.Touched -= Note;
        }
    }

    private async Task TryAsync(OrganisationId organisation, CancellationToken ct)
    {
        try
        {
            await observer.ObserveAsync(organisation, ct);
        }
#pragma warning disable CA1031 // The next round tries again.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotObserved(failure, organisation);
        }
    }

    private async Task<List<OrganisationId>> OrganisationsAsync(CancellationToken ct)
    {
        try
        {
            await using var db = databases.Open(default);
            return await db.Organisations.IgnoreQueryFilters().Select(o => o.Id).ToListAsync(ct);
        }
#pragma warning disable CA1031 // The next round tries again.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotObserved(failure, default);
            return [];
        }
    }

    private void Note(OrganisationId organisation)
    {
        _touched[organisation] = true;
        _signal.Call();
    }

    public override void Dispose()
    {
        base.Dispose();
        _signal.Dispose();
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "The measures of {Organisation} could not be observed; trying again")]
    private partial void NotObserved(Exception failure, OrganisationId organisation);
}
