using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Akashi.Server.Tests.Ledger;

/// <summary>A server in a process of its own that is going to be killed, and everything it has acknowledged.</summary>
internal sealed class CrashingServer : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<double> _acting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Task _reading;
    private int _pid;

    private CrashingServer(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ErrorsAsync(process.StandardError));
    }

    /// <summary>Acts that were acknowledged: the entry and its version.</summary>
    public ConcurrentQueue<(Guid Entry, int Version)> Acknowledged { get; } = [];

    /// <summary>How often somebody was told that their act failed, by the first words.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = [];

    /// <summary>With which code the start was refused; null when it was not.</summary>
    public string? Refused { get; private set; }

    /// <param name="under">A program that runs it, with its arguments: strace, a shell that sets limits.</param>
    public static CrashingServer Start(string database, string folder, int people, params IReadOnlyList<string> under)
    {
        string[] command = [.. under, "dotnet", Path.Combine(AppContext.BaseDirectory, "Akashi.CrashWorker.dll"), database, folder, people.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in command[1..]) start.ArgumentList.Add(argument);
        // So that a limit on the size of files meets the server's files only, not the runtime's.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredCompilation"] = "1";
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until the door is open; false when the server ended before.</summary>
    public async Task<bool> ReadyAsync(CancellationToken ct)
    {
        await Task.WhenAny(_ready.Task, _reading).WaitAsync(TimeSpan.FromMinutes(3), ct);
        return _ready.Task.IsCompleted;
    }

    /// <summary>
    /// Waits until somebody's act was acknowledged; how long that took since the process began, in ms. Null when the server ended before, or
    /// when nobody was let for as long as anybody would wait: on a disk that fails all the time that is right.
    /// </summary>
    public async Task<double?> ActingAsync(CancellationToken ct)
    {
        await Task.WhenAny(_acting.Task, _reading, Task.Delay(TimeSpan.FromMinutes(1), ct));
        return _acting.Task.IsCompleted ? await _acting.Task : null;
    }

    /// <summary>kill -9, and all that was said before.</summary>
    public async Task KillAsync()
    {
        try
        {
            // Under another program, that one ends by itself once the server is gone.
            if (_pid > 0) Process.GetProcessById(_pid).Kill();
            else _process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended already.
        }
        await _process.WaitForExitAsync();
        await _reading;
    }

    /// <summary>Ends it as an administrator does.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        await _reading;
        Assert.Equal(0, _process.ExitCode);
    }

    private async Task ReadAsync(StreamReader output)
    {
        // A line without its end was not said whole.
        while (await output.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["pid", var pid]: _pid = int.Parse(pid, CultureInfo.InvariantCulture); break;
                case ["ready"]: _ready.TrySetResult(); break;
                case ["refused", var code]: Refused = code; break;
                case ["ack", { Length: 36 } entry, { Length: > 0 } version]: Take(Guid.Parse(entry), int.Parse(version, CultureInfo.InvariantCulture)); break;
                case ["error", .. var words]: Failures.AddOrUpdate(string.Join(' ', words.Take(8)), 1, (_, n) => n + 1); break;
            }
        }
    }

    private void Take(Guid entry, int version)
    {
        Acknowledged.Enqueue((entry, version));
        _acting.TrySetResult(Stopwatch.GetElapsedTime(_begun).TotalMilliseconds);
    }

    private async Task ErrorsAsync(StreamReader errors)
    {
        if ((await errors.ReadToEndAsync()) is { Length: > 0 } text) Failures.AddOrUpdate("stderr: " + text[..Math.Min(400, text.Length)], 1, (_, n) => n + 1);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
