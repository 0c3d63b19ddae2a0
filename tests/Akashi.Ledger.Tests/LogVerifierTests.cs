using System.Collections.Concurrent;
using Akashi.Ledger.Tests.Testing;
using CsCheck;

namespace Akashi.Ledger.Tests;

public sealed class LogVerifierTests
{
    private readonly NoteSigner _log = Given.Signer();

    [Fact]
    public void RunAsync_AnyLog_IsRight() => Gen.Int[0, 1500].SampleAsync(async size =>
    {
        var storage = new MemoryStorage();
        await Given.SignedLog(storage, size, _log);
        var report = await Run(storage);
        Assert.Equal((null, size, size), (report.Fault, report.Entries, report.Checkpoint!.Size));
    }, iter: 20);

    [Fact]
    public async Task RunAsync_ThreeLevels_ComparesEveryTile()
    {
        var storage = new MemoryStorage();
        await Given.SignedLog(storage, 70_000, _log);
        var report = await Run(storage);
        Assert.True(report.Ok);
        Assert.Equal(storage.Files.Keys.Count(p => TilePath.TryParse(p, out var tile) && !tile.IsEntries), report.Tiles);
        // Every level above the entries: the first byte, one in the middle, the last.
        foreach (var path in storage.Files.Keys.Where(p => p.StartsWith("tile/1/", StringComparison.Ordinal) || p.StartsWith("tile/2/", StringComparison.Ordinal)).Order())
            foreach (var place in new[] { 0, 0.5, 1 })
                await ExpectTile(storage, path, Flip(storage.Files[path], place), "tile.mismatch");
    }

    // Every file of a log, in each way that a file can be wrong. What is named is the file that was changed.
    [Theory]
    [InlineData("first byte")]
    [InlineData("a byte in the middle")]
    [InlineData("last byte")]
    [InlineData("shorter by one")]
    [InlineData("longer by one")]
    [InlineData("empty")]
    [InlineData("gone")]
    public async Task RunAsync_AnyFileChanged_IsFoundAndNamed(string how)
    {
        var storage = new MemoryStorage();
        await Given.SignedLog(storage, 600, _log);
        foreach (var (path, content) in storage.Files.ToArray())
        {
            byte[]? changed = how switch
            {
                "first byte" => Flip(content, 0),
                "a byte in the middle" => Flip(content, 0.5),
                "last byte" => Flip(content, 1),
                "shorter by one" => content[..^1],
                "longer by one" => [.. content, 0],
                "empty" => [],
                _ => null,
            };
            var fault = (await Run(With(storage, path, changed))).Fault;
            Assert.NotNull(fault);
            if (path != "checkpoint") Assert.Equal(path, fault.Path);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(599)]
    public async Task RunAsync_EditedEntry_IsNamedByIndex(int index)
    {
        var storage = new MemoryStorage();
        await Given.SignedLog(storage, 600, _log);
        var (path, entries) = Bundle(storage, index / 256);
        entries[index % 256][5] ^= 1;
        await Expect(With(storage, path, Join(entries)), "entry.mismatch", path, index);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    [InlineData(599)]
    public async Task RunAsync_EditedHashOfAnEntry_NamesTheTile(int index)
    {
        var storage = new MemoryStorage();
        await Given.SignedLog(storage, 600, _log);
        var path = index < 512 ? $"tile/0/00{index / 256}" : "tile/0/002.p/88";
        var changed = storage.Files[path].ToArray();
        changed[index % 256 * 32] ^= 1;
        await Expect(With(storage, path, changed), "tile.mismatch", path, index);
    }

    [Fact]
    public async Task RunAsync_ReorderedInsertedOrDeletedEntries_AreFound()
    {
        var storage = new MemoryStorage();
        await Given.SignedLog(storage, 600, _log);
        var (path, entries) = Bundle(storage, 1);
        await Expect(With(storage, path, Join([entries[1], entries[0], .. entries[2..]])), "entry.mismatch", path, 256);
        await Expect(With(storage, path, Join([.. entries[..7], [1], .. entries[7..^1]])), "entry.mismatch", path, 263);
        await Expect(With(storage, path, Join([.. entries[..7], .. entries[8..]])), "file.malformed", path, 511);
        // Two whole bundles in each other's place, with their tiles.
        var swapped = Copy(storage);
        foreach (var kind in new[] { "tile/0/", "tile/entries/" }) (swapped.Files[kind + "000"], swapped.Files[kind + "001"]) = (storage.Files[kind + "001"], storage.Files[kind + "000"]);
        await Expect(swapped, "tile.mismatch", "tile/1/000.p/2", null);
    }

    [Fact]
    public async Task RunAsync_RewrittenWithAllItsTiles_IsFoundByTheCheckpoint()
    {
        var (storage, other) = (new MemoryStorage(), new MemoryStorage());
        await Given.SignedLog(storage, 300, _log);
        var forged = await Given.EmptyLog(other);
        for (var i = 0; i < 300; i++) forged.Append(i == 5 ? [1] : Given.Entry(i));
        await forged.WriteAsync(Ct);
        other.Files["checkpoint"] = storage.Files["checkpoint"];
        await Expect(other, "root.mismatch", "checkpoint", 300);
        other.Files["checkpoint"] = Given.Bytes(new Checkpoint(Given.Origin, 300, forged.Root()).Sign([Given.Signer()], Given.Time).ToString());
        await Expect(other, "signature.missing", "checkpoint", null);
    }

    [Fact]
    public async Task RunAsync_EarlierCheckpoints_AreRecomputedOnTheWay()
    {
        var storage = new MemoryStorage();
        var d = Given.Entries(600);
        await Given.SignedLog(storage, 600, _log);
        var earlier = new[] { 600, 0, 1, 255, 256, 257, 512 }.Select(size => new Checkpoint(Given.Origin, size, ReferenceTree.Hash(d[..size]))).ToArray();
        Assert.True((await Run(storage, o => o with { Earlier = earlier })).Ok);
        foreach (var one in earlier)
        {
            var fork = (await Run(storage, o => o with { Earlier = [.. earlier.Where(e => e != one), one with { Root = MerkleTree.Leaf([9]) }] })).Fault;
            Assert.Equal(("log.forked", one.Size), (fork?.Code, fork?.Index));
        }
        Assert.Equal("checkpoint.origin", (await Run(storage, o => o with { Earlier = [earlier[0] with { Origin = "other.example.test" }] })).Fault?.Code);
        Assert.Equal("log.shrunk", (await Run(storage, o => o with { Earlier = [new Checkpoint(Given.Origin, 601, MerkleTree.Empty)] })).Fault?.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(700)]
    [InlineData(66_000)]
    [InlineData(70_000)]
    public async Task RunAsync_PrunedLog_IsVerifiedFromTheMinimumIndexOn(long minimum)
    {
        var storage = new MemoryStorage();
        await Given.SignedLog(storage, 70_000, _log);
        foreach (var path in storage.Files.Keys)
            if (TilePath.TryParse(path, out var tile) && tile.IsFull && (tile.Index + 1) * Math.Pow(256, Math.Max(0, tile.Level) + 1) <= minimum) storage.Files.Remove(path, out _);
        var report = await Run(storage, o => o with { MinimumIndex = minimum });
        Assert.Equal((null, 70_000 - minimum / 256 * 256), (report.Fault, report.Entries));
        if (minimum >= 256) Assert.Equal("file.missing", (await Run(storage)).Fault?.Code);
        if (minimum < 70_000)
        {
            var (path, entries) = Bundle(storage, (int)(minimum / 256));
            entries[0][0] ^= 1;
            Assert.Equal("entry.mismatch", (await Run(With(storage, path, Join(entries)), o => o with { MinimumIndex = minimum })).Fault?.Code);
        }
        Assert.Equal("checkpoint.pruned", (await Run(storage, o => o with { MinimumIndex = minimum, Earlier = [new Checkpoint(Given.Origin, minimum - 1, MerkleTree.Empty)] })).Fault?.Code);
        Assert.Equal("log.shrunk", (await Run(storage, o => o with { MinimumIndex = 70_001 })).Fault?.Code);
    }

    [Fact]
    public async Task RunAsync_DetachedContents_AreHashed()
    {
        var storage = new MemoryStorage();
        var log = await Given.Log(storage, 10);
        var content = new byte[70_000];
        var (leaf, detached) = DetachedEntry.Pack(content);
        log.Append(leaf.Span);
        await storage.WriteAsync([(detached!.Path, content)], Ct);
        await log.WriteAsync(Ct);
        await Given.Publish(storage, log, _log);
        Assert.Equal((null, 1L), ((await Run(storage)).Fault, (await Run(storage)).Detached));
        await Expect(With(storage, detached.Path, Flip(content, 0.5)), "blob.mismatch", detached.Path, 10);
        await Expect(With(storage, detached.Path, null), "file.missing", detached.Path, 10);
    }

    [Fact]
    public async Task RunAsync_OnEntry_IsGivenEachInOrderAndProgressEnds()
    {
        var storage = new MemoryStorage();
        await Given.SignedLog(storage, 600, _log);
        var (seen, told) = (new List<(long, byte[])>(), new ConcurrentQueue<long>());
        await Run(storage, o => o with { OnEntry = (i, bytes) => seen.Add((i, bytes.ToArray())), Progress = new Now(told.Enqueue) });
        Assert.Equal(Given.Entries(600).Select((e, i) => ((long)i, e)), seen);
        Assert.Equal(600, told.Last());
    }

    [Fact]
    public async Task RunAsync_BatchesBeyondTheCheckpoint_AreNobodysFault()
    {
        var storage = new MemoryStorage();
        var log = await Given.Log(storage, 300);
        await Given.Publish(storage, log, _log);
        for (var i = 300; i < 800; i++) log.Append(Given.Entry(i));
        await log.WriteAsync(Ct);
        Assert.True((await Run(storage)).Ok);
        // Partial ones may go when the full ones stand.
        foreach (var path in new[] { "tile/0/001.p/44", "tile/entries/001.p/44" }) storage.Files.Remove(path, out _);
        Assert.True((await Run(storage)).Ok);
    }

    private Task<VerifyReport> Run(ILogStorage storage, Func<VerifyOptions, VerifyOptions>? with = null)
    {
        var options = new VerifyOptions { Policy = WitnessPolicy.Of(_log.Verifier) };
        return LogVerifier.RunAsync(storage, with is null ? options : with(options), Ct);
    }

    private async Task Expect(ILogStorage storage, string code, string path, long? index)
    {
        var fault = (await Run(storage)).Fault;
        Assert.Equal((code, path, index), (fault?.Code, fault?.Path, fault?.Index));
    }

    private async Task ExpectTile(MemoryStorage storage, string path, byte[] changed, string code) => await Expect(With(storage, path, changed), code, path, null);

    private static (string Path, byte[][] Entries) Bundle(MemoryStorage storage, int index)
    {
        var path = storage.Files.Keys.Single(p => TilePath.TryParse(p, out var tile) && tile.IsEntries && tile.Index == index);
        var (rest, entries) = (storage.Files[path].ToArray().AsMemory(), new List<byte[]>());
        while (TileReader.TakeEntry(ref rest, out var entry)) entries.Add(entry.ToArray());
        return (path, [.. entries]);
    }

    private static byte[] Join(byte[][] entries) => [.. entries.SelectMany(e => (byte[])[(byte)(e.Length >> 8), (byte)e.Length, .. e])];

    private static byte[] Flip(byte[] content, double place)
    {
        var changed = content.ToArray();
        changed[(int)((content.Length - 1) * place)] ^= 1;
        return changed;
    }

    private static MemoryStorage Copy(MemoryStorage storage)
    {
        var copy = new MemoryStorage();
        foreach (var file in storage.Files) copy.Files[file.Key] = file.Value;
        return copy;
    }

    private static MemoryStorage With(MemoryStorage storage, string path, byte[]? content)
    {
        var copy = Copy(storage);
        if (content is null) copy.Files.Remove(path, out _);
        else copy.Files[path] = content;
        return copy;
    }

    private sealed class Now(Action<long> told) : IProgress<long>
    {
        public void Report(long value) => told(value);
    }
}
