using System.Text.Json.Nodes;
using Akashi.Cli.Tests.Testing;

namespace Akashi.Cli.Tests;

public sealed class ImportTests(RunningServer server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akashi-import-").FullName;

    [Fact]
    public async Task DryRun_OfTheSampleWorkbook_DiffersOnlyWhereTheLaterRevisionChangedRows()
    {
        var plan = (await server.AkashiAsync("import", Programs.Sample("provider-reference.xlsx"), "--dry-run", "--json")).Ended(3).Json;
        var revised = File.ReadLines(Programs.Sample("provider-update-mhlw.csv")).Skip(1).Select(l => l.Split(',')[0].Trim('"')).Where(n => n.Length > 0).ToHashSet();
        Assert.Equal(6, plan["differences"]!.AsArray().Count);
        Assert.All(plan["differences"]!.AsArray(), d => Assert.Contains(revised, r => r.Contains(d!["name"]!.GetValue<string>(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task DryRun_OfWhatStands_HasNothingToDo()
    {
        var said = (await server.AkashiAsync("import", Programs.Sample("provider-update-mhlw.csv"), "--dry-run")).Ended(0);
        Assert.Contains("Nothing to do", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_WithDifferences_NamesThemAndChangesNothing()
    {
        string[] command = ["import", Programs.Sample("provider-reference.xlsx"), "--dry-run"];
        var first = (await server.AkashiAsync(command)).Ended(3);
        Assert.Contains("~ mhlw-5 6.5-18", first.Output, StringComparison.Ordinal);
        Assert.Equal(first.Output, (await server.AkashiAsync(command)).Ended(3).Output);
    }

    [Fact]
    public async Task Import_OfAFileThatIsNotThere_IsAWrongCommandLine()
    {
        var said = (await server.AkashiAsync("import", "nowhere.xlsx")).Ended(2);
        Assert.Contains("nowhere.xlsx", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--all")]
    public async Task Import_OfABrokenWorkbook_SaysWhichFileAndWhy(string option)
    {
        var said = (await server.AkashiAsync("import", await FileAsync("broken.xlsx", "PK\u0003\u0004 nothing behind it"), option)).Ended(1);
        Assert.Contains("broken.xlsx", said.Error, StringComparison.Ordinal);
        Assert.Empty(said.Output);
    }

    [Fact]
    public async Task Import_OfABrokenWorkbookAsJson_GivesTheProblemAsTheServerSaidIt()
    {
        var problem = (await server.AkashiAsync("import", await FileAsync("broken.xlsx", "PK\u0003\u0004"), "--json")).Ended(1).Json;
        Assert.Equal("import.problems", problem["title"]!.GetValue<string>());
        Assert.NotEmpty(problem["about"]!["problems"]!.AsArray());
    }

    [Fact]
    public async Task Import_WithAnUnknownColumn_AsksOnceAndRemembersTheAnswer()
    {
        var file = await FileAsync("ehr.csv", WithColumn(Programs.Sample("integrator-mhlw.csv"), "社内の覚え書き", "あとで"));
        string[] command = ["import", file, "--service", "ehr"];
        var asked = (await server.AkashiAsync(command)).Ended(1);
        Assert.Contains("--map \"社内の覚え書き=note\"", asked.Error, StringComparison.Ordinal);

        Assert.Contains("Nothing to do", (await server.AkashiAsync([.. command, "--map", "社内の覚え書き=ignore"])).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to do", (await server.AkashiAsync(command)).Ended(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("列=colour", "no field")]
    [InlineData("列", "NAME=VALUE")]
    public async Task Import_WithAMapThatCannotBe_IsAWrongCommandLine(string map, string why)
    {
        var said = (await server.AkashiAsync("import", Programs.Sample("provider-update-mhlw.csv"), "--map", map)).Ended(2);
        Assert.Contains(why, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_IntoAnEmptyService_AppliesAndThenHasNothingToDo()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        string[] command = ["import", Programs.Sample("hospital-documents.csv"), "--service", "platform"];
        var first = (await Programs.AkashiAsync(data, command)).Ended(0);
        Assert.Contains("Imported.", first.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to do", (await Programs.AkashiAsync(data, command)).Ended(0).Output, StringComparison.Ordinal);
    }

    private async Task<string> FileAsync(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return file;
    }

    private static string WithColumn(string csv, string header, string value) =>
        string.Join('\n', File.ReadAllLines(csv).Where(l => l.Length > 0).Select((line, i) => $"{line},{(i == 0 ? header : value)}"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
