using System.Diagnostics;
using System.Text.RegularExpressions;
using Akashi.Bench.Data;

namespace Akashi.Bench.Benchmarks;

/// <summary>From starting the built server's process on an existing data folder (the sample) to the first page, by phases.</summary>
internal sealed partial class StartBenchmark : IBenchmark
{
    private const int Times = 5;

    public static string Name => "start";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        var server = Path.Combine(Folders.Repository(), "src", "Akashi.Server", "bin", "Release", "net10.0", "Akashi.Server.dll");
        using var folder = Folders.Fresh();
        await LoadSampleAsync(server, folder.Path, ct);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var phases = new Dictionary<string, List<double>>();
        var (total, bare, processor) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            bare.Add(await UntilRefusedAsync(server, ct));
            total.Add(await OnceAsync(server, folder.Path, client, phases, processor, ct));
        }
        report.Add(new("start: process to first page, sample loaded", new(total, processor), "process refusing its options", new(bare), Budget: 2_000));
        foreach (var (phase, taken) in phases) report.Add(new($"start:   {phase}", new(taken)));
    }

    private static async Task<double> OnceAsync(string server, string folder, HttpClient client, Dictionary<string, List<double>> phases, List<double> processor, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var last = 0.0;
        void Phase(string name)
        {
            var now = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (!phases.TryGetValue(name, out var taken)) phases[name] = taken = [];
            taken.Add(now - last);
            last = now;
        }
        using var process = Start(server, "--data", folder, "--port", "0", "--language", "en");
        try
        {
            string? address = null;
            while (address is null)
            {
                var line = await process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException($"The server ended: {await process.StandardError.ReadToEndAsync(ct)}");
                if (line.Contains("Preparing", StringComparison.Ordinal)) Phase("runtime, host, database migrated");
                else if (line.Contains("Loading catalogs", StringComparison.Ordinal)) Phase("catalogs compared");
                else if (Address().Match(line) is { Success: true } found) address = found.Value;
            }
            Phase("summaries (coverage from nothing) and listening");
            using var answer = await client.GetAsync(new Uri(address + "/sign-in"), ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
            Phase("first page");
            processor.Add(process.TotalProcessorTime.TotalMilliseconds);
            return last;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(ct);
        }
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

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
