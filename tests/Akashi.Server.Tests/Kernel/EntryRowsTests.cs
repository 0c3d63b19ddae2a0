using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Akashi.Server.Tests.Kernel;

/// <summary>Changed entries as arrays: the same rows as the context would write, and only over the version that was found.</summary>
public sealed class EntryRowsTests
{
    private static readonly Act Run = new("test.run", new("試験", "Test"));

    private static readonly StatementBody Full = new(Conformity.Partly, "見解 “view” 😀\n2行目", "文献[01]の記載により確認した。", Disclosure.Nda,
        [new(CitationKind.Document, "01", CitedIn.Column, "3章")], [new(PartyKind.Customer, "方針を作る。", "連絡する。")], "責任者", new DateOnly(2027, 3, 31), [new("列", "")]);

    [Fact]
    public async Task Of_EveryRegister_CanBeWritten()
    {
        await using var world = await TestWorld.OpenAsync("postgres");
        await using var db = world.Open();

        Assert.All(db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(Entry))), type => Assert.True(EntryRows.Of(type) is not null, type.Name));
    }

    [Theory, EachDatabase]
    public async Task Acts_OnStatementsAndDocuments_StoreToTheLetterWhatTheContextStores(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);
        var (service, controls) = (await world.ServiceAsync(party.Id, "platform"), (await world.CatalogAsync(3)).Controls);
        var statements = new List<Statement>();
        foreach (var control in controls) statements.Add(await world.StatementAsync(service, control, StatementBody.Empty));
        var documents = await world.TogetherAsync(Enumerable.Range(1, 3).Select(i => (Func<Task<Outcome<Document>>>)(() =>
            world.Desk.OpenAsync(Document.Register, new DocumentBody(party.Id, $"0{i}", null, null, null, Disclosure.None), world.Operator, world.Ct))));

        // The first two of each by acts of their own, which share a statement; the third by the context's own saving.
        await world.TogetherAsync<object>(
        [
            .. statements.Take(2).Select(s => (Func<Task<object>>)(async () => await world.MustAsync(world.Desk.ActAsync(Statement.Assess, s.Key, 1, Full, world.Operator, world.Ct)))),
            .. documents.Take(2).Select((d, i) => (Func<Task<object>>)(async () => await world.MustAsync(world.Desk.ActAsync(Document.Change, d.Value!.Key, 1, Listed(party.Id, i), world.Operator, world.Ct)))),
        ]);
        await world.MustAsync(world.Desk.RunAsync<int>(Run, world.Operator, async (db, stand) =>
        {
            var (statement, document) = (statements[2].Id, documents[2].Value!.Id);
            Assert.Null((await db.Statements.AsTracking().SingleAsync(s => s.Id == statement, world.Ct)).Take(Full, stand));
            Assert.Null((await db.Documents.AsTracking().SingleAsync(d => d.Id == document, world.Ct)).Take(Listed(party.Id, 2), stand, first: false));
            return 2;
        }, world.Ct));

        foreach (var (table, without) in ((string, string[])[])[("statements", ["id", "control"]), ("documents", ["id", "number"])])
        {
            var rows = await world.StoredAsync(table, without);
            Assert.Equal(3, rows.Count);
            Assert.Single(rows.Distinct());
        }
    }

    [Fact]
    public async Task Acts_Together_OneRowChangedBehindTheLine_ThatOneIsStaleAndTheOthersStand()
    {
        // On SQLite nobody gets between the reading and the writing of a row.
        await using var world = await TestWorld.OpenAsync("postgres");
        var parties = new List<Party>();
        for (var i = 0; i < 3; i++) parties.Add(await world.PartyAsync(PartyKind.Provider));
        var changed = parties[1].Id;

        var outcomes = await world.TogetherAsync(parties.Select(p => (Func<Task<Outcome<Party>>>)(() => world.Desk.ActAsync(Meddled(world, changed), p.Key, 1, "新", world.Operator, world.Ct))));

        Assert.Equal([true, false, true], outcomes.Select(o => o.Done));
        Assert.Equal("stale", outcomes[1].Refusal!.Code);
        await using var db = world.Open();
        Assert.Equal(["新", "当事者", "新"], (await db.Parties.ToListAsync(world.Ct)).OrderBy(p => parties.FindIndex(q => q.Id == p.Id)).Select(p => p.Name.Ja));
    }

    [Fact]
    public async Task Statements_ThatKeepComing_ArePrepared()
    {
        await using var world = await TestWorld.OpenAsync("postgres");
        await using var db = world.Open();
        await db.Database.OpenConnectionAsync(world.Ct);
        for (var i = 0; i < 10; i++) await db.Parties.CountAsync(world.Ct);

        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_prepared_statements WHERE statement LIKE '%FROM parties%'").SingleAsync(world.Ct));
    }

    private static DocumentBody Listed(PartyId party, int of) => new(party, $"0{of + 1}", "規程", "発行者", "https://example.org/", Disclosure.Public, new DateOnly(2026, 4, 1), new DateOnly(2027, 4, 1));

    /// <summary>Renames one as the act does; meanwhile somebody who is not in the line has written its row.</summary>
    private static Act<Party, string> Meddled(TestWorld world, PartyId which) => new("parties.change", new("当事者の変更", "Change party"), (party, name, stand) =>
    {
        if (party.Id == which && party.Version == 1)
        {
            using var connection = new NpgsqlConnection(world.Database);
            connection.Open();
            using var command = new NpgsqlCommand("UPDATE parties SET version = 7 WHERE id = $1", connection) { Parameters = { new() { Value = which.Value } } };
            Assert.Equal(1, command.ExecuteNonQuery());
        }
        return Party.Change.Transition(party, new PartyBody(party.Kind, new(name, name)), stand);
    });
}
