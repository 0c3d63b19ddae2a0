using Akashi.Ledger.Tests.Testing;

namespace Akashi.Ledger.Tests;

public sealed class WitnessPolicyTests
{
    private readonly NoteSigner _log = Given.Signer();
    private readonly NoteSigner[] _x = [.. Enumerable.Range(1, 3).Select(i => Given.Signer($"x.example.test/{i}", SignatureKind.Ed25519Cosignature))];
    private readonly NoteSigner[] _y = [.. Enumerable.Range(1, 3).Select(i => Given.Signer($"y.example.test/{i}", SignatureKind.MLDsa44Cosignature))];
    private readonly Checkpoint _checkpoint = new(Given.Origin, 1, MerkleTree.Leaf([1]));

    // The shape of the example in tlog-policy: two of X and any of Y.
    private string TwoGroups => $"""
        # groups by operator
        log {_log.Verifier} https://log.example.test/audit/

        witness X1 {_x[0].Verifier}
        witness X2 {_x[1].Verifier} https://x.example.test/2/
        witness X3 {_x[2].Verifier}
          group   X-witnesses 2 X1 X2 X3
        witness Y1 {_y[0].Verifier}
        witness Y2 {_y[1].Verifier}
        witness Y3 {_y[2].Verifier}
        group Y-witnesses any Y1 Y2 Y3
        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y

        """;

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 3, false)]
    [InlineData(3, 0, false)]
    [InlineData(2, 1, true)]
    [InlineData(3, 3, true)]
    public void Check_TwoLevelsOfGroups_FollowsTheThresholds(int x, int y, bool accepted)
    {
        var policy = WitnessPolicy.Parse(TwoGroups);
        var note = _checkpoint.Sign([_log, .. _x[..x], .. _y[..y]], Given.Time);
        if (accepted) Assert.Equal(_checkpoint, policy.Check(note).Checkpoint);
        else Assert.Equal("policy.quorum", Code(() => policy.Check(note)));
    }

    [Fact]
    public void Parse_TheExample_GivesLogsWitnessesAndAddresses()
    {
        var policy = WitnessPolicy.Parse(TwoGroups);
        Assert.Equal((Given.Origin, "https://log.example.test/audit/"), (policy.Logs.Single().Name, policy.Logs.Single().Url));
        Assert.Equal(["X1", "X2", "X3", "Y1", "Y2", "Y3"], policy.Witnesses.Select(w => w.Name));
        Assert.Equal("https://x.example.test/2/", policy.Witnesses[1].Url);
    }

    [Fact]
    public void Check_NotSignedByALogOfThePolicy_IsRefused()
    {
        var policy = WitnessPolicy.Parse($"log {_log.Verifier}\nwitness w {_x[0].Verifier}\nquorum w\n");
        Assert.Equal("signature.missing", Code(() => policy.Check(_checkpoint.Sign([Given.Signer(), _x[0]], Given.Time))));
        Assert.Equal("signature.missing", Code(() => policy.Check(_checkpoint.Sign([_x[0]], Given.Time))));
        // A log's key counts for its own origin only.
        Assert.Equal("signature.missing", Code(() => policy.Check((_checkpoint with { Origin = "other.example.test" }).Sign([_log, _x[0]], Given.Time))));
    }

    [Fact]
    public void Check_WithoutLogs_AsksForTheQuorumAlone()
    {
        var policy = WitnessPolicy.Parse($"witness w {_x[0].Verifier}\nquorum w\n");
        Assert.Single(policy.Check(_checkpoint.Sign([_x[0]], Given.Time)).Signatures);
        Assert.Equal("signature.missing", Code(() => WitnessPolicy.Parse("quorum none\n").Check(_checkpoint.Sign([_x[0]], Given.Time))));
    }

    [Fact]
    public void Of_KeysOfALog_AcceptsEither()
    {
        var second = Given.Signer(kind: SignatureKind.MLDsa44Cosignature);
        var policy = WitnessPolicy.Of(_log.Verifier, second.Verifier);
        Assert.Equal(second.Verifier, policy.Check(_checkpoint.Sign([second], Given.Time)).Signatures.Single().Key);
        Assert.Equal(2, policy.Check(_checkpoint.Sign([_log, second], Given.Time)).Signatures.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("quorum w\n")]
    [InlineData("quorum none\nquorum none\n")]
    [InlineData("witness none {0}\nquorum none\n")]
    [InlineData("witness a {0}\nwitness a {1}\nquorum a\n")]
    [InlineData("witness a {0}\nwitness b {0}\nquorum a\n")]
    [InlineData("log {L}\nlog {L}\nquorum none\n")]
    [InlineData("witness a {L}\nquorum a\n")]
    [InlineData("witness a {0}\ngroup g 2 a\nquorum g\n")]
    [InlineData("witness a {0}\ngroup g 0 a\nquorum g\n")]
    [InlineData("witness a {0}\ngroup g any\nquorum g\n")]
    [InlineData("witness a {0}\ngroup g any a\ngroup h any a\nquorum g\n")]
    [InlineData("witness a {0}\ngroup g any a a\nquorum g\n")]
    [InlineData("group g any a\nwitness a {0}\nquorum g\n")]
    [InlineData("witness a {0}\ngroup g any none\nquorum g\n")]
    [InlineData("witness a {0} url more\nquorum a\n")]
    [InlineData("witness a {0}\r\nquorum a\n")]
    [InlineData("witness a vkey\nquorum a\n")]
    [InlineData("observer a {0}\nquorum none\n")]
    public void Parse_WhatTheSpecificationForbids_IsRefused(string text)
    {
        text = text.Replace("{0}", _x[0].Verifier.ToString(), StringComparison.Ordinal).Replace("{1}", _x[1].Verifier.ToString(), StringComparison.Ordinal).Replace("{L}", _log.Verifier.ToString(), StringComparison.Ordinal);
        Assert.Equal("policy.malformed", Code(() => WitnessPolicy.Parse(text)));
    }

    private static string Code(Action act) => Assert.Throws<LedgerBrokenException>(act).Fault.Code;
}
