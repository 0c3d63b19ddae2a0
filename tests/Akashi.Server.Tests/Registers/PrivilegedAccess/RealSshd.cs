using System.Diagnostics;
using System.Net.Sockets;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

/// <summary>
/// The sshd of the system on a spare loopback port, set up as docs/operations.md says, without privilege: everybody who logs in is the account that
/// it runs as. As root it runs as "postgres", whom the database tests need anyway.
/// </summary>
internal sealed class RealSshd : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akashi-sshd-").FullName;
    private readonly System.Text.StringBuilder _log = new();
    private Process? _process;
    private int _port;

    /// <summary>Of everybody who logs in.</summary>
    public static string Account => Environment.UserName == "root" ? "postgres" : Environment.UserName;

    /// <summary>What it said so far.</summary>
    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    private static string Program => new[] { "/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("An SSH server is needed for the tests: sshd was not found. On Debian: apt-get install openssh-server.");

    /// <param name="host">What the host calls itself: it takes only principals that end in it.</param>
    /// <param name="authority">A line for TrustedUserCAKeys.</param>
    /// <param name="revocationList">A file for RevokedKeys.</param>
    public static async Task<RealSshd> StartAsync(string host, string authority, string revocationList)
    {
        var sshd = new RealSshd { _port = PostgresServer.SparePort() };
        string At(string name) => Path.Combine(sshd._folder, name);
        await Command.MustAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", At("host_key")]);
        await File.WriteAllTextAsync(At("ca.pub"), authority);
        File.Copy(revocationList, At("krl"));
        Directory.CreateDirectory(At("principals"));
        await File.WriteAllTextAsync(Path.Combine(At("principals"), Account), $"{Account}@{host}\n");
        await File.WriteAllTextAsync(At("sshd_config"), $"""
            Port {sshd._port}
            ListenAddress 127.0.0.1
            HostKey {At("host_key")}
            PidFile none
            UsePAM no
            StrictModes no
            LogLevel VERBOSE
            AuthorizedKeysFile none
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            TrustedUserCAKeys {At("ca.pub")}
            RevokedKeys {At("krl")}
            AuthorizedPrincipalsFile {At("principals")}/%u
            """);
        var asRoot = Environment.UserName == "root";
        if (asRoot) await Command.MustAsync("chown", ["-R", Account, sshd._folder]);
        var start = new ProcessStartInfo(asRoot ? "runuser" : Program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[.. asRoot ? ["-u", Account, "--", Program] : (string[])[], "-D", "-e", "-f", At("sshd_config")]) start.ArgumentList.Add(argument);
        sshd._process = Process.Start(start)!;
        sshd._process.ErrorDataReceived += (_, line) =>
        {
            lock (sshd._log) sshd._log.AppendLine(line.Data);
        };
        sshd._process.BeginErrorReadLine();
        for (var tries = 0; !await sshd.ListensAsync(); tries++)
        {
            if (sshd._process.HasExited || tries > 200) throw new InvalidOperationException("sshd does not come up: " + sshd.Log);
            await Task.Delay(50);
        }
        return sshd;
    }

    /// <summary>Logs in with a key and the certificate beside it, and runs a command; true when it ran.</summary>
    public async Task<bool> LoginAsync(string key)
    {
        var (code, said) = await Command.RunAsync("ssh",
            ["-F", "none", "-p", $"{_port}", "-i", key, "-o", $"CertificateFile={key}-cert.pub", "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no",
             "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "ConnectTimeout=10", $"{Account}@127.0.0.1", "echo", "in", "as", "$(id -un)"]);
        if (code == 0) Assert.Contains($"in as {Account}", said, StringComparison.Ordinal);
        else Assert.Contains("Permission denied (publickey)", said, StringComparison.Ordinal);
        return code == 0;
    }

    /// <summary>Puts another revocation list in its place, as the timer on a host does; sshd reads it at every login.</summary>
    public void Revoke(string revocationList)
    {
        File.Copy(revocationList, Path.Combine(_folder, "krl.new"), overwrite: true);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(_folder, "krl.new"), UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(Path.Combine(_folder, "krl.new"), Path.Combine(_folder, "krl"), overwrite: true);
    }

    private async Task<bool> ListensAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            // runuser hands the signal on to sshd only when asked politely.
            await Command.RunAsync("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }
}
