using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.References;

public sealed class CoverageBoardTests
{
    private static StatementBody Body(Conformity conformity, params PartyKind[] duties) => StatementBody.Empty with
    {
        Conformity = conformity, Citations = [new(CitationKind.Document, "01", CitedIn.Column)], Duties = [.. duties.Select(d => new Duty(d, "対応する"))],
    };

    [Theory, EachDatabase]
    public async Task Committed_StatementAbove_ReachesTheCustomerAtOnce(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var (catalog, controls) = await world.CatalogAsync(3);
        var cloud = await world.ServiceAsync((await world.PartyAsync(PartyKind.Provider)).Id, "cloud");
        var system = await world.ServiceAsync((await world.PartyAsync(PartyKind.Integrator)).Id, "system", cloud.Id);
        var ward = await world.ServiceAsync((await world.PartyAsync(PartyKind.Customer)).Id, "ward", system.Id);
        Task<CoverageCell?> WardAsync() => world.Boards.ReadAsync(world.Operator.Organisation, b => b.Find(ward.Id)!.CellsOf(0)?[1], world.Ct);

        Assert.Null(await WardAsync());
        var above = await world.StatementAsync(cloud, controls[1], Body(Conformity.Conformant, PartyKind.Customer));
        Assert.Equal(CoverageState.Partly, (await WardAsync())!.Value.State);
        await world.StatementAsync(ward, controls[1], Body(Conformity.Conformant));
        Assert.Equal(CoverageState.Covered, (await WardAsync())!.Value.State);
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.MustAsync(world.Desk.ActAsync(Statement.Assess, above.Key, 1, Body(Conformity.Conformant, PartyKind.Customer, PartyKind.Integrator), world.Operator, world.Ct));
        var after = (await WardAsync())!.Value;

        Assert.Equal((CoverageState.Partly, PartySet.Integrator, true), (after.State, after.Open, after.ReviewNeeded));
        var fresh = await world.Boards.LoadAsync(world.Operator.Organisation, world.Ct);
        Assert.Equal(after, fresh.Find(ward.Id)!.CellsOf(0)![1]);
        Assert.Equal(catalog.Id, fresh.Catalogs[0].Id);
    }

    [Theory, EachDatabase]
    public async Task Read_AfterANewService_KnowsIt(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var (_, controls) = await world.CatalogAsync(1);
        var cloud = await world.ServiceAsync((await world.PartyAsync(PartyKind.Provider)).Id, "cloud");
        await world.StatementAsync(cloud, controls[0], Body(Conformity.OutOfScope, PartyKind.Customer));
        await world.Boards.ReadAsync(world.Operator.Organisation, b => b.Services.Count, world.Ct);

        var ward = await world.ServiceAsync((await world.PartyAsync(PartyKind.Customer)).Id, "ward", cloud.Id);

        var cell = await world.Boards.ReadAsync(world.Operator.Organisation, b => b.Find(ward.Id)!.CellsOf(0)![0], world.Ct);
        Assert.Equal((CoverageState.Uncovered, TaskState.Open), (cell.State, cell.Task));
    }
}
