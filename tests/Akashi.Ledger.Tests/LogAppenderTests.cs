using Akashi.Ledger.Tests.Testing;
using CsCheck;

namespace Akashi.Ledger.Tests;

public sealed class LogAppenderTests
{
    [Fact]
    public void Append_AnyBatches_GivesTheRootOfTheReference() =>
        Gen.Select(Gen.Int[0, 700], Gen.Int[1, 300]).SampleAsync(async (size, batch) =>
        {
            var log = await Given.Log(new MemoryStorage(), size, batch);
            Assert.Equal(ReferenceTree.Hash(Given.Entries(size)), log.Root());
        }, iter: 25);

    [Fact]
    public async Task WriteAsync_70000Entries_LeavesTheTilesOfTheSpecification()
    {
        var storage = new MemoryStorage();
        await Given.Log(storage, 70_000);
        var tiles = storage.Files.Keys.Select(TilePath.Parse).Where(t => !t.IsEntries).ToArray();
        Assert.Equal(273, tiles.Count(t => t is { Level: 0, IsFull: true }));
        Assert.Contains(new TileId(0, 273, 112), tiles);
        Assert.Contains(new TileId(1, 0, 256), tiles);
        Assert.Contains(new TileId(1, 1, 17), tiles);
        Assert.Contains(new TileId(2, 0, 1), tiles);
        Assert.Equal(277, tiles.Length);
        Assert.Equal(274, storage.Files.Keys.Count(p => TilePath.Parse(p).IsEntries));
    }

    [Fact]
    public async Task WriteAsync_EveryTile_HoldsTheHashesThatTheSpecificationDefines()
    {
        var (storage, d) = (new MemoryStorage(), Given.Entries(600));
        await Given.Log(storage, 600);
        foreach (var (path, bytes) in storage.Files)
            if (TilePath.Parse(path) is { IsEntries: false } tile)
                for (var i = 0; i < tile.Width; i++)
                {
                    var span = (int)Math.Pow(256, tile.Level);
                    var start = ((int)tile.Index * 256 + i) * span;
                    Assert.Equal(ReferenceTree.Mth(d[start..(start + span)]), bytes[(32 * i)..(32 * i + 32)]);
                }
    }

    [Fact]
    public void ResumeAsync_AtAnySize_GoesOnAsIfNothingHadHappened() =>
        Gen.Select(Gen.Int[0, 1400], Gen.Int[1, 600]).SampleAsync(async (size, more) =>
        {
            var storage = new MemoryStorage();
            var first = await Given.Log(storage, size);
            var second = await LogAppender.ResumeAsync(storage, size, first.Root(), Ct);
            for (var i = size; i < size + more; i++) second.Append(Given.Entry(i));
            await second.WriteAsync(Ct);
            var once = new MemoryStorage();
            var whole = await Given.Log(once, size + more);
            Assert.Equal(whole.Root(), second.Root());
            Assert.All(once.Files, file => Assert.Equal(file.Value, storage.Files[file.Key]));
        }, iter: 25);

    [Fact]
    public async Task ResumeAsync_Past65536_ReadsThreeLevels()
    {
        var storage = new MemoryStorage();
        var log = await Given.Log(storage, 66_000);
        var again = await LogAppender.ResumeAsync(storage, 66_000, log.Root(), Ct);
        log.Append([1]);
        again.Append([1]);
        Assert.Equal(log.Root(), again.Root());
    }

    [Fact]
    public async Task ResumeAsync_AfterAHalfWrittenBatch_RewritesTheSameFiles()
    {
        var storage = new MemoryStorage();
        var log = await Given.Log(storage, 300);
        var root = log.Root();
        // The batch that was never published: some of its files were written, among them full ones.
        for (var i = 300; i < 900; i++) log.Append(Given.Entry(i));
        await log.WriteAsync(Ct);
        foreach (var path in new[] { "tile/0/001", "tile/entries/002", "tile/1/000.p/3" }) Assert.True(storage.Files.TryRemove(path, out _));
        var again = await LogAppender.ResumeAsync(storage, 300, root, Ct);
        for (var i = 300; i < 1000; i++) again.Append(Given.Entry(i));
        await again.WriteAsync(Ct);
        var fresh = new MemoryStorage();
        await Given.Log(fresh, 1000);
        Assert.All(fresh.Files, file => Assert.Equal(file.Value, storage.Files[file.Key]));
    }

    // Killed in the middle of a batch: any of its files may be there, none of them half.
    [Fact]
    public void ResumeAsync_AfterAKillAnywhereInABatch_GivesTheSameLog() =>
        Gen.Select(Gen.Int[0, 800], Gen.Int[1, 800], Gen.Int[0, 300], Gen.Bool.Array[40]).SampleAsync(async (size, lost, other, survives) =>
        {
            var storage = new MemoryStorage();
            var log = await Given.Log(storage, size);
            var (root, before) = (log.Root(), storage.Files.Keys.ToHashSet());
            for (var i = size; i < size + lost; i++) log.Append(Given.Entry(i));
            await log.WriteAsync(Ct);
            foreach (var (path, i) in storage.Files.Keys.Except(before).Order().Select((p, i) => (p, i)))
                if (!survives[i % survives.Length]) storage.Files.Remove(path, out _);
            // The next batch is cut elsewhere.
            var again = await LogAppender.ResumeAsync(storage, size, root, Ct);
            for (var i = size; i < size + lost + other; i++) again.Append(Given.Entry(i));
            await again.WriteAsync(Ct);
            var fresh = new MemoryStorage();
            await Given.Log(fresh, size + lost + other);
            Assert.All(fresh.Files, file => Assert.Equal(file.Value, storage.Files[file.Key]));
        }, iter: 30);

    [Theory]
    [InlineData("tile/0/002.p/88")]
    [InlineData("tile/1/000.p/2")]
    [InlineData("tile/entries/002.p/88")]
    public async Task ResumeAsync_WithoutAFileOfTheRightEdge_NamesIt(string path)
    {
        var storage = new MemoryStorage();
        var log = await Given.Log(storage, 600);
        storage.Files.Remove(path, out _);
        var broken = await Assert.ThrowsAsync<LedgerBrokenException>(() => LogAppender.ResumeAsync(storage, 600, log.Root(), Ct));
        Assert.Equal(("file.missing", path), (broken.Fault.Code, broken.Fault.Path));
    }

    [Theory]
    [InlineData("tile/0/002.p/88", "root.mismatch")]
    [InlineData("tile/1/000.p/2", "root.mismatch")]
    [InlineData("tile/entries/002.p/88", "entry.mismatch")]
    public async Task ResumeAsync_WithAChangedByte_IsRefused(string path, string code)
    {
        var storage = new MemoryStorage();
        var log = await Given.Log(storage, 600);
        storage.Files[path][20] ^= 1;
        var broken = await Assert.ThrowsAsync<LedgerBrokenException>(() => LogAppender.ResumeAsync(storage, 600, log.Root(), Ct));
        Assert.Equal(code, broken.Fault.Code);
    }

    [Fact]
    public async Task ResumeAsync_PartialTilesCleared_TakesTheFullOnes()
    {
        var storage = new MemoryStorage();
        var log = await Given.Log(storage, 300);
        var root = log.Root();
        for (var i = 300; i < 512; i++) log.Append(Given.Entry(i));
        await log.WriteAsync(Ct);
        storage.Files.Remove("tile/0/001.p/44", out _);
        storage.Files.Remove("tile/entries/001.p/44", out _);
        var again = await LogAppender.ResumeAsync(storage, 300, root, Ct);
        Assert.Equal((300, root), (again.Size, again.Root()));
    }

    [Fact]
    public async Task WriteAsync_OtherEntriesOverAFullTile_Throws()
    {
        var storage = new MemoryStorage();
        await Given.Log(storage, 256);
        var other = await Given.EmptyLog(storage);
        for (var i = 0; i < 256; i++) other.Append([1]);
        var broken = await Assert.ThrowsAsync<LedgerBrokenException>(() => other.WriteAsync(Ct));
        Assert.Equal("file.differs", broken.Fault.Code);
    }

    [Fact]
    public async Task WriteAsync_FailsOnce_WritesEverythingTheNextTime()
    {
        var storage = new FailingStorage { Failures = 1 };
        var log = await Given.EmptyLog(storage);
        for (var i = 0; i < 300; i++) log.Append(Given.Entry(i));
        await Assert.ThrowsAsync<IOException>(() => log.WriteAsync(Ct));
        await log.WriteAsync(Ct);
        var again = await LogAppender.ResumeAsync(storage.Inner, 300, log.Root(), Ct);
        Assert.Equal(300, again.Size);
        Assert.Contains("tile/0/000", storage.Inner.Files.Keys);
    }

    [Fact]
    public async Task WriteAsync_Again_WritesOnlyWhatIsNew()
    {
        var storage = new FailingStorage();
        var log = await Given.EmptyLog(storage);
        for (var i = 0; i < 600; i++) log.Append(Given.Entry(i));
        await log.WriteAsync(Ct);
        storage.Written.Clear();
        await log.WriteAsync(Ct);
        Assert.Empty(storage.Written);
        log.Append([1]);
        await log.WriteAsync(Ct);
        Assert.Equal(["tile/0/002.p/89", "tile/entries/002.p/89"], storage.Written.Order());
    }

    [Fact]
    public async Task Append_LongestEntry_IsTakenAndOneByteMoreIsNot()
    {
        var storage = new MemoryStorage();
        var log = await Given.EmptyLog(storage);
        log.Append(new byte[65_535]);
        Assert.Throws<ArgumentException>(() => log.Append(new byte[65_536]));
        await log.WriteAsync(Ct);
        Assert.Equal(65_537, storage.Files["tile/entries/000.p/1"].Length);
        Assert.Equal(1, log.Size);
    }

    private sealed class FailingStorage : ILogStorage
    {
        public MemoryStorage Inner { get; } = new();

        public int Failures { get; set; }

        public ValueTask<byte[]?> ReadAsync(string path, CancellationToken ct) => Inner.ReadAsync(path, ct);

        public List<string> Written { get; } = [];

        public ValueTask WriteAsync(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files, CancellationToken ct)
        {
            if (Failures-- > 0) throw new IOException("The disk is full.");
            Written.AddRange(files.Select(f => f.Path));
            return Inner.WriteAsync(files, ct);
        }
    }
}
