using Akashi.Bench;
using Akashi.Bench.Benchmarks;
using Akashi.Server.Tests.Testing;

(string Name, Func<Report, CancellationToken, Task> Run)[] all =
[
    (ReadingBenchmark.Name, ReadingBenchmark.RunAsync),
    (ImportBenchmark.Name, ImportBenchmark.RunAsync),
    (ExportBenchmark.Name, ExportBenchmark.RunAsync),
    (ExportMemoryBenchmark.Name, ExportMemoryBenchmark.RunAsync),
    (CoverageBenchmark.Name, CoverageBenchmark.RunAsync),
    (PagesBenchmark.Name, PagesBenchmark.RunAsync),
    (StartBenchmark.Name, StartBenchmark.RunAsync),
    (LeavesBenchmark.Name, LeavesBenchmark.RunAsync),
    (ActsBenchmark.Name, ActsBenchmark.RunAsync),
    (CheckpointBenchmark.Name, CheckpointBenchmark.RunAsync),
    (VerifyBenchmark.Name, VerifyBenchmark.RunAsync),
    (MeasuresBenchmark.Name, MeasuresBenchmark.RunAsync),
];

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
if (args is [ExportMemoryBenchmark.Child, var source]) return await ExportMemoryBenchmark.ChildAsync(source, stop.Token);
if (args.Contains("--list"))
{
    foreach (var (name, _) in all) Console.WriteLine(name);
    return 0;
}
var filters = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToList();
var chosen = all.Where(b => filters.Count == 0 || filters.Any(f => b.Name.Contains(f, StringComparison.OrdinalIgnoreCase))).ToList();
if (chosen.Count == 0 || args.Any(a => a.StartsWith("--", StringComparison.Ordinal) && a != "--json"))
{
    await Console.Error.WriteLineAsync($"usage: bench.sh [NAME …] [--json] [--list]; names: {string.Join(", ", all.Select(b => b.Name))}");
    return 2;
}

var machine = Machine.Describe();
var report = new Report(args.Contains("--json"));
report.Head(machine);
await using var postgres = new PostgresServer();   // ends the one that the benchmarks started, if any
try
{
    foreach (var (_, run) in chosen) await run(report, stop.Token);
}
catch (Exception broken) when (broken is not OutOfMemoryException)
{
    // Said here and not by the runtime, whose end would leave the run's PostgreSQL behind.
    await Console.Error.WriteLineAsync(broken.ToString());
    return 3;
}
report.End(machine);
return report.AnyOver ? 1 : 0;
