using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Registers.AccessReviews;

/// <summary>Who may do what is looked at by whoever is responsible, and what nobody decided does not go by unseen (provision standard 4.4, 5.3.1).</summary>
public sealed class ReviewsTests
{
    [Theory, EachDatabase]
    public async Task Leaving_PassesOpenDecisionsOn_ToWhoeverTakesOver(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var campaign = await room.OpenAsync();

        await room.World.World.MustAsync(room.Leaving.LeaveAsync(room.Second.Id, new("退職", room.First.Id), room.World.World.Operator, room.Ct));

        Assert.Equal((room.First.Id, room.First.Id), ((await room.LineAsync(campaign, room.Engineer)).Responsible, (await room.LineAsync(campaign, room.Other)).Responsible));
        Assert.True((await room.DecideAsync(campaign, room.Engineer, true, null, room.First)).Done);
    }

    [Theory, EachDatabase]
    public async Task Open_GivesEachAssignmentToTheFirstWhoFits_NeverToItsOwnPerson(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);

        var campaign = await room.OpenAsync();

        Assert.Equal(5, campaign.Lines);
        Assert.Equal(
            [room.First.Id, room.Second.Id, room.First.Id, room.Second.Id, room.Second.Id],
            [await ReviewerOf(room.Admin), await ReviewerOf(room.First), await ReviewerOf(room.Second), await ReviewerOf(room.Engineer), await ReviewerOf(room.Other)]);
        Assert.Equal(["review.opened"], await room.NoticesAsync(room.First));
        Assert.Equal(["review.opened"], await room.NoticesAsync(room.Second));
        Assert.Empty(await room.NoticesAsync(room.Engineer));
        async Task<PersonId> ReviewerOf(Person person) => (await room.LineAsync(campaign, person)).Responsible;
    }

    [Theory, EachDatabase]
    public async Task Open_WithoutNameDayOrReviewer_IsRefused_AndNothingIsLeft(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        Task<Outcome<ReviewCampaign>> OpenAsync(string name, int days, params ReviewerChoice[] reviewers) => room.Reviews.OpenAsync(new(name, room.Today.AddDays(days), reviewers), room.By(room.Admin), room.Ct);

        Assert.Equal("review.name", (await OpenAsync(" ", 1, new(room.First.Id), new(room.Second.Id))).Refusal!.Code);
        Assert.Equal("review.due", (await OpenAsync("名", -1, new(room.First.Id), new(room.Second.Id))).Refusal!.Code);
        Assert.Equal("review.reviewer", (await OpenAsync("名", 1, new ReviewerChoice(room.Engineer.Id))).Refusal!.Code);
        Assert.Equal("review.no-reviewer", (await OpenAsync("名", 1, new ReviewerChoice(room.First.Id))).Refusal!.Code);
        await using var db = room.World.World.Open();
        Assert.Equal((0, 0), (await db.Reviews.CountAsync(room.Ct), await db.ReviewLines.CountAsync(room.Ct)));
    }

    [Theory, EachDatabase]
    public async Task Decide_Remove_EndsTheAssignmentAtOnce_KeepLeavesIt(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var campaign = await room.OpenAsync();
        var engineer = room.By(room.Engineer);

        Assert.Equal("review.reason", (await room.DecideAsync(campaign, room.Engineer, keep: false, " ", room.Second)).Refusal!.Code);
        Assert.True(engineer.May("statements.assess"));
        Assert.True((await room.DecideAsync(campaign, room.Engineer, keep: false, "異動のため", room.Second)).Done);
        Assert.True((await room.DecideAsync(campaign, room.Other, keep: true, null, room.Second)).Done);

        Assert.False(engineer.May("statements.assess"));
        Assert.True(room.By(room.Other).May("statements.assess"));
        var line = await room.LineAsync(campaign, room.Engineer);
        Assert.Equal((ReviewDecision.Remove, "異動のため", room.Second.Id, room.World.World.Time.GetUtcNow()), (line.Decision, line.Reason, line.DecidedBy, line.DecidedAt));
        Assert.Equal("review.decided", (await room.DecideAsync(campaign, room.Engineer, keep: true, null, room.Second)).Refusal!.Code);
        Assert.True((await room.DecideAsync(campaign, room.Other, keep: false, "見直しの結果", room.Second)).Done);
        await using var db = room.World.World.Open();
        var ended = await db.Events.Where(e => e.EntryId == line.Assignment.Value && e.Type == nameof(AssignmentEnded)).SingleAsync(room.Ct);
        Assert.Equal(("reviews.decide", room.Second.Id), (ended.Act, ended.Person));
    }

    [Theory, EachDatabase]
    public async Task Decide_OwnLine_SomebodyElses_Stale_OrTheLastAdministrator_IsRefused(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var campaign = await room.OpenAsync();
        var own = await room.LineAsync(campaign, room.First);

        Assert.Equal("review.own", (await room.DecideAsync(campaign, room.First, keep: true, null, room.First)).Refusal!.Code);
        Assert.Equal("review.not-yours", (await room.DecideAsync(campaign, room.Engineer, keep: true, null, room.First)).Refusal!.Code);
        Assert.Equal("stale", (await room.Reviews.DecideAsync(own.Id, own.Version + 1, new(true), room.By(room.Second), room.Ct)).Refusal!.Code);
        Assert.Equal("assignment.last", (await room.DecideAsync(campaign, room.Admin, keep: false, "不要", room.First)).Refusal!.Code);

        Assert.Equal(ReviewDecision.Pending, (await room.LineAsync(campaign, room.Admin)).Decision);
        Assert.True(room.By(room.Admin).May("assignments.assign"));
    }

    [Theory, EachDatabase]
    public async Task Decide_ForAProgramOneAnswersFor_IsRefused(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var program = await room.World.PersonAsync("集計", owner: room.First.Id);
        await room.World.RoleAsync(program, "reader");

        var campaign = await room.OpenAsync();

        Assert.Equal(room.Second.Id, (await room.LineAsync(campaign, program)).Responsible);
        var line = await room.LineAsync(campaign, program);
        Assert.Equal("review.reviewer", (await room.Reviews.HandOverAsync(line.Id, line.Version, new(room.First.Id), room.By(room.Admin), room.Ct)).Refusal!.Code);
        Assert.Equal("review.own", (await room.DecideAsync(campaign, program, keep: true, null, room.First)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Stages_TellThoseWhoOweDecisions_ThenAdministrators_EachOnce(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var campaign = await room.OpenAsync();
        foreach (var about in (Person[])[room.Admin, room.Second]) Assert.True((await room.DecideAsync(campaign, about, keep: true, null, room.First)).Done);

        Assert.Equal(0, await room.Clock.RoundAsync(room.Ct));
        room.World.World.Time.Advance(TimeSpan.FromDays(14));
        Assert.Equal((1, 0), (await room.Clock.RoundAsync(room.Ct), await room.Clock.RoundAsync(room.Ct)));
        Assert.Equal(["review.opened"], await room.NoticesAsync(room.First));
        Assert.Equal(["review.due", "review.opened"], (await room.NoticesAsync(room.Second)).Order());
        Assert.Empty(await room.NoticesAsync(room.Admin));

        room.World.World.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((1, 0), (await room.Clock.RoundAsync(room.Ct), await room.Clock.RoundAsync(room.Ct)));
        Assert.Equal(["review.escalated"], await room.NoticesAsync(room.Admin));
        var line = await room.LineAsync(campaign, room.Engineer);
        Assert.True((await room.Reviews.HandOverAsync(line.Id, line.Version, new(room.First.Id, "不在のため"), room.By(room.Admin), room.Ct)).Done);
        Assert.Contains("review.handed-over", await room.NoticesAsync(room.First));
        Assert.True((await room.DecideAsync(campaign, room.Engineer, keep: true, null, room.First)).Done);
    }

    [Theory, EachDatabase]
    public async Task Overdue_ShowsByTheCalendar_EvenWhenTheServerToldNobody(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var campaign = await room.OpenAsync();

        var stages = new List<ReviewStage>();
        foreach (var days in (int[])[0, 14, 1, 6, 1])
        {
            room.World.World.Time.Advance(TimeSpan.FromDays(days));
            stages.Add((await room.Reading.ListAsync(room.By(room.First), room.Ct)).Single().Stage);
        }

        Assert.Equal([ReviewStage.Open, ReviewStage.Due, ReviewStage.Escalated, ReviewStage.Escalated, ReviewStage.Overdue], stages);
        Assert.Equal(ReviewStage.Open, (await room.StandsAsync(campaign)).Told);
        Assert.True(room.By(room.Engineer).May("statements.assess"));
    }

    [Theory, EachDatabase]
    public async Task Overdue_WhenTheOrganisationWantsIt_EndsWhatNobodyDecided_ButNotTheLastAdministrator(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var second = await room.World.PersonAsync("もう一人の管理者");
        await room.World.RoleAsync(second, "administrator");
        await room.World.SetAsync("review.lapse", "end");
        await room.World.SetAsync("review.grace", "3");
        var campaign = await room.OpenAsync();
        var grace = room.World.Permissions.Of(room.World.Organisation).Settings["review.grace"];
        // Holds for later ones only.
        await room.World.World.MustAsync(room.World.Desk.ActAsync(Setting.Change, grace.Key, grace.Version, new SettingBody("review.grace", "90"), room.World.World.Operator, room.Ct));
        Assert.True((await room.DecideAsync(campaign, room.Other, keep: true, null, room.Second)).Done);

        room.World.World.Time.Advance(TimeSpan.FromDays(18));
        Assert.Equal(1, await room.Clock.RoundAsync(room.Ct));

        Assert.Equal((false, true), (room.By(room.Engineer).May("statements.assess"), room.By(room.Other).May("statements.assess")));
        Assert.Single((Person[])[room.Admin, second], p => room.By(p).May("assignments.assign"));
        var lapsed = await room.LineAsync(campaign, room.Engineer);
        Assert.Equal((ReviewDecision.Lapsed, (PersonId?)null), (lapsed.Decision, lapsed.DecidedBy));
        var state = (await room.Reading.FindAsync(campaign.Id, room.By(room.Admin), room.Ct))!.Value.State;
        Assert.Equal((ReviewStage.Overdue, new ReviewCounts(1, 0, 4, 0, 1)), (state.Stage, state.Counts));
        await using var db = room.World.World.Open();
        Assert.Contains(Reviews.LapseReason.Ja, (await db.Events.SingleAsync(e => e.EntryId == lapsed.Assignment.Value && e.Type == nameof(AssignmentEnded), room.Ct)).Body, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Close_WhileSomethingIsUndecided_IsRefused_UntilItIsOverdue(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var campaign = await room.OpenAsync();

        Assert.Equal("review.undecided", (await room.Reviews.CloseAsync(campaign.Id, campaign.Version, room.By(room.Admin), room.Ct)).Refusal!.Code);
        room.World.World.Time.Advance(TimeSpan.FromDays(22));
        Assert.Equal("stale", (await room.Reviews.CloseAsync(campaign.Id, 7, room.By(room.Admin), room.Ct)).Refusal!.Code);
        var closed = await room.World.World.MustAsync(room.Reviews.CloseAsync(campaign.Id, campaign.Version, room.By(room.Admin), room.Ct));

        Assert.Equal("review.closed", (await room.Reviews.CloseAsync(campaign.Id, closed.Version, room.By(room.Admin), room.Ct)).Refusal!.Code);
        Assert.Equal("review.closed", (await room.DecideAsync(campaign, room.Engineer, keep: true, null, room.Second)).Refusal!.Code);
        Assert.Equal(0, await room.Clock.RoundAsync(room.Ct));
        Assert.Equal(5, (await room.Reading.ListAsync(room.By(room.Admin), room.Ct)).Single().Counts.Undecided);
    }

    [Theory, EachDatabase]
    public async Task Close_FreezesTheResult_UnderTheHashesThatItsEventStates(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var campaign = await room.OpenAsync();
        foreach (var about in (Person[])[room.Admin, room.Second]) Assert.True((await room.DecideAsync(campaign, about, keep: true, null, room.First)).Done);
        Assert.True((await room.DecideAsync(campaign, room.First, keep: true, "当番", room.Second)).Done);
        Assert.True((await room.DecideAsync(campaign, room.Engineer, keep: false, "=1+1, \"異動\"", room.Second)).Done);
        var gone = await room.LineAsync(campaign, room.Other);
        await using (var db = room.World.World.Open())
        {
            var assignment = await db.Assignments.SingleAsync(a => a.Id == gone.Assignment, room.Ct);
            await room.World.World.MustAsync(room.World.Desk.ActAsync(Assignment.End, assignment.Key, assignment.Version, new Because("退職"), room.World.World.Operator, room.Ct));
        }

        var closed = await room.World.World.MustAsync(room.Reviews.CloseAsync(campaign.Id, campaign.Version, room.By(room.Admin), room.Ct));

        var (json, csv) = (await BytesAsync(closed.RecordHash!), await BytesAsync(closed.TableHash!));
        var result = JsonDocument.Parse(json).RootElement;
        Assert.Equal(("akashi-access-review/1", 5), (result.GetProperty("format").GetString(), result.GetProperty("lines").GetArrayLength()));
        Assert.Equal(new ReviewCounts(3, 1, 0, 1, 0), result.GetProperty("counts").Deserialize<ReviewCounts>(Columns.Json));
        var table = Encoding.UTF8.GetString(csv);
        Assert.Equal(7, table.Split("\r\n").Length);
        Assert.Contains("\"'=1+1, \"\"異動\"\"\"", table, StringComparison.Ordinal);
        Assert.DoesNotContain(room.Engineer.Name.Ja, table + Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        await using var all = room.World.World.Open();
        var happened = (await all.Events.SingleAsync(e => e.EntryId == campaign.Key && e.Type == nameof(ReviewClosed), room.Ct)).Body;
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(json)), happened, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(csv)), happened, StringComparison.Ordinal);

        async Task<byte[]> BytesAsync(string hash)
        {
            await using var content = room.Store.Open(hash)!;
            var memory = new MemoryStream();
            await content.CopyToAsync(memory, room.Ct);
            return memory.ToArray();
        }
    }

    [Theory, EachDatabase]
    public async Task Review_LesserRoleOrAnotherOrganisation_SeesNothingAndMayDoNothing(string dialect)
    {
        await using var room = await ReviewRoom.OpenAsync(dialect);
        var campaign = await room.OpenAsync();
        var line = await room.LineAsync(campaign, room.Engineer);
        var stranger = room.World.World.Someone();

        Assert.Equal("not-permitted", (await room.TryOpenAsync(room.Engineer)).Refusal!.Code);
        Assert.Equal("not-permitted", (await room.TryOpenAsync(room.First)).Refusal!.Code);
        Assert.Equal("not-permitted", (await room.DecideAsync(campaign, room.Engineer, keep: true, null, room.Other)).Refusal!.Code);
        // Administrators give roles and do not judge them.
        Assert.Equal("not-permitted", (await room.DecideAsync(campaign, room.Engineer, keep: true, null, room.Admin)).Refusal!.Code);
        Assert.Equal("not-permitted", (await room.Reviews.CloseAsync(campaign.Id, campaign.Version, room.By(room.Second), room.Ct)).Refusal!.Code);
        Assert.All((string[])["reviews.list", "reviews.read", "reviews.download"], read => Assert.False(room.By(room.Engineer).May(read)));

        Assert.Empty(await room.Reading.ListAsync(stranger, room.Ct));
        Assert.Null(await room.Reading.FindAsync(campaign.Id, stranger, room.Ct));
        Assert.Equal(Refusal.NotFound, (await room.Reviews.DecideAsync(line.Id, line.Version, new(false, "外す"), stranger, room.Ct)).Refusal);
        Assert.Equal(Refusal.NotFound, (await room.Reviews.CloseAsync(campaign.Id, campaign.Version, stranger, room.Ct)).Refusal);
        Assert.Empty(await new NoticesReading(room.World.World.Databases).OfAsync(stranger, false, room.Ct));
    }
}
