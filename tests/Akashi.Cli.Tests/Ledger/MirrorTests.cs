using Akashi.Cli.Tests.Testing;
using Akashi.Ledger;

namespace Akashi.Cli.Tests.Ledger;

/// <summary><c>akashi mirror</c> as a process of its own.</summary>
public sealed class MirrorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mirror_Once_KeepsACopyThatVerifiesAlone()
    {
        await using var log = await GivenLog.OfAsync();
        (await Programs.AkashiAsync(log.Root, "witness", "new-key", "mirror.example.test/m1", "--out", "m.key")).Ended(0);
        var said = (await OnceAsync(log, log.Directory, "--cosign", "m.key", "--json")).Ended(0).Json;
        Assert.Equal((301, 301), (said["size"]!.GetValue<int>(), said["fetched"]!.GetValue<int>()));
        var checkedCopy = (await log.VerifyAsync(Copy(log), "--key", log.Key, "--database", log.Database, "--json")).Ended(0).Json;
        Assert.Equal(301, checkedCopy["records"]!["rows"]!.GetValue<int>());
        Assert.Contains("mirror.example.test/m1", await File.ReadAllTextAsync(Path.Combine(Copy(log), "checkpoint"), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mirror_OfAForkedShrunkOrDamagedLog_AlarmsAndKeepsTheGoodCopy()
    {
        await using var log = await GivenLog.OfAsync();
        (await OnceAsync(log, log.Directory)).Ended(0);
        var held = await File.ReadAllBytesAsync(Path.Combine(Copy(log), "checkpoint"), Ct);

        var fork = await log.ForkAsync(different: 5);
        Assert.Contains("[log.forked]", (await OnceAsync(log, fork, "--alarm-command", "echo \"$AKASHI_ALARM_CODE\" > alarm")).Ended(1).Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal("log.forked", (await File.ReadAllTextAsync(Path.Combine(log.Root, "alarm"), Ct)).Trim());
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Copy(log), "evidence")));

        Directory.Delete(fork, recursive: true);
        await log.ForkAsync(different: -1, size: 100);
        Assert.Equal("log.shrunk", (await OnceAsync(log, fork, "--json")).Ended(1).Json["alarm"]!["code"]!.GetValue<string>());

        for (var i = 0; i < 300; i++) log.Records.Paper("More");
        await log.PublishAsync();
        var bundle = Path.Combine(log.Directory, "tile/entries/001");
        var (good, bad) = (await File.ReadAllBytesAsync(bundle, Ct), await File.ReadAllBytesAsync(bundle, Ct));
        bad[^30] ^= 1;
        await File.WriteAllBytesAsync(bundle, bad, Ct);
        Assert.Equal("entry.mismatch", (await OnceAsync(log, log.Directory, "--json")).Ended(1).Json["alarm"]!["code"]!.GetValue<string>());
        Assert.Equal(held, await File.ReadAllBytesAsync(Path.Combine(Copy(log), "checkpoint"), Ct));
        (await log.VerifyAsync(Copy(log), "--key", log.Key)).Ended(0);

        await File.WriteAllBytesAsync(bundle, good, Ct);
        (await OnceAsync(log, log.Directory)).Ended(0);
        Assert.Equal(601, (await log.VerifyAsync(Copy(log), "--key", log.Key, "--json")).Ended(0).Json["size"]!.GetValue<int>());
    }

    [Fact]
    public async Task Mirror_SilentOrUnreachableLog_IsSaid()
    {
        await using var log = await GivenLog.OfAsync(3);
        (await OnceAsync(log, log.Directory)).Ended(0);
        File.SetLastWriteTimeUtc(Path.Combine(Copy(log), "checkpoint"), TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        Assert.Contains("[log.silent]", (await OnceAsync(log, log.Directory)).Ended(1).Error, StringComparison.Ordinal);
        (await OnceAsync(log, log.Directory, "--alarm-after", "3h")).Ended(0);
        (await OnceAsync(log, "http://127.0.0.1:9/", "--alarm-after", "3h")).Ended(4);
    }

    [Fact]
    public async Task Mirror_Following_SurvivesAKillAndEndsCleanly()
    {
        await using var log = await GivenLog.OfAsync(2_000);
        // Killed somewhere in its first copy, several times over.
        for (var wait = 50; wait < 1_300; wait += 400)
        {
            using var killed = Follow(log);
            await Task.Delay(wait, Ct);
            killed.Kill();
        }
        using var mirror = Follow(log);
        await mirror.SaysAsync("2,001 entries", orHas: () => File.Exists(Path.Combine(Copy(log), "checkpoint")));
        (await log.VerifyAsync(Copy(log), "--key", log.Key)).Ended(0);
        (await OnceAsync(log, log.Directory)).Ended(1);
        log.Records.Paper("More");
        await log.PublishAsync();
        await mirror.SaysAsync("2,002 entries");
        Assert.Equal(0, await mirror.StopAsync());
        (await log.VerifyAsync(Copy(log), "--key", log.Key)).Ended(0);
    }

    [Fact]
    public async Task Mirror_WithoutAKey_IsAWrongCommandLine()
    {
        await using var log = await GivenLog.OfAsync(1);
        (await Programs.AkashiAsync(log.Root, "mirror", log.Directory, "--to", "copy")).Ended(2);
        (await Programs.AkashiAsync(log.Root, "mirror", log.Directory, "--to", "copy", "--key", log.Key, "--every", "soon")).Ended(2);
        (await Programs.AkashiAsync(log.Root, "mirror", log.Directory, "--to", log.Directory, "--key", log.Key)).Ended(2);
    }

    private static string Copy(GivenLog log) => Path.Combine(log.Root, "copy");

    private static Task<Said> OnceAsync(GivenLog log, string from, params string[] more) => Programs.AkashiAsync(log.Root, ["mirror", from, "--to", "copy", "--key", log.Key, "--once", .. more]);

    private static RunningProgram Follow(GivenLog log) => RunningProgram.Start(log.Root, "mirror", log.Directory, "--to", "copy", "--key", log.Key, "--every", "1s");
}
