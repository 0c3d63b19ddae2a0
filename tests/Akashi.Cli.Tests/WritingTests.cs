using System.Text;
using System.Text.Json.Nodes;
using Akashi.Cli.Tests.Testing;

namespace Akashi.Cli.Tests;

/// <summary>Export, publish and catalogs: what leaves the server as files, and what comes back.</summary>
public sealed class WritingTests(RunningServer server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akashi-export-").FullName;

    [Theory]
    [InlineData("xlsx", "PK")]
    [InlineData("csv", "PK")]
    [InlineData("html", "<!")]
    [InlineData("json", "{")]
    public async Task Export_InEachFormat_WritesTheWholeFileAndNothingBeside(string format, string begins)
    {
        var file = Path.Combine(_folder, "out." + format);
        var said = (await server.AkashiAsync("export", "--format", format, "--audience", "nda", "-o", file)).Ended(0);
        Assert.Equal(file, said.Output.Trim());
        Assert.StartsWith(begins, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).TrimStart('\uFEFF'), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["out." + format], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Export_ToStandardOutput_IsTheFileAndNothingElse() =>
        Assert.IsType<JsonObject>((await server.AkashiAsync("export", "--format", "json", "-o", "-")).Ended(0).Json);

    [Fact]
    public async Task Export_OfWhatWasImported_ComesBackWithoutADifference()
    {
        var file = Path.Combine(_folder, "back.xlsx");
        (await server.AkashiAsync("export", "--format", "xlsx", "--audience", "internal", "-o", file, "--language", "ja")).Ended(0);
        Assert.Contains("Nothing to do", (await server.AkashiAsync("import", file, "--dry-run")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_InAFormatThatIsNotThere_IsAWrongCommandLine() => (await server.AkashiAsync("export", "--format", "docx")).Ended(2);

    [Fact]
    public async Task Publish_SavesTheFilesOnceAndRefusesTheVersionASecondTime()
    {
        string[] command = ["publish", "--service", "clinical", "--version", "Version 1.0", "--date", "2026-12-01", "--notes", "First."];
        var edition = (await server.AkashiAsync([.. command, "--out", _folder, "--json"])).Ended(0).Json;
        Assert.Equal(edition["files"]!.AsArray().Select(f => f!["name"]!.GetValue<string>()).Order(), Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        Assert.Contains("[edition.exists]", (await server.AkashiAsync(command)).Ended(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_OnADayThatIsNone_IsAWrongCommandLine() => (await server.AkashiAsync("publish", "--version", "X", "--date", "31.2.2026")).Ended(2);

    [Fact]
    public async Task Catalog_ListShowAndLoad_GoRound()
    {
        var keys = (await server.AkashiAsync("catalog", "list", "--json")).Ended(0).Json.AsArray().Select(c => c!["name"]!.GetValue<string>()).ToList();
        Assert.Superset(new HashSet<string> { "mhlw-5", "mic-1", "meti-2", "provision-standard" }, keys.ToHashSet());

        var file = Path.Combine(_folder, "mic-1.json");
        await File.WriteAllTextAsync(file, (await server.AkashiAsync("catalog", "show", "mic-1", "--json")).Ended(0).Output, TestContext.Current.CancellationToken);
        Assert.Contains("0 added, 0 changed, 0 removed", (await server.AkashiAsync("catalog", "load", file)).Ended(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("template.xlsx")]
    [InlineData("template.csv")]
    public async Task CatalogTemplate_LoadsBackUnderANameOfItsOwn(string name)
    {
        var file = Path.Combine(_folder, name);
        (await server.AkashiAsync("catalog", "template", "-o", file)).Ended(0);
        var key = "from-" + name[^4..].TrimStart('.');
        (await server.AkashiAsync("catalog", "load", file, "--key", key, "--title", "社内規程")).Ended(0);
        Assert.Contains("社内規程", (await server.AkashiAsync("catalog", "show", key, "--language", "ja")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules.txt", 2)]
    [InlineData("rules.xlsx", 1)]
    [InlineData("rules.json", 1)]
    public async Task CatalogLoad_OfWhatIsNoCatalog_IsRefused(string name, int code)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, "[]", TestContext.Current.CancellationToken);
        (await server.AkashiAsync("catalog", "load", file)).Ended(code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
