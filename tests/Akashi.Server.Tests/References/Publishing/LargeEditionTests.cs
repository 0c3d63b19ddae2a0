using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.References.Publishing;

/// <summary>100,000 rows are written without being held; a third of them tells as much of the formats that share nothing between rows.</summary>
[Collection(nameof(Measured))]
public sealed class LargeEditionTests
{
    [Theory, EachDatabase]
    public async Task Write_LargerThanIsKept_GivesTheSameFiles(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx");

        foreach (var format in (string[])["xlsx", "html", "json", "csv"])
        {
            using var kept = new MemoryStream();
            using var streamed = new MemoryStream();
            await WriteAsync(kept, new(sample.World.Databases, sample.Catalogs));
            await WriteAsync(streamed, new(sample.World.Databases, sample.Catalogs) { KeptRows = 0 });
            Assert.True(kept.Length > 10_000 && kept.ToArray().AsSpan().SequenceEqual(streamed.ToArray()), format);

            async Task WriteAsync(Stream stream, EditionSource source)
            {
                var content = await source.OfAsync(sample.By.Organisation, sample.Platform.Id, "Version 1.0", new DateOnly(2026, 11, 23), Audience.Nda, null, sample.Ct);
                await EditionFormat.WriteAsync(stream, content!, format, "ja", sample.Ct);
            }
        }
    }

    [Theory]
    [InlineData("xlsx", 100_000, 60_000_000)]
    [InlineData("html", 30_000, 20_000_000)]
    [InlineData("json", 30_000, 20_000_000)]
    [InlineData("csv", 30_000, 20_000_000)]
    public async Task Write_ManyRows_HoldsNone(string format, int rows, long bytesAlive)
    {
        var catalog = await GivenEdition.Catalog("mhlw-5");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long? most = null;
        var content = GivenEdition.Of(Audience.Customer, [new(catalog, Made())]);
        var ct = TestContext.Current.CancellationToken;

        if (format == "xlsx") await ReferenceWorkbookWriter.WriteAsync(Stream.Null, content, "ja", ct);
        else if (format == "csv") await CsvWriter.WriteZipAsync(Stream.Null, content, "ja", ct);
        else if (format == "json") await JsonWriter.WriteAsync(Stream.Null, content, ct);
        else await HtmlWriter.WriteAsync(new StreamWriter(Stream.Null), content, "ja", ct);

        // Below the start when the runner lets go of something of its own meanwhile.
        Assert.NotNull(most);
        Assert.True(most <= bytesAlive, $"{most} bytes");

        async IAsyncEnumerable<EditionRow> Made()
        {
            for (var i = 0; i < rows; i++)
            {
                // Every text differs: nothing can be shared, which is the worst case.
                var body = GivenEdition.Statement(0, withExtras: true);
                yield return new(new(catalog.Controls[i % catalog.Controls.Count].Code, body with { View = $"{i} " + new string('文', 300), Finding = $"{i} {body.Finding}" }));
                if (i % (rows / 2) == rows / 2 - 1) most = Math.Max(most ?? long.MinValue, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
            await Task.CompletedTask;
        }
    }
}
