using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Akashi.Cli.Connecting;
using Akashi.Ledger;

namespace Akashi.Cli.Verifying;

/// <summary>Where a log lies: a folder, or an address under which its files are served.</summary>
internal sealed class LogPlace : IDisposable
{
    private readonly HttpClient? _http;

    private LogPlace(string name, ILogStorage storage, string? folder, HttpClient? http) => (Name, Storage, Folder, _http) = (name, storage, folder, http);

    /// <summary>As it was given.</summary>
    public string Name { get; }

    public ILogStorage Storage { get; }

    /// <summary>The folder; null over HTTP.</summary>
    public string? Folder { get; }

    public static bool IsAddress(string where) => where.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || where.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a ZIP file, which can only be an evidence bundle.</summary>
    public static bool IsBundle(string where) => !IsAddress(where) && File.Exists(where);

    public static async Task<LogPlace> OpenAsync(Session session, string where)
    {
        if (!IsAddress(where))
        {
            var folder = Path.GetFullPath(where);
            if (!Directory.Exists(folder)) throw CommandFailedException.Unreadable(new Words("{0} がありません。", "{0} is not there.").With(where));
            if (!File.Exists(Path.Combine(folder, "checkpoint")) && !Directory.Exists(Path.Combine(folder, "tile")))
                throw CommandFailedException.Unreadable(new Words("{0} はログのフォルダーではありません（checkpoint も tile もありません）。", "{0} is not the folder of a log: it has neither “checkpoint” nor “tile”.").With(where));
            return new LogPlace(where, new FolderStorage(folder), folder, null);
        }
        if (!Uri.TryCreate(where.TrimEnd('/') + "/", UriKind.Absolute, out var address)) throw CommandFailedException.Usage(new Words("アドレスとして読めません: {0}", "This is not an address: {0}").With(where));
        var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) })
        {
            BaseAddress = address, Timeout = TimeSpan.FromMinutes(2),
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("akashi-cli");
        if (await Connection.TokenForAsync(session, address) is { } token) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new LogPlace(where, new HttpStorage(http), null, http);
    }

    /// <summary>A file of text beside the log; null when there is none.</summary>
    public async Task<string?> TextAsync(string path, CancellationToken ct) =>
        await Storage.ReadAsync(path, ct) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    /// <summary>Sizes for which a time-stamp lies beside the log. Over HTTP folders cannot be listed; then it is asked for the present size.</summary>
    public IReadOnlyList<long> StampedSizes(long size)
    {
        if (Folder is null) return [size];
        var folder = Path.Combine(Folder, "timestamp");
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "*.tst").Select(f => long.TryParse(Path.GetFileNameWithoutExtension(f), out var n) ? n : -1).Where(n => n >= 0).Order()];
    }

    public void Dispose() => _http?.Dispose();
}

/// <summary>An evidence bundle that was opened.</summary>
internal static class BundleFile
{
    public static ZipArchive Open(string file)
    {
        try
        {
            return ZipFile.OpenRead(file);
        }
        catch (InvalidDataException)
        {
            throw CommandFailedException.Unreadable(new Words("{0} は証跡の確認資料（ZIP）ではありません。", "{0} is not an evidence bundle (ZIP).").With(file));
        }
    }
}
