using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Akashi.Ledger.Records;

/// <summary>Writes an <see cref="EvidenceBundle"/> as a ZIP file. The same content gives the same bytes.</summary>
public sealed class BundleWriter : IAsyncDisposable
{
    // ZIP cannot say "no time"; a fixed one keeps equal bundles equal.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ZipArchive _zip;

    private BundleWriter(Stream output) => _zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Writes everything but the evidence files, which follow with <see cref="AddFileAsync"/>; disposing the writer ends the bundle.</summary>
    public static async Task<BundleWriter> BeginAsync(Stream output, EvidenceBundle bundle, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var writer = new BundleWriter(output);
        await writer.PutAsync("README.ja.txt", BundleReadme.Japanese(bundle), ct).ConfigureAwait(false);
        await writer.PutAsync("README.en.txt", BundleReadme.English(bundle), ct).ConfigureAwait(false);
        await writer.PutAsync(BundleFiles.Index, Index(bundle), ct).ConfigureAwait(false);
        await writer.PutAsync(BundleFiles.Checkpoint, bundle.Note.ToString(), ct).ConfigureAwait(false);
        await writer.PutAsync(BundleFiles.Keys, bundle.Keys, ct).ConfigureAwait(false);
        if (bundle.Policy is { } policy) await writer.PutAsync(BundleFiles.Policy, policy, ct).ConfigureAwait(false);
        if (bundle.State is { } state) await writer.PutAsync(BundleFiles.State, state, ct).ConfigureAwait(false);
        foreach (var step in bundle.Steps)
        {
            await writer.PutAsync(BundleFiles.Leaf(step.Index), step.Leaf, ct).ConfigureAwait(false);
            await writer.PutAsync(BundleFiles.Proof(step.Index), new TlogProof(step.Index, step.Proof, bundle.Note).ToString(), ct).ConfigureAwait(false);
        }
        if (bundle.TimeStamp is { } stamp)
        {
            await writer.PutAsync(BundleFiles.Stamped, stamp.Checkpoint, ct).ConfigureAwait(false);
            await writer.PutAsync(BundleFiles.Token, stamp.Token, ct).ConfigureAwait(false);
        }
        return writer;
    }

    /// <summary>Adds an evidence file under the hash of its content.</summary>
    /// <param name="hash">SHA-256 of the content, 64 lower-case hexadecimal digits, as state or events name it.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="ct">Ends the writing; the bundle is then no bundle.</param>
    /// <exception cref="InvalidDataException">The content has another hash: the stored file was changed, and must not be handed out as evidence.</exception>
    public async Task AddFileAsync(string hash, Stream content, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var entry = _zip.CreateEntry(BundleFiles.Evidence(hash), CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        var output = await entry.OpenAsync(ct).ConfigureAwait(false);
        await using (output.ConfigureAwait(false))
        {
            int read;
            while ((read = await content.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0)
            {
                sha.AppendData(buffer, 0, read);
                await output.WriteAsync(buffer.AsMemory(0, read), ct).ConfigureAwait(false);
            }
        }
        if (Convert.ToHexStringLower(sha.GetHashAndReset()) != hash) throw new InvalidDataException($"The file {hash} does not have the hash that names it.");
    }

    /// <summary>Ends the bundle.</summary>
    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    private static ReadOnlyMemory<byte> Index(EvidenceBundle bundle)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            json.WriteString("organisation", bundle.Organisation);
            json.WriteString("register", bundle.Register);
            json.WriteString("entry", bundle.Entry);
            json.WriteStartArray("steps");
            foreach (var step in bundle.Steps)
            {
                json.WriteStartObject();
                json.WriteNumber("index", step.Index);
                json.WriteString("leaf", BundleFiles.Leaf(step.Index));
                json.WriteString("proof", BundleFiles.Proof(step.Index));
                if (step.Event is not null) json.WriteString("event", step.Event);
                if (step.Salt is { } salt) json.WriteBase64String("salt", salt.Span);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.WrittenMemory;
    }

    private Task PutAsync(string name, string text, CancellationToken ct) => PutAsync(name, Encoding.UTF8.GetBytes(text), ct);

    private async Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        var output = await entry.OpenAsync(ct).ConfigureAwait(false);
        await using (output.ConfigureAwait(false)) await output.WriteAsync(content, ct).ConfigureAwait(false);
    }
}
