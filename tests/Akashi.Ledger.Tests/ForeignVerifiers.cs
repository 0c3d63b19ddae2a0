using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Akashi.Ledger.Tests;

/// <summary>What a verifier that is not ours said.</summary>
public sealed record ForeignAnswer(bool Ok, string Output);

/// <summary>
/// Points verifiers that others wrote at a log in a folder: the Go team's note and tlog packages, and Sigstore's npm package.
/// Their sources lie in <c>foreign/</c>; other test projects link this file.
/// </summary>
public static class ForeignVerifiers
{
    private static readonly SemaphoreSlim One = new(1, 1);
    private static string? _go;
    private static bool _node;

    /// <summary>Signature, every entry, every tile, inclusion, and consistency with earlier signed checkpoints (files).</summary>
    public static async Task<ForeignAnswer> GoAsync(string folder, string vkey, params string[] earlier) =>
        await RunAsync(await GoProgramAsync(), [folder, vkey, .. earlier]);

    /// <summary>Signature and the inclusion of every entry; of <c>.tlog-proof</c> files too.</summary>
    public static async Task<ForeignAnswer> SigstoreAsync(string folder, string vkey, params string[] proofs)
    {
        await InstallNodeAsync();
        return await RunAsync("node", [Path.Combine(Sources(), "sigstore", "verify.js"), folder, vkey, .. proofs]);
    }

    private static string Sources([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "foreign");

    // Compiled once per test run, into the run's own temporary folder. Debian keeps the packages as sources under GOPATH.
    private static async Task<string> GoProgramAsync()
    {
        await One.WaitAsync();
        try
        {
            if (_go is not null) return _go;
            var folder = Directory.CreateTempSubdirectory("akashi-go-").FullName;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
            var program = Path.Combine(folder, "verify");
            var path = string.Join(Path.PathSeparator, new[] { Environment.GetEnvironmentVariable("GOPATH"), "/usr/share/gocode" }.Where(p => !string.IsNullOrEmpty(p)));
            await NeedAsync("go", ["build", "-o", program, Path.Combine(Sources(), "go", "verify.go")],
                ("GO111MODULE", "off"), ("GOPATH", path), ("GOCACHE", Path.Combine(folder, "cache")), ("GOFLAGS", ""));
            return _go = program;
        }
        finally
        {
            One.Release();
        }
    }

    // What the lock file names, nothing else, and no script of it is run.
    private static async Task InstallNodeAsync()
    {
        await One.WaitAsync();
        try
        {
            var folder = Path.Combine(Sources(), "sigstore");
            if (!_node && !File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"))) await NeedAsync("npm", ["ci", "--prefix", folder]);
            _node = true;
        }
        finally
        {
            One.Release();
        }
    }

    private static async Task NeedAsync(string program, string[] arguments, params (string, string)[] environment)
    {
        var answer = await RunAsync(program, arguments, environment);
        if (!answer.Ok) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {answer.Output}");
    }

    private static async Task<ForeignAnswer> RunAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ForeignAnswer(process.ExitCode == 0, output + await error);
    }
}
