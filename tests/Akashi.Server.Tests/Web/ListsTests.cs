using System.Globalization;
using System.Text;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Reading;
using Akashi.Server.References.Workbook;
using Akashi.Server.Tests.Testing;
using Akashi.Server.Web.Coverage;
using Akashi.Server.Web.Documents;
using Akashi.Server.Web.Lists;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Runner = Akashi.Server.References.Checks.Checks;

namespace Akashi.Server.Tests.Web;

/// <summary>A list's file holds what the page shows: the same rows, order and columns.</summary>
public sealed class ListsTests
{
    private static readonly string[] Ehr = ["integrator-mhlw.csv", "integrator-mic.csv", "integrator-meti.csv", "integrator-documents.csv"];

    private static async Task<(SampleWorld Sample, Lists Lists)> OpenAsync(string dialect)
    {
        var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx", "provider-documents.csv");
        await sample.ImportAsync(sample.Ehr, Ehr);
        var (databases, boards) = (sample.World.Databases, sample.World.Boards);
        var lines = new CoverageLines(boards, new Chains(databases, boards), sample.Catalogs);
        return (sample, new(databases, new ReferenceList(new Rows(databases, boards), lines),
            new WorkLists(new Todos(databases, boards), new Runner(databases, boards, sample.World.Time), new DocumentsReading(databases, sample.World.Time), lines), new(databases), new(sample.World.Sequencer, sample.World.Time)));
    }

    private static async Task<Table> WrittenAsync(SampleWorld sample, ListTable list)
    {
        using var stream = new MemoryStream();
        await ListWriter.WriteXlsxAsync(stream, list, sample.World.Time.GetUtcNow(), sample.Ct);
        stream.Position = 0;
        using (var document = SpreadsheetDocument.Open(stream, false))
            Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document, sample.Ct).Select(e => $"{e.Path?.XPath} {e.Description}"));
        stream.Position = 0;
        var opened = FileGate.Open(new("list.xlsx", stream), sample.Ct);
        Assert.Null(opened.Problem);
        return Assert.Single(opened.Tables);
    }

    [Theory, EachDatabase]
    public async Task Reference_FilteredWithChosenColumns_HoldsTheRowsOfTheViewInTheirOrder(string dialect)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        var (sample, lists) = await OpenAsync(dialect);
        await using var _ = sample;
        var catalog = (await new Names(sample.World.Databases).CatalogAsync(sample.By.Organisation, "mhlw-5", sample.Ct))!.Value;
        var seen = (await new Rows(sample.World.Databases, sample.World.Boards).PageAsync(sample.By, sample.Platform.Id, catalog, new() { Disclosure = Disclosure.Nda }, null, 0, 500, sample.Ct))!;

        var list = (await lists.ReadAsync(sample.By, "platform", "reference", new() { Catalog = "mhlw-5", Disclosure = new(Disclosure.Nda), Columns = "view,title,finding" }, sample.Ct))!;
        var table = await WrittenAsync(sample, list);

        Assert.Contains("社内用", table.Rows[0].Text(1), StringComparison.Ordinal);
        Assert.Contains("開示レベル: 要NDA", table.Rows[1].Text(1), StringComparison.Ordinal);
        Assert.Equal(["番号", "要求事項", "確認内容", "見解"], table.Rows[2].Cells.Select(c => c.Text));
        Assert.Equal(46, seen.Total);
        Assert.Equal(seen.Items.Select(r => (r.Code, r.Body.Finding)), table.Rows.Skip(3).Select(r => (r.Text(1)!, r.Text(3))));
    }

    [Theory, EachDatabase]
    public async Task EveryList_OnTheSample_HasAsManyRowsAsItsPageCounts(string dialect)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        var (sample, lists) = await OpenAsync(dialect);
        await using var _ = sample;
        var (databases, boards, organisation) = (sample.World.Databases, sample.World.Boards, sample.By.Organisation);
        var todo = (await new Todos(databases, boards).PageAsync(organisation, sample.Ehr.Id, null, new(), null, 1, sample.Ct))!.Total;
        var coverage = (await sample.Summaries.OfAsync(organisation, sample.Ehr.Id, sample.Ct))!.Catalogs.Sum(c => c.Counts.Requirements);
        var uncovered = (await sample.Summaries.OfAsync(organisation, sample.Ehr.Id, sample.Ct))!.Catalogs.Sum(c => c.Counts.ByCoverage["uncovered"]);
        var findings = (await new Runner(databases, boards, sample.World.Time).RunAsync(organisation, sample.Ehr.Id, sample.Ct))!.Sum(r => r.Rows.Count);
        Assert.True(todo > 0 && uncovered > 0 && findings > 0);

        Assert.Equal(todo, await RowsAsync("todo", new()));
        Assert.Equal(coverage, await RowsAsync("coverage", new()));
        Assert.Equal(uncovered, await RowsAsync("coverage", new() { Coverage = new(CoverageState.Uncovered) }));
        Assert.Equal(findings, await RowsAsync("checks", new()));
        Assert.True(await RowsAsync("documents", new()) > await RowsAsync("documents", new() { Show = "uncited" }));

        async Task<int> RowsAsync(string name, ListQuery query) => (await WrittenAsync(sample, (await lists.ReadAsync(sample.By, "ehr", name, query, sample.Ct))!)).Rows.Count - 3;
    }

    [Theory, EachDatabase]
    public async Task AnyList_OfAnotherOrganisation_IsNotFound(string dialect)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        var (sample, lists) = await OpenAsync(dialect);
        await using var _ = sample;
        var stranger = sample.World.Someone();

        foreach (var name in new[] { "reference", "coverage", "todo", "checks", "documents" }) Assert.Null(await lists.ReadAsync(stranger, "platform", name, new(), sample.Ct));
    }

    [Fact]
    public async Task Csv_CellThatLooksLikeAFormula_IsText()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        var list = new ListTable("題", "", "", [new(new("欄", "Column"), 10)], Rows());
        using var stream = new MemoryStream();

        await ListWriter.WriteCsvAsync(stream, list, TestContext.Current.CancellationToken);

        Assert.Equal("\uFEFF欄\r\n'=HYPERLINK(1)\r\n\"1行目\n2行目\"\r\n", Encoding.UTF8.GetString(stream.ToArray()));

        static async IAsyncEnumerable<IReadOnlyList<string?>> Rows()
        {
            yield return ["=HYPERLINK(1)"];
            yield return ["1行目\n2行目"];
            await Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Xlsx_TextsTogetherLongerThanACell_AreCutWithAWordAboutIt()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        var list = new ListTable("題", "", "", [new(new("欄", "Column"), 10)], Rows());
        using var stream = new MemoryStream();

        await ListWriter.WriteXlsxAsync(stream, list, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

        stream.Position = 0;
        var cell = FileGate.Open(new("list.xlsx", stream), TestContext.Current.CancellationToken).Tables[0].Rows[3].Text(1)!;
        Assert.Equal(32_767, cell.Length);
        Assert.EndsWith("続きは画面でご覧ください）", cell, StringComparison.Ordinal);

        static async IAsyncEnumerable<IReadOnlyList<string?>> Rows()
        {
            yield return [new string('長', 40_000)];
            await Task.CompletedTask;
        }
    }
}
