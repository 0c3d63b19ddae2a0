using Akashi.Cli.Tests.Testing;

namespace Akashi.Cli.Tests;

/// <summary>Check, coverage, to-do and sign-in.</summary>
public sealed class ReadingTests(RunningServer server)
{
    [Fact]
    public async Task Check_WithErrors_FailsAndListsThem()
    {
        var found = (await server.AkashiAsync("check", "--json")).Ended(1).Json;
        var error = found["checks"]!.AsArray().First(c => c!["severity"]!.GetValue<string>() == "error" && c["count"]!.GetValue<int>() > 0)!;
        Assert.Equal(error["count"]!.GetValue<int>(), found["findings"]!.AsArray().Count(f => f!["check"]!.GetValue<string>() == error["id"]!.GetValue<string>()));
        Assert.Equal(found["total"]!.GetValue<int>(), found["findings"]!.AsArray().Count);
        Assert.Contains("conformant-without-evidence", (await server.AkashiAsync("check")).Ended(1).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_OfOneState_HoldsAsManyRowsAsTheSummaryCounts()
    {
        var counted = (await server.AkashiAsync("summary", "--json")).Ended(0).Json["catalogs"]!.AsArray();
        var listed = (await server.AkashiAsync("coverage", "--state", "uncovered", "--json")).Ended(0).Json["catalogs"]!.AsArray();
        Assert.Equal(counted.Select(c => c!["uncovered"]!.GetValue<int>()), listed.Select(c => c!["lines"]!.AsArray().Count));
    }

    [Fact]
    public async Task Todo_WithoutALimit_ReadsEveryPage()
    {
        var all = (await server.AkashiAsync("todo", "--json")).Ended(0).Json;
        Assert.Equal(508, all["items"]!.AsArray().Count);
        Assert.Equal(508, all["items"]!.AsArray().Select(i => $"{i!["catalog"]} {i["code"]}").Distinct().Count());
        Assert.Equal(7, (await server.AkashiAsync("todo", "--limit", "7", "--json")).Ended(0).Json["items"]!.AsArray().Count);
        (await server.AkashiAsync("todo", "--limit", "0")).Ended(2);
    }

    [Fact]
    public async Task Clauses_OfOneStatusAndAsOfAPastDay_AreWhatTheServerCounts()
    {
        var all = (await server.AkashiAsync("clauses", "--json")).Ended(0).Json;
        Assert.Equal(111, all["items"]!.AsArray().Count);
        Assert.Equal(111, all["counts"]!.AsObject().Sum(c => c.Value!.GetValue<int>()));
        var due = (await server.AkashiAsync("clauses", "--status", "attestationDue", "--json")).Ended(0).Json;
        Assert.Equal(all["counts"]!["attestationDue"]!.GetValue<int>(), due["items"]!.AsArray().Count);
        var past = (await server.AkashiAsync("clauses", "--as-of", "2020-03-31", "--json")).Ended(0).Json;
        Assert.Equal(("2020-03-31T14:59:59.999+00:00", 0), (past["asOf"]!.GetValue<string>(), past["counts"]!["met"]!.GetValue<int>()));
        Assert.All(past["items"]!.AsArray(), i => Assert.Equal("not-satisfied", i!["oscal"]!["state"]!.GetValue<string>()));
        Assert.Contains("◆ Attestation due", (await server.AkashiAsync("clauses")).Ended(0).Output, StringComparison.Ordinal);
        (await server.AkashiAsync("clauses", "--as-of", "yesterday")).Ended(2);
    }

    [Fact]
    public async Task SignIn_OnARunningServer_PrintsALinkToIt() =>
        Assert.StartsWith(server.Address + "/sign-in/", (await server.AkashiAsync("sign-in")).Ended(0).Output, StringComparison.Ordinal);
}
