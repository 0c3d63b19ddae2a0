using System.Text;
using System.Text.Json;
using Akashi.Ledger.Tests.Testing;

namespace Akashi.Ledger.Tests;

public sealed class DetachedEntryTests
{
    private static readonly byte[] Long = [.. Enumerable.Range(0, 70_000).Select(i => (byte)i)];

    [Fact]
    public async Task Pack_ThenUnpack_GivesTheEntryBack()
    {
        var storage = new MemoryStorage();
        var (leaf, detached) = DetachedEntry.Pack(Long);
        await storage.WriteAsync([(detached!.Path, Long)], Ct);
        Assert.Equal(Long, (await DetachedEntry.UnpackAsync(storage, leaf, Ct)).ToArray());
        Assert.Equal(CanonicalJson.Write(JsonDocument.Parse(leaf).RootElement), leaf.ToArray());
        Assert.Equal($"blob/{detached.Hash[..2]}/{detached.Hash}", detached.Path);
    }

    [Fact]
    public void Pack_UpTo65535Bytes_StaysAsItIs()
    {
        Assert.Null(DetachedEntry.Pack(new byte[65_535]).Detached);
        Assert.NotNull(DetachedEntry.Pack(new byte[65_536]).Detached);
    }

    [Fact]
    public async Task UnpackAsync_ContentChangedOrGone_IsAFault()
    {
        var storage = new MemoryStorage();
        var (leaf, detached) = DetachedEntry.Pack(Long);
        Assert.Equal("file.missing", (await Assert.ThrowsAsync<LedgerBrokenException>(async () => await DetachedEntry.UnpackAsync(storage, leaf, Ct))).Fault.Code);
        storage.Files[detached!.Path] = [.. Long[..^1], 0];
        Assert.Equal("blob.mismatch", (await Assert.ThrowsAsync<LedgerBrokenException>(async () => await DetachedEntry.UnpackAsync(storage, leaf, Ct))).Fault.Code);
    }

    [Fact]
    public void TryParse_AnyOtherForm_IsAnOrdinaryEntry()
    {
        var leaf = Encoding.UTF8.GetString(DetachedEntry.Of(Long).Leaf);
        Assert.True(DetachedEntry.TryParse(Given.Bytes(leaf), out _));
        foreach (var other in new[] { leaf + " ", leaf.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal), leaf.ToUpperInvariant(), leaf[..^1], leaf.Replace("70000", "7e4", StringComparison.Ordinal), leaf.Replace("70000", "-1", StringComparison.Ordinal), "{\"blob\":\"sha256:\"}", "" })
            Assert.False(DetachedEntry.TryParse(Given.Bytes(other), out _), other);
    }
}
