using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.AccessReviews;

/// <summary>
/// Opens, decides, hands over, moves on and closes access reviews. A decision to remove ends the assignment in its own transaction; closing
/// freezes the result in the evidence store.
/// </summary>
public sealed class Reviews(Desk desk, Permissions permissions, EvidenceStore store, TimeProvider time) : IAtLeaving
{
    public static readonly Act Open = new("reviews.open", new("権限の棚卸しの開始", "Open access review"));
    public static readonly Act Decide = new("reviews.decide", new("棚卸しの判断", "Decide in access review")) { Dangerous = true };
    public static readonly Act HandOver = new("reviews.hand-over", new("棚卸しの明細の引継ぎ", "Hand over line of access review"));
    public static readonly Act Close = new("reviews.close", new("権限の棚卸しの終了", "Close access review"));

    /// <summary>What the calendar alone brings about; only the server does it.</summary>
    public static readonly Act Advance = new("reviews.advance", new("棚卸しの期日の経過", "Access review moves on"));

    /// <summary>Why an assignment ended that nobody decided about.</summary>
    internal static readonly Text LapseReason = new("棚卸しの猶予内に判断がなかったため自動終了", "Ended by itself: not decided in time in an access review");

    internal static readonly Refusal NoReviewer = new("review.reviewer",
        new("担当には、棚卸しの判断ができる利用中の方で、対象のご本人（プログラムの場合はその責任者）でない方を選んでください。", "Choose somebody active who may decide in reviews and is not the person concerned, nor answers for the program."), 400);

    private static readonly Refusal Closed = new("review.closed", new("この棚卸しはすでに終了しています。", "This review has been closed already."));

    /// <returns>Refusals: <c>review.reviewer</c>, <c>review.no-reviewer</c>, <c>review.name</c>, <c>review.due</c>.</returns>
    public async Task<Outcome<ReviewCampaign>> OpenAsync(NewReview body, Actor by, CancellationToken ct)
    {
        var members = await permissions.LoadAsync(by.Organisation, ct);
        return await desk.RunAsync<ReviewCampaign>(Open, by, async (db, stand) =>
        {
            if ((body.Reviewers ?? []).Any(r => !CanDecide(members, r.Person, stand.At))) return NoReviewer;
            var now = stand.At;
            var held = await db.Assignments.Where(a => a.EndedAt == null && (a.Until == null || a.Until > now)).OrderBy(a => a.Id).ToListAsync(CancellationToken.None);
            var people = await db.People.ToDictionaryAsync(p => p.Id, CancellationToken.None);
            var campaign = new ReviewCampaignId(Ids.New(time));
            var lines = new List<ReviewLine>();
            foreach (var assignment in held)
            {
                var who = people[assignment.Person];
                if (body.Reviewers?.FirstOrDefault(r => Fits(r, who, assignment)) is not { } reviewer)
                    return new Refusal("review.no-reviewer", new Text("「{0}」の役割「{1}」を判断する方がいません。担当をもう一人加えてください。", "Nobody decides about the role “{1}” of “{0}”. Please add another reviewer.").With(who.Name, members.TitleOf(assignment.Role)), 400);
                lines.Add(ReviewLine.Make(new(Ids.New(time)), campaign, assignment, reviewer.Person, stand));
            }
            var rules = new ReviewRules(members.Number("review.grace"), members.Words("review.lapse") == "end");
            var opened = ReviewCampaign.Make(campaign, body with { Reviewers = body.Reviewers ?? [] }, rules, lines, stand);
            if (!opened.Done) return opened;
            db.Add(opened.Value!);
            db.AddRange(lines);
            return opened;
        }, ct);
    }

    /// <returns>Refusals: <c>not-found</c>, <c>stale</c>, <c>review.closed</c>, <c>review.own</c>, <c>review.not-yours</c>, <c>review.decided</c>, <c>review.reason</c>, <c>assignment.last</c>.</returns>
    public Task<Outcome<ReviewLine>> DecideAsync(ReviewLineId id, int version, ReviewDecisionBody body, Actor by, CancellationToken ct) =>
        OnLineAsync(Decide, id, version, by, async (db, line, owner, stand) =>
        {
            if (line.Decide(body, owner, stand) is { } no) return no;
            return body.Keep ? null : await EndAsync(db, line, line.Reason, stand, []);
        }, ct);

    /// <summary>Somebody else decides from now on.</summary>
    /// <returns>Refusals: <c>not-found</c>, <c>stale</c>, <c>review.closed</c>, <c>review.decided</c>, <c>review.reviewer</c>.</returns>
    public async Task<Outcome<ReviewLine>> HandOverAsync(ReviewLineId id, int version, ReviewHandOver body, Actor by, CancellationToken ct)
    {
        var members = await permissions.LoadAsync(by.Organisation, ct);
        return await OnLineAsync(HandOver, id, version, by, (_, line, owner, stand) =>
            Task.FromResult(CanDecide(members, body.To, stand.At) ? line.HandOver(body.To, owner, body.Reason, stand) : NoReviewer), ct);
    }

    /// <summary>Whoever takes over from somebody who leaves decides in their place. Where that cannot be, the lines stay open until somebody hands them over.</summary>
    public async Task<Refusal?> LeaveAsync(Db db, PersonId person, PersonId? heir, string reason, Stand stand, CancellationToken ct)
    {
        if (heir is not { } next || !CanDecide(permissions.Of(stand.By.Organisation), next, stand.At)) return null;
        foreach (var line in await db.ReviewLines.AsTracking().Where(l => l.Responsible == person && l.Decision == ReviewDecision.Pending && !db.Reviews.Any(c => c.Id == l.Campaign && c.ClosedAt != null)).ToListAsync(ct))
            line.HandOver(next, await db.People.Where(p => p.Id == line.Person).Select(p => p.Owner).FirstOrDefaultAsync(ct), reason, stand);
        return null;
    }

    /// <summary>Tells people of the stage that the calendar has reached, and ends what lapses. Nothing when they were told already.</summary>
    public Task<Outcome<ReviewCampaign>> AdvanceAsync(ReviewCampaignId id, OrganisationId organisation, CancellationToken ct) =>
        desk.RunAsync<ReviewCampaign>(Advance, Actor.Machine(organisation), async (db, stand) =>
        {
            if (await db.Reviews.AsTracking().FirstOrDefaultAsync(c => c.Id == id, CancellationToken.None) is not { } campaign) return Refusal.NotFound;
            var stage = campaign.StageAt(Clock.DayOf(stand.At));
            if (stage <= campaign.Told || stage is ReviewStage.Closed) return campaign;
            var open = await OpenLines(db, id).AsTracking().ToListAsync(CancellationToken.None);
            var lapsed = new List<AssignmentId>();
            if (stage is ReviewStage.Overdue && campaign.Lapses)
            {
                foreach (var line in open.ToList())
                {
                    // The last who can assign stays, and stays overdue.
                    if (await EndAsync(db, line, LapseReason.Ja, stand, lapsed) is not null) continue;
                    line.Lapse(stand);
                    open.Remove(line);
                    lapsed.Add(line.Assignment);
                }
            }
            campaign.Advance(stage, open, lapsed.Count, stand);
            return campaign;
        }, ct);

    /// <summary>Freezes the result. What nobody decided stands in it as that, which is permitted only once it is overdue.</summary>
    /// <returns>Refusals: <c>not-found</c>, <c>stale</c>, <c>review.closed</c>, <c>review.undecided</c>.</returns>
    public Task<Outcome<ReviewCampaign>> CloseAsync(ReviewCampaignId id, int version, Actor by, CancellationToken ct) =>
        desk.RunAsync<ReviewCampaign>(Close, by, async (db, stand) =>
        {
            if (await db.Reviews.AsTracking().FirstOrDefaultAsync(c => c.Id == id, CancellationToken.None) is not { } campaign) return Refusal.NotFound;
            if (campaign.Version != version) return Refusal.Stale(campaign.Version, campaign);
            if (campaign.ClosedAt is not null) return Closed;
            var open = await OpenLines(db, id).CountAsync(CancellationToken.None);
            if (open > 0 && campaign.StageAt(Clock.DayOf(stand.At)) is not ReviewStage.Overdue)
                return new Refusal("review.undecided", new Text("未判断の明細が{0}件あります。すべて判断するか、猶予が過ぎてから終了してください。", "{0} lines are undecided. Have them decided, or close once the further time is over.").With(open));
            var result = await ReviewResult.OfAsync(db, campaign, stand, CancellationToken.None);
            var (record, _) = await store.PutAsync(result.Json(), CancellationToken.None);
            var (table, _) = await store.PutAsync(result.Csv(), CancellationToken.None);
            campaign.Finish(record, table, result.Counts, stand);
            return campaign;
        }, ct);

    /// <summary>Lines that still wait for a decision: pending, and the assignment still stands.</summary>
    internal static IQueryable<ReviewLine> OpenLines(Db db, ReviewCampaignId campaign) =>
        db.ReviewLines.Where(l => l.Campaign == campaign && l.Decision == ReviewDecision.Pending && db.Assignments.Any(a => a.Id == l.Assignment && a.EndedAt == null));

    private Task<Outcome<ReviewLine>> OnLineAsync(Act act, ReviewLineId id, int version, Actor by, Func<Db, ReviewLine, PersonId?, Stand, Task<Refusal?>> work, CancellationToken ct) =>
        desk.RunAsync<ReviewLine>(act, by, async (db, stand) =>
        {
            if (await db.ReviewLines.AsTracking().FirstOrDefaultAsync(l => l.Id == id, CancellationToken.None) is not { } line) return Refusal.NotFound;
            if (line.Version != version) return Refusal.Stale(line.Version, line);
            if (await db.Reviews.AnyAsync(c => c.Id == line.Campaign && c.ClosedAt != null, CancellationToken.None)) return Closed;
            var owner = await db.People.Where(p => p.Id == line.Person).Select(p => p.Owner).FirstOrDefaultAsync(CancellationToken.None);
            return await work(db, line, owner, stand) is { } no ? no : line;
        }, ct);

    /// <param name="ending">Assignments that end in the same transaction.</param>
    private static async Task<Refusal?> EndAsync(Db db, ReviewLine line, string reason, Stand stand, IReadOnlyList<AssignmentId> ending)
    {
        // Somebody may have ended it meanwhile; the decision stands all the same.
        if (await db.Assignments.AsTracking().FirstOrDefaultAsync(a => a.Id == line.Assignment && a.EndedAt == null, CancellationToken.None) is not { } assignment) return null;
        return await Assigning.GuardEndAsync(db, assignment, ending, CancellationToken.None) ?? assignment.Close(reason, stand);
    }

    private static bool Fits(ReviewerChoice choice, Person who, Assignment assignment) =>
        choice.Person != who.Id && choice.Person != who.Owner && (choice.Party is null || choice.Party == who.Party) && (choice.Role is null || choice.Role == assignment.Role);

    private static bool CanDecide(Membership members, PersonId person, DateTimeOffset at) =>
        members.People.GetValueOrDefault(person) is { State: PersonState.Active, Machine: false } && members.Permits(person, Decide.Id, Place.Organisation, at);
}
