using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Akashi.Bench;

/// <summary>Where the figures come from; without it they say nothing.</summary>
internal static class Machine
{
    public static IReadOnlyList<(string Name, string Value)> Describe() =>
    [
        ("machine", $"{Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GiB, {RuntimeInformation.OSDescription}"),
        ("runtime", $"{RuntimeInformation.FrameworkDescription}, {(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} GC, young generation {Young()}"),
        ("databases", $"SQLite {SqliteVersion()} WAL synchronous=FULL; PostgreSQL fsync=on synchronous_commit=on, 64 MB shared buffers"),
        ("load", $"{LoadAverage()} before the run; on a shared machine compare ratios, not milliseconds"),
        ("time", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)),
    ];

    private static string Young() => Environment.GetEnvironmentVariable("DOTNET_GCgen0size") is { } hex ? $"{Convert.ToInt64(hex, 16) >> 20} MiB" : "by the processor's cache";

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : RuntimeInformation.ProcessArchitecture.ToString();

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static string SqliteVersion()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }
}
