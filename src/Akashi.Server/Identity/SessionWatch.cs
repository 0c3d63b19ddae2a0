using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>Twice a second: hears what other nodes did to sessions, locks those nobody uses, ends those whose time is over, and writes down when people were last seen.</summary>
public sealed partial class SessionWatch(Sessions sessions, DbFactory databases, Permissions permissions, TimeProvider time, ILogger<SessionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(30);

    /// <summary>A session of which no page is open and that was not asked for as long leaves the memory.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(20);

    /// <summary>How often it sweeps.</summary>
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private DateTimeOffset _heard = time.GetUtcNow();
    private DateTimeOffset _swept = time.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Beat, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await beat.WaitForNextTickAsync(stoppingToken);
                await RoundAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                Failed(logger, failed);
            }
        }
    }

    internal async Task RoundAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var mine in sessions.Live.GroupBy(s => s.Organisation).ToList()) await HearAsync(mine.Key, ct);
        _heard = now;
        foreach (var session in sessions.Live.ToList())
        {
            if (session.Ended || now - session.SeenAt > Keep && !session.Watched) { sessions.Forget(session); continue; }
            var who = permissions.Of(session.Organisation).People.GetValueOrDefault(session.Person);
            var by = Actor.Machine(session.Organisation);
            if (now >= session.Row.ExpiresAt) await sessions.EndAsync(session.Organisation, session.Id, "expired", by, ct);
            else if (who?.State is not PersonState.Active) await sessions.EndAsync(session.Organisation, session.Id, "suspended", by, ct);
            else if (!session.Locked && sessions.Idle(session, now)) await sessions.LockAsync(session, "idle", ct);
            else if (session.SeenAt - session.Row.SeenAt > WriteEvery) await sessions.SeenAsync(session, ct);
        }
        if (now - _swept < SweepEvery) return;
        _swept = now;
        await sessions.SweepAsync(ct);
    }

    /// <summary>A change that was committed late by another node's clock is still heard: the look back overlaps.</summary>
    private async Task HearAsync(OrganisationId organisation, CancellationToken ct)
    {
        var since = _heard.AddSeconds(-5);
        await using var db = databases.Open(organisation);
        foreach (var row in await db.Sessions.Where(s => s.ChangedAt > since).ToListAsync(ct))
            if (sessions.Known(row.Id) is { } live && row.ChangedAt > live.Row.ChangedAt) live.Take(row);
    }

    [LoggerMessage(4101, LogLevel.Error, "Sessions could not be looked after; trying again.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
