using System.Globalization;
using System.Text;

namespace Akashi.Ledger;

/// <summary>
/// A file that shows offline that an entry is in a log: index, inclusion proof and the signed checkpoint. Its extension is
/// <c>.tlog-proof</c>. Source: tlog-proof.
/// </summary>
/// <param name="Index">The entry's index.</param>
/// <param name="Hashes">The inclusion proof, from the leaf's sibling to the root's child (RFC 6962 §2.1.1).</param>
/// <param name="Note">The signed checkpoint, with the witnesses' cosignatures.</param>
public sealed record TlogProof(long Index, IReadOnlyList<TreeHash> Hashes, SignedNote Note)
{
    /// <summary>Extension of the files.</summary>
    public const string Extension = ".tlog-proof";

    private const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>Data of the application, not authenticated; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Extra { get; init; }

    /// <summary>Makes the proof of an entry for the tree of a signed checkpoint.</summary>
    /// <exception cref="LedgerBrokenException">The note is no checkpoint, or the tiles do not give its root.</exception>
    public static async Task<TlogProof> CreateAsync(ILogStorage storage, SignedNote note, long index, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(note);
        var hashes = await new LogReader(storage, Checkpoint.Parse(note.Text)).InclusionAsync(index, ct).ConfigureAwait(false);
        return new TlogProof(index, hashes, note);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="LedgerBrokenException"><c>proof.malformed</c>, <c>note.malformed</c></exception>
    public static TlogProof Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // The first empty line ends the proof; what follows is the checkpoint, word for word.
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || text[..split].Split('\n') is not [Header, .. var lines]) throw Malformed();
        ReadOnlyMemory<byte>? extra = null;
        if (lines is [['e', 'x', 't', 'r', 'a', ' ', .. var data], .. var after])
        {
            extra = Base64.Decode(data) ?? throw Malformed();
            lines = after;
        }
        if (lines is not [['i', 'n', 'd', 'e', 'x', ' ', .. var number], .. { Length: <= 63 } hashes]) throw Malformed();
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index.ToString(CultureInfo.InvariantCulture) != number) throw Malformed();
        return new TlogProof(index, [.. hashes.Select(h => TreeHash.TryParse(h, out var hash) ? hash : throw Malformed())], SignedNote.Parse(text[(split + 2)..])) { Extra = extra };
    }

    /// <summary>Checks that the entry is in a log that the policy accepts.</summary>
    /// <param name="entry">The entry as the log holds it; for a detached one its leaf.</param>
    /// <param name="policy">Whose signatures count.</param>
    /// <returns>The accepted checkpoint.</returns>
    /// <exception cref="LedgerBrokenException"><c>proof.wrong</c>, or what <see cref="WitnessPolicy.Check"/> throws.</exception>
    public OpenedCheckpoint Verify(ReadOnlySpan<byte> entry, WitnessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var opened = policy.Check(Note);
        var (_, size, root) = opened.Checkpoint;
        return MerkleTree.VerifyInclusion(MerkleTree.Leaf(entry), Index, size, Hashes, root) ? opened : throw new LedgerBrokenException(Faults.ProofWrong(Index));
    }

    /// <summary>The file's text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is { } extra) text.Append(CultureInfo.InvariantCulture, $"extra {Convert.ToBase64String(extra.Span)}\n");
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Hashes) text.Append(hash.ToString()).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }

    private static LedgerBrokenException Malformed() => new(Faults.ProofMalformed());
}
