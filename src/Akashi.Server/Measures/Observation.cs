using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Measures;

public readonly record struct ObservationId(Guid Value) : IId;

/// <summary>How an observation was made (OSCAL observation, methods).</summary>
public enum ObservationMethod
{
    /// <summary>By a measure.</summary>
    Test,

    /// <summary>A person looked at something.</summary>
    Examine,

    /// <summary>A person asked somebody.</summary>
    Interview,
}

/// <summary>
/// 観測. What a measure gave, or what a person found, at a moment, and how long that counts (OSCAL observation: methods, collected, expires,
/// relevant-evidence). Never changed; a person's can be withdrawn.
/// </summary>
public sealed class Observation : Entry
{
    public ObservationId Id { get; private set; }
    public ObservationMethod Method { get; private set; }

    /// <summary>Id of the measure, or <c>catalog/code#attestation</c> for what a person attested.</summary>
    public string Subject { get; private set; } = "";

    public Verdict Verdict { get; private set; }

    /// <summary>UTC; the moment for which it holds.</summary>
    public DateTimeOffset Collected { get; private set; }

    /// <summary>UTC; from then on it counts no more.</summary>
    public DateTimeOffset Expires { get; private set; }

    /// <summary>Figure, target, offenders; null for a person's.</summary>
    public Measurement? Measured { get; private set; }

    /// <summary>The part of the log that a measure rests on; null for a person's.</summary>
    public LogRange? Evidence { get; private set; }

    /// <summary>Documents that a person rests on.</summary>
    public IReadOnlyList<DocumentId> Documents { get; private set; } = [];

    /// <summary>What a person found, or the reason why it does not apply; null for a measure's.</summary>
    public string? Remarks { get; private set; }

    /// <summary>Who attested; the server for a measure.</summary>
    public PersonId By { get; private set; }

    /// <summary>True once it was taken back.</summary>
    public bool Withdrawn { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>Act under which the server stores what measures gave.</summary>
    public static readonly Act Observe = new("measures.observe", new("指標の観測", "Observe measure"));

    /// <returns>Refusals: those of <see cref="AttestationRules"/>.</returns>
    public static readonly OpenAct<Observation, AttestationBody> Attest = new("measures.attest", new("条項の確認", "Attest clause"),
        (body, stand, id) => Of(body, new(id), body.Holds ? Verdict.Passed : Verdict.Failed, stand), AttestationRules.GuardAsync);

    /// <returns>Refusals: those of <see cref="AttestationRules"/>.</returns>
    public static readonly OpenAct<Observation, AttestationBody> Exempt = new("measures.exempt", new("条項の適用外の宣言", "Declare clause not applicable"),
        (body, stand, id) => Of(body with { Attestation = AttestationNames.Exemption }, new(id), Verdict.NotApplicable, stand), AttestationRules.GuardAsync);

    /// <returns>Refusals: <c>attestation.not-a-persons</c>, <c>attestation.withdrawn</c>.</returns>
    public static readonly Act<Observation, WithdrawalBody> Withdraw = new("measures.withdraw", new("確認の取り下げ", "Withdraw attestation"), (observation, body, stand) =>
    {
        if (observation.Method is ObservationMethod.Test) return new("attestation.not-a-persons", new("指標の観測は取り下げられません。", "What a measure gave cannot be withdrawn."));
        if (observation.Withdrawn) return new("attestation.withdrawn", new("この確認はすでに取り下げられています。", "This attestation has been withdrawn already."));
        if (AttestationRules.Reason(body.Reason) is { } no) return no;
        observation.Withdrawn = true;
        observation.Record(new AttestationWithdrawn(observation.Subject, body.Reason.Trim()), stand.At);
        return null;
    });

    internal static Observation Measurement(ObservationId id, string measure, Measurement given, DateTimeOffset collected, DateTimeOffset expires, LogRange evidence, Stand stand)
    {
        var observation = new Observation
        {
            Id = id, Method = ObservationMethod.Test, Subject = measure, Verdict = given.Verdict, Collected = collected, Expires = expires, Measured = given, Evidence = evidence,
        };
        observation.Record(new Observed(measure, given, collected, expires, evidence), stand.At);
        return observation;
    }

    private static Outcome<Observation> Of(AttestationBody body, ObservationId id, Verdict verdict, Stand stand)
    {
        if (AttestationRules.FirstProblem(body, verdict, stand.At) is { } no) return no;
        var observation = new Observation
        {
            Id = id, Method = body.Method, Subject = AttestationNames.SubjectOf(body.Catalog, body.Code, body.Attestation), Verdict = verdict, Collected = stand.At, Expires = body.Expires.ToUniversalTime(),
            Documents = [.. (body.Documents ?? []).Distinct()], Remarks = body.Remarks!.Trim(), By = stand.By.Person,
        };
        observation.Record(new Attested(observation.Subject, body.Method, verdict, observation.Expires, observation.Documents, observation.Remarks), stand.At);
        return observation;
    }

    internal sealed class Table : IEntityTypeConfiguration<Observation>
    {
        public void Configure(EntityTypeBuilder<Observation> builder)
        {
            builder.ToTable("observations");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Subject, x.Collected });
            builder.Property(x => x.Measured!).AsJson();
            builder.Property(x => x.Evidence!).AsJson();
            builder.Property(x => x.Documents).AsJson();
        }
    }
}

/// <summary>The leaves that a figure rests on, and the checkpoint that was newest then (OSCAL relevant-evidence).</summary>
/// <param name="First">Index of the first leaf; null when nothing was recorded yet.</param>
/// <param name="End">Index of the first leaf that was not looked at any more.</param>
/// <param name="CheckpointSize">Leaves under the checkpoint; 0 before the first.</param>
/// <param name="Root">Root hash of the checkpoint, base64; null before the first.</param>
public sealed record LogRange(long? First, long End, long CheckpointSize, string? Root);

/// <param name="Attestation">Which of the clause's attestations; <c>whole</c> where nothing is bound.</param>
/// <param name="Holds">What the person found.</param>
/// <param name="Expires">UTC; from then on it counts no more.</param>
/// <param name="Documents">What it rests on; with none, the remarks must say it.</param>
/// <param name="Remarks">What was found and how; for an exemption, the reason.</param>
public sealed record AttestationBody(
    string Catalog, string Code, string? Attestation, ObservationMethod Method, bool Holds, DateTimeOffset Expires, IReadOnlyList<DocumentId>? Documents, string? Remarks);

public sealed record WithdrawalBody(string Reason);

/// <summary>A measure was taken and what it gave was kept.</summary>
public sealed record Observed(string Measure, Measurement Given, DateTimeOffset Collected, DateTimeOffset Expires, LogRange Evidence) : Event;

/// <summary>A person attested a clause, found it not kept, or declared it not applicable.</summary>
public sealed record Attested(string Subject, ObservationMethod Method, Verdict Verdict, DateTimeOffset Expires, IReadOnlyList<DocumentId> Documents, string Remarks) : Event;

/// <summary>An attestation was taken back.</summary>
public sealed record AttestationWithdrawn(string Subject, string Reason) : Event;
