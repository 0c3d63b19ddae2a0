using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Akashi.Cli.Tests.Testing;

/// <summary>A run of <c>akashi</c> that goes on until it is stopped or killed.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens, for one that does.</summary>
    public Uri? Address { get; set; }

    public static RunningProgram Start(string data, params string[] arguments) => new(Process.Start(Programs.Akashi(data, arguments))!);

    /// <summary>Waits until it has said something, or something else shows that it is past that.</summary>
    public async Task SaysAsync(string words, Func<bool>? orHas = null)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            lock (_said)
                if (_said.ToString().Contains(words, StringComparison.Ordinal)) return;
            if (orHas?.Invoke() is true) return;
            Assert.False(_process.HasExited, $"It ended with {(_process.HasExited ? _process.ExitCode : 0)}:\n{_said}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"It never said “{words}”:\n{_said}");
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>As Ctrl-C does; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            Kill();
            return 0;
        }
        Assert.Equal(0, Signal(_process.Id, 15));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    private void Take(string? line)
    {
        lock (_said) _said.AppendLine(line);
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
