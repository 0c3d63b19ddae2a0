using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Akashi.Server.Tests.Testing;

/// <summary>
/// A private PostgreSQL for this test run: fresh cluster in a temporary folder, spare loopback port, started when the first test
/// asks and ended with the run. As root it runs as the unprivileged user "postgres".
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static PostgresServer? _running;
    private string? _folder;
    private int _port;

    /// <summary>Connection string without a database.</summary>
    public static async Task<string> ConnectionAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (_running is null)
            {
                var server = new PostgresServer();
                await server.StartAsync();
                _running = server;
            }
            return $"Host=127.0.0.1;Port={_running._port};Username=postgres;Pooling=true;Maximum Pool Size=20;Include Error Detail=true";
        }
        finally
        {
            Gate.Release();
        }
    }

    private async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("akashi-pg-").FullName;
        _port = SparePort();
        if (OperatingSystem.IsLinux() && Environment.UserName == "root") await RunAsync("chown", "postgres", _folder);
        var data = Path.Combine(_folder, "data");
        await RunAsync(Tool("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await RunAsync(Tool("pg_ctl"), "-D", data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
            $"-c listen_addresses=127.0.0.1 -c port={_port} -c unix_socket_directories='' -c max_connections=100 -c shared_buffers=64MB", "start");
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not { _folder: { } folder }) return;
        _running = null;
        NpgsqlConnection.ClearAllPools();
        await RunAsync(Tool("pg_ctl"), "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private static string Tool(string name)
    {
        var packaged = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")) : [];
        var folders = packaged.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        var wanted = OperatingSystem.IsWindows() ? name + ".exe" : name;
        // A wrapper of the same name may lie in PATH; the real one has its companions beside it.
        return folders.Where(d => File.Exists(Path.Combine(d, OperatingSystem.IsWindows() ? "postgres.exe" : "postgres"))).Select(d => Path.Combine(d, wanted)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"PostgreSQL is needed for the tests: {name} was not found. On Debian: apt-get install postgresql. Elsewhere put its bin folder into PATH.");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var asPostgres = OperatingSystem.IsLinux() && Environment.UserName == "root" && program != "chown";
        var start = new ProcessStartInfo(asPostgres ? "runuser" : program) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in asPostgres ? ["-u", "postgres", "--", program, .. arguments] : arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        // The server that pg_ctl leaves behind keeps the pipes open, so wait for the exit, not for their end.
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Path.GetFileName(program)} failed: {await error}");
    }

    internal static int SparePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
