using Akashi.Ledger.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Akashi.Ledger.Tests;

public sealed class WitnessTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly NoteSigner _log = Given.Signer();
    private readonly NoteSigner[] _keys = [Given.Signer("w.example.test/1", SignatureKind.Ed25519Cosignature), Given.Signer("w.example.test/1", SignatureKind.MLDsa44Cosignature)];
    private readonly FakeTimeProvider _time = new(Given.Time);
    private readonly MemoryStorage _storage = new();
    private Witness _witness;

    public WitnessTests() => _witness = Open();

    public void Dispose()
    {
        _witness.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task AddCheckpoint_FirstAndLater_CosignsWithEachKey()
    {
        var first = await Grow(300);
        Verified(await Submit(0, first), first);
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = await Grow(700);
        Assert.Equal(Given.Time.AddMinutes(1), Verified(await Submit(300, second), second)[0].Time);
        Assert.Equal(second.Text, (await _witness.LatestAsync(Given.Origin, Ct))?.Text);
        Verified(await Submit(700, second), second);
    }

    [Fact]
    public async Task AddCheckpoint_AfterARestart_RemembersTheSize()
    {
        await Submit(0, await Grow(300));
        _witness.Dispose();
        _witness = Open();
        var next = await Grow(310);
        Assert.Equal((409, "300\n"), await Submit(0, next));
        Verified(await Submit(300, next), next);
    }

    [Fact]
    public async Task AddCheckpoint_OldSizeIsNotTheLatest_TellsTheLatest()
    {
        var first = await Grow(10);
        Assert.Equal((409, "0\n"), await Submit(5, first));
        await Submit(0, first);
        var second = await Grow(20);
        var answer = await _witness.AddCheckpointAsync(await Body(5, second), Ct);
        Assert.Equal((409, "10\n", "text/x.tlog.size"), (answer.Status, answer.Body, answer.ContentType));
        Assert.Equal((409, "10\n"), await Submit(0, first));
    }

    [Fact]
    public async Task AddCheckpoint_OldSizeLargerThanTheCheckpoint_Is400() =>
        Assert.Equal(400, (await _witness.AddCheckpointAsync(Given.Bytes($"old 11\n\n{await Grow(10)}"), Ct)).Status);

    [Fact]
    public async Task AddCheckpoint_UnknownLogOrKey_Is404And403()
    {
        var checkpoint = Checkpoint.Parse((await Grow(10)).Text);
        Assert.Equal(404, (await Submit(0, (checkpoint with { Origin = "other.example.test" }).Sign([_log], Given.Time))).Status);
        Assert.Equal(403, (await Submit(0, checkpoint.Sign([Given.Signer()], Given.Time))).Status);
        var tampered = checkpoint.Sign([_log], Given.Time) with { Text = (checkpoint with { Size = 11 }).Text };
        Assert.Equal(403, (await _witness.AddCheckpointAsync(Given.Bytes($"old 0\n\n{tampered}"), Ct)).Status);
    }

    [Fact]
    public async Task AddCheckpoint_WrongProof_Is422AndKeptAsEvidence()
    {
        await Submit(0, await Grow(300));
        var next = await Grow(700);
        Assert.Equal(422, (await _witness.AddCheckpointAsync(Given.Bytes($"old 300\n{MerkleTree.Empty}\n\n{next}"), Ct)).Status);
        Assert.Equal(422, (await _witness.AddCheckpointAsync(Given.Bytes($"old 300\n\n{next}"), Ct)).Status);
        Assert.Equal(next.ToString(), await File.ReadAllTextAsync(Assert.Single(Evidence()), Ct));
        Assert.Equal(300, Checkpoint.Parse((await _witness.LatestAsync(Given.Origin, Ct))!.Text).Size);
    }

    [Fact]
    public async Task AddCheckpoint_ProofFromNothingThatIsNotEmpty_Is422() =>
        Assert.Equal(422, (await _witness.AddCheckpointAsync(Given.Bytes($"old 0\n{MerkleTree.Empty}\n\n{await Grow(3)}"), Ct)).Status);

    [Fact]
    public async Task AddCheckpoint_SameSizeOtherRoot_Is409AndKeptAsEvidence()
    {
        await Submit(0, await Grow(300));
        var fork = new Checkpoint(Given.Origin, 300, MerkleTree.Leaf([1])).Sign([_log], Given.Time);
        Assert.Equal((409, "300\n"), await AddAsync($"old 300\n\n{fork}"));
        Assert.Equal(fork.ToString(), await File.ReadAllTextAsync(Assert.Single(Evidence()), Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 0\n")]
    [InlineData("old 0\n\nno note\n")]
    [InlineData("old 00\n\n{0}")]
    [InlineData("old -1\n\n{0}")]
    [InlineData("size 0\n\n{0}")]
    [InlineData("old 0\nAAAA\n\n{0}")]
    [InlineData("old 0\n{0}")]
    [InlineData("old 0\n{64}\n{0}")]
    public async Task AddCheckpoint_Malformed_Is400(string body)
    {
        var lines = string.Concat(Enumerable.Repeat(MerkleTree.Empty + "\n", 64));
        var note = (await Grow(10)).ToString();
        Assert.Equal(400, (await AddAsync(body.Replace("{64}", lines, StringComparison.Ordinal).Replace("{0}", note, StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task AddCheckpoint_ManyAtOnce_NeverRollsBack()
    {
        var notes = new List<SignedNote>();
        for (var size = 100; size <= 2000; size += 100) notes.Add(await Grow(size));
        await Submit(0, notes[0]);
        var bodies = await Task.WhenAll(notes.Skip(1).Select(note => Body(100, note)));
        var answers = await Task.WhenAll(bodies.Select(body => Task.Run(() => _witness.AddCheckpointAsync(body, Ct), Ct)));
        Assert.Single(answers, a => a.Status == 200);
        var latest = Checkpoint.Parse((await _witness.LatestAsync(Given.Origin, Ct))!.Text).Size;
        Assert.All(answers, a => Assert.True(a.Status == 200 || a.Body == $"{latest}\n"));
    }

    [Fact]
    public async Task AddCheckpoint_NoteStuffedWithForeignLines_KeepsOnlyTheLogs()
    {
        var note = await Grow(10);
        var stuffed = note.With(Enumerable.Range(0, 99).Select(i => new NoteSignature($"x{i}", 1, new byte[64])));
        Assert.Equal(200, (await Submit(0, stuffed)).Status);
        Assert.Equal([Given.Origin, "w.example.test/1", "w.example.test/1"], (await _witness.LatestAsync(Given.Origin, Ct))!.Signatures.Select(s => s.Name));
    }

    [Fact]
    public void Open_TwiceOnOneFolder_Throws() => Assert.Throws<IOException>(() => Open());

    [Fact]
    public async Task Client_OverHttp_RetriesOnceFromTheSizeThatTheWitnessKnows()
    {
        using var server = LoopbackServer.Of(_witness);
        using var http = server.Client();
        var client = new WitnessClient(http, [_keys[0].Verifier]);
        var first = await Grow(300);
        Assert.Single((await client.SubmitAsync(first, 0, Reader(first), Ct)).Cosignatures);
        var second = await Grow(700);
        var result = await client.SubmitAsync(second, 0, Reader(second), Ct);
        Assert.Null(result.Fault);
        var policy = WitnessPolicy.Parse($"log {_log.Verifier}\nwitness w {_keys[0].Verifier}\nquorum w\n");
        Assert.Equal(700, policy.Check(second.With(result.Cosignatures)).Checkpoint.Size);
    }

    [Fact]
    public async Task Client_OverHttp_NamesWhatTheWitnessHoldsAgainstTheLog()
    {
        using var server = LoopbackServer.Of(_witness);
        using var http = server.Client();
        var client = new WitnessClient(http, [_keys[0].Verifier]);
        var (first, second) = (await Grow(300), await Grow(700));
        await client.SubmitAsync(second, 0, Reader(second), Ct);
        Assert.Equal("witness.ahead", (await client.SubmitAsync(first, 0, Reader(first), Ct)).Fault?.Code);
        // A second history of the same log, as a stolen key could sign it.
        var other = new MemoryStorage();
        var forged = await Given.EmptyLog(other);
        for (var i = 0; i < 700; i++) forged.Append([1]);
        await forged.WriteAsync(Ct);
        var fork = await Given.Publish(other, forged, _log);
        var reader = new LogReader(other, Checkpoint.Parse(fork.Text));
        Assert.Equal("log.forked", (await client.SubmitAsync(fork, 700, reader, Ct)).Fault?.Code);
        forged.Append([2]);
        await forged.WriteAsync(Ct);
        var longer = await Given.Publish(other, forged, _log);
        Assert.Equal("witness.refused", (await client.SubmitAsync(longer, 700, new LogReader(other, Checkpoint.Parse(longer.Text)), Ct)).Fault?.Code);
        Assert.Equal(2, Evidence().Length);
    }

    [Fact]
    public async Task Client_AnswerOfAnotherKey_IsNoCosignature()
    {
        using var server = LoopbackServer.Of(_witness);
        using var http = server.Client();
        var note = await Grow(3);
        var result = await new WitnessClient(http, [Given.Signer("w.example.test/1", SignatureKind.Ed25519Cosignature).Verifier]).SubmitAsync(note, 0, Reader(note), Ct);
        Assert.Equal("signature.missing", result.Fault?.Code);
        Assert.Empty(result.Cosignatures);
    }

    private Witness Open() => new(_folder.Path, _keys, [_log.Verifier], _time);

    private async Task<SignedNote> Grow(int size)
    {
        var note = await Given.SignedLog(_storage, size, _log);
        return note;
    }

    private LogReader Reader(SignedNote note) => new(_storage, Checkpoint.Parse(note.Text));

    private async Task<ReadOnlyMemory<byte>> Body(long old, SignedNote note)
    {
        var checkpoint = Checkpoint.Parse(note.Text);
        var proof = old > checkpoint.Size ? [] : await Reader(note).ConsistencyAsync(old, Ct);
        return Given.Bytes($"old {old}\n{string.Concat(proof.Select(h => h + "\n"))}\n{note}");
    }

    private async Task<(int Status, string Body)> Submit(long old, SignedNote note)
    {
        var answer = await _witness.AddCheckpointAsync(await Body(old, note), Ct);
        return (answer.Status, answer.Body);
    }

    private async Task<(int Status, string Body)> AddAsync(string body)
    {
        var answer = await _witness.AddCheckpointAsync(Given.Bytes(body), Ct);
        return (answer.Status, answer.Body);
    }

    private IReadOnlyList<VerifiedSignature> Verified((int Status, string Body) answer, SignedNote note)
    {
        Assert.Equal(200, answer.Status);
        var lines = answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(SignedNote.Line).ToArray();
        var verified = new SignedNote(note.Text, lines).Open(_keys.Select(k => k.Verifier));
        Assert.Equal(_keys.Length, verified.Count);
        return verified;
    }

    private string[] Evidence() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(f => f.Contains("evidence", StringComparison.Ordinal)).ToArray();
}
