using Akashi.Server.Evidence;
using Akashi.Server.Kernel;

namespace Akashi.Server.Measures;

/// <summary>How attestations are named.</summary>
public static class AttestationNames
{
    /// <summary>Id of the one attestation of a control that nothing is bound to.</summary>
    public const string Whole = "whole";

    /// <summary>Id under which the whole control is declared not applicable.</summary>
    public const string Exemption = "not-applicable";

    public static readonly BoundAttestation OfTheWhole = new(Whole, new(
        "要求事項の全体が守られていることを、証跡を示して確かめる。", "Confirm with evidence that the whole requirement is kept."));

    /// <summary><c>catalog/code#attestation</c>.</summary>
    public static string SubjectOf(string catalog, string code, string? attestation) => $"{catalog}/{code}#{attestation ?? Whole}";
}

/// <summary>What a person said last about an attestation.</summary>
/// <param name="Observation">The entry that holds it.</param>
public sealed record Declaration(EntryRef Observation, ObservationMethod Method, Verdict Verdict, PersonId By, DateTimeOffset At, DateTimeOffset Expires, string Remarks, IReadOnlyList<DocumentId> Documents)
{
    public bool CountsAt(DateTimeOffset moment) => moment < Expires;
}

/// <summary>What people have attested, as of the last fact that was applied.</summary>
public sealed class Declarations
{
    private readonly Dictionary<string, Declaration> _last = [];

    internal static IReadOnlyList<Type> Events { get; } = [typeof(Attested), typeof(AttestationWithdrawn)];

    public void Apply(Fact fact)
    {
        if (fact.Happened is Attested said)
            _last[said.Subject] = new(fact.Entry, said.Method, said.Verdict, fact.By, fact.At, said.Expires, said.Remarks, said.Documents);
        // Only what counts now can be taken back with effect; what was said before it was overtaken by it.
        else if (fact.Happened is AttestationWithdrawn back && _last.GetValueOrDefault(back.Subject)?.Observation == fact.Entry)
            _last.Remove(back.Subject);
    }

    /// <summary>Null when nobody has said anything, or took it back.</summary>
    public Declaration? Of(string catalog, string code, string attestation) => _last.GetValueOrDefault(AttestationNames.SubjectOf(catalog, code, attestation));
}
