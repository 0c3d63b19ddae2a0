namespace Akashi.Server.Measures;

/// <summary>条項の状態. How a control stands. <see cref="Met"/> alone is OSCAL's "satisfied".</summary>
public enum ClauseStatus
{
    /// <summary>充足: everything that it is judged by passes.</summary>
    Met,

    /// <summary>不充足: a measure misses its target, or a person found that it is not kept.</summary>
    NotMet,

    /// <summary>要確認: a person has not attested it, or too long ago.</summary>
    AttestationDue,

    /// <summary>データなし: a measure has nothing to judge by.</summary>
    NoData,

    /// <summary>適用外: a person gave the reason why it does not apply here.</summary>
    NotApplicable,
}

/// <summary>How one of the things stands that a control is judged by; the later in this list, the stronger.</summary>
public enum PartOutcome
{
    Passed,
    NotApplicable,

    /// <summary>An attestation that nobody has given.</summary>
    Due,

    /// <summary>An attestation that was given too long ago.</summary>
    Expired,

    /// <summary>A measure with nothing to judge by.</summary>
    NoData,
    Failed,
}

/// <summary>From the parts of a control to its status: the strongest part decides.</summary>
public static class ClauseFold
{
    /// <summary>failed &gt; expired or no data &gt; not applicable with a reason &gt; passed; with nothing to judge by, a person must look.</summary>
    public static ClauseStatus Of(IEnumerable<PartOutcome> parts) => parts.DefaultIfEmpty(PartOutcome.Due).Max() switch
    {
        PartOutcome.Failed => ClauseStatus.NotMet,
        PartOutcome.NoData => ClauseStatus.NoData,
        PartOutcome.Expired or PartOutcome.Due => ClauseStatus.AttestationDue,
        PartOutcome.NotApplicable => ClauseStatus.NotApplicable,
        _ => ClauseStatus.Met,
    };

    /// <summary>A measure's part. An exemption stands in for data that cannot be, never for a figure that speaks against the control.</summary>
    public static PartOutcome Of(Measurement given, Declaration? exemption, DateTimeOffset asOf) => given.Verdict switch
    {
        Verdict.Failed => PartOutcome.Failed,
        Verdict.Passed => PartOutcome.Passed,
        _ => exemption?.CountsAt(asOf) == true ? PartOutcome.NotApplicable : PartOutcome.NoData,
    };

    /// <summary>An attestation's part.</summary>
    public static PartOutcome Of(Declaration? said, Declaration? exemption, DateTimeOffset asOf) => said switch
    {
        _ when said?.CountsAt(asOf) == true => said.Verdict is Verdict.Failed ? PartOutcome.Failed : PartOutcome.Passed,
        _ when exemption?.CountsAt(asOf) == true => PartOutcome.NotApplicable,
        null => PartOutcome.Due,
        _ => PartOutcome.Expired,
    };

    /// <summary>State and reason of an OSCAL finding's target: it knows only satisfied and not satisfied, so whatever is not proved is not satisfied.</summary>
    public static (string State, string Reason) Oscal(ClauseStatus status) => status switch
    {
        ClauseStatus.Met => ("satisfied", "pass"),
        ClauseStatus.NotMet => ("not-satisfied", "fail"),
        _ => ("not-satisfied", "other"),
    };
}
