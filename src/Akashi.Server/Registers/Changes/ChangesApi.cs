using Akashi.Server.Identity;
using Akashi.Server.Kernel;

namespace Akashi.Server.Registers.Changes;

internal static class ChangesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var changes = api.MapGroup("changes").WithTags("Changes");
        changes.MapGet("", async (Word<ChangeShow>? show, HttpContext http, ChangesReading reading, CancellationToken ct) =>
                TypedResults.Ok((await reading.ListAsync(http.Actor(), show?.Value ?? ChangeShow.All, ct)).Select(c => ChangeView.Of(c, reading.Now))))
            .Produces<IEnumerable<ChangeView>>().Reads(ChangesReading.List.Id, "Changes, the latest window first; show=waiting|open|overdue");
        changes.MapGet("{id:guid}", async Task<IResult> (Guid id, HttpContext http, ChangesReading reading, CancellationToken ct) =>
            {
                if (await reading.FindAsync(http.Actor().Organisation, id, ct) is not { } change) return ActRoutes.Problem(Refusal.NotFound);
                http.Response.Headers.ETag = ActRoutes.Tag(change.Version);
                return TypedResults.Ok(ChangeView.Of(change, reading.Now));
            }).Produces<ChangeView>().Reads(ChangesReading.Read.Id, "One change with its approvals and its result");
        changes.MapOpen(Change.Ask, View).Produces<ChangeView>(201);
        changes.MapPost("emergency", async Task<IResult> (ChangeBody body, HttpContext http, Desk desk, CancellationToken ct) =>
                ActRoutes.Answer(http, await desk.OpenAsync(Change.StartEmergency, body, http.Actor(), ct), View))
            .Produces<ChangeView>().Describe(Change.StartEmergency);
        changes.MapAct(Change.RecordTest, View).Produces<ChangeView>();
        changes.MapAct(Change.Tell, View).Produces<ChangeView>();
        changes.MapAct(Change.Approve, View).Produces<ChangeView>();
        changes.MapAct(Change.Reject, View).Produces<ChangeView>();
        changes.MapAct(Change.Withdraw, View).Produces<ChangeView>();
        changes.MapAct(Change.Start, View).Produces<ChangeView>();
        changes.MapAct(Change.Finish, View).Produces<ChangeView>();
        changes.MapAct(Change.Close, View).Produces<ChangeView>();

        var rules = api.MapGroup("change-rules").WithTags("Changes");
        rules.MapGet("", async (HttpContext http, ChangesReading reading, CancellationToken ct) => TypedResults.Ok(await reading.RuleAsync(http.Actor().Organisation, ct)))
            .Produces<ChangeRuleBody>().Reads("change-rules.list", "The rule in force");
        rules.MapOpen(ChangeRule.Set, r => r.Body).Produces<ChangeRuleBody>(201);
    }

    private static ChangeView View(Change change) => ChangeView.Of(change, change.ChangedAt);
}

/// <param name="ApprovalOverdue">True for an emergency change that nobody else approved in time.</param>
public sealed record ChangeView(
    ChangeId Id, int Version, ChangeKind Kind, ChangeStatus Status, PersonId Person, DateTimeOffset RequestedAt, ChangeBody Plan, int Needed, IReadOnlyList<Vote> Votes, DateTimeOffset? ApprovedAt,
    DateTimeOffset? ApproveBy, bool ApprovalOverdue, TestRecord? Test, CustomerNotice? Told, PersonId? StartedBy, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, ChangeOutcome? Ended, string? Remark)
{
    public static ChangeView Of(Change c, DateTimeOffset now) => new(
        c.Id, c.Version, c.Kind, c.Status, c.Person, c.RequestedAt, c.Plan, c.Approval.Needed, c.Approval.Votes, c.ApprovedAt,
        c.ApproveBy, c.IsApprovalOverdue(now), c.Test, c.Told, c.StartedBy, c.StartedAt, c.FinishedAt, c.Ended, c.Remark);
}
