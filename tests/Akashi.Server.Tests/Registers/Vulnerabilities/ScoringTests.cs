using System.Globalization;
using Akashi.Server.Registers.Vulnerabilities.Scoring;

namespace Akashi.Server.Tests.Registers.Vulnerabilities;

/// <summary>CVSS 3.1 against scores that stand in items of the NVD, and against scores worked out apart from the program by the equations of the specification.</summary>
public sealed class ScoringTests
{
    /// <summary>Vector and score as the NVD's item says them; of CVE-2022-31022 the NVD's own and that of its source.</summary>
    [Theory]
    [InlineData("CVE-2017-5638", "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", "10.0")]
    [InlineData("CVE-2021-0002", "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:H", "7.1")]
    [InlineData("CVE-2022-31022", "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N", "5.5")]
    [InlineData("CVE-2022-31022", "CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", "6.2")]
    [InlineData("CVE-2022-40489", "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", "8.8")]
    [InlineData("CVE-2024-23113", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "9.8")]
    public void Base_IsWhatTheNvdSays(string item, string vector, string score) => Assert.True(Number(score) == Cvss31.Parse(vector)!.Base, item);

    /// <summary>Impact and exploitability worked out apart: 2.7268 + 3.1096, times 1.08, is 6.303, up to 6.4; and so on.</summary>
    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", "6.4")]
    [InlineData("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", "3.1")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "7.5")]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", "4.2")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", "6.1")]
    [InlineData("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:C/C:N/I:N/A:L", "1.8")]
    [InlineData("CVSS:3.1/AV:A/AC:L/PR:L/UI:N/S:C/C:H/I:N/A:N", "6.8")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", "0.0")]
    public void Base_FollowsTheEquations(string vector, string score) => Assert.Equal(Number(score), Cvss31.Parse(vector)!.Base);

    /// <summary>Worked out in the same way: 9.8 × 0.91 × 0.95 × 0.92 is 7.794; modified impact 5.8743 + 2.5151; 1.08 × (6.0171 + 1.0483), then × 0.94; no modified impact, no score.</summary>
    [Theory]
    [InlineData("E:U/RL:O/RC:U/MC:N/MI:N/MA:N", "7.8", "0")]
    [InlineData("CR:H/MAV:L", "9.8", "8.4")]
    [InlineData("E:P/CR:L/MAV:L/MAC:H/MUI:R/MS:C", "9.3", "7.3")]
    public void Temporal_AndEnvironmental_FollowTheEquations(string metrics, string temporal, string environmental)
    {
        var score = Cvss31.Parse("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/" + metrics)!;
        Assert.Equal((9.8m, Number(temporal), Number(environmental)), (score.Base, score.Temporal, score.Environmental));
    }

    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H")]
    [InlineData("CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")]
    [InlineData(null)]
    public void Parse_WhatIsNoWholeVector_IsNone(string? vector) => Assert.Null(Cvss31.Parse(vector));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
