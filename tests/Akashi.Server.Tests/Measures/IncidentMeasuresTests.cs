using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Tests.Registers.Incidents;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Measures;

/// <summary>The measures of incidents over real ones (provision standard 6.1, 11.1.3, 11.1.4).</summary>
public sealed class IncidentMeasuresTests
{
    [Fact]
    public void Empty_NothingEverReported_HasNothingToSay()
    {
        foreach (var measure in MeasureList.All.Where(m => m.Id.StartsWith("incidents.", StringComparison.Ordinal))) Assert.Equal(Verdict.NoData, measure.Take([], DateTimeOffset.UnixEpoch).Verdict);
    }

    [Theory, EachDatabase]
    public async Task Exercise_ShowsThatTheIntakeLives_SoThatNoIncidentIsGoodNews_ForAWeek(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        await room.ReportAsync(minutesAgo: 600, exercise: true);

        Assert.Equal((0, Verdict.Passed), await room.OfAsync(IncidentMeasures.IntakeAge));
        Assert.Equal((null, Verdict.Passed), await room.OfAsync(IncidentMeasures.ReportDelay));
        Assert.Equal((null, Verdict.Passed), await room.OfAsync(IncidentMeasures.FirstReport));
        room.World.World.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal((8, Verdict.Failed), await room.OfAsync(IncidentMeasures.IntakeAge));
        Assert.Equal((null, Verdict.NoData), await room.OfAsync(IncidentMeasures.FirstReport));
    }

    [Theory, EachDatabase]
    public async Task Clocks_RunUntilSomebodyIsTold_AndThePastStaysWhatItWas(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        var reported = await room.ReportAsync(minutesAgo: 30);
        room.World.World.Time.Advance(TimeSpan.FromMinutes(10));
        var incident = await room.TriageAsync(reported, PersonalData.No, room.First);
        Assert.Equal((30, Verdict.Passed), await room.OfAsync(IncidentMeasures.ReportDelay));
        Assert.Equal((10, Verdict.Passed), await room.OfAsync(IncidentMeasures.TriageTime));
        Assert.Equal((100, Verdict.Passed), await room.OfAsync(IncidentMeasures.Decided));

        room.World.World.Time.Advance(TimeSpan.FromMinutes(50));
        var late = room.Now;
        Assert.Equal((90, Verdict.Failed), await room.OfAsync(IncidentMeasures.FirstReport));
        Assert.Equal((1, Verdict.Failed), await room.OfAsync(IncidentMeasures.Late));
        await room.World.World.MustAsync(room.TryTellAsync(await room.DutyAsync(incident, ReportStage.First, Recipient.Customer, room.First)));
        room.World.World.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal((90, Verdict.Failed), await room.OfAsync(IncidentMeasures.FirstReport));
        Assert.Equal((1, Verdict.Failed), await room.OfAsync(IncidentMeasures.Late));
        Assert.Equal((2, Verdict.Passed), await room.OfAsync(IncidentMeasures.FollowUp));
        Assert.Equal((3.5, Verdict.Passed), await room.OfAsync(IncidentMeasures.ManagerReport));
        Assert.Equal((60, Verdict.Passed), await room.OfAsync(IncidentMeasures.FirstReport, late.AddMinutes(-30)));
    }

    [Theory, EachDatabase]
    public async Task Status_GoesStaleAfterADay_AndIsFreshAgainOnceWritten(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        var incident = await room.TriageAsync(await room.ReportAsync(), PersonalData.No, room.First);
        Assert.Equal((100, Verdict.Passed), await room.OfAsync(IncidentMeasures.StatusFresh));

        room.World.World.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal((0, Verdict.Failed), await room.OfAsync(IncidentMeasures.StatusFresh));
        await WriteAsync(NoteKind.Note);
        Assert.Equal((0, Verdict.Failed), await room.OfAsync(IncidentMeasures.StatusFresh));
        await WriteAsync(NoteKind.Status);
        Assert.Equal((100, Verdict.Passed), await room.OfAsync(IncidentMeasures.StatusFresh));

        Task WriteAsync(NoteKind kind) => room.World.World.MustAsync(room.World.Desk.OpenAsync(IncidentNote.Write, new NewNote(incident.Id, kind, "復旧作業中"), room.By(room.Engineer), room.Ct));
    }
}
