using System.Buffers.Binary;
using System.Text;

namespace Akashi.Ledger;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Signature">What follows the id; read by <see cref="NoteVerifier.Verify"/>.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The line as it stands in the note, with its newline (signed-note "Signatures").</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.Span.CopyTo(bytes.AsSpan(4));
        return $"{SignedNote.Dash}{Name} {Convert.ToBase64String(bytes)}\n";
    }
}

/// <summary>A text with signatures that are not verified yet. Source: signed-note "Format".</summary>
/// <param name="Text">The text with its last newline.</param>
/// <param name="Signatures">The signature lines in order.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>Longest note read, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Most signatures read; the specification asks for at least 16.</summary>
    public const int MaxSignatures = 100;

    internal const string Dash = "\u2014 ";

    /// <summary>Reads the bytes of a note.</summary>
    /// <exception cref="LedgerBrokenException"><c>note.malformed</c></exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) throw Malformed(new("1 MiB を超えています", "longer than 1 MiB"));
        try
        {
            return Parse(Utf8.Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            throw Malformed(new("UTF-8 ではありません", "not UTF-8"));
        }
    }

    /// <summary>Reads a note.</summary>
    /// <exception cref="LedgerBrokenException"><c>note.malformed</c></exception>
    public static SignedNote Parse(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (note.Length > MaxBytes || Utf8.CountOf(note) is < 0 or > MaxBytes) throw Malformed(new("長すぎるか、UTF-8 ではありません", "too long or not UTF-8"));
        if (note.AsSpan().IndexOfAnyInRange('\0', '\u0009') >= 0 || note.AsSpan().IndexOfAnyInRange('\u000b', '\u001f') >= 0) throw Malformed(new("制御文字があります", "control character"));
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n')) throw Malformed(new("署名がありません", "no signatures"));
        var lines = note[(split + 2)..].Split('\n');
        if (lines.Length is < 2 or > MaxSignatures + 1) throw Malformed(new("署名の数が範囲外です", "number of signatures"));
        return new SignedNote(note[..(split + 1)], [.. lines[..^1].Select(Line)]);
    }

    /// <summary>Reads one signature line without its newline, as a witness answers them.</summary>
    /// <exception cref="LedgerBrokenException"><c>note.malformed</c></exception>
    public static NoteSignature Line(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!line.StartsWith(Dash, StringComparison.Ordinal) || line[Dash.Length..].Split(' ') is not [var name, var base64] || !NoteKey.IsName(name))
            throw Malformed(new("署名行", "signature line"));
        if (Base64.Decode(base64) is not { Length: > 4 } bytes) throw Malformed(new("署名の base64", "base64 of a signature"));
        return new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4));
    }

    /// <summary>The note with these signatures behind those it has.</summary>
    public SignedNote With(IEnumerable<NoteSignature> more) => this with { Signatures = [.. Signatures, .. more] };

    /// <summary>
    /// The verified signatures of keys that the reader knows; others are ignored. A second line of one key is ignored
    /// (signed-note "Signatures").
    /// </summary>
    /// <exception cref="LedgerBrokenException"><c>signature.wrong</c> when a known key's signature does not verify, <c>signature.missing</c> when no known key signed.</exception>
    public IReadOnlyList<VerifiedSignature> Open(IEnumerable<NoteVerifier> known)
    {
        var keys = known.ToLookup(k => (k.Name, k.KeyId));
        var verified = new List<VerifiedSignature>();
        foreach (var line in Signatures)
        {
            if (keys[(line.Name, line.KeyId)].FirstOrDefault() is not { } key || verified.Any(v => v.Key == key)) continue;
            if (!key.Verify(Text, line.Signature.Span)) throw new LedgerBrokenException(Faults.SignatureWrong(line.Name));
            verified.Add(new VerifiedSignature(key, key.TimeOf(line.Signature.Span), line));
        }
        return verified.Count > 0 ? verified : throw new LedgerBrokenException(Faults.SignatureMissing());
    }

    /// <summary>The note as a file holds it.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures)}";

    private static LedgerBrokenException Malformed(Why why) => new(Faults.NoteMalformed(why));
}

/// <summary>A signature that was verified.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="Time">When it says it was made; null for plain Ed25519.</param>
/// <param name="Line">The line in the note.</param>
public sealed record VerifiedSignature(NoteVerifier Key, DateTimeOffset? Time, NoteSignature Line);
