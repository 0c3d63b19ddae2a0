using Akashi.Cli.Tests.Testing;

namespace Akashi.Cli.Tests.Ledger;

/// <summary>The log of a real server with the sample organisation, while it runs.</summary>
public sealed class ServersLogTests(RunningServer server)
{
    private string Organisation => Path.GetFileName(Directory.GetDirectories(Path.Combine(server.Data, "ledger")).Single(d => File.Exists(Path.Combine(d, "checkpoint"))));

    [Fact]
    public async Task Verify_TheRunningServersLogAndDatabase_OverHttpWithItsToken_IsRight()
    {
        var said = (await server.AkashiAsync("verify", $"{server.Address}/ledger/{Organisation}/", "--database", Path.Combine(server.Data, "akashi.db"), "--json")).Ended(0).Json;
        var records = said["records"]!;
        Assert.True(said["entries"]!.GetValue<int>() > 500);
        Assert.True(records["rows"]!.GetValue<int>() > 500);
        Assert.True(records["parts"]!.GetValue<int>() > 500);
        Assert.Equal(0, records["faultCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Verify_TheServersLog_ForAStranger_CannotBeRead()
    {
        var elsewhere = Directory.CreateTempSubdirectory("akashi-stranger-");
        (await Programs.AkashiAsync(elsewhere.FullName, "verify", $"{server.Address}/ledger/{Organisation}/")).Ended(4);
        elsewhere.Delete();
    }
}
