using System.Text.Json.Nodes;
using Akashi.Cli.Tests.Testing;
using Akashi.Ledger;
using Akashi.Ledger.Tests.Testing;

namespace Akashi.Cli.Tests.Ledger;

/// <summary><c>akashi verify --timestamps FILE.pem</c>: tokens of a real authority, and what that file may hold.</summary>
public sealed class TimeStampsTests
{
    private const string Old = "timestamp/21.tst";

    [Fact]
    public async Task Verify_WithTheAuthoritysCertificate_SaysSinceWhenTheLogStandsThere()
    {
        using var authority = new TimeStampAuthority();
        await using var log = await StampedAsync(authority);

        foreach (var trusted in (string[])[authority.Root.ExportCertificatePem(), authority.Certificate.ExportCertificatePem()])
        {
            var said = (await log.VerifyAsync(log.Directory, "--key", log.Key, "--timestamps", log.Write("trusted.pem", trusted), "--json")).Ended(0).Json;
            Assert.Equal([21, 22], said["timestamps"]!.AsArray().Select(s => s!["size"]!.GetValue<int>()));
            Assert.All(said["timestamps"]!.AsArray(), s => Assert.Equal("CN=Test Time-Stamping Authority", s!["authority"]!.GetValue<string>()));
            Assert.DoesNotContain("time-stamps-not-checked", Codes(said));
        }
        Assert.Contains("time-stamps-not-checked", Codes((await log.VerifyAsync(log.Directory, "--key", log.Key, "--json")).Ended(0).Json));
    }

    [Fact]
    public async Task Verify_WithSeveralCertificates_TrustsEachOfThem()
    {
        using var authority = new TimeStampAuthority();
        using var other = new TimeStampAuthority();
        await using var log = await StampedAsync(authority);
        var both = log.Write("both.pem", other.Root.ExportCertificatePem() + "\n" + authority.Root.ExportCertificatePem() + "\n");

        (await log.VerifyAsync(log.Directory, "--key", log.Key, "--timestamps", both)).Ended(0);
        var fault = (await log.VerifyAsync(log.Directory, "--key", log.Key, "--timestamps", log.Write("other.pem", other.Root.ExportCertificatePem()), "--json")).Ended(1).Json["fault"]!;
        Assert.Equal(("timestamp.wrong", Old), (fault["code"]!.GetValue<string>(), fault["path"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Verify_TokenChangedOrOfAnotherCheckpoint_NamesIt()
    {
        using var authority = new TimeStampAuthority();
        await using var log = await StampedAsync(authority);
        var trusted = log.Write("trusted.pem", authority.Root.ExportCertificatePem());
        var token = Path.Combine(log.Directory, Old);
        var whole = await File.ReadAllBytesAsync(token, Ct);
        async Task<string?> FaultAsync(byte[] put)
        {
            await File.WriteAllBytesAsync(token, put, Ct);
            return (await log.VerifyAsync(log.Directory, "--key", log.Key, "--timestamps", trusted, "--json")).Ended(1).Json["fault"]!["code"]!.GetValue<string>();
        }

        Assert.Equal("timestamp.wrong", await FaultAsync([.. whole[..^1], (byte)(whole[^1] ^ 1)]));
        Assert.Equal("timestamp.wrong", await FaultAsync(await File.ReadAllBytesAsync(Path.Combine(log.Directory, "timestamp/22.tst"), Ct)));
    }

    [Fact]
    public async Task Verify_WithoutTokensOrCertificates_SaysSo()
    {
        await using var log = await GivenLog.OfAsync(3);
        using var authority = new TimeStampAuthority();
        var said = (await log.VerifyAsync(log.Directory, "--key", log.Key, "--timestamps", log.Write("trusted.pem", authority.Root.ExportCertificatePem()), "--json")).Ended(0).Json;

        Assert.Contains("no-time-stamps", Codes(said));
        (await log.VerifyAsync(log.Directory, "--key", log.Key, "--timestamps", log.Write("none.pem", "no certificate\n"))).Ended(2);
        (await log.VerifyAsync(log.Directory, "--key", log.Key, "--timestamps", Path.Combine(log.Root, "missing.pem"))).Ended(4);
    }

    /// <summary>A log of 22 entries whose checkpoints of 21 and 22 were time-stamped.</summary>
    private static async Task<GivenLog> StampedAsync(TimeStampAuthority authority)
    {
        var log = await GivenLog.OfAsync(20);
        await StampAsync(log, authority);
        log.Records.Paper("One more");
        await log.PublishAsync();
        await StampAsync(log, authority);
        return log;
    }

    private static async Task StampAsync(GivenLog log, TimeStampAuthority authority)
    {
        var (size, note) = (Checkpoint.Parse(log.Note.Text).Size, System.Text.Encoding.UTF8.GetBytes(log.Note.ToString()));
        var token = await new TimeStampClient(authority.Client()).RequestAsync(note, Ct);
        await log.Storage.WriteAsync([(TimeStampToken.Path(size), token), (TimeStampToken.CheckpointPath(size), note)], Ct);
    }

    private static IEnumerable<string> Codes(JsonNode said) => said["notices"]!.AsArray().Select(n => n!["code"]!.GetValue<string>());
}
