using Akashi.Server.Kernel;

namespace Akashi.Server.Identity.Duties;

/// <summary>Segregation of duties over REST.</summary>
internal static class DutiesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var duties = api.MapGroup("duties").WithTags("Duties");
        duties.MapGet("", async (HttpContext http, DutiesReading reading, TimeProvider time, CancellationToken ct) => TypedResults.Ok(DutiesView.Of(await reading.ReadAsync(http.Actor(), ct), time.GetUtcNow())))
            .Produces<DutiesView>().Reads("duties.list", "Acts that are kept apart, who holds both now, and exceptions");
        duties.MapOpen(DutyPair.Define, DutyPairView.Of).Produces<DutyPairView>(201);
        duties.MapAct(DutyPair.End, DutyPairView.Of).Produces<DutyPairView>();
        var exceptions = api.MapGroup("duties/exceptions").WithTags("Duties");
        exceptions.MapOpen(DutyExemption.Except, e => DutyExemptionView.Of(e, e.ChangedAt)).Produces<DutyExemptionView>(201);
        exceptions.MapAct(DutyExemption.Approve, e => DutyExemptionView.Of(e, e.ChangedAt)).Produces<DutyExemptionView>();
        exceptions.MapAct(DutyExemption.Lift, e => DutyExemptionView.Of(e, e.ChangedAt)).Produces<DutyExemptionView>();
    }
}

public sealed record DutyPairView(DutyPairId Id, int Version, DutyKind Kind, string First, string Second, string Why, DateTimeOffset? EndedAt)
{
    public static DutyPairView Of(DutyPair p) => new(p.Id, p.Version, p.Kind, p.First, p.Second, p.Why, p.EndedAt);
}

/// <param name="Holds">At the moment of the answer.</param>
public sealed record DutyExemptionView(
    DutyExemptionId Id, int Version, PersonId Person, string Pair, string Reason, DateTimeOffset Until, PersonId AskedBy, PersonId? ApprovedBy, DateTimeOffset? ApprovedAt, DateTimeOffset? EndedAt, bool Holds)
{
    public static DutyExemptionView Of(DutyExemption e, DateTimeOffset now) =>
        new(e.Id, e.Version, e.Person, e.Pair, e.Reason, e.Until, e.Approval.AskedBy, e.Approval.Votes.Count > 0 ? e.Approval.Votes[0].By : null, e.ApprovedAt, e.EndedAt, e.HoldsAt(now));
}

/// <param name="Exception">Null when they hold both without one.</param>
public sealed record StandingConflictView(PersonId Person, string Pair, string FirstRole, string SecondRole, DutyExemptionId? Exception);

/// <param name="Duties">Pairs that hold, built-in ones first.</param>
public sealed record DutiesView(IReadOnlyList<Duty> Duties, IReadOnlyList<DutyPairView> Own, IReadOnlyList<StandingConflictView> Conflicts, IReadOnlyList<DutyExemptionView> Exceptions)
{
    public static DutiesView Of(DutiesState s, DateTimeOffset now) => new(s.Duties, [.. s.Own.Select(DutyPairView.Of)],
        [.. s.Conflicts.Select(c => new StandingConflictView(c.Person.Id, c.Conflict.Duty.Key, c.Conflict.First.Name, c.Conflict.Second.Name, c.Exception?.Id))], [.. s.Exceptions.Select(e => DutyExemptionView.Of(e, now))]);
}
