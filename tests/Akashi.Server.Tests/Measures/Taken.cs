using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Measures;

/// <summary>What measures give over the events of a real database, now or as of a past moment, and the survey on which many of them rest.</summary>
internal static class Taken
{
    public static async Task<Measurement> OfAsync(TestWorld world, Measure measure, DateTimeOffset? asOf = null)
    {
        using var boards = new MeasureBoards(world.Databases, new(world.Databases), Bindings.Shipped, world.Time);
        if (asOf is { } past) return (await boards.ReplayAsync(world.Operator.Organisation, past, null, world.Ct)).States.Read(measure, past);
        return await boards.ReadAsync(world.Operator.Organisation, (board, now) => board.States.Read(measure, now), world.Ct);
    }

    /// <summary>Surveys the leaves from an index on, without the folders of a published log.</summary>
    public static async Task<LedgerSurveyed> SurveyAsync(TestWorld world, long from = 0)
    {
        await using var db = world.Open();
        var (sessions, leaves) = (new SessionCount(), await db.Leaves.Where(l => l.Index >= from).OrderBy(l => l.Index).Select(l => l.Body).ToListAsync(world.Ct));
        foreach (var leaf in leaves) sessions.Take(leaf);
        var found = new LedgerSurveyed(from, from + leaves.Count, 0, 0, 0, 0, null, 0, null, null, await sessions.TallyAsync(db, world.Ct));
        await world.MustAsync(world.Desk.RunAsync<LedgerSurvey>(LedgerSurvey.Survey, Server.Kernel.Actor.Machine(world.Operator.Organisation), (desk, stand) =>
        {
            var survey = LedgerSurvey.Ended(new(Server.Kernel.Ids.New(world.Time)), found, stand);
            desk.Add(survey);
            return Task.FromResult<Server.Kernel.Outcome<LedgerSurvey>>(survey);
        }, world.Ct));
        return found;
    }
}
