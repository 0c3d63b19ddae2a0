using Akashi.Bench.Data;
using Akashi.Server.Catalogs;
using Akashi.Server.References.Workbook;

namespace Akashi.Bench.Benchmarks;

/// <summary>Reading a reference workbook into a book in memory, beside a bare SAX pass over the same file.</summary>
internal sealed class ReadingBenchmark : IBenchmark
{
    public static string Name => "reading";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        var workbook = await SampleAsync(ct);
        var catalogs = await CatalogFiles.ShippedAsync(ct);
        var rows = 0;
        var cells = 0;
        var taken = await Meter.InTurnsAsync(
            () =>
            {
                var reading = ReferenceReader.Read([new("provider-reference.xlsx", new MemoryStream(workbook))], catalogs, ReadOptions.None, ct);
                rows = reading.Book!.Sheets.Sum(s => s.Rows.Count);
                return Task.CompletedTask;
            },
            () =>
            {
                cells = SaxPass.Read(new MemoryStream(workbook)).Sum(s => s.Sum(r => r.Count));
                return Task.CompletedTask;
            });
        report.Add(new($"reading: {rows} rows, {cells:#,0} cells", taken[0], "SAX read", taken[1], Budget: 1_000, BudgetRatio: 2));
    }

    /// <summary>The provider's workbook of the sample, 508 rows.</summary>
    public static Task<byte[]> SampleAsync(CancellationToken ct) => File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "provider-reference.xlsx"), ct);
}
