namespace Akashi.Ledger.Records;

/// <summary>Everything that shows the history of one entry, to be checked without the server. Format: docs/formats/evidence-bundle.md.</summary>
/// <param name="Organisation">Whose entry it is.</param>
/// <param name="Register">Type of the entry, e.g. <c>Statement</c>.</param>
/// <param name="Entry">Its id.</param>
/// <param name="Note">The signed checkpoint that all proofs lead to, with cosignatures.</param>
/// <param name="Keys">The log's keys, the content of the file <c>vkeys</c>.</param>
/// <param name="Steps">What happened to the entry, in the order of the log; attempts that were refused among them.</param>
public sealed record EvidenceBundle(Guid Organisation, string Register, Guid Entry, SignedNote Note, string Keys, IReadOnlyList<BundleStep> Steps)
{
    /// <summary>The entry's canonical state after the last step; null when it is gone.</summary>
    public ReadOnlyMemory<byte>? State { get; init; }

    /// <summary>Who must have cosigned (tlog-policy); null when nobody need.</summary>
    public string? Policy { get; init; }

    /// <summary>RFC 3161 token over a signed checkpoint, which need not be <see cref="Note"/>; null when there is none.</summary>
    public BundleTimeStamp? TimeStamp { get; init; }
}

/// <summary>One leaf about the entry.</summary>
/// <param name="Index">Its place in the log.</param>
/// <param name="Leaf">Its bytes, as the log holds them.</param>
/// <param name="Proof">Its inclusion proof (RFC 6962 §2.1.1).</param>
public sealed record BundleStep(long Index, ReadOnlyMemory<byte> Leaf, IReadOnlyList<TreeHash> Proof)
{
    /// <summary>The stored text of the event; null when the leaf has none or the person was erased.</summary>
    public string? Event { get; init; }

    /// <summary>The event's salt, 16 bytes; null when the leaf has none or the person was erased.</summary>
    public ReadOnlyMemory<byte>? Salt { get; init; }
}

/// <summary>A time-stamp with what it was made over.</summary>
/// <param name="Checkpoint">The signed checkpoint, byte for byte.</param>
/// <param name="Token">DER (RFC 3161 §2.4.2).</param>
public sealed record BundleTimeStamp(ReadOnlyMemory<byte> Checkpoint, ReadOnlyMemory<byte> Token);

/// <summary>Names of the files in a bundle.</summary>
internal static class BundleFiles
{
    public const string Index = "bundle.json", Checkpoint = "checkpoint", Keys = "vkeys", Policy = "policy", State = "state.json", Stamped = "timestamp/checkpoint", Token = "timestamp/token.tst";

    public static string Leaf(long index) => FormattableString.Invariant($"leaves/{index}.json");

    public static string Proof(long index) => FormattableString.Invariant($"proofs/{index}{TlogProof.Extension}");

    public static string Evidence(string hash) => $"files/{hash}";
}
