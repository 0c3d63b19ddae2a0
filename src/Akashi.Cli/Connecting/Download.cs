using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Akashi.Cli.Connecting;

/// <summary>Files that come from the server.</summary>
internal static class Download
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes beside the target and moves into place, so that a broken download leaves what was there.</summary>
    /// <param name="target">A file; null for the name the server gives, in the current folder.</param>
    /// <param name="otherwise">The name when the server gives none.</param>
    public static Task<FileInfo> SaveAsync(Session session, string path, string? target, string otherwise) =>
        session.Progress.RunAsync(new("書き出しています", "Exporting"), async share =>
        {
            using var response = await (await session.ApiAsync()).DownloadAsync(path, session.Ct);
            var named = response.Content.Headers.ContentDisposition is { } disposition ? disposition.FileNameStar ?? disposition.FileName?.Trim('"') : null;
            // The server's name is a name, never a path.
            var file = Path.GetFullPath(target ?? (Path.GetFileName(named) is { Length: > 0 } safe ? safe : otherwise));
            var total = response.Content.Headers.ContentLength;
            var partial = $"{file}.{Environment.ProcessId}.partial";
            try
            {
                await using (var to = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
                {
                    long passed = 0;
                    await using var from = new Showing.WatchedStream(await response.Content.ReadAsStreamAsync(session.Ct), n => share.Report(total is > 0 ? (double)(passed += n) / total.Value : 0));
                    await from.CopyToAsync(to, session.Ct);
                }
                File.Move(partial, file, overwrite: true);
                return new FileInfo(file);
            }
            finally
            {
                File.Delete(partial);
            }
        });

    public static byte[] ToUtf8(this JsonNode json) => JsonSerializer.SerializeToUtf8Bytes(json, Readable);
}
