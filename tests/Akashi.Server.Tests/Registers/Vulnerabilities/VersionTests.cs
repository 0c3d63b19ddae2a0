using Akashi.Server.Registers.Vulnerabilities.Versions;

namespace Akashi.Server.Tests.Registers.Vulnerabilities;

/// <summary>Each row stands from old to new, by the ecosystem's own rule.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData("npm", "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.10.0")]
    [InlineData("golang", "v0.9.9 v1.0.0-rc.1 v1.0.0 v1.2.0")]
    [InlineData("nuget", "1.0.0-a 1.0.0 1.0.0.1 1.0.1")]
    [InlineData("pypi", "1.0.dev456 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2 1.0b2.post345.dev456 1.0b2.post345 1.0rc1.dev456 1.0rc1 1.0 1.0.post456.dev34 1.0.post456 1.1.dev1 1!0.1")]
    [InlineData("deb", "1.0~~ 1.0~~a 1.0~ 1.0 1.0a 1.0+b 1.1-1 1.1-1+deb12u1 1.1-2 1:0.1")]
    [InlineData("rpm", "1.0~rc1 1.0 1.0^git1 1.0.1 1.0.10-1.el9 1.0.10-2.el9 1:0.1")]
    [InlineData("maven", "1-alpha 1-beta 1-milestone-1 1-rc1 1-SNAPSHOT 1 1-sp 1.1 1.10")]
    public void Compare_OrdersAsTheEcosystemDoes(string type, string row)
    {
        var versions = row.Split(' ');
        for (var i = 0; i < versions.Length; i++)
            for (var j = 0; j < versions.Length; j++)
                Assert.True(Math.Sign(VersionOrder.Compare(type, versions[i], versions[j])) == i.CompareTo(j), $"{versions[i]} and {versions[j]}");
    }

    [Theory]
    [InlineData("pkg:npm/%40angular/animation@12.3.1", "npm/@angular/animation", "12.3.1")]
    [InlineData("pkg:maven/org.apache.commons/io@1.3.4?type=jar#x", "maven/org.apache.commons/io", "1.3.4")]
    [InlineData("pkg:PyPI/Django_package@1.11.1.dev1", "pypi/django-package", "1.11.1.dev1")]
    [InlineData("pkg:deb/debian/curl@7.50.3-1?arch=i386", "deb/debian/curl", "7.50.3-1")]
    public void Purl_IsReadAsItCompares(string text, string package, string version)
    {
        var purl = Purl.Parse(text)!;
        Assert.Equal((package, version), (purl.Package, purl.Version));
    }

    [Theory, InlineData("npm/x@1"), InlineData("pkg:npm"), InlineData("pkg:npm/"), InlineData("pkg:n_m/x@1")]
    public void Purl_WhatIsNone_IsRefused(string text) => Assert.Null(Purl.Parse(text));

    [Fact]
    public void Affected_BeginsAtTheFirst_EndsBeforeTheFix()
    {
        var range = new Affected("npm/x", "1.0.0", "1.2.0", null, []);
        Assert.Equal([false, true, true, false], new[] { "0.9.0", "1.0.0", "1.1.9", "1.2.0" }.Select(v => range.Covers(new("npm", "npm/x", v))));
        Assert.False(range.Covers(new("npm", "npm/y", "1.1.0")));
    }
}
