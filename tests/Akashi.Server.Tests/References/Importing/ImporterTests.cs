using System.IO.Compression;
using System.Text;
using Akashi.Server.Catalogs;
using Akashi.Server.Hosting;
using Akashi.Server.References;
using Akashi.Server.References.Importing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.References.Importing;

public sealed class ImporterTests
{
    [Theory, EachDatabase]
    public async Task Apply_SampleWorkbook_GivesExactlyItsFigures(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);

        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx");

        var summary = (await sample.Summaries.OfAsync(sample.By.Organisation, sample.Platform.Id, sample.Ct))!;
        Assert.Equal(["mhlw-5", "mic-1", "meti-2"], summary.Catalogs.Select(c => c.Catalog));
        var (mhlw, mic, meti) = (summary.Catalogs[0].Counts, summary.Catalogs[1].Counts, summary.Catalogs[2].Counts);
        Assert.Equal((187, 150, 35, 2), (mhlw.Requirements, mhlw.ByClass["minimum"], mhlw.ByClass["recommended"], mhlw.ByClass["none"]));
        Assert.Equal((113, 74, 67, 46, 74), (mhlw.ByConformity["conformant"], mhlw.ByConformity["outOfScope"], mhlw.ByDisclosure["public"], mhlw.ByDisclosure["nda"], mhlw.ByDisclosure["none"]));
        Assert.Equal((114, 82, 32, 57, 25, 32), (mic.Requirements, mic.ByConformity["conformant"], mic.ByConformity["outOfScope"], mic.ByDisclosure["public"], mic.ByDisclosure["nda"], mic.ByDisclosure["none"]));
        Assert.Equal((207, 135, 68, 4), (meti.Requirements, meti.ByConformity["conformant"], meti.ByConformity["outOfScope"], meti.ByConformity["notAssessed"]));
        Assert.Equal((86, 53, 68), (meti.ByDisclosure["public"], meti.ByDisclosure["nda"], meti.ByDisclosure["none"]));
        // Out of scope or not assessed, and nobody's duty: counted from the facts beside the workbook.
        Assert.Equal((13, 0, 5), (mhlw.Uncovered, mic.Uncovered, meti.Uncovered));
        await using var db = sample.World.Open();
        Assert.Equal(53, await db.Documents.CountAsync(d => d.Disclosure == Disclosure.Public, sample.Ct));
        Assert.Equal(2, await db.Documents.CountAsync(d => d.Disclosure == Disclosure.Nda, sample.Ct));
        Assert.Equal(5, await db.Editions.CountAsync(sample.Ct));
        Assert.Equal(508, await db.Events.CountAsync(e => e.Type == nameof(StatementAssessed), sample.Ct));
    }

    [Theory, EachDatabase]
    public async Task Apply_SameFileAgain_ChangesNothing(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx");
        await using var db = sample.World.Open();
        var before = await db.Events.CountAsync(sample.Ct);

        var again = await sample.ImportAsync(sample.Platform, "provider-reference.xlsx");

        Assert.Empty(again.Differences);
        Assert.Equal(508 + 55 + 5, again.Unchanged);
        Assert.Equal(before, await db.Events.CountAsync(sample.Ct));
    }

    [Theory, EachDatabase]
    public async Task Plan_ChangedRow_ShowsBeforeAndAfterAndAppliesJustThat(string dialect)
    {
        AkashiHost.Speak("ja");
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx");
        const string csv = "厚生労働省\n項番,ガイドラインへの適合性,確認した公開文書,本調査で確認した内容,確認文書等の開示レベル,必要な対応\n6.1-01,一部適合,文献[133],文献[133]の記載により確認した。,公開文書,利用者は、方針を作る。\n";
        var request = sample.Request(sample.Platform) with { Files = [new("厚生労働省.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)))] };

        var plan = await sample.World.MustAsync(sample.Importer.PlanAsync(request, sample.By, sample.Ct));
        await using var db = sample.World.Open();
        Assert.Equal(508, await db.Statements.CountAsync(s => s.Version == 1, sample.Ct));
        await sample.World.MustAsync(sample.Importer.ApplyAsync(request with { Expected = plan.Fingerprint }, sample.By, sample.Ct));

        var difference = Assert.Single(plan.Differences);
        Assert.Equal(("6.1-01", false, 186), (difference.Name, difference.Added, plan.NotInFile));
        Assert.Contains(difference.Fields, f => f is { Field: "conformity", Before: "適合可能", After: "一部適合" });
        var changed = Assert.Single(await db.Statements.Where(s => s.Version == 2).ToListAsync(sample.Ct));
        Assert.Equal(Conformity.Partly, changed.Conformity);
        Assert.Equal(2, await db.Imports.CountAsync(sample.Ct));
    }

    [Theory, EachDatabase]
    public async Task Apply_SheetWithFewColumns_LeavesTheOtherFieldsAlone(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Clinical, "hospital-mhlw.csv", "hospital-documents.csv");
        await using var db = sample.World.Open();
        var before = await db.Statements.FirstAsync(s => s.ResponsibleRole != null && s.ReviewDue != null && s.Conformity == Conformity.Conformant, sample.Ct);
        var code = await db.Controls.Where(c => c.Id == before.Control).Select(c => c.Code).SingleAsync(sample.Ct);
        var csv = $"厚生労働省\n項番,適合性\n{code},一部適合\n";

        var plan = await sample.World.MustAsync(sample.Importer.ApplyAsync(
            new(sample.Clinical.Id, null, [new("厚生労働省.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)))], ReadOptions.None), sample.By, sample.Ct));

        Assert.Equal(["conformity"], Assert.Single(plan.Differences).Fields.Select(f => f.Field));
        var after = await db.Statements.SingleAsync(s => s.Id == before.Id, sample.Ct);
        Assert.True(StatementComparer.Same(before.Body with { Conformity = Conformity.Partly }, after.Body));
    }

    [Theory, EachDatabase]
    public async Task Apply_RegisterChangedSinceThePreview_IsRefused(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        var plan = await sample.World.MustAsync(sample.Importer.PlanAsync(sample.Request(sample.Platform, "provider-reference.xlsx"), sample.By, sample.Ct));
        await sample.ImportAsync(sample.Platform, "provider-update-mhlw.csv");

        var outcome = await sample.Importer.ApplyAsync(sample.Request(sample.Platform, "provider-reference.xlsx") with { Expected = plan.Fingerprint }, sample.By, sample.Ct);

        Assert.Equal(("import.plan-changed", 412), (outcome.Refusal!.Code, outcome.Refusal.Status));
    }

    [Theory, EachDatabase]
    public async Task Apply_OneBadCell_ImportsNothingAndNamesTheCell(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        var bytes = Edit(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", "provider-reference.xlsx")), "xl/worksheets/sheet3.xml", xml => ReplaceLast(xml, "適合可能", "たぶん適合"));

        var outcome = await sample.Importer.ApplyAsync(new(sample.Platform.Id, null, [new("参照.xlsx", new MemoryStream(bytes))], ReadOptions.None), sample.By, sample.Ct);

        Assert.Equal(("import.problems", 422), (outcome.Refusal!.Code, outcome.Refusal.Status));
        var problem = Assert.Single(Assert.IsType<ImportPlan>(outcome.Refusal.Detail).Problems);
        Assert.Equal(("cell.conformity-unknown", "参照.xlsx", "総務省"), (problem.Code, problem.Place.File, problem.Place.Sheet));
        Assert.StartsWith("H", problem.Place.Cell, StringComparison.Ordinal);
        await using var db = sample.World.Open();
        Assert.Empty(await db.Statements.ToListAsync(sample.Ct));
        Assert.Empty(await db.Documents.ToListAsync(sample.Ct));
    }

    [Theory, EachDatabase]
    public async Task Apply_UnknownColumn_IsAskedForOnceAndRemembered(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        const string csv = "項番,適合性,独自の欄\n6.1-01,適合可能,社内だけの話\n";
        ImportRequest Request() => new(sample.Platform.Id, null, [new("厚生労働省.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)))], ReadOptions.None);

        var asked = await sample.Importer.ApplyAsync(Request(), sample.By, sample.Ct);
        Assert.Equal("import.needs-mapping", asked.Refusal!.Code);
        var unknown = Assert.Single(Assert.IsType<ImportPlan>(asked.Refusal.Detail).UnknownHeaders);
        Assert.Equal(("独自の欄", "社内だけの話"), (unknown.Header, unknown.Samples[0]));

        var decisions = ReadOptions.None with { Headers = new Dictionary<string, BookField?> { [unknown.Key] = BookField.Note } };
        await sample.World.MustAsync(sample.Importer.ApplyAsync(Request() with { Decisions = decisions }, sample.By, sample.Ct));
        var again = await sample.World.MustAsync(sample.Importer.PlanAsync(Request(), sample.By, sample.Ct));

        Assert.Empty(again.Differences);
        await using var db = sample.World.Open();
        Assert.Equal([new Note("独自の欄", "社内だけの話")], (await db.Statements.SingleAsync(sample.Ct)).Notes);
    }

    [Theory, EachDatabase]
    public async Task Apply_ByAnotherOrganisation_FindsNoService(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);

        var outcome = await sample.Importer.ApplyAsync(sample.Request(sample.Platform, "provider-update-mhlw.csv"), sample.World.Someone(), sample.Ct);

        // A stranger has no catalogs either, so it is not even told what the file holds.
        Assert.False(outcome.Done);
        await using var db = sample.World.Open();
        Assert.Empty(await db.Statements.ToListAsync(sample.Ct));
    }

    private static byte[] Edit(byte[] workbook, string part, Func<string, string> change)
    {
        using var memory = new MemoryStream();
        memory.Write(workbook);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(part)!;
            string xml;
            using (var reader = new StreamReader(entry.Open())) xml = System.Net.WebUtility.HtmlDecode(reader.ReadToEnd());
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(part).Open());
            writer.Write(change(xml));
        }
        return memory.ToArray();
    }

    private static string ReplaceLast(string text, string from, string to) => text.LastIndexOf(from, StringComparison.Ordinal) is var at ? text[..at] + to + text[(at + from.Length)..] : text;
}
