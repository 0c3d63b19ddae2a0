using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.Services;
using static Akashi.Server.References.Conformity;
using static Akashi.Server.References.Coverage.CoverageState;

namespace Akashi.Server.Tests.References;

/// <summary>The matrix of verdicts. Chains are written from the viewed service down: customer, integrator, provider.</summary>
public sealed class CoverageRulesTests
{
    private static readonly StatementFact Nothing = default;

    private static StatementFact Says(Conformity conformity, PartySet duties = PartySet.None, bool evidence = true, long assessed = 10, long reviewed = 10) =>
        new(true, conformity, Disclosure.None, evidence, duties, assessed, reviewed);

    private static CoverageCell Provider(StatementFact p) => CoverageRules.Judge([new(PartyKind.Provider, p)]);

    private static CoverageCell Integrator(StatementFact i, StatementFact p) => CoverageRules.Judge([new(PartyKind.Integrator, i), new(PartyKind.Provider, p)]);

    private static CoverageCell Customer(StatementFact c, StatementFact i, StatementFact p) =>
        CoverageRules.Judge([new(PartyKind.Customer, c), new(PartyKind.Integrator, i), new(PartyKind.Provider, p)]);

    [Theory]
    [InlineData(Conformant, PartySet.None, true, Covered, TaskState.Done)]
    [InlineData(Conformant, PartySet.Customer, true, Covered, TaskState.Done)]
    [InlineData(Conformant, PartySet.None, false, CoverageState.Partly, TaskState.Done)]
    [InlineData(Conformity.Partly, PartySet.None, true, CoverageState.Partly, TaskState.Partly)]
    [InlineData(NotConformant, PartySet.None, true, Uncovered, TaskState.Open)]
    [InlineData(OutOfScope, PartySet.Customer, false, HandedDown, TaskState.HandedOn)]
    [InlineData(OutOfScope, PartySet.None, false, Uncovered, TaskState.Open)]
    [InlineData(NotAssessed, PartySet.Customer, false, HandedDown, TaskState.HandedOn)]
    [InlineData(NotAssessed, PartySet.None, false, Uncovered, TaskState.Open)]
    public void Judge_ProviderAlone(Conformity says, PartySet duties, bool evidence, CoverageState state, TaskState task)
    {
        var cell = Provider(Says(says, duties, evidence));

        Assert.Equal((state, task), (cell.State, cell.Task));
    }

    [Fact]
    public void Judge_NoStatementAtAll_IsUncoveredAndTheProvidersTask() =>
        Assert.Equal((Uncovered, TaskState.Open), (Provider(Nothing).State, Provider(Nothing).Task));

    [Fact]
    public void Judge_ProviderConformantWithCustomerDutyNotTaken_IsNeverCoveredForTheCustomer()
    {
        var provider = Says(Conformant, PartySet.Customer);

        Assert.Equal(Covered, Provider(provider).State);
        var cell = Customer(Nothing, Nothing, provider);
        Assert.Equal((CoverageState.Partly, PartySet.Customer, TaskState.Open, true), (cell.State, cell.Open, cell.Task, cell.DutyFromAbove));
    }

    [Fact]
    public void Judge_EveryDutyTaken_IsCovered() =>
        Assert.Equal(Covered, Customer(Says(Conformant), Says(Conformant, PartySet.Customer), Says(OutOfScope, PartySet.Customer | PartySet.Integrator)).State);

    [Fact]
    public void Judge_OutOfScopeAboveAndNobodysDuty_IsUncoveredForAll()
    {
        var provider = Says(OutOfScope);

        Assert.Equal(Uncovered, Provider(provider).State);
        Assert.Equal(Uncovered, Integrator(Nothing, provider).State);
        Assert.Equal((Uncovered, TaskState.Open), (Customer(Nothing, Nothing, provider).State, Customer(Nothing, Nothing, provider).Task));
    }

    [Fact]
    public void Judge_DutyGivenButNobodyTookIt_IsUncovered()
    {
        var cell = Customer(Nothing, Nothing, Says(OutOfScope, PartySet.Customer));

        Assert.Equal((Uncovered, PartySet.Customer, TaskState.Open), (cell.State, cell.Open, cell.Task));
    }

    [Fact]
    public void Judge_IntegratorHandsOn_TheCustomerOwesIt()
    {
        var handedOn = Says(OutOfScope, PartySet.Customer);

        Assert.Equal((HandedDown, TaskState.HandedOn), (Integrator(handedOn, Says(OutOfScope, PartySet.Integrator)).State, Integrator(handedOn, Says(OutOfScope, PartySet.Integrator)).Task));
        Assert.Equal(TaskState.Open, Customer(Nothing, handedOn, Says(OutOfScope, PartySet.Integrator)).Task);
        Assert.Equal(Covered, Customer(Says(Conformant), handedOn, Says(OutOfScope, PartySet.Integrator)).State);
    }

    [Fact]
    public void Judge_IntegratorRefusesADutyWithoutHandingItOn_StaysOpen()
    {
        var cell = Integrator(Says(OutOfScope), Says(OutOfScope, PartySet.Integrator));

        Assert.Equal((Uncovered, PartySet.Integrator, TaskState.Open), (cell.State, cell.Open, cell.Task));
    }

    [Fact]
    public void Judge_IntegratorsDutyButTheCustomerSitsOnTheCloud_IsTheCustomers()
    {
        var provider = Says(OutOfScope, PartySet.Integrator);

        var open = CoverageRules.Judge([new(PartyKind.Customer, Nothing), new(PartyKind.Provider, provider)]);
        var taken = CoverageRules.Judge([new(PartyKind.Customer, Says(Conformant)), new(PartyKind.Provider, provider)]);

        Assert.Equal((Uncovered, TaskState.Open, true), (open.State, open.Task, open.DutyFromAbove));
        Assert.Equal(Covered, taken.State);
    }

    [Fact]
    public void Judge_PartlyTakenDuty_IsPartly() =>
        Assert.Equal(CoverageState.Partly, Customer(Says(Conformity.Partly), Nothing, Says(Conformant, PartySet.Customer)).State);

    [Fact]
    public void Judge_NotConformantAbove_IsPartlyEvenWhenOthersAnswer() =>
        Assert.Equal(CoverageState.Partly, Integrator(Says(Conformant), Says(NotConformant)).State);

    [Fact]
    public void Judge_ChangeAboveAfterTheReviewBelow_NeedsReview()
    {
        Assert.True(Customer(Says(Conformant, reviewed: 10), Nothing, Says(Conformant, assessed: 11)).ReviewNeeded);
        Assert.False(Customer(Says(Conformant, reviewed: 11), Nothing, Says(Conformant, assessed: 11)).ReviewNeeded);
        Assert.False(Customer(Nothing, Nothing, Says(Conformant, assessed: 11)).ReviewNeeded);
    }

    [Fact]
    public void Judge_ControlTheProviderCoversWithoutDuties_IsNoTaskBelow() =>
        Assert.Equal(TaskState.None, Customer(Nothing, Nothing, Says(Conformant)).Task);
}
