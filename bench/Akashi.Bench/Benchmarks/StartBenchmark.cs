using System.Diagnostics;
using Akashi.Bench.Data;

namespace Akashi.Bench.Benchmarks;

/// <summary>From starting the built server's process on an existing data folder (the sample) to the first page, by phases.</summary>
internal sealed class StartBenchmark : IBenchmark
{
    private const int Times = 5;

    public static string Name => "start";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        // What run.sh starts, compiled ahead of time; before the first run.sh, the plain build.
        var ready = Path.Combine(Folders.Repository(), "artifacts", "server", "Akashi.Server.dll");
        var server = File.Exists(ready) ? ready : Path.Combine(Folders.Repository(), "src", "Akashi.Server", "bin", "Release", "net10.0", "Akashi.Server.dll");
        using var folder = Folders.Fresh();
        await LoadSampleAsync(server, folder.Path, ct);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var (total, overview, bare, processor) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            bare.Add(await UntilRefusedAsync(server, ct));
            total.Add(await OnceAsync(server, folder.Path, client, overview, processor, ct));
        }
        report.Add(new("start: process to first page, sample loaded", new(total, processor), "process refusing its options", new(bare), Budget: 2_000));
        report.Add(new("start: process to the overview, by the printed link", new(overview), "process refusing its options", new(bare), Budget: 2_000));
    }

    /// <summary>Asks for the first page from the moment the process begins until it is answered, as somebody waiting would.</summary>
    private static async Task<double> OnceAsync(string server, string folder, HttpClient client, List<double> overview, List<double> processor, CancellationToken ct)
    {
        var port = SparePort();
        var start = Stopwatch.GetTimestamp();
        using var process = Start(server, "--data", folder, "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--language", "en");
        try
        {
            while (!await AnswersAsync(client, port, ct))
            {
                if (process.HasExited) throw new InvalidOperationException($"The server ended: {await process.StandardError.ReadToEndAsync(ct)}");
                await Task.Delay(10, ct);
            }
            var taken = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            processor.Add(process.TotalProcessorTime.TotalMilliseconds);
            await OverviewAsync(process, ct);
            overview.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            return taken;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(ct);
        }
    }

    /// <summary>What a person does: waits for the link on the terminal, after the table, and opens it.</summary>
    private static async Task OverviewAsync(Process process, CancellationToken ct)
    {
        var line = "";
        while (!line.Contains("/sign-in/", StringComparison.Ordinal))
            line = await process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException("The server printed no link.");
        var (visitor, to) = await Visitor.EnterAsync(new(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()), ct);
        using (visitor) await visitor.PageAsync(to, ct);
    }

    private static async Task<bool> AnswersAsync(HttpClient client, int port, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/sign-in"), ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int SparePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The runtime and the program's own code, without doing anything.</summary>
    private static async Task<double> UntilRefusedAsync(string server, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Start(server, "--no-such-option");
        await process.WaitForExitAsync(ct);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task LoadSampleAsync(string server, string folder, CancellationToken ct)
    {
        using var process = Start(server, "--data", folder, "--once");
        await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0) throw new InvalidOperationException("The sample could not be loaded.");
    }

    private static Process Start(string server, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [server, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
}
