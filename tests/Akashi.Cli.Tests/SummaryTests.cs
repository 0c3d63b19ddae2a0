using System.Text.Json.Nodes;
using Akashi.Cli.Tests.Testing;

namespace Akashi.Cli.Tests;

public sealed class SummaryTests(RunningServer server)
{
    [Theory]
    [InlineData("mhlw-5", 187, "minimum=150 recommended=35 none=2", "conformant=113 outOfScope=74")]
    [InlineData("mic-1", 114, "", "conformant=82 outOfScope=32")]
    [InlineData("meti-2", 207, "", "conformant=135 outOfScope=68 notAssessed=4")]
    public async Task Summary_OfTheSamplePlatform_GivesTheFiguresOfItsWorkbook(string key, int requirements, string byClass, string byConformity)
    {
        var summary = (await server.AkashiAsync("summary", "--json")).Ended(0).Json;
        Assert.Equal("platform", summary["service"]!.GetValue<string>());
        var catalog = Catalog(summary, key);
        Assert.Equal(requirements, catalog["requirements"]!.GetValue<int>());
        AssertCounts(byClass, catalog["byClass"]!);
        AssertCounts(byConformity, catalog["byConformity"]!);
        Assert.Equal(requirements, catalog["byCoverage"]!.AsObject().Sum(c => c.Value!.GetValue<int>()));
        Assert.Equal(catalog["byCoverage"]!["uncovered"]!.GetValue<int>(), catalog["uncovered"]!.GetValue<int>());
    }

    [Fact]
    public async Task Summary_ByDisclosure_AddsUpToTheRequirements() =>
        AssertCounts("public=57 nda=25 none=32", Catalog((await server.AkashiAsync("summary", "--json")).Ended(0).Json, "mic-1")["byDisclosure"]!);

    [Fact]
    public async Task Summary_ForPeople_SpeaksTheirLanguage()
    {
        Assert.Contains("未カバー", (await server.AkashiAsync("summary", "--language", "ja")).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("Uncovered", (await server.AkashiAsync("summary")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_OfAServiceThatIsNotThere_IsRefusedWithItsCode()
    {
        var said = (await server.AkashiAsync("summary", "--service", "nowhere")).Ended(1);
        Assert.Contains("[not-found]", said.Error, StringComparison.Ordinal);
        Assert.Empty(said.Output);
    }

    private static JsonNode Catalog(JsonNode summary, string key) => summary["catalogs"]!.AsArray().Single(c => c!["catalog"]!.GetValue<string>() == key)!;

    private static void AssertCounts(string expected, JsonNode counts)
    {
        foreach (var pair in expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')))
            Assert.Equal(pair[1], counts[pair[0]]!.ToString());
    }
}
