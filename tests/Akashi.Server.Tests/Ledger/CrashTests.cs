using System.Diagnostics;
using System.Globalization;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Ledger;

/// <summary>
/// Servers that die in the middle of their work, on disks that fail. <c>AKASHI_CRASH_ROUNDS</c> gives the rounds per database of a long run
/// (<c>./test.sh --long</c>); without it a few in every run.
/// </summary>
[Collection(nameof(Measured))]
public sealed class CrashTests
{
    /// <summary>A campaign's log is begun anew after so many rounds, since each of them reads all of it.</summary>
    private const int Fresh = 40;

    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("AKASHI_CRASH_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 8;

    /// <summary>What a server writes with, as the system calls it.</summary>
    private const string Writing = "pwrite64,fsync,fdatasync,rename,renameat2";

    private readonly Random _random = new(Environment.TickCount);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Kill9_AtRandomMoments_LosesNoAcknowledgedActAndForksNothing(string dialect)
    {
        var (acts, longest) = (0L, 0.0);
        for (var left = Rounds; left > 0; left -= Fresh)
        {
            await using var campaign = await CrashCampaign.OpenAsync(dialect);
            for (var i = 0; i < Math.Min(left, Fresh); i++) await campaign.RoundAsync(TimeSpan.FromMilliseconds(_random.Next(5, 500)), people: 8);
            await EndAsync(campaign);
            (acts, longest) = (acts + campaign.Acknowledged, Math.Max(longest, campaign.LongestStart));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{dialect}: {Rounds} kills, {acts:#,0} acknowledged acts, longest start {longest:0} ms");
        Assert.True(acts >= Rounds / 2, $"Only {acts} acts in {Rounds} rounds.");
    }

    [Theory, EachDatabase]
    public async Task Kill9_AtAWriteToTheDisk_LosesNoAcknowledgedActAndForksNothing(string dialect)
    {
        SkipUnlessTraced();
        await using var campaign = await CrashCampaign.OpenAsync(dialect);
        for (var i = 0; i < Math.Max(3, Rounds / 20); i++)
            await campaign.RoundAsync(TimeSpan.FromSeconds(3), 8, Traced($"{Writing}:signal=SIGKILL:when={_random.Next(1, 60)}"));
        await EndAsync(campaign);
    }

    public static TheoryData<string, string> Errors() => new()
    {
        { "sqlite", "fsync,fdatasync:error=EIO:when=4+7" }, { "sqlite", "pwrite64:error=EIO:when=40+97" }, { "sqlite", "pwrite64:error=ENOSPC:when=40+53" },
        { "sqlite", "pwrite64:retval=0:when=40+71" }, { "sqlite", "rename,renameat2:error=EIO:when=2+3" },
        { "postgres", "fsync,fdatasync:error=EIO:when=2+3" }, { "postgres", "pwrite64:error=ENOSPC:when=2+3" }, { "postgres", "rename,renameat2:error=EIO:when=2+3" },
    };

    [Theory, MemberData(nameof(Errors))]
    public async Task Disk_ThatFails_IsToldToWhoeverActsAndLosesNothingAcknowledged(string dialect, string fault)
    {
        SkipUnlessTraced();
        await using var campaign = await CrashCampaign.OpenAsync(dialect);
        for (var i = 0; i < Math.Max(1, Rounds / 40); i++) await campaign.RoundAsync(TimeSpan.FromSeconds(2), 8, Traced(fault));
        await EndAsync(campaign);
    }

    [Theory, EachDatabase]
    public async Task Disk_ThatIsFull_KeepsWhatWasAcknowledgedAndGoesOnWhenThereIsRoom(string dialect)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Limits of a process are set by a Linux shell.");
        await using var campaign = await CrashCampaign.OpenAsync(dialect);
        // No file may grow beyond this: the write-ahead log of SQLite soon does; of PostgreSQL's server only the tiles are the server's own.
        var kilobytes = dialect == "sqlite" ? 700 : 8;
        var full = await campaign.RoundAsync(TimeSpan.FromSeconds(4), 8, "bash", "-c", $"trap '' XFSZ; ulimit -f {kilobytes}; exec \"$@\"", "limited");

        if (dialect == "sqlite") Assert.NotEmpty(full.Failures);
        await EndAsync(campaign);
    }

    /// <summary>After all that, a server starts, publishes everything, and ends in order.</summary>
    private static async Task EndAsync(CrashCampaign campaign)
    {
        using var last = campaign.Start(people: 2);
        Assert.NotNull(await last.ActingAsync(Ct));
        await Task.Delay(500, Ct);
        await last.StopAsync();
        Assert.NotEmpty(last.Acknowledged);
        Assert.Empty(last.Failures);
        await campaign.CheckAsync(last);
        Assert.True(campaign.LongestStart < 60_000, $"A start took {campaign.LongestStart:0} ms.");
    }

    private static string[] Traced(string inject) => ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", $"trace={Writing}", "-e", $"inject={inject}"];

    private static void SkipUnlessTraced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "strace is a program of Linux.");
        try
        {
            using var strace = Process.Start(new ProcessStartInfo("strace", ["-f", "-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            strace.WaitForExit();
            Assert.SkipUnless(strace.ExitCode == 0, "strace may not trace here.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("strace is missing. Debian, Ubuntu: apt-get install strace.");
        }
    }
}
