using System.Text;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.References.Publishing;

public sealed class PublisherTests
{
    [Theory, EachDatabase]
    public async Task Export_Workbook_ImportsWithoutAnyDifference(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx", "provider-documents.csv");
        await sample.ImportAsync(sample.Ehr, "integrator-mhlw.csv", "integrator-mic.csv", "integrator-meti.csv", "integrator-documents.csv");

        foreach (var service in new[] { sample.Platform, sample.Ehr })
            foreach (var format in new[] { "xlsx", "csv" })
            {
                var export = await sample.World.MustAsync(sample.Publisher.ExportAsync(service.Id, Audience.Internal, format, "ja", sample.By, sample.Ct));
                await using var content = export.Content;
                var files = format == "xlsx" ? [new InputFile(export.FileName, content)] : Unzip(content);
                var plan = await sample.World.MustAsync(sample.Importer.PlanAsync(new(service.Id, null, files, ReadOptions.None), sample.By, sample.Ct));

                Assert.Empty(plan.Problems);
                Assert.Empty(plan.UnknownHeaders);
                Assert.Empty(plan.Differences);
            }
    }

    [Theory, EachDatabase]
    public async Task Export_ForCustomers_ImportedAgain_WipesOutNothingThatWasWithheld(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx", "provider-documents.csv");
        await sample.ImportAsync(sample.Clinical, "hospital-mhlw.csv", "hospital-mic.csv", "hospital-meti.csv", "hospital-documents.csv");

        foreach (var service in new[] { sample.Platform, sample.Clinical })
            foreach (var (audience, language) in new[] { (Audience.Customer, "ja"), (Audience.Customer, "en"), (Audience.Nda, "ja") })
            {
                var export = await sample.World.MustAsync(sample.Publisher.ExportAsync(service.Id, audience, "xlsx", language, sample.By, sample.Ct));
                await using var content = export.Content;
                var plan = await sample.World.MustAsync(sample.Importer.PlanAsync(new(service.Id, null, [new(export.FileName, content)], ReadOptions.None), sample.By, sample.Ct));

                Assert.Empty(plan.Problems);
                Assert.True(plan.Differences.Count == 0, string.Join("\n", plan.Differences.Take(5).SelectMany(d => d.Fields.Select(f => $"{audience} {language} {d.Name} {f.Field}: {f.Before} -> {f.After}"))));
            }
    }

    [Theory, EachDatabase]
    public async Task Publish_Edition_FreezesWhatItSaidAndWritesItsOwnNotes(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx");
        var first = await sample.World.MustAsync(sample.Publisher.PublishAsync(sample.Platform.Id, new("Version 2.1", new(2026, 11, 23), null), sample.By, sample.Ct));
        var workbook = first.Files.First(f => f is { Audience: Audience.Internal, Format: "xlsx" }).File;
        var bytes = await BytesAsync(sample, workbook.Hash);

        await sample.ImportAsync(sample.Platform, "provider-update-mhlw.csv");
        var second = await sample.World.MustAsync(sample.Publisher.PublishAsync(sample.Platform.Id, new("Version 2.2", new(2026, 11, 24), null), sample.By, sample.Ct));

        Assert.Equal(bytes, await BytesAsync(sample, workbook.Hash));
        foreach (var code in new[] { "6.5-07", "6.5-10", "6.5-18", "6.8-14", "6.11-01", "6.11-10" }) Assert.Contains(code, second.Notes, StringComparison.Ordinal);
        var read = ReferenceReader.Read([new("版.xlsx", new MemoryStream(await BytesAsync(sample, second.Files.First(f => f is { Audience: Audience.Internal, Format: "xlsx" }).File.Hash)))],
            await sample.Catalogs.AllAsync(sample.By.Organisation, sample.Ct), ReadOptions.None, sample.Ct);
        Assert.Equal(["Version 2.1", "Version 2.2"], read.Book!.Revisions.TakeLast(2).Select(r => r.Version));
        Assert.Equal(second.Notes, read.Book.Revisions[^1].Notes);
        await using var db = sample.World.Open();
        Assert.Equal(7, await db.Editions.CountAsync(sample.Ct));
    }

    [Theory, EachDatabase]
    public async Task Publish_SameVersionTwice_IsRefused(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx");

        var outcome = await sample.Publisher.PublishAsync(sample.Platform.Id, new("Version 2.0", null, null), sample.By, sample.Ct);

        Assert.Equal("edition.exists", outcome.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Publish_CustomerFiles_HoldNoNdaText(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx");
        const string secret = "ひみつの確認内容XYZ";
        await using (var db = sample.World.Open())
        {
            var nda = await db.Statements.FirstAsync(s => s.Disclosure == Disclosure.Nda, sample.Ct);
            await sample.World.MustAsync(sample.World.Desk.ActAsync(Statement.Assess, nda.Key, nda.Version, nda.Body with { Finding = secret, View = secret }, sample.By, sample.Ct));
        }

        var edition = await sample.World.MustAsync(sample.Publisher.PublishAsync(sample.Platform.Id, new("Version 3", null, null), sample.By, sample.Ct));

        Assert.Contains(edition.Files, f => f.Audience is Audience.Customer);
        foreach (var file in edition.Files)
        {
            var holds = Holds(await BytesAsync(sample, file.File.Hash), secret);
            Assert.Equal(file.Audience is not Audience.Customer, holds);
        }
    }

    private static async Task<byte[]> BytesAsync(SampleWorld sample, string hash)
    {
        using var memory = new MemoryStream();
        await using var stream = sample.Store.Open(hash)!;
        await stream.CopyToAsync(memory, sample.Ct);
        return memory.ToArray();
    }

    private static bool Holds(byte[] file, string words)
    {
        if (file is not [(byte)'P', (byte)'K', ..]) return Encoding.UTF8.GetString(file).Contains(words, StringComparison.Ordinal);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        return zip.Entries.Any(e =>
        {
            using var reader = new StreamReader(e.Open());
            return reader.ReadToEnd().Contains(words, StringComparison.Ordinal);
        });
    }

    private static List<InputFile> Unzip(Stream content)
    {
        using var zip = new System.IO.Compression.ZipArchive(content, System.IO.Compression.ZipArchiveMode.Read, leaveOpen: true);
        return [.. zip.Entries.Select(e =>
        {
            var memory = new MemoryStream();
            using (var stream = e.Open()) stream.CopyTo(memory);
            memory.Position = 0;
            return new InputFile(e.FullName, memory);
        })];
    }
}
