using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Akashi.Cli.Recording;

/// <summary>
/// Writes what a terminal showed as asciicast v2: a header, then a line for each piece with its second. What was typed is not written, since passwords
/// are typed. It knows at any moment how long it is and its hash.
/// </summary>
internal sealed class Asciicast : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _one = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Decoder _decoder = new UTF8Encoding(false).GetDecoder();
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly long _began;

    public Asciicast(string file, (ushort Columns, ushort Rows) size, string command, TimeProvider time)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        (_file, _time, _began) = (new(file, options), time, time.GetTimestamp());
        Line(new JsonObject
        {
            ["version"] = 2, ["width"] = (int)size.Columns, ["height"] = (int)size.Rows, ["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds(), ["command"] = command,
            ["env"] = new JsonObject { ["TERM"] = Environment.GetEnvironmentVariable("TERM"), ["SHELL"] = Environment.GetEnvironmentVariable("SHELL") },
        });
    }

    /// <summary>Bytes so far, and their SHA-256 in hex.</summary>
    public (long Length, string Hash) Stand
    {
        get
        {
            lock (_one) return (_file.Length, Convert.ToHexStringLower(_hash.GetCurrentHash()));
        }
    }

    /// <summary>The terminal showed this. A character that was cut in two waits for its other half.</summary>
    public void Show(ReadOnlySpan<byte> output)
    {
        Span<char> characters = output.Length <= 4096 ? stackalloc char[output.Length + 1] : new char[output.Length + 1];
        lock (_one)
            if (characters[.._decoder.GetChars(output, characters, flush: false)] is { Length: > 0 } text) Event("o", text.ToString());
    }

    public void Resize((ushort Columns, ushort Rows) size)
    {
        lock (_one) Event("r", $"{size.Columns}x{size.Rows}");
    }

    private void Event(string kind, string text) => Line(new JsonArray(Math.Round(_time.GetElapsedTime(_began).TotalSeconds, 6), kind, text));

    private void Line(JsonNode line)
    {
        var bytes = Encoding.UTF8.GetBytes(line.ToJsonString(Readable) + "\n");
        _file.Write(bytes);
        _hash.AppendData(bytes);
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }
}
