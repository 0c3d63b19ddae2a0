using Akashi.Server.Catalogs;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Kernel;

public sealed class BulkRowsTests
{
    private static readonly Act Run = new("test.run", new("試験", "Test"));

    private static readonly StatementBody Full = new(Conformity.Partly, "見解 “view” 😀\n2行目", "文献[01]の記載により確認した。", Disclosure.Nda,
        [new(CitationKind.Document, "01", CitedIn.Column, "3章")], [new(PartyKind.Customer, "方針を作る。", "連絡する。")], "責任者", new DateOnly(2027, 3, 31), [new("列", "")]);

    [Theory, EachDatabase]
    public async Task CanWrite_EveryMappedType_IsTrue(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        await using var db = world.Open();

        Assert.All(db.Model.GetEntityTypes(), type => Assert.True(BulkRows.CanWrite(db, type), type.Name));
    }

    [Theory, EachDatabase]
    public async Task AddMany_Statements_AreStoredToTheLetterAsTheContextStoresThem(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var (service, controls) = await GivenAsync(world, 4);
        var tracked = new[] { await world.StatementAsync(service, controls[0], Full), await world.StatementAsync(service, controls[1], StatementBody.Empty) };

        await SaveAsync(world, stand => [Made(world, service, controls[2], Full, stand), Made(world, service, controls[3], StatementBody.Empty, stand)]);

        var rows = await world.StoredAsync("statements", ["id", "control"]);
        Assert.Equal(4, rows.Count);
        Assert.Equal(2, rows.GroupBy(r => r).Count(g => g.Count() == 2));
        var events = await world.StoredAsync("events", ["id", "entry_id", "act", "body", "leaf", "salt"], "register = 'Statement'");
        Assert.Equal(4, Assert.Single(events.GroupBy(r => r)).Count());
        await using var db = world.Open();
        Assert.True(StatementComparer.Same(tracked[0].Body, (await db.Statements.SingleAsync(s => s.Control == controls[2].Id, world.Ct)).Body));
        Assert.True(StatementComparer.Same(tracked[1].Body, (await db.Statements.SingleAsync(s => s.Control == controls[3].Id, world.Ct)).Body));
    }

    [Theory, EachDatabase]
    public async Task AddMany_PartiesServicesAndDocuments_AreStoredToTheLetterAsTheContextStoresThem(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider, "同じ名");
        await world.ServiceAsync(party.Id, "a");
        await world.MustAsync(world.Desk.OpenAsync(Document.Register, Listed(party.Id, "01"), world.Operator, world.Ct));

        // Those that refer to others come first, and must be put behind them.
        await SaveAsync(world, stand =>
        {
            var second = Party.Register.Open(new PartyBody(PartyKind.Provider, new("同じ名", "同じ名")), stand, Ids.New(world.Time)).Value!;
            var body = new ServiceBody(second.Id, "b", new("a", "a"), DeliveryModel.PaaS, [], [], []);
            return [Document.Register.Open(Listed(second.Id, "01"), stand, Ids.New(world.Time)).Value!, Service.Register.Open(body, stand, Ids.New(world.Time)).Value!, second];
        });

        foreach (var table in (string[])["parties", "services", "documents"])
        {
            var rows = await world.StoredAsync(table, ["id", "party", "slug"]);
            Assert.Equal(2, rows.Count);
            Assert.Single(rows.Distinct());
        }
    }

    [Theory, EachDatabase]
    public async Task AddMany_Entries_CanBeChangedAfterwards(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var (service, controls) = await GivenAsync(world, 1);
        Statement made = null!;
        await SaveAsync(world, stand => [made = Made(world, service, controls[0], Full, stand)]);

        await world.MustAsync(world.Desk.ActAsync(Statement.Assess, made.Key, 1, StatementBody.Empty, world.Operator, world.Ct));

        await using var db = world.Open();
        Assert.Equal([1, 2], await db.Events.Where(e => e.EntryId == made.Key).OrderBy(e => e.EntryVersion).Select(e => e.EntryVersion).ToListAsync(world.Ct));
    }

    [Theory, EachDatabase]
    public async Task AddMany_OneTwice_IsRefusedAndLeavesNothingBehind(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var (service, controls) = await GivenAsync(world, 3);
        await world.StatementAsync(service, controls[2], Full);

        var outcome = await TrySaveAsync(world, stand => [.. controls.Select(c => Made(world, service, c, Full, stand))]);

        Assert.Equal("duplicate", outcome.Refusal!.Code);
        await using var db = world.Open();
        Assert.Equal(1, await db.Statements.CountAsync(world.Ct));
        Assert.Equal(1, await db.Events.CountAsync(e => e.Register == nameof(Statement), world.Ct));
    }

    [Theory, EachDatabase]
    public async Task AddMany_OneThatRefersToNothing_IsRefusedAndLeavesNothingBehind(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var (service, controls) = await GivenAsync(world, 1);

        var outcome = await TrySaveAsync(world, stand =>
        [
            Made(world, service, controls[0], Full, stand),
            Statement.Open.Open(new(service.Id, controls[0].Catalog, new(Ids.New(world.Time)), service.Party, Full), stand, Ids.New(world.Time)).Value!,
        ]);

        Assert.Equal("missing-reference", outcome.Refusal!.Code);
        await using var db = world.Open();
        Assert.Empty(await db.Statements.ToListAsync(world.Ct));
    }

    [Theory, EachDatabase]
    public async Task AddMany_EntryOfAnotherOrganisation_IsABug(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var stranger = world.Someone();

        await Assert.ThrowsAsync<InvalidOperationException>(() => TrySaveAsync(world, stand =>
        {
            var party = Party.Register.Open(new PartyBody(PartyKind.Provider, new("甲", "A")), stand, Ids.New(world.Time)).Value!;
            party.Organisation = stranger.Organisation;
            return [party];
        }));
    }

    [Theory, EachDatabase]
    public async Task Insert_WithoutTransaction_IsABug(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        await using var db = world.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => BulkRows.InsertAsync(db, [new EventRow { Act = "a", Register = "r", Type = "t", Body = "{}" }], world.Ct));
    }

    private static async Task<(Service Service, IReadOnlyList<Control> Controls)> GivenAsync(TestWorld world, int controls)
    {
        var party = await world.PartyAsync(PartyKind.Provider);
        return (await world.ServiceAsync(party.Id, "platform"), (await world.CatalogAsync(controls)).Controls);
    }

    private static DocumentBody Listed(PartyId party, string number) => new(party, number, "規程", null, "https://example.org/", Disclosure.Public, new DateOnly(2026, 4, 1));

    private static Statement Made(TestWorld world, Service service, Control control, StatementBody body, Stand stand) =>
        Statement.Open.Open(new(service.Id, control.Catalog, control.Id, service.Party, body), stand, Ids.New(world.Time)).Value!;

    private static Task<int> SaveAsync(TestWorld world, Func<Stand, IReadOnlyList<Entry>> make) => world.MustAsync(TrySaveAsync(world, make));

    private static Task<Outcome<int>> TrySaveAsync(TestWorld world, Func<Stand, IReadOnlyList<Entry>> make) => world.Desk.RunAsync<int>(Run, world.Operator, (db, stand) =>
    {
        var made = make(stand);
        db.AddMany(made);
        return Task.FromResult<Outcome<int>>(made.Count);
    }, world.Ct);
}
