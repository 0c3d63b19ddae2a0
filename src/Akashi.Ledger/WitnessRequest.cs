using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Akashi.Ledger;

/// <summary>The body of <c>add-checkpoint</c>: old size, consistency proof, signed checkpoint. Source: tlog-witness "add-checkpoint".</summary>
internal sealed record WitnessRequest(long OldSize, IReadOnlyList<TreeHash> Proof, SignedNote Note, Checkpoint Checkpoint)
{
    /// <summary>Media type of the size that a 409 answers.</summary>
    public const string SizeType = "text/x.tlog.size";

    private const int MaxProof = 63;

    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out WitnessRequest? request)
    {
        request = null;
        if (body.Length > Witness.MaxBody) return false;
        try
        {
            var text = Utf8.Strict.GetString(body);
            var split = text.IndexOf("\n\n", StringComparison.Ordinal);
            if (split < 0 || text[..split].Split('\n') is not [['o', 'l', 'd', ' ', .. var old], .. { Length: <= MaxProof } lines]) return false;
            if (!TryParseSize(old, out var size)) return false;
            var proof = new TreeHash[lines.Length];
            for (var i = 0; i < proof.Length; i++)
                if (!TreeHash.TryParse(lines[i], out proof[i])) return false;
            var note = SignedNote.Parse(text[(split + 2)..]);
            request = new WitnessRequest(size, proof, note, Checkpoint.Parse(note.Text));
            return true;
        }
        catch (Exception e) when (e is LedgerBrokenException or DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>A decimal size without leading zeroes.</summary>
    public static bool TryParseSize(string text, out long size) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size.ToString(CultureInfo.InvariantCulture) == text;

    public override string ToString() => $"old {OldSize.ToString(CultureInfo.InvariantCulture)}\n{string.Concat(Proof.Select(h => h + "\n"))}\n{Note}";
}
