using System.IO.Compression;
using System.Net;
using Akashi.Ledger.Tests.Testing;

namespace Akashi.Ledger.Tests;

public sealed class HttpStorageTests
{
    private static readonly byte[] Content = new byte[5_000];

    [Theory]
    [InlineData(DecompressionMethods.None)]
    [InlineData(DecompressionMethods.GZip)]
    public async Task ReadAsync_CompressedWithoutBeingAsked_IsReadAllTheSame(DecompressionMethods handled)
    {
        using var server = new LoopbackServer((_, _) => Task.FromResult(new Reply(200, Zip(Content)) { Encoding = "gzip" }));
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = handled }) { BaseAddress = server.Address };
        Assert.Equal(Content, await new HttpStorage(http).ReadAsync("tile/0/000", Ct));
    }

    [Fact]
    public async Task ReadAsync_LongerThanAllowed_IsAFaultAlsoWhenItIsShortOnTheWire()
    {
        foreach (var encoding in new[] { "gzip", "" })
        {
            using var server = new LoopbackServer((_, _) => Task.FromResult(new Reply(200, encoding == "gzip" ? Zip(Content) : Content) { Encoding = encoding }));
            using var http = server.Client();
            Assert.Equal(Content, await new HttpStorage(http, maxBytes: 5_000).ReadAsync("tile/0/000", Ct));
            var broken = await Assert.ThrowsAsync<LedgerBrokenException>(async () => await new HttpStorage(http, maxBytes: 4_999).ReadAsync("tile/0/000", Ct));
            Assert.Equal(("file.malformed", "tile/0/000"), (broken.Fault.Code, broken.Fault.Path));
        }
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task ReadAsync_NotThereOrPruned_IsNull(int status)
    {
        using var server = new LoopbackServer((_, _) => Task.FromResult(new Reply(status, [])));
        using var http = server.Client();
        Assert.Null(await new HttpStorage(http).ReadAsync("tile/0/000", Ct));
    }

    [Fact]
    public async Task ReadAsync_ServerFails_SaysNothingAboutTheLog()
    {
        using var server = new LoopbackServer((_, _) => Task.FromResult(new Reply(500, [])));
        using var http = server.Client();
        await Assert.ThrowsAsync<HttpRequestException>(async () => await new HttpStorage(http).ReadAsync("tile/0/000", Ct));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await new HttpStorage(http).WriteAsync([], Ct));
    }

    [Fact]
    public async Task ReadAsync_UnderAPrefix_AsksForThePathBelowIt()
    {
        var asked = "";
        using var server = new LoopbackServer((request, _) => { asked = request.Url!.AbsolutePath; return Task.FromResult(new Reply(200, Content)); });
        using var http = new HttpClient { BaseAddress = new Uri(server.Address, "logs/one/") };
        await new HttpStorage(http).ReadAsync("tile/0/x001/234.p/5", Ct);
        Assert.Equal("/logs/one/tile/0/x001/234.p/5", asked);
    }

    private static byte[] Zip(byte[] content)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionMode.Compress)) gzip.Write(content);
        return zipped.ToArray();
    }
}
