using Akashi.Server.Kernel;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Registers.Incidents;

/// <summary>From the first report to the lesson, and nobody who is owed a report is forgotten (provision standard 6.1, 11.1.3, 11.1.4).</summary>
public sealed class IncidentsTests
{
    [Theory, EachDatabase]
    public async Task Report_CountsFromOne_AndAlarmsWhoeverDecides(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);

        var (first, second) = (await room.ReportAsync(), await room.ReportAsync(minutesAgo: 5));

        Assert.Equal((1, 2, IncidentState.Reported, room.Now.AddMinutes(-5)), (first.Number, second.Number, second.State, second.DiscoveredAt));
        Assert.Equal(["incident.reported", "incident.reported"], await room.NoticesAsync(room.Officer));
        Assert.Empty(await room.NoticesAsync(room.Auditor));
    }

    [Theory, EachDatabase]
    public async Task Report_Malformed_SaysWhat_AndLeavesNothing(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        async Task<string?> CodeAsync(NewIncident body) => (await room.Response.ReportAsync(body, room.By(room.Engineer), room.Ct)).Refusal?.Code;

        Assert.Equal("incident.title", await CodeAsync(new(" ", "", IncidentSource.Staff, null)));
        Assert.Equal("incident.text", await CodeAsync(new("件名", new('長', Incident.LongestText + 1), IncidentSource.Staff, null)));
        Assert.Equal("incident.time", await CodeAsync(new("件名", "", IncidentSource.Machine, room.Now.AddMinutes(2))));
        Assert.Equal("incident.mark", await CodeAsync(new("件名", "", IncidentSource.Machine, null, Mark: new('m', NewIncident.LongestMark + 1))));
        Assert.Equal("incident.unknown", await CodeAsync(new("件名", "", IncidentSource.Staff, null, Services: [new(Ids.New(room.World.World.Time))])));
        Assert.Equal("not-permitted", (await room.Response.ReportAsync(new("件名", "", IncidentSource.Staff, null), room.By(room.Auditor), room.Ct)).Refusal?.Code);
        await using var db = room.World.World.Open();
        Assert.Equal(0, await db.Incidents.CountAsync(room.Ct));
    }

    [Theory, EachDatabase]
    public async Task Report_TheSameMarkAgain_IsALineWhileOpen_AndAnotherIncidentAfterwards(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        var first = await room.ReportAsync(mark: "probe/platform");

        var again = await room.ReportAsync(mark: "probe/platform");

        Assert.Equal(first.Id, again.Id);
        Assert.Equal(NoteKind.Again, Assert.Single((await room.WholeAsync(first)).Notes).Kind);
        await room.World.World.MustAsync(room.World.Desk.ActAsync(Incident.Dismiss, first.Key, first.Version, new("監視の誤検知"), room.By(room.Officer), room.Ct));
        Assert.Equal(2, (await room.ReportAsync(mark: "probe/platform")).Number);
    }

    [Theory, EachDatabase]
    public async Task Triage_StartsAClockPerRecipient_FromTheDiscovery_OncePerRecipient(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        var reported = await room.ReportAsync(minutesAgo: 20);

        var judged = await room.TriageAsync(reported, PersonalData.Yes, room.First);
        judged = await room.TriageAsync(judged, PersonalData.Yes, room.First, room.Second);

        var owed = (await room.WholeAsync(judged)).Reports;
        Assert.Equal(
            [(Recipient.Customer, room.First, 60), (Recipient.Customer, room.Second, 60), (Recipient.Management, null, 24 * 60), (Recipient.Authority, null, 3 * 24 * 60)],
            owed.OrderBy(d => d.Due).ThenBy(d => d.Customer == room.Second).Select(d => (d.Recipient, d.Customer, (int)(d.Due - judged.DiscoveredAt).TotalMinutes)));
        Assert.All(owed, d => Assert.Equal((ReportStage.First, judged.DiscoveredAt), (d.Stage, d.From)));
    }

    [Theory, EachDatabase]
    public async Task Tell_TheFirstReportNeedsNoCause_TheFollowUpSaysItOrThatItIsUnknown(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        var incident = await room.TriageAsync(await room.ReportAsync(), PersonalData.No, room.First);
        var told = await room.World.World.MustAsync(room.TryTellAsync(await room.DutyAsync(incident, ReportStage.First, Recipient.Customer, room.First)));

        var next = await room.DutyAsync(incident, ReportStage.FollowUp, Recipient.Customer, room.First);
        Assert.Equal(told.GivenAt!.Value.AddHours(24), next.Due);
        Assert.Equal("report.given", (await room.Response.TellAsync(told.Id, told.Version, new(ReportChannel.Phone, "もう一度"), room.By(room.Officer), room.Ct)).Refusal!.Code);
        Assert.Equal("report.cause", (await room.TryTellAsync(next, new(ReportChannel.Email, "調べています", Cause: "経路の故障"))).Refusal!.Code);
        Assert.Equal("report.cause", (await room.TryTellAsync(next, new(ReportChannel.Email, "調べています", Cause: "経路の故障", CauseUnknown: true, ForecastUnknown: true))).Refusal!.Code);
        Assert.Equal("incident.time", (await room.TryTellAsync(next, new(ReportChannel.Email, "調べています", incident.DiscoveredAt.AddMinutes(-1), CauseUnknown: true, ForecastUnknown: true))).Refusal!.Code);

        // Still unknown: the next follow-up is owed.
        await room.World.World.MustAsync(room.TryTellAsync(next, new(ReportChannel.Email, "調べています", CauseUnknown: true, ForecastUnknown: true)));
        await room.World.World.MustAsync(room.TryTellAsync(await room.DutyAsync(incident, ReportStage.FollowUp, Recipient.Customer, room.First)));
        Assert.DoesNotContain((await room.WholeAsync(incident)).Reports, d => d is { Recipient: Recipient.Customer, GivenAt: null });
    }

    [Theory, EachDatabase]
    public async Task Close_OnlyOnceRecovered_AndEverybodyWasTold(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        var incident = await room.ReportAsync();
        Assert.Equal("incident.not-triaged", (await RecoverAsync(incident)).Refusal!.Code);
        incident = await room.TriageAsync(incident, PersonalData.No, room.First);
        Assert.Equal("incident.not-recovered", (await CloseAsync(incident)).Refusal!.Code);

        incident = await room.World.World.MustAsync(RecoverAsync(incident));
        // Ten work days after Tuesday the 24th, no holiday among them: the end of Tuesday, 8 December, in Japan.
        Assert.Equal(new DateTimeOffset(2026, 12, 8, 15, 0, 0, TimeSpan.Zero), (await room.DutyAsync(incident, ReportStage.Final, Recipient.Customer, room.First)).Due);
        Assert.Equal("incident.reports-owed", (await CloseAsync(incident)).Refusal!.Code);
        await room.TellAllAsync(incident);
        incident = await room.World.World.MustAsync(CloseAsync(incident));

        Assert.Equal((IncidentState.Closed, room.Now), (incident.State, incident.ClosedAt));
        Assert.Equal("incident.over", (await room.World.Desk.OpenAsync(IncidentNote.Write, new NewNote(incident.Id, NoteKind.Note, "後から"), room.By(room.Engineer), room.Ct)).Refusal!.Code);
        var again = await room.World.World.MustAsync(room.World.Desk.ActAsync(Incident.Reopen, incident.Key, incident.Version, new("再び起きた"), room.By(room.Officer), room.Ct));
        Assert.Equal((IncidentState.Responding, null, null), (again.State, again.ClosedAt, again.RecoveredAt));

        Task<Outcome<Incident>> RecoverAsync(Incident of) => room.Response.RecoverAsync(of.Id, of.Version, new(null, "切り替えた"), room.By(room.Engineer), room.Ct);
        Task<Outcome<Incident>> CloseAsync(Incident of) => room.World.Desk.ActAsync(Incident.Close, of.Key, of.Version, new("経路の故障", "二重にした"), room.By(room.Officer), room.Ct);
    }

    [Theory, EachDatabase]
    public async Task Exercise_OwesNobodyOutsideAReport(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);

        var incident = await room.TriageAsync(await room.ReportAsync(exercise: true), PersonalData.Yes, room.First);

        Assert.Empty(incident.Customers);
        Assert.Equal(Recipient.Management, Assert.Single((await room.WholeAsync(incident)).Reports).Recipient);
    }

    [Theory, EachDatabase]
    public async Task Late_AlarmsOnce_AlsoAfterARestart_AndNotWhatWasTold(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        var incident = await room.TriageAsync(await room.ReportAsync(), PersonalData.No, room.First, room.Second);
        await room.World.World.MustAsync(room.TryTellAsync(await room.DutyAsync(incident, ReportStage.First, Recipient.Customer, room.First)));
        Assert.Equal(0, await room.Clock.RoundAsync(room.Ct));

        room.World.World.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(1, await room.Clock.RoundAsync(room.Ct));
        Assert.Equal(0, await room.Clock.RoundAsync(room.Ct));

        Assert.Equal(1, (await room.NoticesAsync(room.Engineer)).Count(n => n == "incident.report-late"));
        var page = await room.Reading.PageAsync([], 1, 50, room.By(room.Officer), room.Ct);
        Assert.Equal((1, 1, 3), (page.Total, page.Late, Assert.Single(page.Lines).Owed));
    }

    [Theory, EachDatabase]
    public async Task Due_ReportsThatAreOwed_ForWhoeverMayGiveThem_LongestOverdueFirst(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        var first = await room.TriageAsync(await room.ReportAsync(), PersonalData.No, room.First, room.Second);
        room.World.World.Time.Advance(TimeSpan.FromHours(2));
        var second = await room.TriageAsync(await room.ReportAsync(), PersonalData.No, room.First);
        var reading = new DuesReading([room.Reading], room.World.World.Time);

        var dues = await reading.OfAsync(room.By(room.Engineer), room.Ct);

        Assert.Equal([first.Key, second.Key, first.Key, second.Key], dues.Select(d => d.About));
        Assert.Equal(1, dues.Count(d => d.At < reading.Now));
        Assert.Contains("（2件）", dues[0].What.Ja, StringComparison.Ordinal);
        Assert.Empty(await reading.OfAsync(room.By(room.Auditor), room.Ct));
    }

    [Theory, EachDatabase]
    public async Task TwoAtOnce_OneDecides_TheOtherSeesWhatStandsThere(string dialect)
    {
        await using var room = await IncidentRoom.OpenAsync(dialect);
        var incident = await room.ReportAsync();
        await room.TriageAsync(incident);

        var late = await room.Response.TriageAsync(incident.Id, incident.Version, new(IncidentSeverity.Low, "軽い", PersonalData.No, [], [], null), room.By(room.Engineer), room.Ct);

        Assert.Equal("stale", late.Refusal!.Code);
        Assert.Equal(IncidentSeverity.High, (await room.WholeAsync(incident)).Incident.Severity);
    }
}
