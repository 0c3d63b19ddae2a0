using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Akashi.Ledger;

/// <summary>Asks a time-stamping authority over HTTP. Source: RFC 3161 §2.4, §3.4.</summary>
/// <param name="client">Its <see cref="HttpClient.BaseAddress"/> is the authority's address.</param>
public sealed class TimeStampClient(HttpClient client)
{
    private const int MaxAnswer = 1 << 20;

    /// <summary>A time-stamp token (DER) over the SHA-256 of these bytes, for a log the signed checkpoint as it is published. Verify it with <see cref="TimeStampToken"/>.</summary>
    /// <exception cref="HttpRequestException">The authority cannot be reached.</exception>
    /// <exception cref="CryptographicException">It refused, or answered something else than was asked.</exception>
    public async Task<byte[]> RequestAsync(ReadOnlyMemory<byte> data, CancellationToken ct)
    {
        var request = Rfc3161TimestampRequest.CreateFromData(data.Span, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(16), requestSignerCertificates: true);
        using var content = new ByteArrayContent(request.Encode());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var message = new HttpRequestMessage(HttpMethod.Post, "") { Content = content };
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(MaxAnswer, ct).ConfigureAwait(false);
        // Compares hash, nonce and certificate request with what was asked (RFC 3161 §2.4.2).
        return request.ProcessResponse(await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false), out _).AsSignedCms().Encode();
    }
}
