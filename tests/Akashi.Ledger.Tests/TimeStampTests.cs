using System.Security.Cryptography.X509Certificates;
using Akashi.Ledger.Tests.Testing;

namespace Akashi.Ledger.Tests;

public sealed class TimeStampTests : IDisposable
{
    private readonly TimeStampAuthority _authority = new();
    private readonly byte[] _note = Given.Bytes(new Checkpoint(Given.Origin, 5, MerkleTree.Leaf([1])).Sign([Given.Signer()], Given.Time).ToString());

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Verify_TokenOfARealAuthority_GivesItsTime()
    {
        var token = await RequestAsync();
        foreach (var trusted in new X509Certificate2Collection[] { [_authority.Root], [_authority.Certificate] })
        {
            var stamp = TimeStampToken.Verify(_note, token, trusted);
            Assert.Equal("CN=Test Time-Stamping Authority", stamp.Authority);
            Assert.InRange(stamp.Time, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
        }
    }

    [Fact]
    public async Task Verify_OtherBytesOtherAuthorityOrChangedToken_IsAFault()
    {
        var token = await RequestAsync();
        Wrong(Given.Bytes("other"), token, [_authority.Root]);
        using var other = new TimeStampAuthority();
        Wrong(_note, token, [other.Root]);
        Wrong(_note, token, [other.Certificate]);
        Wrong(_note, token, []);
        Wrong(_note, [.. token, 0], [_authority.Root]);
        Wrong(_note, [1, 2, 3], [_authority.Root]);
        // The last byte belongs to the signature.
        token[^1] ^= 1;
        Wrong(_note, token, [_authority.Root]);
    }

    [Fact]
    public async Task RequestAsync_AuthorityThatDoesNotAnswer_Throws()
    {
        _authority.Stopped = true;
        await Assert.ThrowsAsync<HttpRequestException>(RequestAsync);
    }

    private static void Wrong(byte[] data, byte[] token, X509Certificate2Collection trusted) =>
        Assert.Equal("timestamp.wrong", Assert.Throws<LedgerBrokenException>(() => TimeStampToken.Verify(data, token, trusted)).Fault.Code);

    private async Task<byte[]> RequestAsync()
    {
        using var http = _authority.Client();
        return await new TimeStampClient(http).RequestAsync(_note, Ct);
    }
}
