using Microsoft.AspNetCore.Components.Forms;

namespace Akashi.Server.Web.Shared;

/// <summary>A file that a reader chose, kept while the page needs it.</summary>
public static class Uploads
{
    /// <summary>A temporary file with the content; it vanishes when it is closed.</summary>
    /// <param name="most">Bytes that are accepted.</param>
    /// <param name="progress">Told how many per cent have arrived.</param>
    /// <exception cref="IOException">The file is larger, or the upload broke off.</exception>
    public static async Task<FileStream> KeepAsync(IBrowserFile file, long most, Action<int> progress, CancellationToken ct)
    {
        var kept = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            await using var content = new CountingStream(file.OpenReadStream(most, ct), file.Size, progress);
            await content.CopyToAsync(kept, ct);
            kept.Position = 0;
            return kept;
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }
    }
}
