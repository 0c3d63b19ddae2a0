using System.Diagnostics;
using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(Akashi.Cli.Tests.Testing.RunningServer))]

namespace Akashi.Cli.Tests.Testing;

/// <summary>One real server with the sample organisation on a spare loopback port, for all tests of this assembly.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private Process? _process;

    public string Data { get; } = Directory.CreateTempSubdirectory("akashi-cli-").FullName;

    public string Address => JsonNode.Parse(File.ReadAllText(Path.Combine(Data, "server.json")))!["address"]!.GetValue<string>();

    public string Token => File.ReadAllText(Path.Combine(Data, "operator.token"));

    internal Task<Said> AkashiAsync(params string[] arguments) => Programs.AkashiAsync(Data, arguments);

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Programs.Server, "--data", Data, "--port", "0"]) start.ArgumentList.Add(argument);
        start.Environment.Remove("AKASHI_DATABASE");
        start.Environment["AKASHI_SSH_PASSPHRASE"] = "for the tests of the command line";
        _process = Process.Start(start)!;
        var (output, error) = (_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
        for (var tries = 0; !File.Exists(Path.Combine(Data, "server.json")); tries++)
        {
            if (_process.HasExited) throw new InvalidOperationException("The server ended: " + await output + await error);
            if (tries > 1200) throw new TimeoutException("The server does not come up.");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        Directory.Delete(Data, recursive: true);
    }
}
