using Spectre.Console;

namespace Akashi.Cli.Showing;

/// <summary>A bar on standard error for long work; nothing at all when nobody watches.</summary>
internal sealed class Progress(bool live)
{
    /// <param name="work">May report its share from 0 to 1; until it does, the bar only moves.</param>
    public async Task<T> RunAsync<T>(Words title, Func<IProgress<double>, Task<T>> work)
    {
        if (!live) return await work(new Share(_ => { }));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                bar.IsIndeterminate = true;
                return await work(new Share(share => (bar.IsIndeterminate, bar.Value) = (share >= 1, share)));
            });
    }

    private sealed class Share(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}

/// <summary>A file on its way, telling how much of it has gone.</summary>
internal sealed class WatchedStream(Stream inner, Action<int> passed) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => inner.CanSeek;
    public override bool CanWrite => false;
    public override long Length => inner.Length;
    public override long Position { get => inner.Position; set => inner.Position = value; }

    public override int Read(byte[] buffer, int offset, int count) => Pass(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Pass(await inner.ReadAsync(buffer, cancellationToken));

    private int Pass(int read)
    {
        passed(read);
        return read;
    }

    public override void Flush() => inner.Flush();
    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
