using Akashi.Bench.Data;
using Akashi.Server.Kernel;
using Akashi.Server.References.Importing;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;

namespace Akashi.Bench.Benchmarks;

/// <summary>Export of the sample's reference as XLSX: the writer alone, and from the database to the file, beside SAX passes over the cells that came out.</summary>
internal sealed class ExportBenchmark : IBenchmark
{
    public static string Name => "export";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        using var folder = Folders.Fresh();
        await using var world = await World.OpenAsync(folder.Path, null, ct);
        await world.LoadShippedCatalogsAsync(ct);
        var party = World.Must(await world.The<Desk>().OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("提供事業者", "Provider")), world.By, ct));
        var service = World.Must(await world.The<Desk>().OpenAsync(Service.Register, new ServiceBody(party.Id, "platform", new("基盤", "Platform"), DeliveryModel.PaaS, [], [], []), world.By, ct));
        var sample = new MemoryStream(await ReadingBenchmark.SampleAsync(ct));
        World.Must(await world.The<Importer>().ApplyAsync(new(service.Id, null, [new("provider-reference.xlsx", sample)], ReadOptions.None), world.By, ct));

        var content = await FrozenAsync(world, service.Id, ct);
        using var exported = new MemoryStream();
        await EditionFormat.WriteAsync(exported, content, "xlsx", "ja", ct);
        var workbook = exported.ToArray();
        var cells = SaxPass.Read(new MemoryStream(workbook));
        var taken = await Meter.InTurnsAsync(
            () => EditionFormat.WriteAsync(new MemoryStream(), content, "xlsx", "ja", ct),
            async () => await World.Must(await world.The<Publisher>().ExportAsync(service.Id, Audience.Internal, "xlsx", "ja", world.By, ct)).Content.DisposeAsync(),
            () =>
            {
                SaxPass.Write(new MemoryStream(), cells);
                return Task.CompletedTask;
            },
            () =>
            {
                SaxPass.Read(new MemoryStream(workbook));
                return Task.CompletedTask;
            });
        var size = $"{content.Sheets.Count} sheets, {cells.Sum(s => s.Sum(r => r.Count)):#,0} cells";
        report.Add(new($"export: writer alone, {size}", taken[0], "SAX write", taken[2], Budget: 1_000, BudgetRatio: 2));
        report.Add(new("export: from SQLite to the file", taken[1], "SAX write", taken[2], Budget: 1_000, BudgetRatio: 2));
        report.Add(new("export: the same, beside reading what came out", taken[1], "SAX read", taken[3], Budget: 1_000, BudgetRatio: 2));
    }

    private static async Task<EditionContent> FrozenAsync(World world, ServiceId service, CancellationToken ct)
    {
        var content = await world.The<EditionSource>().OfAsync(world.By.Organisation, service, "Version 1.0", new DateOnly(2026, 11, 23), Audience.Internal, null, ct);
        var book = await content!.ToBookAsync(ct);
        return content with { Sheets = [.. content.Sheets.Zip(book.Sheets, (s, b) => EditionSheet.Of(s.Head, b.Rows))] };
    }
}
