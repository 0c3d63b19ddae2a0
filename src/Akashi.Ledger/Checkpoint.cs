using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Akashi.Ledger;

/// <summary>The head of a log: how many entries it has and which root hash. Source: tlog-checkpoint "Note text".</summary>
/// <param name="Origin">The log's identity, e.g. <c>example.com/log42</c>.</param>
/// <param name="Size">Entries in the log.</param>
/// <param name="Root">Root hash over them (RFC 6962 §2.1).</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>Extension lines, each with its newline; mostly empty. Logs of this library write none.</summary>
    public string Extensions { get; init; } = "";

    /// <summary>The text of the note: three lines, then extensions.</summary>
    public string Text => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Root}\n{Extensions}";

    /// <summary>Reads the text of a note; false when it is no checkpoint.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (text?.Split('\n') is not [{ Length: > 0 } origin, var size, var root, .. var more] || more is not [.., ""]) return false;
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number.ToString(CultureInfo.InvariantCulture) != size) return false;
        if (!TreeHash.TryParse(root, out var hash) || more[..^1].Any(line => line.Length == 0)) return false;
        checkpoint = new Checkpoint(origin, number, hash) { Extensions = string.Concat(more[..^1].Select(line => line + "\n")) };
        return true;
    }

    /// <summary>Reads the text of a note.</summary>
    /// <exception cref="LedgerBrokenException"><c>checkpoint.malformed</c></exception>
    public static Checkpoint Parse(string text) =>
        TryParse(text, out var checkpoint) ? checkpoint : throw new LedgerBrokenException(Faults.CheckpointMalformed());

    /// <summary>Signs with each signer in turn.</summary>
    /// <param name="signers">At least one; for a log its Ed25519 key first, so that every verifier finds one it knows.</param>
    /// <param name="time">What cosignatures say; taken to the second.</param>
    public SignedNote Sign(IEnumerable<NoteSigner> signers, DateTimeOffset time)
    {
        var text = Text;
        return new SignedNote(text, [.. signers.Select(s => new NoteSignature(s.Name, s.KeyId, s.Sign(text, time)))]);
    }

    /// <summary>Reads and verifies a signed checkpoint: signed by at least one of these keys, and by none of them wrongly.</summary>
    /// <exception cref="LedgerBrokenException"><c>note.malformed</c>, <c>signature.wrong</c>, <c>signature.missing</c>, <c>checkpoint.malformed</c></exception>
    public static OpenedCheckpoint Open(string note, IEnumerable<NoteVerifier> verifiers) => Open(SignedNote.Parse(note), verifiers);

    /// <inheritdoc cref="Open(string, IEnumerable{NoteVerifier})"/>
    public static OpenedCheckpoint Open(ReadOnlySpan<byte> note, IEnumerable<NoteVerifier> verifiers) => Open(SignedNote.Parse(note), verifiers);

    private static OpenedCheckpoint Open(SignedNote note, IEnumerable<NoteVerifier> verifiers)
    {
        var signatures = note.Open(verifiers);
        return new OpenedCheckpoint(Parse(note.Text), note, signatures);
    }
}

/// <summary>A checkpoint whose signatures were verified.</summary>
/// <param name="Checkpoint">The head of the log.</param>
/// <param name="Note">The note it came in.</param>
/// <param name="Signatures">The verified ones.</param>
public sealed record OpenedCheckpoint(Checkpoint Checkpoint, SignedNote Note, IReadOnlyList<VerifiedSignature> Signatures);
