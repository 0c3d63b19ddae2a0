using Akashi.Ledger.Tests.Testing;

namespace Akashi.Ledger.Tests;

public sealed class TlogProofTests
{
    private readonly NoteSigner _log = Given.Signer();
    private readonly MemoryStorage _storage = new();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(600, 0)]
    [InlineData(600, 255)]
    [InlineData(600, 599)]
    public async Task Verify_AfterWritingAndReading_AcceptsTheEntryAndNoOther(int size, int index)
    {
        var note = await Given.SignedLog(_storage, size, _log);
        var proof = TlogProof.Parse((await TlogProof.CreateAsync(_storage, note, index, Ct)).ToString());
        var policy = WitnessPolicy.Of(_log.Verifier);
        Assert.Equal(size, proof.Verify(Given.Entry(index), policy).Checkpoint.Size);
        Assert.Equal("proof.wrong", Code(() => proof.Verify([1, 2, 3], policy)));
        Assert.Equal("proof.wrong", Code(() => (proof with { Index = index + 1 }).Verify(Given.Entry(index), policy)));
        Assert.Equal("signature.missing", Code(() => proof.Verify(Given.Entry(index), WitnessPolicy.Of(Given.Signer().Verifier))));
    }

    [Fact]
    public async Task Verify_PolicyWithWitness_NeedsTheCosignature()
    {
        var witness = Given.Signer("w.example.test", SignatureKind.MLDsa44Cosignature);
        var policy = WitnessPolicy.Parse($"log {_log.Verifier}\nwitness w {witness.Verifier}\nquorum w\n");
        var note = await Given.SignedLog(_storage, 3, _log);
        var proof = await TlogProof.CreateAsync(_storage, note, 1, Ct);
        Assert.Equal("policy.quorum", Code(() => proof.Verify(Given.Entry(1), policy)));
        var cosigned = proof with { Note = note.With(Checkpoint.Parse(note.Text).Sign([witness], Given.Time).Signatures) };
        Assert.Equal(Given.Time, TlogProof.Parse(cosigned.ToString()).Verify(Given.Entry(1), policy).Signatures[^1].Time);
    }

    [Fact]
    public async Task ToString_HasTheLinesOfTheSpecification()
    {
        var note = await Given.SignedLog(_storage, 2, _log);
        var proof = await TlogProof.CreateAsync(_storage, note, 1, Ct) with { Extra = new byte[] { 1, 2, 3 } };
        Assert.Equal($"c2sp.org/tlog-proof@v1\nextra AQID\nindex 1\n{MerkleTree.Leaf(Given.Entry(0))}\n\n{note}", proof.ToString());
        Assert.Equal([1, 2, 3], TlogProof.Parse(proof.ToString()).Extra!.Value.ToArray());
    }

    [Theory]
    [InlineData("v1\n", "v2\n")]
    [InlineData("index 1", "index 01")]
    [InlineData("index 1", "index -1")]
    [InlineData("index 1\n", "")]
    [InlineData("index 1\n", "extra AQID\nextra AQID\nindex 1\n")]
    [InlineData("index 1\n", "extra A\nindex 1\n")]
    [InlineData("index 1\n", "index 1\nAAAA\n")]
    public async Task Parse_AnyOtherForm_IsRefused(string part, string by)
    {
        var note = await Given.SignedLog(_storage, 2, _log);
        var text = (await TlogProof.CreateAsync(_storage, note, 1, Ct)).ToString().Replace(part, by, StringComparison.Ordinal);
        Assert.Equal("proof.malformed", Code(() => TlogProof.Parse(text)));
    }

    [Fact]
    public async Task Parse_MoreThan63Hashes_IsRefused()
    {
        var note = await Given.SignedLog(_storage, 2, _log);
        var line = MerkleTree.Empty + "\n";
        Assert.Equal(63, TlogProof.Parse("c2sp.org/tlog-proof@v1\nindex 0\n" + string.Concat(Enumerable.Repeat(line, 63)) + "\n" + note).Hashes.Count);
        Assert.Equal("proof.malformed", Code(() => TlogProof.Parse("c2sp.org/tlog-proof@v1\nindex 0\n" + string.Concat(Enumerable.Repeat(line, 64)) + "\n" + note)));
    }

    private static string Code(Action act) => Assert.Throws<LedgerBrokenException>(act).Fault.Code;
}
