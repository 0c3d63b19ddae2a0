using Akashi.Ledger.Tests.Testing;
using CsCheck;

namespace Akashi.Ledger.Tests;

public sealed class LogReaderTests
{
    [Fact]
    public void Proofs_OfAnyTree_AreThoseOfTheReference() =>
        Gen.Select(Gen.Int[1, 700], Gen.Int[0, 699], Gen.Int[0, 700]).SampleAsync(async (size, index, old) =>
        {
            (index, old) = (index % size, old % (size + 1));
            var (storage, d) = (new MemoryStorage(), Given.Entries(size));
            var log = await Given.Log(storage, size);
            var reader = new LogReader(storage, new Checkpoint(Given.Origin, size, log.Root()));
            Assert.Equal(d[index], (await reader.EntryAsync(index, Ct)).ToArray());
            Assert.Equal(ReferenceTree.Path(index, d), await reader.InclusionAsync(index, Ct));
            Assert.Equal(ReferenceTree.Hash(d[..old]), await reader.RootAsync(old, Ct));
            Assert.Equal(old == 0 ? [] : ReferenceTree.Proof(old, d), await reader.ConsistencyAsync(old, Ct));
        }, iter: 40);

    [Fact]
    public async Task Proofs_OfALargeTree_ReadOnlyTheTilesTheyNeed()
    {
        var storage = new CountingStorage();
        var log = await Given.Log(storage.Inner, 70_000);
        var checkpoint = new Checkpoint(Given.Origin, 70_000, log.Root());
        await new LogReader(storage, checkpoint).InclusionAsync(12_345, Ct);
        // Its own tile, those above it, and the partial ones of the right edge.
        Assert.Equal(["tile/0/048", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17"], storage.Read.Order());
        storage.Read.Clear();
        await new LogReader(storage, checkpoint).ConsistencyAsync(65_536, Ct);
        Assert.All(storage.Read, path => Assert.False(TilePath.Parse(path).IsEntries));
        Assert.InRange(storage.Read.Count, 1, 4);
    }

    [Theory]
    [InlineData("tile/0/001")]
    [InlineData("tile/1/000.p/2")]
    [InlineData("tile/0/002.p/88")]
    public async Task InclusionAsync_ChangedTile_IsNotHandedOut(string path)
    {
        var storage = new MemoryStorage();
        var log = await Given.Log(storage, 600);
        storage.Files[path][3] ^= 1;
        var reader = new LogReader(storage, new Checkpoint(Given.Origin, 600, log.Root()));
        Assert.Equal("root.mismatch", (await Assert.ThrowsAsync<LedgerBrokenException>(() => reader.InclusionAsync(300, Ct))).Fault.Code);
    }

    [Fact]
    public async Task Reads_OutsideTheTree_Throw()
    {
        var storage = new MemoryStorage();
        var log = await Given.Log(storage, 5);
        var reader = new LogReader(storage, new Checkpoint(Given.Origin, 5, log.Root()));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => reader.EntryAsync(5, Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => reader.InclusionAsync(-1, Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => reader.ConsistencyAsync(6, Ct));
    }

    private sealed class CountingStorage : ILogStorage
    {
        public MemoryStorage Inner { get; } = new();

        public List<string> Read { get; } = [];

        public ValueTask<byte[]?> ReadAsync(string path, CancellationToken ct)
        {
            Read.Add(path);
            return Inner.ReadAsync(path, ct);
        }

        public ValueTask WriteAsync(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files, CancellationToken ct) => Inner.WriteAsync(files, ct);
    }
}
