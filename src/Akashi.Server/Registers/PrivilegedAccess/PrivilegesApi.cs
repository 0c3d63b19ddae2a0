using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;

namespace Akashi.Server.Registers.PrivilegedAccess;

internal static class PrivilegesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var privileges = api.MapGroup("privileges").WithTags("Privileged access");
        privileges.MapGet("", async (Word<PrivilegeShow>? show, Guid? before, HttpContext http, PrivilegesReading reading, CancellationToken ct) =>
                TypedResults.Ok((await reading.ListAsync(http.Actor(), show?.Value ?? PrivilegeShow.All, before, ct)).Select(r => PrivilegeView.Of(r, reading.Now))))
            .Produces<IEnumerable<PrivilegeView>>().Reads(PrivilegesReading.List.Id, "Requests, newest first; show=waiting|mine|live|review, before=ID continues");
        privileges.MapGet("{id:guid}", async Task<IResult> (Guid id, HttpContext http, PrivilegesReading reading, CancellationToken ct) =>
            {
                if (await reading.FindAsync(http.Actor().Organisation, id, ct) is not { } request) return ActRoutes.Problem(Refusal.NotFound);
                http.Response.Headers.ETag = ActRoutes.Tag(request.Version);
                return TypedResults.Ok(PrivilegeView.Of(request, reading.Now));
            }).Produces<PrivilegeView>().Reads(PrivilegesReading.Read.Id, "One request with its approvals and its end");
        privileges.MapOpen(PrivilegeRequest.Ask, View).Produces<PrivilegeView>(201);
        privileges.MapPost("break-glass", async Task<IResult> (BreakGlassBody body, HttpContext http, Desk desk, CancellationToken ct) =>
                ActRoutes.Answer(http, await desk.OpenAsync(PrivilegeRequest.TakeNow, body, http.Actor(), ct), View))
            .Produces<PrivilegeView>().Describe(PrivilegeRequest.TakeNow);
        privileges.MapAct(PrivilegeRequest.Approve, View).Produces<PrivilegeView>();
        privileges.MapAct(PrivilegeRequest.Reject, View).Produces<PrivilegeView>();
        privileges.MapAct(PrivilegeRequest.Withdraw, View).Produces<PrivilegeView>();
        privileges.MapAct(PrivilegeRequest.GiveBack, View).Produces<PrivilegeView>();
        privileges.MapAct(PrivilegeRequest.Revoke, View).Produces<PrivilegeView>();
        privileges.MapAct(PrivilegeRequest.Report, View).Produces<PrivilegeView>();
        privileges.MapAct(PrivilegeRequest.Review, View).Produces<PrivilegeView>();

        var rules = api.MapGroup("privilege-rules").WithTags("Privileged access");
        rules.MapGet("", async (HttpContext http, PrivilegesReading reading, CancellationToken ct) => TypedResults.Ok(await reading.RulesAsync(http.Actor().Organisation, ct)))
            .Produces<IReadOnlyList<RuleBody>>().Reads("privilege-rules.list", "The rules in force, one for each kind of target");
        rules.MapOpen(PrivilegeRule.Set, r => r.Body).Produces<RuleBody>(201);
    }

    /// <summary>As it stands at the moment of its last event: an act was just done on it.</summary>
    private static PrivilegeView View(PrivilegeRequest request) => PrivilegeView.Of(request, request.ChangedAt);
}

/// <param name="Stand">What holds now.</param>
/// <param name="Approver">Id of the act that an approver must be permitted.</param>
/// <param name="From">Since when the grant holds; null without one.</param>
/// <param name="Work">Of maintenance by outsiders: the plan, at the end the record.</param>
/// <param name="Unused">True when the grant ended without being used.</param>
public sealed record PrivilegeView(
    PrivilegeRequestId Id, int Version, PrivilegeStand Stand, PrivilegeStatus Status, bool BreakGlass, PersonId Person, string Title, string Reason, string? WhyNow, string? About,
    PrivilegeTarget Target, DateTimeOffset AskedFrom, DateTimeOffset AskedTo, DateTimeOffset RequestedAt, DateTimeOffset DecideBy, int Needed, string Approver, IReadOnlyList<Vote> Votes,
    DateTimeOffset? From, DateTimeOffset? Until, DateTimeOffset? FirstUsedAt, bool Unused, string? Remark, DateTimeOffset? ReviewBy, bool ReviewMissed,
    PersonId? ReviewedBy, DateTimeOffset? ReviewedAt, bool? ReviewedProper, string? ReviewNote, MaintenanceWork? Work)
{
    public static PrivilegeView Of(PrivilegeRequest r, DateTimeOffset now) => new(
        r.Id, r.Version, r.StandAt(now), r.Status, r.BreakGlass, r.Person, r.Title, r.Reason, r.WhyNow, r.About, r.Target, r.AskedFrom, r.AskedTo, r.RequestedAt, r.DecideBy,
        r.Approval.Needed, r.Approval.Permission, r.Approval.Votes, r.From, r.Until, r.FirstUsedAt, r.IsUnused(now), r.Remark, r.ReviewBy, r.ReviewMissed,
        r.ReviewedBy, r.ReviewedAt, r.ReviewedProper, r.ReviewNote, r.Work);
}
