using System.Security.Cryptography;

namespace Akashi.Server.Evidence;

/// <summary>A file kept under the hash of its content.</summary>
/// <param name="Hash">SHA-256, 64 lower case hex digits.</param>
/// <param name="Size">Bytes.</param>
/// <param name="AddedAt">UTC; when it was attached.</param>
public sealed record StoredFile(string Hash, string Name, string MediaType, long Size, DateTimeOffset AddedAt);

/// <summary>
/// Files by content hash in one folder: <c>sha256/ab/cdef…</c>. Writing is temp file, flush to disk, rename: a file is either
/// there whole or not at all, and the same content is kept once.
/// </summary>
public sealed class EvidenceStore(string folder)
{
    /// <summary>One file may hold up to 256 MiB.</summary>
    public const long MaximumBytes = 256L << 20;

    /// <exception cref="InvalidDataException">The stream is longer than <see cref="MaximumBytes"/>.</exception>
    public async Task<(string Hash, long Size)> PutAsync(Stream content, CancellationToken ct)
    {
        var incoming = Path.Combine(folder, "incoming");
        Directory.CreateDirectory(incoming);
        var temporary = Path.Combine(incoming, Path.GetRandomFileName());
        try
        {
            var (hash, size) = await CopyAsync(content, temporary, ct);
            var place = PathOf(hash);
            if (File.Exists(place)) return (hash, size);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(temporary, place, overwrite: true);
            return (hash, size);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Null when the store does not hold the content.</summary>
    public Stream? Open(string hash) => IsHash(hash) && File.Exists(PathOf(hash)) ? File.OpenRead(PathOf(hash)) : null;

    private static async Task<(string Hash, long Size)> CopyAsync(Stream content, string place, CancellationToken ct)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(place, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        var buffer = new byte[1 << 16];
        long size = 0;
        while (await content.ReadAsync(buffer, ct) is var read and > 0)
        {
            if ((size += read) > MaximumBytes) throw new InvalidDataException($"A file may hold up to {MaximumBytes >> 20} MiB.");
            sha.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        await file.FlushAsync(ct);
        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(sha.GetHashAndReset()), size);
    }

    private string PathOf(string hash) => Path.Combine(folder, "sha256", hash[..2], hash[2..]);

    private static bool IsHash(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower);
}
