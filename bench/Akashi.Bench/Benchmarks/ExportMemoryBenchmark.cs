using System.Diagnostics;
using System.Globalization;
using Akashi.Bench.Data;
using Akashi.Server.References.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Bench.Benchmarks;

/// <summary>
/// Most memory that a process needs which opens the database and exports a reference of 100,000 rows, as the operating system counts it:
/// runtime, EF Core, catalogs and all. Its raw limit is the same process that ends before it exports.
/// </summary>
internal sealed class ExportMemoryBenchmark : IBenchmark
{
    public const string Child = "--export-memory-child";
    private const int Times = 3;

    public static string Name => "memory";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        await using (await Generator.OpenAsync("sqlite", Shape.OneLongReference, report, ct))
        {
        }
        var (idle, xlsx, seconds) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            idle.Add((await RunChildAsync("nothing", ct)).Mebibytes);
            var (mebibytes, milliseconds) = await RunChildAsync("xlsx", ct);
            xlsx.Add(mebibytes);
            seconds.Add(milliseconds / 1000);
        }
        report.Add(new($"memory: {Shape.OneLongReference.Statements:#,0} rows from SQLite to XLSX", new(xlsx), "the process without it", new(idle), Budget: 250, Unit: "MiB"));
        report.Add(new("memory: time of that export, cold", new(seconds), Unit: "s"));
    }

    private static async Task<(double Mebibytes, double Milliseconds)> RunChildAsync(string format, CancellationToken ct)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Child, format]) { RedirectStandardOutput = true })!;
        var said = (await child.StandardOutput.ReadToEndAsync(ct)).Trim();
        await child.WaitForExitAsync(ct);
        if (child.ExitCode != 0) throw new InvalidOperationException($"The child ended with {child.ExitCode}: {said}");
        var figures = said.Split('\n')[^1].Split(' ');
        return (double.Parse(figures[0], CultureInfo.InvariantCulture), double.Parse(figures[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The measured process: prints its peak working set in MiB and the time of the export in ms.</summary>
    public static async Task<int> ChildAsync(string format, CancellationToken ct)
    {
        await using var world = await Generator.OpenAsync("sqlite", Shape.OneLongReference, new Report(json: true), ct);
        await using var db = world.Open();
        var service = await db.Services.Select(s => s.Id).FirstAsync(ct);
        var start = Stopwatch.GetTimestamp();
        if (format != "nothing")
            await World.Must(await world.The<Publisher>().ExportAsync(service, Audience.Internal, format, "ja", world.By, ct)).Content.DisposeAsync();
        var taken = Stopwatch.GetElapsedTime(start);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{self.PeakWorkingSet64 / 1024.0 / 1024.0:0.0} {taken.TotalMilliseconds:0}"));
        return 0;
    }
}
