using System.Diagnostics;
using Akashi.CrashWorker;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;

// The writing half of the server, to be killed: starts as the server starts, lets several people act without a pause, publishes, and says
// every act that was acknowledged on its standard output. Ends when its standard input does.
if (args is not [var database, var folder, var people])
{
    await Console.Error.WriteLineAsync("usage: Akashi.CrashWorker DATABASE FOLDER PEOPLE");
    return 2;
}
Said.Line($"pid {Environment.ProcessId}");
using var server = new WritingServer(database, folder);
try
{
    await server.StartAsync();
}
catch (LedgerRefusedException refused)
{
    Said.Line($"refused {refused.Refusal.Code}");
    return 1;
}
using var stop = new CancellationTokenSource();
var working = Enumerable.Range(0, int.Parse(people, System.Globalization.CultureInfo.InvariantCulture)).Select(i => Task.Run(() => new Somebody(server, i).WorkAsync(stop.Token))).ToList();
Said.Line($"ready {(TimeProvider.System.GetLocalNow() - Process.GetCurrentProcess().StartTime).TotalMilliseconds:0}");
await Console.In.ReadToEndAsync();
await stop.CancelAsync();
await Task.WhenAll(working);
await server.StopAsync();
Said.Line("stopped");
return 0;
