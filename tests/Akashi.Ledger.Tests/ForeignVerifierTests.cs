using Akashi.Ledger.Tests.Testing;

namespace Akashi.Ledger.Tests;

/// <summary>The log as others see it: written by <see cref="LogAppender"/>, checked by programs that know nothing of it.</summary>
public sealed class ForeignVerifierTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly NoteSigner _log = Given.Signer();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(256, 100)]
    [InlineData(3_000, 700)]
    [InlineData(66_000, 40_000)]
    public async Task Go_LogInAFolder_SignatureEntriesTilesInclusionAndConsistencyHold(int size, int earlier)
    {
        var answer = await ForeignVerifiers.GoAsync(_folder.Path, await WriteAsync(size, earlier), _folder.File("earlier"));
        Assert.True(answer.Ok, answer.Output);
        Assert.Contains($"{size} entries", answer.Output, StringComparison.Ordinal);
        Assert.Contains("1 earlier", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(3_000)]
    public async Task Sigstore_LogInAFolder_SignatureAndInclusionOfEveryEntryHold(int size)
    {
        var vkey = await WriteAsync(size, size);
        var proofs = new List<string>();
        foreach (var index in new[] { 0, size / 2, size - 1 })
        {
            var proof = await TlogProof.CreateAsync(new FolderStorage(_folder.Path), SignedNote.Parse(await File.ReadAllBytesAsync(_folder.File("checkpoint"), Ct)), index, Ct);
            proofs.Add(_folder.File($"{index}{TlogProof.Extension}"));
            await File.WriteAllTextAsync(proofs[^1], proof.ToString(), Ct);
        }
        var answer = await ForeignVerifiers.SigstoreAsync(_folder.Path, vkey, [.. proofs]);
        Assert.True(answer.Ok, answer.Output);
        Assert.Contains($"inclusion of {size} entries, 3 proof files", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tile/entries/001", "do not give the root")]
    [InlineData("tile/0/001", "other hashes")]
    [InlineData("tile/1/000.p/2", "other hashes")]
    [InlineData("checkpoint", "signature of checkpoint")]
    public async Task Go_OneByteChanged_IsRefused(string path, string why)
    {
        var vkey = await WriteAsync(600, 300);
        await FlipAsync(path);
        var answer = await ForeignVerifiers.GoAsync(_folder.Path, vkey);
        Assert.False(answer.Ok, answer.Output);
        Assert.Contains(why, answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tile/entries/001", "calculated root hash")]
    [InlineData("tile/0/001", "calculated root hash")]
    [InlineData("checkpoint", "invalid checkpoint signature")]
    public async Task Sigstore_OneByteChanged_IsRefused(string path, string why)
    {
        var vkey = await WriteAsync(600, 300);
        await FlipAsync(path);
        var answer = await ForeignVerifiers.SigstoreAsync(_folder.Path, vkey);
        Assert.False(answer.Ok, answer.Output);
        Assert.Contains(why, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Go_EarlierCheckpointOfAnotherHistory_IsRefused()
    {
        var vkey = await WriteAsync(600, 300);
        await File.WriteAllTextAsync(_folder.File("earlier"), new Checkpoint(Given.Origin, 300, MerkleTree.Leaf([1])).Sign([_log], Given.Time).ToString(), Ct);
        var answer = await ForeignVerifiers.GoAsync(_folder.Path, vkey, _folder.File("earlier"));
        Assert.False(answer.Ok, answer.Output);
        Assert.Contains("consistency from 300", answer.Output, StringComparison.Ordinal);
    }

    // Signed as a log should: Ed25519 for every verifier, ML-DSA-44 beside it, and a witness.
    private async Task<string> WriteAsync(int size, int earlier)
    {
        var storage = new FolderStorage(_folder.Path);
        var log = await Given.EmptyLog(storage);
        NoteSigner[] more = [Given.Signer(kind: SignatureKind.MLDsa44Cosignature), Given.Signer("w.example.test", SignatureKind.Ed25519Cosignature)];
        for (var i = 0; i < size; i++)
        {
            log.Append(Given.Entry(i));
            if (log.Size == earlier) await File.WriteAllTextAsync(_folder.File("earlier"), new Checkpoint(Given.Origin, earlier, log.Root()).Sign([_log, .. more], Given.Time).ToString(), Ct);
        }
        await log.WriteAsync(Ct);
        await Given.Publish(storage, log, _log, more);
        return _log.Verifier.ToString();
    }

    // In a checkpoint a digit of the root hash becomes another.
    private async Task FlipAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(_folder.File(path), Ct);
        bytes[path == "checkpoint" ? Given.Origin.Length + 8 : bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(_folder.File(path), bytes, Ct);
    }
}
