using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Akashi.Cli.Connecting;

/// <summary>A server that a command started for itself, on a spare port, and ends with itself.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(10);
    private readonly Process _process;

    public Uri Address { get; private set; } = null!;

    private OwnServer(Process process) => _process = process;

    public static async Task<OwnServer> StartAsync(Session session)
    {
        var server = Find() ?? throw CommandFailedException.NoServer(new(
            "サーバーのプログラムが見つかりません。./run.sh で一度ビルドするか、AKASHI_SERVER_DLL に Akashi.Server.dll の場所を指定してください。",
            "The server program was not found. Build it once with ./run.sh, or point AKASHI_SERVER_DLL to Akashi.Server.dll."));
        await session.Error.WriteLineAsync(new Words("{0} で動いているサーバーがないため、このコマンドの間だけ起動します。", "No server runs on {0}; starting one for this command.").With(session.Data));
        var own = new OwnServer(Process.Start(Command(server, session.Data))!);
        try
        {
            own.Address = await session.Progress.RunAsync(new("サーバーを起動しています", "Starting the server"), _ => own.ListeningAsync(session));
            return own;
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    private static ProcessStartInfo Command(string server, string data)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        foreach (var argument in (string[])[server, "--data", data, "--port", "0", "--language", Words.English ? "en" : "ja"]) start.ArgumentList.Add(argument);
        return start;
    }

    private async Task<Uri> ListeningAsync(Session session)
    {
        var said = _process.StandardOutput.ReadToEndAsync(session.Ct);
        var error = _process.StandardError.ReadToEndAsync(session.Ct);
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience)
        {
            if (ServerFile.Read(session.Data) is { } file && file.Process == _process.Id) return file.Address;
            if (_process.HasExited)
                throw CommandFailedException.NoServer(new Words("サーバーを起動できませんでした。\n{0}", "The server could not start.\n{0}").With(Last(await error + await said)));
            await Task.Delay(20, session.Ct);
        }
        throw CommandFailedException.NoServer(new("サーバーの起動が終わりません。", "The server does not come up."));
    }

    private static string Last(string text) => string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(5));

    /// <summary>Named by AKASHI_SERVER_DLL, else in the tree that this program was built in: what run.sh made, or the newest build.</summary>
    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("AKASHI_SERVER_DLL") is { Length: > 0 } named) return File.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Akashi.slnx"))) continue;
            return ((string[])["artifacts/server", "src/Akashi.Server/bin/Release/net10.0", "src/Akashi.Server/bin/Debug/net10.0"])
                .Select(place => new FileInfo(Path.Combine(folder.FullName, place, "Akashi.Server.dll"))).Where(dll => dll.Exists).MaxBy(dll => dll.LastWriteTimeUtc)?.FullName;
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        using (_process)
        {
            if (_process.HasExited) return;
            // SIGTERM, not SIGINT: a shell may have started us with SIGINT ignored, and the server inherits that.
            if (OperatingSystem.IsWindows() || Signal(_process.Id, 15) != 0) _process.Kill();
            using var end = new CancellationTokenSource(Goodbye);
            try
            {
                await _process.WaitForExitAsync(end.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
