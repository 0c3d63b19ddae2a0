using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Akashi.Cli.Tests.Testing;

/// <summary>The built programs, run as anyone runs them.</summary>
internal static class Programs
{
    public static readonly string Tree = FindTree();

    public static string Server => Built("Akashi.Server", "Akashi.Server.dll");

    public static string Sample(string name) => Path.Combine(Tree, "samples", name);

    /// <summary>Runs <c>akashi</c> to its end, in English unless the arguments say otherwise.</summary>
    public static async Task<Said> AkashiAsync(string data, params string[] arguments)
    {
        using var process = Process.Start(Akashi(data, arguments))!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>How a run of <c>akashi</c> starts: nothing of the surroundings but what the test gives.</summary>
    public static ProcessStartInfo Akashi(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, StandardOutputEncoding = Encoding.UTF8, WorkingDirectory = data };
        foreach (var argument in (string[])[Built("Akashi.Cli", "akashi.dll"), .. arguments]) start.ArgumentList.Add(argument);
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("AKASHI_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(inherited);
        (start.Environment["AKASHI_DATA"], start.Environment["AKASHI_LANGUAGE"], start.Environment["AKASHI_SERVER_DLL"]) = (data, "en", Server);
        return start;
    }

    public static int SparePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Built(string project, string file)
    {
        // bin/Debug/net10.0 of this project stands beside bin/Debug/net10.0 of the others.
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Tree, "src", project, "bin", framework.Parent!.Name, framework.Name, file);
    }

    private static string FindTree()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Akashi.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

/// <summary>What a run of <c>akashi</c> left behind.</summary>
internal sealed record Said(int Code, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>The run, provided that it ended with this code; otherwise the test fails with what it said.</summary>
    public Said Ended(int code)
    {
        Assert.True(Code == code, $"Exit code {Code} instead of {code}.\n{Output}\n{Error}");
        return this;
    }
}
