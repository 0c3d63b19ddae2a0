using System.IO.Compression;
using System.Net;

namespace Akashi.Ledger;

/// <summary>A log on a static web server or object store, for reading. Source: tlog-tiles "APIs".</summary>
/// <param name="client">Its <see cref="HttpClient.BaseAddress"/> is the log's prefix and ends with <c>/</c>.</param>
/// <param name="maxBytes">Longest content accepted, in bytes after decompression; a longer one is a fault.</param>
public sealed class HttpStorage(HttpClient client, int maxBytes = HttpStorage.DefaultMaxBytes) : ILogStorage
{
    /// <summary>64 MiB: a full bundle of the longest entries has 16 MiB; the rest is for detached contents.</summary>
    public const int DefaultMaxBytes = 64 << 20;

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The server answers neither 200 nor 404 nor 410.</exception>
    public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken ct)
    {
        StorageRules.Check(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        request.Headers.AcceptEncoding.ParseAdd("identity");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        // Logs may compress without being asked (tlog-tiles "Log entries"); a handler that decompresses takes the header away.
        var plain = response.Content.Headers.ContentEncoding.Contains("gzip") ? new GZipStream(body, CompressionMode.Decompress) : body;
        await using (plain.ConfigureAwait(false)) return await ReadAsync(plain, path, ct).ConfigureAwait(false);
    }

    /// <summary>Not possible over HTTP.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public ValueTask WriteAsync(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files, CancellationToken ct) =>
        throw new NotSupportedException("A log is written where it lies, not over HTTP.");

    private async Task<byte[]> ReadAsync(Stream body, string path, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await body.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0)
        {
            if (content.Length + read > maxBytes) throw new LedgerBrokenException(Faults.FileMalformed(path));
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}
