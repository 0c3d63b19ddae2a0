using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using Akashi.Server.Tests.Ledger;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Measures;

/// <summary>The ledger's measures over real surveys and verifications of a real log.</summary>
public sealed class LedgerMeasuresTests
{
    [Theory, EachDatabase]
    public async Task Survey_OfALogInOrder_MakesItsMeasuresPass(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        await log.World.PartyAsync(Akashi.Server.Services.PartyKind.Provider);
        await log.PublishAsync();

        var survey = await log.World.MustAsync(Surveys(log).RunAsync(log.Log.Organisation, log.World.Ct));
        await log.World.MustAsync(log.Verifications.RunAsync(log.World.Operator));
        var given = await TakeAsync(log);

        Assert.False(survey.Found);
        foreach (var passing in new[] { LedgerMeasures.Silence, LedgerMeasures.LeafComplete, LedgerMeasures.ClockSetBack, LedgerMeasures.VerificationAge, LedgerMeasures.ChainBreaks, LedgerMeasures.PublicationLag })
            Assert.True(given[passing.Id].Verdict is Verdict.Passed, $"{passing.Id} {given[passing.Id]}");
        // Without a witness, an authority or a policy nothing can be said.
        foreach (var silent in new[] { LedgerMeasures.WitnessLag, LedgerMeasures.TimeStampAge, LedgerMeasures.Retention })
            Assert.Equal(Verdict.NoData, given[silent.Id].Verdict);
        Assert.Equal(survey.Until, given[LedgerMeasures.LeafComplete.Id].Population);
    }

    [Theory, EachDatabase]
    public async Task Survey_GoesOnWhereTheLastOneEnded_AndFindsWhatIsIncompleteOrSetBack(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        var (world, surveys) = (log.World, Surveys(log));
        await log.PublishAsync();
        var first = await world.MustAsync(surveys.RunAsync(log.Log.Organisation, world.Ct));
        world.Time.AdjustTime(world.Time.GetUtcNow().AddMinutes(-10));
        await world.PartyAsync(Akashi.Server.Services.PartyKind.Customer, "甲");
        // The survey's own leaf, the one about the clock, and then the party's: somebody reaches the database and takes out of it who it was.
        await log.Log.SqlAsync($"UPDATE leaves SET body = {"{\"act\":\"parties.register\",\"v\":1}"u8.ToArray()} WHERE organisation = {log.Log.Organisation.Value} AND \"index\" = {first.Until + 2}");

        var second = await world.MustAsync(surveys.RunAsync(log.Log.Organisation, world.Ct));
        var given = await TakeAsync(log);

        Assert.True(second.Found);
        var fact = await EventAsync(world, second);
        Assert.Equal((first.Until, 1L, 1L), (fact.First, fact.Incomplete, fact.SetBacks));
        Assert.NotNull(fact.Sessions);
        foreach (var failing in new[] { LedgerMeasures.LeafComplete, LedgerMeasures.ClockSetBack })
        {
            Assert.Equal(Verdict.Failed, given[failing.Id].Verdict);
            Assert.Equal(new EntryRef(nameof(LedgerSurvey), second.Id.Value), Assert.Single(given[failing.Id].Offenders));
        }
    }

    [Theory, EachDatabase]
    public async Task Silence_WhenSurveysCease_LapsesByItselfAndTakesWhatRestsOnItAlong(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        await log.PublishAsync();
        await log.World.MustAsync(Surveys(log).RunAsync(log.Log.Organisation, log.World.Ct));
        var lapses = (await TakeAsync(log))[LedgerMeasures.Silence.Id].LapsesAt!.Value;

        log.World.Time.SetUtcNow(lapses);
        var given = await TakeAsync(log);

        Assert.Equal(Verdict.Failed, given[LedgerMeasures.Silence.Id].Verdict);
        Assert.Equal(Verdict.NoData, given[LedgerMeasures.ClockSetBack.Id].Verdict);
    }

    [Theory, EachDatabase]
    public async Task Survey_WithoutACheckpointForAWhile_SaysHowLongLeavesWait(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        await log.PublishAsync();
        await log.World.PartyAsync(Akashi.Server.Services.PartyKind.Customer, "甲");
        log.World.Time.Advance(TimeSpan.FromMinutes(12));

        await log.World.MustAsync(Surveys(log).RunAsync(log.Log.Organisation, log.World.Ct));

        var lag = (await TakeAsync(log))[LedgerMeasures.PublicationLag.Id];
        Assert.Equal((12, Verdict.Failed), (lag.Value, lag.Verdict));
    }

    private static LedgerSurveys Surveys(LedgerRoom log) => new(log.World.Desk, log.World.Databases, log.Log.Folders, log.Witnesses,
        new(log.Log.Publisher, log.Log.Folders, log.Clients, new(null, null), log.World.Time, NullLogger<TimeStamping>.Instance), log.World.Time);

    private static async Task<Dictionary<string, Measurement>> TakeAsync(LedgerRoom log)
    {
        using var boards = new MeasureBoards(log.World.Databases, new(log.World.Databases), Bindings.Shipped, log.World.Time);
        return await boards.ReadAsync(log.Log.Organisation, (board, now) => MeasureList.All.ToDictionary(m => m.Id, m => board.States.Read(m, now)), log.World.Ct);
    }

    private static async Task<LedgerSurveyed> EventAsync(TestWorld world, LedgerSurvey survey)
    {
        await using var db = world.Open();
        var body = await db.Events.Where(e => e.EntryId == survey.Id.Value).Select(e => e.Body).SingleAsync(world.Ct);
        return System.Text.Json.JsonSerializer.Deserialize<LedgerSurveyed>(body, Columns.Json)!;
    }
}
