using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;

namespace Akashi.Cli.Recording;

/// <summary>Runs a command on a terminal of its own and tells the server, while it runs, the hash of what is recorded so far.</summary>
internal sealed class Recorder(Api api, RecordingAnswer recording, TimeProvider time) : IDisposable
{
    /// <summary>What is new is told after so long; and something is told at least this often (docs: a recording that is silent for 2 minutes has broken off).</summary>
    private static readonly TimeSpan New = TimeSpan.FromSeconds(3), Least = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _ended = new();
    private int _version = recording.Version;

    /// <summary>Why the server could not be told; null while all went well.</summary>
    public string? Trouble { get; private set; }

    /// <returns>The exit code of the command.</returns>
    public async Task<int> RunAsync(PseudoTerminal terminal, Asciicast cast, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        var telling = TellAsync(cast);
        using var own = new OwnTerminal();
        using var resized = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ =>
        {
            terminal.Resize(OwnTerminal.Size);
            cast.Resize(OwnTerminal.Size);
        });
        using var gone = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            terminal.HangUp();
        });
        await using var cancelled = ct.Register(terminal.HangUp);
        new Thread(() => Type(terminal)) { IsBackground = true }.Start();
        var code = await Task.Factory.StartNew(() => Watch(terminal, cast), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await _ended.CancelAsync();
        await telling;
        return code;
    }

    /// <summary>Tells how it stands now.</summary>
    public async Task MarkAsync(Asciicast cast)
    {
        var (length, hash) = cast.Stand;
        try
        {
            var answer = await api.ActAsync($"api/recordings/{recording.Id}/mark", new JsonObject { ["length"] = length, ["hash"] = hash }, _version, CancellationToken.None);
            _version = Api.Read(answer, Answers.Default.RecordingAnswer).Version;
        }
        catch (Exception failure) when (failure is HttpRequestException or ProblemException or CommandFailedException)
        {
            // Recording goes on; the next mark covers what this one would have.
            Trouble = failure.Message;
        }
    }

    private static int Watch(PseudoTerminal terminal, Asciicast cast)
    {
        using var screen = Console.OpenStandardOutput();
        var buffer = new byte[16 * 1024];
        while (terminal.Read(buffer) is var read and > 0)
        {
            screen.Write(buffer, 0, read);
            screen.Flush();
            cast.Show(buffer.AsSpan(0, read));
        }
        return terminal.Wait();
    }

    private static void Type(PseudoTerminal terminal)
    {
        Span<byte> typed = stackalloc byte[4096];
        while (OwnTerminal.Read(typed) is var read and > 0) terminal.Write(typed[..read]);
        terminal.Write([4]);   // the end of a file that was piped in, as a person types it
    }

    private async Task TellAsync(Asciicast cast)
    {
        var (told, at) = (0L, time.GetTimestamp());
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            while (await second.WaitForNextTickAsync(_ended.Token))
            {
                var since = time.GetElapsedTime(at);
                if (since < New || since < Least && cast.Stand.Length == told) continue;
                (told, at) = (cast.Stand.Length, time.GetTimestamp());
                await MarkAsync(cast);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    public void Dispose() => _ended.Dispose();
}
