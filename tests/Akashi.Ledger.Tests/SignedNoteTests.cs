using Akashi.Ledger.Tests.Testing;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Akashi.Ledger.Tests;

public sealed class SignedNoteTests
{
    // Key, text and signature are the example in the documentation of Go's note package.
    private const string Secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private const string Vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string Text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private const string Line = "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    public static TheoryData<SignatureKind> Kinds => [.. Enum.GetValues<SignatureKind>()];

    [Fact]
    public void Sign_WithTheKeyOfGosDocumentation_GivesItsSignature()
    {
        var signer = NoteSigner.Parse(Secret);
        Assert.Equal(Vkey, signer.Verifier.ToString());
        var note = new SignedNote(Text, [new NoteSignature(signer.Name, signer.KeyId, signer.Sign(Text, Given.Time))]);
        Assert.Equal(Text + "\n" + Line, note.ToString());
    }

    [Fact]
    public void Open_TheNoteOfGosDocumentation_Verifies()
    {
        var note = SignedNote.Parse(Given.Bytes(Text + "\n" + Line));
        Assert.Equal(Text, note.Text);
        Assert.Equal("PeterNeumann", Assert.Single(note.Open([NoteVerifier.Parse(Vkey)])).Key.Name);
        Assert.Equal(Text + "\n" + Line, note.ToString());
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Open_EachKind_VerifiesAndNoticesAChangedTextTimeOrSignature(SignatureKind kind)
    {
        var signer = Given.Signer(kind: kind);
        var verifier = NoteVerifier.Parse(signer.Verifier.ToString());
        var checkpoint = new Checkpoint(Given.Origin, 5, MerkleTree.Leaf([1]));
        var signature = signer.Sign(checkpoint.Text, Given.Time);
        Assert.True(verifier.Verify(checkpoint.Text, signature));
        Assert.Equal(kind is SignatureKind.Ed25519 ? null : Given.Time, verifier.TimeOf(signature));
        foreach (var other in new[] { checkpoint with { Size = 6 }, checkpoint with { Origin = "other.example.test" }, checkpoint with { Root = MerkleTree.Empty } })
            Assert.False(verifier.Verify(other.Text, signature));
        foreach (var at in new[] { 0, 7, 8, signature.Length / 2, signature.Length - 1 })
        {
            var changed = signature.ToArray();
            changed[at] ^= 1;
            Assert.False(verifier.Verify(checkpoint.Text, changed));
        }
        Assert.False(verifier.Verify(checkpoint.Text, signature.AsSpan(0, signature.Length - 1)));
        Assert.False(verifier.Verify(checkpoint.Text, []));
        Assert.False(Given.Signer(kind: kind).Verifier.Verify(checkpoint.Text, signature));
    }

    // tlog-cosignature "Format": the time must not exceed 2^63 - 1. Signed by hand, since the signer cannot.
    [Theory]
    [InlineData(9223372036854775807UL, true)]
    [InlineData(9223372036854775808UL, false)]
    public void Verify_TimeBeyondTheLimit_IsRefusedThoughItIsSigned(ulong seconds, bool accepted)
    {
        var key = NoteKey.Generate("w.example.test", SignatureKind.Ed25519Cosignature);
        var text = new Checkpoint(Given.Origin, 0, MerkleTree.Empty).Text;
        var message = Given.Bytes($"cosignature/v1\ntime {seconds}\n{text}");
        var signature = new byte[64];
        new Ed25519PrivateKeyParameters(Convert.FromBase64String(key.Private.Split('+', 5)[4])[1..]).Sign(Ed25519.Algorithm.Ed25519, null, message, signature);
        byte[] stamp = [.. BitConverter.GetBytes(seconds).Reverse(), .. signature];
        Assert.Equal(accepted, NoteVerifier.Parse(key.Public).Verify(text, stamp));
        Assert.Null(NoteVerifier.Parse(key.Public).TimeOf(stamp));
    }

    [Theory]
    [InlineData(SignatureKind.Ed25519, 64)]
    [InlineData(SignatureKind.Ed25519Cosignature, 8 + 64)]
    [InlineData(SignatureKind.MLDsa44Cosignature, 8 + 2420)]
    public void Sign_EachKind_HasTheLengthOfTheSpecification(SignatureKind kind, int length) =>
        Assert.Equal(length, Given.Signer(kind: kind).Sign(new Checkpoint(Given.Origin, 0, MerkleTree.Empty).Text, Given.Time).Length);

    // The checkpoint and the witness line that tlog-cosignature prints; its keys are not published, so only the reading is checked.
    [Fact]
    public void TimeOf_TheExampleOfTheSpecification_IsItsTime()
    {
        var line = SignedNote.Line("\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==");
        var time = Given.Signer(kind: SignatureKind.Ed25519Cosignature).Verifier.TimeOf(line.Signature.Span);
        Assert.Equal(1679315147, time?.ToUnixTimeSeconds());
    }

    // A log's ML-DSA-44 key and checkpoint from the tests of litewitness (torchwood): made by an implementation that is not ours.
    [Fact]
    public void Open_CheckpointThatLitewitnessTestsWith_Verifies()
    {
        var key = NoteVerifier.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "mldsa.vkey")));
        var note = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "mldsa.checkpoint"));
        var opened = Checkpoint.Open(note, [key]);
        Assert.Equal((SignatureKind.MLDsa44Cosignature, "example.com/mldsa-log", 1L), (key.Kind, opened.Checkpoint.Origin, opened.Checkpoint.Size));
        Assert.Null(opened.Signatures.Single().Time);
        Assert.Equal("signature.wrong", Code(() => Checkpoint.Open(note.Replace("\n1\n", "\n2\n", StringComparison.Ordinal), [key])));
    }

    [Fact]
    public void Sign_CosignatureOverATextThatIsNoCheckpoint_Throws() =>
        Assert.Throws<ArgumentException>(() => Given.Signer(kind: SignatureKind.MLDsa44Cosignature).Sign("hello\n", Given.Time));

    [Fact]
    public void Open_UnknownKeys_AreIgnoredAndNoneKnownIsAFault()
    {
        var (a, b) = (NoteSigner.Parse(Secret), Given.Signer());
        var note = new SignedNote(Text, [Signed(b), Signed(a)]);
        Assert.Same(a.Verifier, Assert.Single(note.Open([a.Verifier])).Key);
        Assert.Equal("signature.missing", Code(() => note.Open([Given.Signer().Verifier])));
        NoteSignature Signed(NoteSigner s) => new(s.Name, s.KeyId, s.Sign(Text, Given.Time));
    }

    [Fact]
    public void Open_KnownKeyWithAWrongSignature_RejectsTheWholeNote()
    {
        var (a, b) = (NoteSigner.Parse(Secret), Given.Signer());
        var note = new SignedNote(Text, [new(a.Name, a.KeyId, a.Sign(Text, Given.Time)), new(b.Name, b.KeyId, b.Sign("other\n", Given.Time))]);
        Assert.Equal("signature.wrong", Code(() => note.Open([a.Verifier, b.Verifier])));
        Assert.Single(note.Open([a.Verifier]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n" + Line)]
    [InlineData("text\n\n\u2014 PeterNeumann x08go/Zp\nno line\n")]
    [InlineData("text\n\n\u2014 PeterNeumann x08go/Zp")]
    [InlineData("text\n\n\u2014 Peter+Neumann x08go/Zp\n")]
    [InlineData("text\n\n\u2014  x08go/Zp\n")]
    [InlineData("text\n\n\u2014 PeterNeumann x08go\n")]
    [InlineData("text\n\n\u2014 PeterNeumann x08goA==\n")]
    [InlineData("text\n\n\u2014 PeterNeumann x08go/Zq x\n")]
    [InlineData("text\n\n\u2014 PeterNeumann x08g o/Zp\n")]
    [InlineData("text\r\n\n\u2014 PeterNeumann x08go/Zp\n")]
    [InlineData("te\u0001xt\n\n\u2014 PeterNeumann x08go/Zp\n")]
    public void Parse_Malformed_IsAFault(string note) => Assert.Equal("note.malformed", Code(() => SignedNote.Parse(note)));

    [Fact]
    public void Parse_NotUtf8OrTooLong_IsAFault()
    {
        Assert.Equal("note.malformed", Code(() => SignedNote.Parse([0x61, 0xff, .. Given.Bytes("\n\n" + Line)])));
        Assert.Equal("note.malformed", Code(() => SignedNote.Parse(new string('a', SignedNote.MaxBytes) + "\n\n" + Line)));
        Assert.Equal("note.malformed", Code(() => SignedNote.Parse(Text + "\n" + string.Concat(Enumerable.Repeat(Line, 101)))));
        Assert.Equal(16, SignedNote.Parse(Text + "\n" + string.Concat(Enumerable.Repeat(Line, 16))).Signatures.Count);
    }

    [Fact]
    public void Parse_TextWithEmptyLines_SplitsAtTheLast() => Assert.Equal("a\n\nb\n", SignedNote.Parse("a\n\nb\n\n" + Line).Text);

    [Theory, MemberData(nameof(Kinds))]
    public void Generate_ThenParse_GivesTheSameKeys(SignatureKind kind)
    {
        var key = NoteKey.Generate("example.com/証", kind);
        Assert.StartsWith("PRIVATE+KEY+example.com/証+", key.Private, StringComparison.Ordinal);
        Assert.Equal(key.Public, NoteSigner.Parse(key.Private).Verifier.ToString());
        Assert.Equal(key.Public, NoteVerifier.Parse(key.Public).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\u3000b")]
    [InlineData("a\nb")]
    public void Generate_NameThatIsNone_Throws(string name) => Assert.Throws<ArgumentException>(() => NoteKey.Generate(name, SignatureKind.Ed25519));

    // An attribute cannot hold a lone surrogate.
    [Fact]
    public void Generate_NameOfMoreThan255BytesOrWithALoneSurrogate_Throws()
    {
        Assert.Throws<ArgumentException>(() => NoteKey.Generate("a\ud800", SignatureKind.Ed25519));
        Assert.Throws<ArgumentException>(() => NoteKey.Generate(new string('証', 86), SignatureKind.Ed25519));
        Assert.NotNull(NoteKey.Generate(new string('証', 85), SignatureKind.Ed25519));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=")]
    [InlineData("PeterNeumann+c74f20a3+AhpZ2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData(Secret)]
    public void NoteVerifier_Parse_WhatIsNoVkey_Throws(string vkey) => Assert.Throws<FormatException>(() => NoteVerifier.Parse(vkey));

    [Fact]
    public void NoteSigner_Parse_WhatIsNoKey_ThrowsWithoutRepeatingIt()
    {
        var changed = Secret[..^3] + "AAA";
        Assert.DoesNotContain("AYEKFAL", Assert.Throws<FormatException>(() => NoteSigner.Parse(changed)).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => NoteSigner.Parse(Vkey));
    }

    private static string Code(Action act) => Assert.Throws<LedgerBrokenException>(act).Fault.Code;
}
