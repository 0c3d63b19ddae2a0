using System.Diagnostics;
using System.Text.RegularExpressions;
using Akashi.Cli.Tests.Testing;

namespace Akashi.Cli.Tests;

public sealed class ConnectionTests(RunningServer server) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("akashi-alone-").FullName;

    [Fact]
    public async Task Command_WithoutAServer_StartsOneAndLeavesNothingRunning()
    {
        // A server that was killed leaves its file behind; its process id is nobody's.
        await File.WriteAllTextAsync(Path.Combine(_data, "server.json"), """{"address":"http://127.0.0.1:9","process":2147483600}""", TestContext.Current.CancellationToken);
        var said = (await Programs.AkashiAsync(_data, "summary", "--json")).Ended(0);
        Assert.Contains("starting one for this command", said.Error, StringComparison.Ordinal);
        Assert.Equal(3, said.Json["catalogs"]!.AsArray().Count);
        Assert.False(File.Exists(Path.Combine(_data, "server.json")));
    }

    [Fact]
    public async Task SignIn_WithoutAServer_SaysWhatToDo() =>
        Assert.Contains("./run.sh", (await Programs.AkashiAsync(_data, "sign-in")).Ended(4).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Server_Named_IsAskedWithTheToken() =>
        (await Programs.AkashiAsync(_data, "catalog", "list", "--server", server.Address, "--token", server.Token)).Ended(0);

    [Theory]
    [InlineData(2, "catalog", "list", "--server", "http://127.0.0.1:1")]
    [InlineData(2, "catalog", "list", "--server", "nonsense", "--token", "x")]
    [InlineData(2, "catalog", "list", "--server", "http://example.com", "--token", "x")]
    [InlineData(4, "catalog", "list", "--server", "http://127.0.0.1:1", "--token", "x")]
    public async Task Server_ThatCannotBeAsked_EndsWithItsCode(int code, params string[] arguments) => (await Programs.AkashiAsync(_data, arguments)).Ended(code);

    [Fact]
    public async Task Server_GivenAWrongToken_IsNoServerForUs() =>
        (await Programs.AkashiAsync(_data, "catalog", "list", "--server", server.Address, "--token", "wrong")).Ended(4);

    public void Dispose() => Directory.Delete(_data, recursive: true);
}

public sealed partial class HelpTests(RunningServer server)
{
    public static TheoryData<string> Commands => ["summary", "import", "export", "check", "coverage", "todo", "publish", "catalog", "catalog list", "catalog show", "catalog load", "catalog template", "sign-in", "verify", "witness", "witness new-key", "mirror"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEachCommand_HasTwoExamplesInBothLanguages(string command)
    {
        var japanese = (await server.AkashiAsync([.. command.Split(' '), "--help", "--language", "ja"])).Ended(0).Output;
        var english = (await server.AkashiAsync([.. command.Split(' '), "--help"])).Ended(0).Output;
        Assert.True(Example().Count(japanese[japanese.IndexOf("例:", StringComparison.Ordinal)..]) >= 2, japanese);
        Assert.True(Example().Count(english[english.IndexOf("Examples:", StringComparison.Ordinal)..]) >= 2, english);
        Assert.DoesNotContain("Description", japanese, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\p{IsHiragana}", english);
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("check", "--fail-on", "typo")]
    [InlineData("import")]
    public async Task CommandLine_ThatIsWrong_EndsWithTwo(params string[] arguments) => (await server.AkashiAsync(arguments)).Ended(2);

    [GeneratedRegex(@"^  (\S.*)?akashi ", RegexOptions.Multiline)]
    private static partial Regex Example();
}
