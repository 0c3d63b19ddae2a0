using System.Diagnostics;
using Akashi.Server.Kernel;

namespace Akashi.Server.Hosting;

/// <summary>Plain progress on a terminal or in a log: one line per step, with its time.</summary>
public sealed class Terminal(TextWriter writer)
{
    public void Line(string text) => writer.WriteLine(text);

    /// <summary>Announces a step, runs it, and says how long it took. The step may report progress from 0 to 1.</summary>
    public async Task StepAsync(Text title, Func<IProgress<double>, Task> work)
    {
        var clock = Stopwatch.StartNew();
        var live = !Console.IsOutputRedirected;
        await writer.WriteAsync($"  {title} ");
        await work(new Bar(live ? writer : TextWriter.Null));
        await writer.WriteLineAsync($"… {clock.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Ten dots at most, one per tenth.</summary>
    private sealed class Bar(TextWriter writer) : IProgress<double>
    {
        private int _tenths;

        public void Report(double value)
        {
            for (; _tenths < (int)(value * 10); _tenths++) writer.Write('.');
        }
    }
}
