using System.Globalization;
using Akashi.Server.Registers.Vulnerabilities.Scoring;

namespace Akashi.Server.Tests.Registers.Vulnerabilities;

/// <summary>Scores as FIRST publishes them in its examples of CVSS 3.1.</summary>
public sealed class ScoringTests
{
    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", "6.4")]
    [InlineData("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", "3.1")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "7.5")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "9.8")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", "10.0")]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", "4.2")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", "6.1")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", "0.0")]
    public void Base_IsWhatFirstPublishes(string vector, string score) => Assert.Equal(decimal.Parse(score, CultureInfo.InvariantCulture), Cvss31.Parse(vector)!.Base);

    [Fact]
    public void Temporal_AndEnvironmental_FollowWhatIsSet()
    {
        var score = Cvss31.Parse("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O/RC:U/MC:N/MI:N/MA:N")!;
        Assert.Equal((9.8m, 7.8m, 0m), (score.Base, score.Temporal, score.Environmental));
    }

    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H")]
    [InlineData("CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")]
    [InlineData(null)]
    public void Parse_WhatIsNoWholeVector_IsNone(string? vector) => Assert.Null(Cvss31.Parse(vector));
}
