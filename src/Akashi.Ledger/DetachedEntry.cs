using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Akashi.Ledger;

/// <summary>
/// An entry that is too long for a bundle: its leaf is <c>{"blob":"sha256:…","bytes":n,"v":1}</c>, its content lies beside the
/// tiles under the hash. Source: tlog-tiles "Log entries" (length in two bytes); RFC 8785 for the leaf.
/// </summary>
/// <param name="Hash">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Length of the content in bytes.</param>
public sealed record DetachedEntry(string Hash, long Bytes)
{
    /// <summary>Where the content lies, relative to the log's root: <c>blob/ab/ab…</c>.</summary>
    public string Path => $"blob/{Hash[..2]}/{Hash}";

    /// <summary>The leaf that stands for the content.</summary>
    public byte[] Leaf => Encoding.ASCII.GetBytes($$"""{"blob":"sha256:{{Hash}}","bytes":{{Bytes.ToString(CultureInfo.InvariantCulture)}},"v":1}""");

    /// <summary>The leaf and path for a content.</summary>
    public static DetachedEntry Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)), content.Length);

    /// <summary>What goes into the log for an entry of any length: the entry itself, or the leaf of a detached one, whose content must be written first.</summary>
    public static (ReadOnlyMemory<byte> Leaf, DetachedEntry? Detached) Pack(ReadOnlyMemory<byte> entry)
    {
        if (entry.Length <= LogAppender.MaxEntry) return (entry, null);
        var detached = Of(entry.Span);
        return (detached.Leaf, detached);
    }

    /// <summary>The entry behind a leaf: the leaf itself, or the content that it names, read and verified.</summary>
    /// <exception cref="LedgerBrokenException"><c>file.missing</c>, <c>blob.mismatch</c></exception>
    public static async ValueTask<ReadOnlyMemory<byte>> UnpackAsync(ILogStorage storage, ReadOnlyMemory<byte> leaf, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(storage);
        if (!TryParse(leaf.Span, out var detached)) return leaf;
        var content = await storage.ReadAsync(detached.Path, ct).ConfigureAwait(false) ?? throw new LedgerBrokenException(Faults.FileMissing(detached.Path));
        return detached.Verify(content) ? content : throw new LedgerBrokenException(Faults.BlobMismatch(detached.Path));
    }

    /// <summary>True when the content has the length and the hash that the leaf names.</summary>
    public bool Verify(ReadOnlySpan<byte> content) => content.Length == Bytes && Of(content).Hash == Hash;

    /// <summary>Reads the leaf of a detached entry; false for any other entry, also for one that differs in a single byte of form.</summary>
    public static bool TryParse(ReadOnlySpan<byte> leaf, [NotNullWhen(true)] out DetachedEntry? detached)
    {
        detached = null;
        // Decided by the first bytes for nearly every entry; only then is it worth reading.
        if (leaf.Length > 128 || !leaf.StartsWith("{\"blob\":\"sha256:"u8)) return false;
        try
        {
            var reader = new Utf8JsonReader(leaf);
            if (!JsonDocument.TryParseValue(ref reader, out var json)) return false;
            using (json)
            {
                if (json.RootElement.TryGetProperty("blob", out var blob) && blob.GetString() is ['s', 'h', 'a', '2', '5', '6', ':', .. { Length: 64 } hash]
                    && hash.All(char.IsAsciiHexDigitLower) && json.RootElement.TryGetProperty("bytes", out var bytes) && bytes.TryGetInt64(out var length) && length >= 0)
                    detached = new DetachedEntry(hash, length);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
        // One content has one leaf.
        if (detached is not null && !leaf.SequenceEqual(detached.Leaf)) detached = null;
        return detached is not null;
    }
}
