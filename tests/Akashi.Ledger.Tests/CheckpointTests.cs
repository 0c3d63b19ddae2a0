using Akashi.Ledger.Tests.Testing;

namespace Akashi.Ledger.Tests;

public sealed class CheckpointTests
{
    private const string Root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    [Fact]
    public void Parse_TheExampleOfTheSpecification_GivesBackItsText()
    {
        var text = $"example.com/behind-the-sofa\n20852163\n{Root}\n";
        var checkpoint = Checkpoint.Parse(text);
        Assert.Equal(new Checkpoint("example.com/behind-the-sofa", 20852163, TreeHash.Parse(Root)), checkpoint);
        Assert.Equal(text, checkpoint.Text);
    }

    [Fact]
    public void Parse_ExtensionLines_AreKept()
    {
        var text = $"a\n0\n{Root}\nx\ny\n";
        Assert.Equal(text, Checkpoint.Parse(text).Text);
    }

    [Theory]
    [InlineData("\n1\n" + Root + "\n")]
    [InlineData("a\n01\n" + Root + "\n")]
    [InlineData("a\n-1\n" + Root + "\n")]
    [InlineData("a\n+1\n" + Root + "\n")]
    [InlineData("a\n\n" + Root + "\n")]
    [InlineData("a\n9223372036854775808\n" + Root + "\n")]
    [InlineData("a\n1\n" + Root)]
    [InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n")]
    [InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n")]
    [InlineData("a\n1\nAAAA\n")]
    [InlineData("a\n1\n" + Root + "\n\nx\n")]
    [InlineData("a\n1\n")]
    [InlineData("")]
    public void Parse_AnythingElse_IsAFault(string text) =>
        Assert.Equal("checkpoint.malformed", Assert.Throws<LedgerBrokenException>(() => Checkpoint.Parse(text)).Fault.Code);

    [Fact]
    public void Open_SignedByALogWithTwoKeysAndAWitness_NamesThemAll()
    {
        NoteSigner[] signers = [Given.Signer(), Given.Signer(kind: SignatureKind.MLDsa44Cosignature), Given.Signer("witness.example.test/w1", SignatureKind.Ed25519Cosignature)];
        var checkpoint = new Checkpoint(Given.Origin, 3, MerkleTree.Leaf([7]));
        var note = checkpoint.Sign(signers, Given.Time.AddMilliseconds(700)).ToString();
        var opened = Checkpoint.Open(note, signers.Select(s => s.Verifier));
        Assert.Equal(checkpoint, opened.Checkpoint);
        Assert.Equal(note, opened.Note.ToString());
        Assert.Equal([null, Given.Time, Given.Time], opened.Signatures.Select(s => s.Time));
        Assert.Equal(checkpoint, Checkpoint.Open(Given.Bytes(note), [signers[0].Verifier]).Checkpoint);
    }

    [Fact]
    public void Open_SignedTextThatIsNoCheckpoint_IsAFault()
    {
        var signer = Given.Signer();
        var note = new SignedNote("hello\n", [new(signer.Name, signer.KeyId, signer.Sign("hello\n", Given.Time))]).ToString();
        Assert.Equal("checkpoint.malformed", Assert.Throws<LedgerBrokenException>(() => Checkpoint.Open(note, [signer.Verifier])).Fault.Code);
    }
}
