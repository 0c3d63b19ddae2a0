namespace Akashi.Server.Measures;

/// <summary>What one organisation's measures and attestations say, as of the last fact that was applied. Not for two threads at once.</summary>
public sealed class MeasureBoard(Bindings bindings)
{
    private readonly Declarations _declarations = new();

    public MeasureStates States { get; } = new(MeasureList.All);

    /// <summary>Index of the first leaf whose fact was not read yet; null before the first reading.</summary>
    public long? Next { get; private set; }

    public void Apply(Fact fact)
    {
        States.Apply(fact);
        _declarations.Apply(fact);
    }

    /// <summary>All facts below this index have been applied.</summary>
    public void ReadUpTo(long next) => Next = next;

    /// <summary>How a control stands, and why.</summary>
    public Clause ClauseOf(string catalog, string code, DateTimeOffset asOf)
    {
        var bound = bindings.Of(catalog, code);
        var exemption = _declarations.Of(catalog, code, AttestationNames.Exemption);
        List<MeasurePart> measures = [.. bound.Measures.Select(m =>
        {
            var given = States.Read(m.Measure, asOf, m.Target);
            return new MeasurePart(m.Measure, m.Target, given, ClauseFold.Of(given, exemption, asOf));
        })];
        List<AttestationPart> attestations = [.. bound.Attestations.Select(a =>
        {
            var said = _declarations.Of(catalog, code, a.Id);
            return new AttestationPart(a, said, ClauseFold.Of(said, exemption, asOf));
        })];
        var status = ClauseFold.Of([.. measures.Select(m => m.Outcome), .. attestations.Select(a => a.Outcome)]);
        return new(catalog, code, status, measures, attestations, exemption is { } x && x.CountsAt(asOf) ? x : null, LapsesAt(status, measures, attestations, exemption));
    }

    /// <summary>When a status that is good will drop by time alone.</summary>
    private static DateTimeOffset? LapsesAt(ClauseStatus status, IEnumerable<MeasurePart> measures, IEnumerable<AttestationPart> attestations, Declaration? exemption) =>
        status is not (ClauseStatus.Met or ClauseStatus.NotApplicable) ? null
        : measures.Select(m => m.Outcome is PartOutcome.NotApplicable ? exemption?.Expires : m.Given.LapsesAt)
            .Concat(attestations.Select(a => a.Outcome is PartOutcome.NotApplicable ? exemption?.Expires : a.Said?.Expires)).Min();
}

/// <summary>How a control stands at a moment, and why.</summary>
/// <param name="Exemption">The declaration that it does not apply, while that counts.</param>
/// <param name="LapsesAt">UTC; when the status will drop if nobody acts; null when that is not in sight, or the status is not good.</param>
public sealed record Clause(
    string Catalog, string Code, ClauseStatus Status, IReadOnlyList<MeasurePart> Measures, IReadOnlyList<AttestationPart> Attestations, Declaration? Exemption, DateTimeOffset? LapsesAt);

/// <param name="Fallback">The clause's own target, in force while the organisation has set none; null when it has none.</param>
public sealed record MeasurePart(Measure Measure, Target? Fallback, Measurement Given, PartOutcome Outcome);

/// <param name="Said">What a person said last; null when nobody has.</param>
public sealed record AttestationPart(BoundAttestation Attestation, Declaration? Said, PartOutcome Outcome);
