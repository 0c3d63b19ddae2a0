using Akashi.Ledger.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Akashi.Ledger.Tests;

public sealed class MirrorTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly NoteSigner _log = Given.Signer();
    private readonly NoteSigner _dated = Given.Signer(kind: SignatureKind.MLDsa44Cosignature);
    private readonly FakeTimeProvider _time = new(Given.Time);
    private MemoryStorage _storage = new();
    private readonly LoopbackServer _server;

    public MirrorTests() => _server = LoopbackServer.Static(() => _storage);

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task FollowAsync_OverHttp_KeepsACopyThatVerifiesByItself()
    {
        Assert.Equal((300, null), await Round(await Grow(300)));
        Assert.Equal((0, null), await Round());
        Assert.Equal((400, null), await Round(await Grow(700)));
        Assert.Equal((69_300, null), await Round(await Grow(70_000)));
        var report = await LogVerifier.RunAsync(Copy, new VerifyOptions { Policy = WitnessPolicy.Of(_log.Verifier) }, Ct);
        Assert.Equal((null, 70_000), (report.Fault, report.Entries));
        foreach (var path in new[] { "tile/0/272", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112" }) Assert.Equal(_storage.Files[path], await Copy.ReadAsync(path, Ct));
    }

    [Fact]
    public async Task FollowAsync_InSmallSteps_StopsAtABadBundleAndGoesOnLater()
    {
        await Grow(5_000);
        _storage.Files["tile/entries/010"][70] ^= 1;
        Assert.Equal(("entry.mismatch", "tile/entries/010"), ((await FollowAsync(Small)).Alarm?.Code, (await FollowAsync(Small)).Alarm?.Path));
        Assert.Null(await Copy.ReadAsync("checkpoint", Ct));
        Assert.Equal(_storage.Files["tile/entries/008"], await Copy.ReadAsync("tile/entries/008", Ct));
        Assert.Null(await Copy.ReadAsync("tile/entries/010", Ct));
        _storage.Files["tile/entries/010"][70] ^= 1;
        Assert.Equal(5_000, (await FollowAsync(Small)).Fetched);
        await CopyIsWhole(5_000);
        static MirrorOptions Small(MirrorOptions o) => o with { StepBytes = 60_000 };
    }

    [Fact]
    public async Task FollowAsync_DetachedContents_AreCopied()
    {
        var log = await Given.Log(_storage, 5);
        var (leaf, detached) = DetachedEntry.Pack(new byte[70_000]);
        log.Append(leaf.Span);
        await _storage.WriteAsync([(detached!.Path, new byte[70_000])], Ct);
        await log.WriteAsync(Ct);
        await Given.Publish(_storage, log, _log);
        Assert.Equal((6, null), await Round());
        Assert.Equal(70_000, (await Copy.ReadAsync(detached.Path, Ct))?.Length);
    }

    [Fact]
    public async Task FollowAsync_WithItsOwnKey_StatesThatItHoldsTheLog()
    {
        var key = Given.Signer("mirror.example.test", SignatureKind.MLDsa44Cosignature);
        await Grow(10);
        var round = await FollowAsync(o => o with { Signers = [key] });
        Assert.Equal(Given.Time, round.Held!.Open([key.Verifier]).Single().Time);
        Assert.Equal(Given.Bytes(round.Held.ToString()), await Copy.ReadAsync("checkpoint", Ct));
        Assert.Null((await FollowAsync()).Alarm);
    }

    [Fact]
    public async Task FollowAsync_Fork_KeepsBothCheckpointsAndItsCopy()
    {
        await Round(await Grow(300));
        var held = await Copy.ReadAsync("checkpoint", Ct);
        foreach (var size in new[] { 300, 500 })
        {
            _storage = new MemoryStorage();
            var other = await Given.EmptyLog(_storage);
            for (var i = 0; i < size; i++) other.Append([1]);
            await other.WriteAsync(Ct);
            var offered = await Given.Publish(_storage, other, _log);
            var round = await FollowAsync();
            Assert.Equal(("log.forked", 300L), (round.Alarm?.Code, round.Alarm?.Index));
            Assert.Equal([held, Given.Bytes(offered.ToString())], await Task.WhenAll(round.Evidence.Select(async e => await Copy.ReadAsync(e, Ct))));
            Assert.Equal(held, await Copy.ReadAsync("checkpoint", Ct));
        }
        await CopyIsWhole(300);
    }

    [Fact]
    public async Task FollowAsync_Rollback_IsAnAlarm()
    {
        await Round(await Grow(300));
        _storage = new MemoryStorage();
        Assert.Equal((0, "log.shrunk"), await Round(await Grow(200)));
        await CopyIsWhole(300);
    }

    [Fact]
    public async Task FollowAsync_StolenOrUnknownKey_IsAnAlarm()
    {
        await Round(await Grow(300));
        await Given.Publish(_storage, await Given.Log(_storage, 400), Given.Signer());
        Assert.Equal((0, "signature.missing"), await Round());
        var torn = (await Grow(400)).ToString().Replace("400", "500", StringComparison.Ordinal);
        await _storage.WriteAsync([("checkpoint", Given.Bytes(torn))], Ct);
        Assert.Equal((0, "signature.wrong"), await Round());
        await CopyIsWhole(300);
    }

    [Theory]
    [InlineData("tile/entries/002", "entry.mismatch")]
    [InlineData("tile/0/002", "entry.mismatch")]
    [InlineData("tile/1/000.p/3", "root.mismatch")]
    public async Task FollowAsync_CorruptedFile_IsAnAlarmAndNothingOfItIsKept(string path, string code)
    {
        await Round(await Grow(300));
        await Grow(900);
        _storage.Files[path][70] ^= 1;
        Assert.Equal((0, code), await Round());
        await CopyIsWhole(300);
        _storage.Files[path][70] ^= 1;
        Assert.Equal((600, null), await Round());
        await CopyIsWhole(900);
    }

    [Fact]
    public async Task FollowAsync_EntryAndItsTileChangedAlike_IsFoundByTheTreeAboveThem()
    {
        await Round(await Grow(300));
        await Grow(900);
        var (entries, tile) = (_storage.Files["tile/entries/002"], _storage.Files["tile/0/002"]);
        entries[2] ^= 1;
        MerkleTree.Leaf(entries.AsSpan(2, entries[0] * 256 + entries[1])).CopyTo(tile);
        Assert.Equal((0, "root.mismatch"), await Round());
        Assert.Null(await Copy.ReadAsync("tile/entries/002", Ct));
        await CopyIsWhole(300);
    }

    [Fact]
    public async Task FollowAsync_MissingFile_NamesIt()
    {
        await Grow(300);
        _storage.Files.Remove("tile/entries/000", out _);
        Assert.Equal("tile/entries/000", (await FollowAsync()).Alarm?.Path);
        _storage.Files.Clear();
        Assert.Equal(("file.missing", "checkpoint"), ((await FollowAsync()).Alarm?.Code, (await FollowAsync()).Alarm?.Path));
    }

    [Fact]
    public async Task FollowAsync_NoNewerCheckpoint_IsSilenceAfterTheAgreedTime()
    {
        await Given.SignedLog(_storage, 10, _log, _dated);
        Assert.Null((await FollowAsync(Quiet)).Alarm);
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Null((await FollowAsync(Quiet)).Alarm);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("log.silent", (await FollowAsync(Quiet)).Alarm?.Code);
        // The same size signed again is a sign of life.
        var note = new Checkpoint(Given.Origin, 10, ReferenceTree.Hash(Given.Entries(10))).Sign([_log, _dated], _time.GetUtcNow());
        await _storage.WriteAsync([("checkpoint", Given.Bytes(note.ToString()))], Ct);
        Assert.Null((await FollowAsync(Quiet)).Alarm);
    }

    [Fact]
    public async Task FollowAsync_LogNotReachable_SaysSo()
    {
        await Round(await Grow(10));
        _server.Dispose();
        var round = await FollowAsync();
        Assert.Equal("log.unreachable", round.Alarm?.Code);
        Assert.Equal(10, Checkpoint.Parse(round.Held!.Text).Size);
    }

    [Fact]
    public async Task FollowAsync_OtherLogUnderTheSameAddress_IsAnAlarm()
    {
        await Round(await Grow(10));
        var other = Given.Signer("other.example.test");
        await Given.Publish(_storage, await Given.Log(_storage, 20), other);
        Assert.Equal("checkpoint.origin", (await FollowAsync(o => o with { Policy = WitnessPolicy.Of(_log.Verifier, other.Verifier) })).Alarm?.Code);
    }

    [Fact]
    public async Task FollowAsync_UnsignedOffersWithoutEnd_FillNoDisk()
    {
        await Round(await Grow(10));
        Directory.CreateDirectory(_folder.File("evidence"));
        for (var i = 0; i < 1000; i++) await File.WriteAllTextAsync(_folder.File($"evidence/{i}"), "", Ct);
        await Given.Publish(_storage, await Given.Log(_storage, 20), Given.Signer());
        var round = await FollowAsync();
        Assert.Equal("signature.missing", round.Alarm?.Code);
        Assert.Empty(round.Evidence);
        Assert.Equal(1000, Directory.GetFiles(_folder.File("evidence")).Length);
    }

    [Fact]
    public async Task FollowAsync_CopyCannotBeWritten_ThrowsInsteadOfBlamingTheLog()
    {
        await Grow(10);
        await File.WriteAllTextAsync(_folder.File("tile"), "in the way", Ct);
        await Assert.ThrowsAnyAsync<IOException>(() => FollowAsync());
    }

    [Fact]
    public async Task FollowAsync_OwnCopyDamaged_IsNoAlarmAboutTheLog()
    {
        await Round(await Grow(300));
        await Grow(600);
        await File.WriteAllBytesAsync(_folder.File("tile/0/001.p/44"), new byte[44 * 32], Ct);
        Assert.Equal("mirror.copy", (await FollowAsync()).Alarm?.Code);
    }

    private FolderStorage Copy => new(_folder.Path);

    private MirrorOptions Quiet(MirrorOptions options) => options with { SilentAfter = TimeSpan.FromMinutes(10), Policy = WitnessPolicy.Of(_log.Verifier, _dated.Verifier) };

    private Task<SignedNote> Grow(int size) => Given.SignedLog(_storage, size, _log);

    private async Task<(long Fetched, string? Alarm)> Round(SignedNote? _ = null)
    {
        var round = await FollowAsync();
        return (round.Fetched, round.Alarm?.Code);
    }

    private async Task<MirrorRound> FollowAsync(Func<MirrorOptions, MirrorOptions>? with = null)
    {
        using var http = _server.Client();
        var options = new MirrorOptions { Policy = WitnessPolicy.Of(_log.Verifier) };
        return await new Mirror(new HttpStorage(http), Copy, with is null ? options : with(options), _time).FollowAsync(Ct);
    }

    private async Task CopyIsWhole(long size)
    {
        var report = await LogVerifier.RunAsync(Copy, new VerifyOptions { Policy = WitnessPolicy.Of(_log.Verifier) }, Ct);
        Assert.Equal((null, size), (report.Fault, report.Entries));
    }
}
