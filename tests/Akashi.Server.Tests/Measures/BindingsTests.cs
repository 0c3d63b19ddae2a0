using Akashi.Server.Catalogs;
using Akashi.Server.Measures;

namespace Akashi.Server.Tests.Measures;

public sealed class BindingsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shipped_EveryBinding_NamesAControlThatThereIs()
    {
        var controls = (await CatalogFiles.ShippedAsync(Ct)).SelectMany(c => c.Controls.Select(x => (c.Key, x.Code))).ToHashSet();

        Assert.NotEmpty(Bindings.Shipped.All);
        Assert.All(Bindings.Shipped.All, b => Assert.Contains((b.Catalog, b.Binding.Control), controls));
    }

    [Fact]
    public void Shipped_TheClausesOfTheLedger_AreBoundInAllFourCatalogs()
    {
        foreach (var (catalog, code) in new[] { ("provision-standard", "11.1.11"), ("provision-standard", "11.1.12"), ("provision-standard", "11.1.13"), ("mhlw-5", "6.5-08"), ("mic-1", "3.2.3-15"), ("meti-2", "2.6.12-07") })
            Assert.NotEmpty(Bindings.Shipped.Of(catalog, code).Measures);
    }

    [Theory]
    [InlineData("provision-standard", "2.1.6 4.4.1 4.4.2 4.4.5 5.3.1 7.1.2 8.2.2 8.2.3 8.2.4 8.2.5 8.2.6 11.1.6 11.1.11 11.1.12 11.1.13 12.3.1 12.3.2 12.3.3")]
    [InlineData("mhlw-5", "6.5-04 6.5-06 6.5-07 6.5-08 6.5-11 6.5-15 6.5-18 6.6-06 6.8-02 6.8-04 6.8-05 6.8-08 6.8-11")]
    [InlineData("mic-1", "3.2.3-01 3.2.3-02 3.2.3-04 3.2.3-14 3.2.3-15 3.2.3-17 3.2.4-03 3.2.6-01 3.2.6-03 3.2.6-04 3.3.6-02")]
    [InlineData("meti-2", "2.6.5-04 2.6.5-05 2.6.12-01 2.6.12-07 2.6.13-03 2.6.13-05 2.6.14-05 2.6.14-07 2.6.14-10 2.6.14-18 2.6.14-21 2.6.15-04")]
    public void Shipped_ClausesOfPeopleAndPrivilege_AreNeverBoundToAttestationsAlone(string catalog, string codes) =>
        Assert.All(codes.Split(' '), code => Assert.NotEmpty(Bindings.Shipped.Of(catalog, code).Measures));

    [Fact]
    public void Shipped_EveryMeasure_IsBoundSomewhere() =>
        Assert.Empty(MeasureList.All.Select(m => m.Id).Except(Bindings.Shipped.All.SelectMany(b => b.Binding.Measures).Select(m => m.Measure.Id)));

    [Fact]
    public void Shipped_EveryAttestation_AsksInBothLanguages() =>
        Assert.All(Bindings.Shipped.All.SelectMany(b => b.Binding.Attestations), a => Assert.True(a.Asks.Ja.EndsWith('。') && a.Asks.En.EndsWith('.') && a.Id != AttestationNames.Exemption, a.Id));

    [Fact]
    public void Unbound_Control_IsJudgedByOneAttestationOfTheWhole()
    {
        var binding = Bindings.Shipped.Of("mhlw-5", "6.1-01");

        Assert.Empty(binding.Measures);
        Assert.Equal(AttestationNames.Whole, Assert.Single(binding.Attestations).Id);
    }

    [Fact]
    public void File_WithAnUnknownMeasureOrTwiceTheSame_FailsAndSaysWhere()
    {
        static string Fails(params BindingLine[] lines) => Assert.Throws<InvalidDataException>(() => new Bindings([new BindingFile("our-rules", lines)])).Message;
        var attestation = new AttestationLine("a", new("見る。", "Look."));

        Assert.Contains("our-rules 1.1 names the measure ledger.nothing", Fails(new BindingLine("1.1", [new("ledger.nothing", null)], null)), StringComparison.Ordinal);
        Assert.Contains("bound twice", Fails(new BindingLine("1.1", null, [attestation]), new BindingLine("1.1", null, [attestation])), StringComparison.Ordinal);
        Assert.Contains("names an attestation twice", Fails(new BindingLine("1.1", null, [attestation, attestation])), StringComparison.Ordinal);
        Assert.Contains("bound to nothing", Fails(new BindingLine("1.1", [], null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Target_OfABinding_IsHeldAgainstOnlyThere()
    {
        var bindings = new Bindings([new("our-rules", [new("1.1", [new("ledger.verification-age", 1)], null), new("1.2", [new("ledger.verification-age", null)], null)])]);

        Assert.Equal(Target.AtMost(1), bindings.Of("our-rules", "1.1").Measures[0].Target);
        Assert.Null(bindings.Of("our-rules", "1.2").Measures[0].Target);
    }
}
