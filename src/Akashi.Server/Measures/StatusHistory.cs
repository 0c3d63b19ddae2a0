namespace Akashi.Server.Measures;

/// <summary>From when on a clause stood how.</summary>
/// <param name="Because">The observation that changed it; null when an attestation ran out or was withdrawn.</param>
public sealed record StatusStep(DateTimeOffset At, ClauseStatus Status, Observation? Because);

/// <summary>How the status of a clause went, from the observations that were kept.</summary>
internal static class StatusHistory
{
    /// <summary>Newest first: each moment at which the status became another one, as far back as the observations go.</summary>
    /// <param name="observations">Of everything the clause is judged by, oldest first.</param>
    public static IReadOnlyList<StatusStep> Of(Clause clause, IReadOnlyList<Observation> observations, DateTimeOffset asOf)
    {
        var known = new Dictionary<string, Observation>();
        var steps = new List<StatusStep>();
        // What people said ends by itself or is taken back; a measure's observation is overtaken by the next one.
        var ends = observations.Where(o => o.Method is not ObservationMethod.Test).Select(o => (At: o.Withdrawn && o.ChangedAt < o.Expires ? o.ChangedAt : o.Expires, Observation: o, Begins: false));
        foreach (var (at, observation, begins) in observations.Select(o => (At: o.Collected, Observation: o, Begins: true)).Concat(ends).Where(m => m.At <= asOf).OrderBy(m => m.At))
        {
            if (begins) known[observation.Subject] = observation;
            else if (observation.Withdrawn && known.GetValueOrDefault(observation.Subject) == observation) known.Remove(observation.Subject);
            var status = StatusAt(clause, known, at);
            if (steps.Count == 0 || steps[^1].Status != status) steps.Add(new(at, status, begins ? observation : null));
        }
        steps.Reverse();
        return steps;
    }

    private static ClauseStatus StatusAt(Clause clause, Dictionary<string, Observation> known, DateTimeOffset at)
    {
        Declaration? Said(string attestation) => DeclarationOf(known.GetValueOrDefault(AttestationNames.SubjectOf(clause.Catalog, clause.Code, attestation)));
        var exemption = Said(AttestationNames.Exemption);
        return ClauseFold.Of(
        [
            .. clause.Measures.Select(m => known.GetValueOrDefault(m.Measure.Id) is { Measured: { } given } ? ClauseFold.Of(Judged(given, m), exemption, at) : PartOutcome.NoData),
            .. clause.Attestations.Select(a => ClauseFold.Of(Said(a.Attestation.Id), exemption, at)),
        ]);
    }

    /// <summary>An observation is held against the organisation's target or the measure's; a clause that has a target of its own against that.</summary>
    private static Measurement Judged(Measurement given, MeasurePart part) =>
        part.Fallback is { } own && given.Target == part.Measure.Target && given.Value is { } value ? given with { Verdict = own.Holds(value) ? Verdict.Passed : Verdict.Failed } : given;

    private static Declaration? DeclarationOf(Observation? said) => said is null ? null
        : new(new(nameof(Observation), said.Id.Value), said.Method, said.Verdict, said.By, said.Collected, said.Expires, said.Remarks ?? "", said.Documents);
}
