using System.Diagnostics;
using System.Text.Json.Nodes;
using Akashi.Cli.Tests.Testing;

namespace Akashi.Cli.Tests;

/// <summary>Privileges and recordings from the command line. There is one operator here, so nobody else can approve: the glass is broken.</summary>
public sealed class PrivilegeTests(RunningServer server) : IDisposable
{
    private static readonly string[] BreakGlass = ["privilege", "request", "--title", "Outage", "--reason", "Pages do not open", "--break-glass", "Nobody answers", "--account", "postgres", "--host", "db1.example.jp", "--for", "30m", "--json"];
    private readonly string _folder = Directory.CreateTempSubdirectory("akashi-privilege-").FullName;

    [Fact]
    public async Task Request_WaitsForSomebodyElseAndIsWithdrawn()
    {
        var asked = (await server.AkashiAsync("privilege", "request", "--title", "Retention", "--reason", "New policy", "--act", "ledger.set-retention", "--for", "2h", "--json")).Ended(0).Json;
        var id = asked["id"]!.GetValue<string>();

        Assert.Contains("[approval.self]", (await server.AkashiAsync("privilege", "approve", id)).Ended(1).Error, StringComparison.Ordinal);
        Assert.Contains("Requested", (await server.AkashiAsync("privilege", "list", "--show", "mine")).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("Withdrawn", (await server.AkashiAsync("privilege", "end", id)).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("[privilege.decided]", (await server.AkashiAsync("privilege", "reject", id, "--reason", "No")).Ended(1).Error, StringComparison.Ordinal);
        (await server.AkashiAsync("privilege", "request", "--title", "X", "--reason", "Y", "--for", "soon")).Ended(2);
        (await server.AkashiAsync("privilege", "approve", "ffffffff")).Ended(2);
    }

    [Fact]
    public async Task Sign_UnderAGrant_WritesTheCertificateBesideTheKeyAndRevokesItAtTheEnd()
    {
        var grant = (await server.AkashiAsync(BreakGlass)).Ended(0).Json["id"]!.GetValue<string>();
        var key = Path.Combine(_folder, "id_ed25519");
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key);

        (await server.AkashiAsync("ssh", "sign", "--grant", grant, "--key", key + ".pub")).Ended(0);
        (await server.AkashiAsync("ssh", "authority", "--out", Path.Combine(_folder, "ca.pub"))).Ended(0);
        (await server.AkashiAsync("ssh", "krl", "--out", Path.Combine(_folder, "krl"))).Ended(0);
        var before = await RunAsync("ssh-keygen", "-Q", "-f", Path.Combine(_folder, "krl"), key + "-cert.pub");
        (await server.AkashiAsync("privilege", "end", grant)).Ended(0);
        (await server.AkashiAsync("ssh", "krl", "--out", Path.Combine(_folder, "krl"))).Ended(0);
        var after = await RunAsync("ssh-keygen", "-Q", "-f", Path.Combine(_folder, "krl"), key + "-cert.pub");

        var said = (await RunAsync("ssh-keygen", "-L", "-f", key + "-cert.pub")).Said;
        Assert.Contains("postgres@db1.example.jp", said, StringComparison.Ordinal);
        Assert.Contains((await RunAsync("ssh-keygen", "-l", "-f", Path.Combine(_folder, "ca.pub"))).Said.Split(' ')[1], said, StringComparison.Ordinal);
        Assert.Equal((0, 1), (before.Code, after.Code));
        Assert.Contains("[privilege.not-live]", (await server.AkashiAsync("ssh", "sign", "--grant", grant, "--key", key + ".pub")).Ended(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_ACommand_RunsItOnATerminalKeepsWhatItShowedAndItsExitCode()
    {
        var file = Path.Combine(_folder, "session.cast");

        var said = (await server.AkashiAsync("ssh", "record", "--out", file, "--", "sh", "-c", "test -t 0 && test -t 1 && echo 端末です; stty size; exit 7")).Ended(7);

        Assert.Contains("端末です", said.Output, StringComparison.Ordinal);
        Assert.Contains("24 80", said.Output, StringComparison.Ordinal);
        var lines = (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal((2, 80, 24), (lines[0]["version"]!.GetValue<int>(), lines[0]["width"]!.GetValue<int>(), lines[0]["height"]!.GetValue<int>()));
        Assert.Equal(said.Output, string.Concat(lines.Skip(1).Where(l => l[1]!.GetValue<string>() == "o").Select(l => l[2]!.GetValue<string>())));
        using var http = new HttpClient { BaseAddress = new(server.Address), DefaultRequestHeaders = { Authorization = new("Bearer", server.Token.Trim()) } };
        var recording = JsonNode.Parse(await http.GetStringAsync("api/recordings", TestContext.Current.CancellationToken))!.AsArray().Single(r => r!["file"]?["size"]?.GetValue<long>() == new FileInfo(file).Length)!;
        Assert.Equal(("complete", 7), (recording["status"]!.GetValue<string>(), recording["exitCode"]!.GetValue<int>()));
        Assert.Equal(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), await http.GetByteArrayAsync($"api/recordings/{recording["id"]}/cast", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Record_WhatIsPipedIn_ReachesTheCommandAndItsEnd()
    {
        using var process = Process.Start(Programs.Akashi(server.Data, "ssh", "record", "--", "sh", "-c", "stty -echo; read line; echo got $line; cat"))!;
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync("秘密\n");
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("got 秘密", await output, StringComparison.Ordinal);
        Assert.Contains("The recording is kept", await error, StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Record_KilledInTheMiddle_LeavesARecordingThatIsNotComplete()
    {
        using var program = RunningProgram.Start(server.Data, "ssh", "record", "--", "sh", "-c", "echo working; sleep 60");
        await program.SaysAsync("working");
        await Task.Delay(5000, TestContext.Current.CancellationToken);
        program.Kill();

        using var http = new HttpClient { BaseAddress = new(server.Address), DefaultRequestHeaders = { Authorization = new("Bearer", server.Token.Trim()) } };
        var recording = JsonNode.Parse(await http.GetStringAsync("api/recordings", TestContext.Current.CancellationToken))!.AsArray().First(r => r!["command"]!.GetValue<string>().Contains("echo working", StringComparison.Ordinal))!;
        // Whoever looks within two minutes sees it running; then it shows as broken off. What the ledger heard stays.
        Assert.Equal("running", recording["status"]!.GetValue<string>());
        Assert.True(recording["marks"]!.GetValue<int>() >= 1 && recording["length"]!.GetValue<long>() > 0);
        Assert.Null(recording["file"]);
    }

    [Fact]
    public async Task Record_ACommandThatIsNotThere_SaysSo()
    {
        var said = await server.AkashiAsync("ssh", "record", "--", "there-is-no-such-program");
        Assert.Contains("there-is-no-such-program", said.Ended(1).Error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
