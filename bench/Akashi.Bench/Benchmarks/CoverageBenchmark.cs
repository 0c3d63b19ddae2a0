using System.Data.Common;
using Akashi.Bench.Data;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Bench.Benchmarks;

/// <summary>Coverage of 100 services × 6,000 controls: from nothing, and after one change at the bottom of every chain.</summary>
internal sealed class CoverageBenchmark : IBenchmark
{
    private const int Long = 7;

    public static string Name => "coverage";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        foreach (var dialect in await Postgres.DialectsAsync(report))
        {
            await using var world = await Generator.OpenAsync(dialect, Shape.Large, report, ct);
            await FromNothingAsync(report, dialect, world, ct);
            await AfterOneChangeAsync(report, dialect, world, ct);
        }
    }

    private static async Task FromNothingAsync(Report report, string dialect, World world, CancellationToken ct)
    {
        var organisation = world.By.Organisation;
        await using var connection = await world.ConnectAsync(ct);
        var board = await world.The<CoverageBoards>().LoadAsync(organisation, ct);
        var taken = await Meter.InTurnsAsync(Long, 1,
            async () => board = await world.The<CoverageBoards>().LoadAsync(organisation, ct),
            () => ReadColumnsAsync(connection, organisation, ct),
            () =>
            {
                board.JudgeAll();
                return Task.CompletedTask;
            });
        report.Add(new($"coverage, {dialect}: from nothing, {Shape.Large.Services} × {Shape.Large.Controls:#,0}", taken[0], "bare read of the columns", taken[1], Budget: 2_000));
        if (dialect == "sqlite") report.Add(new($"coverage: judging alone, {Shape.Large.Statements:#,0} verdicts", taken[2]));
    }

    /// <summary>The columns that coverage is computed from, read and let go.</summary>
    private static async Task ReadColumnsAsync(DbConnection connection, OrganisationId organisation, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT service, control, party, conformity, disclosure, has_evidence, duty_parties, assessed_at, reviewed_at FROM statements WHERE organisation = @organisation";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("organisation", organisation.Value);
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var row = new object[9];
        var rows = 0;
        while (reader.Read()) rows += reader.GetValues(row) / 9;
        if (rows != Shape.Large.Statements) throw new InvalidOperationException($"{rows} rows");
    }

    private static async Task AfterOneChangeAsync(Report report, string dialect, World world, CancellationToken ct)
    {
        var (organisation, boards) = (world.By.Organisation, world.The<CoverageBoards>());
        var board = await boards.LoadAsync(organisation, ct);
        var bottom = board.Services.MaxBy(s => board.Services.Count(t => t.Chain.Contains(s)))!;
        var above = board.Services.Where(t => t.Chain.Contains(bottom)).Select(s => s.Id).ToList();
        var control = board.Catalogs[0].Controls[Shape.Large.Controls / 2].Id;
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var n = 0;
        StatementFact Fact() => new(true, ++n % 2 == 0 ? Conformity.Conformant : Conformity.Partly, Disclosure.Public, true, PartySet.Customer | PartySet.Integrator, at + n, at + n);
        var alone = await Meter.TimeAsync(() =>
        {
            board.Change(bottom.Id, control, bottom.Party, Fact());
            return Task.CompletedTask;
        });
        if (dialect == "sqlite") report.Add(new($"coverage: one change judged in {above.Count} services", alone, Budget: 50));

        await boards.ReadAsync(organisation, b => b.Services.Count, ct);
        Guid id;
        await using (var db = world.Open()) id = (await db.Statements.FirstAsync(s => s.Service == bottom.Id && s.Control == control, ct)).Key;
        var body = StatementBody.Empty with { Conformity = Conformity.Conformant, Citations = [new(CitationKind.Document, "01", CitedIn.Column)] };
        var whole = await Meter.TimeAsync(async () =>
        {
            await using var db = world.Open();
            var version = await db.Statements.Where(s => s.Id == new StatementId(id)).Select(s => s.Version).FirstAsync(ct);
            World.Must(await world.The<Desk>().ActAsync(Statement.Assess, id, version, body with { View = $"変更{++n} {at}" }, world.By, ct));
            var cells = await boards.ReadAsync(organisation, b => above.Select(s => b.Find(s)!.CellsOf(0)![Shape.Large.Controls / 2]).ToList(), ct);
            if (cells.Count != above.Count) throw new InvalidOperationException("A cell is missing.");
        });
        report.Add(new($"coverage, {dialect}: change through the desk and read back", whole, Budget: 50));
    }
}
