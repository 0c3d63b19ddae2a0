using Akashi.Server.Measures;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Measures;

public sealed class MeasureRoundsTests
{
    [Theory, EachDatabase]
    public async Task Rounds_OnceBegun_KeepWhatAnEventChangesAndWhatTimeBreaks(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        using var rounds = new MeasureRounds(world.Boards, world.Observer, world.World.Databases, world.World.Time, NullLogger<MeasureRounds>.Instance);
        await rounds.StartAsync(world.Ct);
        try
        {
            Assert.Null(await LastAsync(world));
            rounds.Begin();
            await BecomesAsync(world, Verdict.NoData, TimeSpan.Zero);
            // An event that a measure names is looked at within the pause, long before the next minute.
            await world.VerifiedAsync();
            await BecomesAsync(world, Verdict.Passed, TimeSpan.FromSeconds(1));
            // Nothing happens any more; a day later time alone has broken it.
            world.Pass(TimeSpan.FromHours(25));
            await BecomesAsync(world, Verdict.Failed, TimeSpan.FromSeconds(1));
        }
        finally
        {
            await rounds.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Waits until the newest observation says so; the world's clock moves on by a step each time somebody looks.</summary>
    private static async Task BecomesAsync(MeasureWorld world, Verdict verdict, TimeSpan step)
    {
        for (var tries = 0; ; tries++)
        {
            var last = await LastAsync(world);
            if (last == verdict) return;
            Assert.True(tries < 600, $"It is {last}, not {verdict}.");
            world.Pass(step);
            await Task.Delay(100, world.Ct);
        }
    }

    private static async Task<Verdict?> LastAsync(MeasureWorld world)
    {
        await using var db = world.World.Open();
        return await db.Observations.Where(o => o.Subject == "ledger.verification-age").OrderByDescending(o => o.Collected).ThenByDescending(o => o.Id).Select(o => (Verdict?)o.Verdict).FirstOrDefaultAsync(world.Ct);
    }
}
