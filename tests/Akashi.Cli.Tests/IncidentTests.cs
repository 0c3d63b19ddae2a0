using Akashi.Cli.Tests.Testing;

namespace Akashi.Cli.Tests;

/// <summary>Incidents from the command line: a monitor reports, somebody writes the timeline.</summary>
public sealed class IncidentTests(RunningServer server)
{
    [Fact]
    public async Task Report_TheSameMarkAgainIsOneIncident_AndItsTimelineIsWritten()
    {
        var number = (await server.AkashiAsync("incident", "report", "--title", "Pages do not open", "--source", "monitor", "--mark", "probe/platform", "--json")).Ended(0).Json["number"]!.GetValue<int>();

        Assert.Equal(number, (await server.AkashiAsync("incident", "report", "--title", "Pages do not open", "--source", "monitor", "--mark", "probe/platform", "--json")).Ended(0).Json["number"]!.GetValue<int>());
        (await server.AkashiAsync("incident", "note", $"{number}", "--text", "Switched over", "--kind", "status")).Ended(0);

        var listed = (await server.AkashiAsync("incident", "list", "--state", "reported", "--json")).Ended(0).Json["items"]!.AsArray().Single(i => i!["number"]!.GetValue<int>() == number)!;
        Assert.Equal("probe/platform", listed["mark"]!.GetValue<string>());
        Assert.Contains("Pages do not open", (await server.AkashiAsync("incident", "list")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_IsToldApart()
    {
        Assert.Contains("[incident.title]", (await server.AkashiAsync("incident", "report", "--title", " ")).Ended(1).Error, StringComparison.Ordinal);
        (await server.AkashiAsync("incident", "report", "--title", "X", "--source", "nobody")).Ended(2);
        (await server.AkashiAsync("incident", "note", "99999", "--text", "X")).Ended(2);
    }
}
