using Spectre.Console;

namespace Akashi.Cli.Showing;

/// <summary>A bar on standard error for long work; nothing at all when nobody watches.</summary>
internal sealed class Progress(bool live)
{
    /// <param name="work">May report its share from 0 to 1; until it does, the bar only moves.</param>
    public async Task<T> RunAsync<T>(Words title, Func<Bar, Task<T>> work)
    {
        if (!live) return await work(new Bar((_, _) => { }));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                bar.IsIndeterminate = true;
                return await work(new Bar((share, detail) =>
                {
                    (bar.IsIndeterminate, bar.Value) = (share >= 1, share);
                    if (detail is { } words) bar.Description = Markup.Escape($"{title}  {words}");
                }));
            });
    }
}

/// <summary>What a work reports to its bar.</summary>
internal sealed class Bar(Action<double, Words?> report) : IProgress<double>
{
    public void Report(double value) => report(value, null);

    /// <param name="share">From 0 to 1.</param>
    /// <param name="detail">Shown beside the title.</param>
    public void Report(double share, Words detail) => report(share, detail);
}
