using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.References.Reading;

public sealed class ReadingTests
{
    private static readonly string[] Ehr = ["integrator-mhlw.csv", "integrator-mic.csv", "integrator-meti.csv", "integrator-documents.csv"];
    private static readonly string[] Clinical = ["hospital-mhlw.csv", "hospital-mic.csv", "hospital-meti.csv", "hospital-documents.csv"];

    private static async Task<SampleWorld> WholeAsync(string dialect)
    {
        var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx", "provider-documents.csv");
        sample.World.Time.Advance(TimeSpan.FromDays(1));
        await sample.ImportAsync(sample.Ehr, Ehr);
        await sample.ImportAsync(sample.Clinical, Clinical);
        sample.World.Time.Advance(TimeSpan.FromDays(1));
        await sample.ImportAsync(sample.Platform, "provider-update-mhlw.csv");
        return sample;
    }

    [Theory, EachDatabase]
    public async Task Page_EveryFilter_AgreesWithTheSummaryAndPagesToTheEnd(string dialect)
    {
        await using var sample = await WholeAsync(dialect);
        var (rows, names, organisation) = (new Rows(sample.World.Databases, sample.World.Boards), new Names(sample.World.Databases), sample.By.Organisation);
        var summary = (await sample.Summaries.OfAsync(organisation, sample.Clinical.Id, sample.Ct))!;

        foreach (var counts in summary.Catalogs)
        {
            var catalog = (await names.CatalogAsync(organisation, counts.Catalog, sample.Ct))!.Value;
            foreach (var state in Enum.GetValues<CoverageState>())
            {
                var codes = new HashSet<string>();
                var (after, total) = ((int?)null, 0);
                do
                {
                    var page = (await rows.PageAsync(sample.By, sample.Clinical.Id, catalog, new() { Coverage = state }, after, 0, 40, sample.Ct))!;
                    Assert.All(page.Items, r => Assert.True(codes.Add(r.Code)));
                    (after, total) = (page.Next, page.Total);
                }
                while (after is not null);
                Assert.Equal(total, codes.Count);
                Assert.Equal(counts.Counts.ByCoverage[char.ToLowerInvariant(state.ToString()[0]) + state.ToString()[1..]], total);
            }
        }
    }

    [Theory, EachDatabase]
    public async Task Page_TextFilter_FindsWordsOfControlAndStatement(string dialect)
    {
        await using var sample = await WholeAsync(dialect);
        var (rows, names, organisation) = (new Rows(sample.World.Databases, sample.World.Boards), new Names(sample.World.Databases), sample.By.Organisation);
        var mhlw = (await names.CatalogAsync(organisation, "mhlw-5", sample.Ct))!.Value;

        var byTitle = (await rows.PageAsync(sample.By, sample.Platform.Id, mhlw, new() { Text = "個人情報方針" }, null, 0, 10, sample.Ct))!;
        var byView = (await rows.PageAsync(sample.By, sample.Platform.Id, mhlw, new() { Text = "90日に延ばした" }, null, 0, 10, sample.Ct))!;

        Assert.Contains(byTitle.Items, r => r.Code == "6.1-01");
        Assert.Equal(["6.5-07"], byView.Items.Select(r => r.Code));
    }

    [Theory, EachDatabase]
    public async Task Todo_OfEachParty_ListsUncoveredFirstAndSaysWhoAsked(string dialect)
    {
        await using var sample = await WholeAsync(dialect);
        var todos = new Todos(sample.World.Databases, sample.World.Boards);

        foreach (var service in new[] { sample.Platform, sample.Ehr, sample.Clinical })
        {
            var page = (await todos.PageAsync(sample.By.Organisation, service.Id, null, new(), null, 500, sample.Ct))!;
            var tasks = page.Items.Select(t => t.Task is TaskState.Open && t.Coverage is CoverageState.Uncovered ? 0 : t.Task is TaskState.Open ? 1 : 2).ToList();
            Assert.Equal(tasks.Order(), tasks);
            Assert.NotEmpty(page.Items);
        }
        var hospital = (await todos.PageAsync(sample.By.Organisation, sample.Clinical.Id, null, new() { Task = TaskState.Open }, null, 500, sample.Ct))!;
        Assert.Contains(hospital.Items, t => t.Asked.Any(a => a.Party is PartyKind.Provider && a.Normal is { Length: > 0 }));
        Assert.Equal(hospital.Total, hospital.ByTask[TaskState.Open]);
    }

    [Theory, EachDatabase]
    public async Task ReviewNeeded_AfterTheProvidersRevision_IsShownBelowUntilConfirmed(string dialect)
    {
        await using var sample = await WholeAsync(dialect);
        var (pages, organisation) = (new ControlPages(sample.World.Databases, sample.World.Boards, new(sample.World.Databases, sample.World.Boards)), sample.By.Organisation);
        var control = (await pages.OfAsync(sample.By, sample.Ehr.Id, "mhlw-5", "6.5-07", sample.Ct))!;
        Assert.True(control.Cell.ReviewNeeded);
        var own = control.Layers[0].Statement!;

        sample.World.Time.Advance(TimeSpan.FromHours(1));
        await sample.World.MustAsync(sample.World.Desk.ActAsync(Statement.Confirm, own.Id.Value, own.Version, new Confirmation(new(2027, 11, 1)), sample.By, sample.Ct));

        var after = (await pages.OfAsync(sample.By, sample.Ehr.Id, "mhlw-5", "6.5-07", sample.Ct))!;
        Assert.False(after.Cell.ReviewNeeded);
        Assert.Equal(new DateOnly(2027, 11, 1), after.Layers[0].Statement!.Body.ReviewDue);
        var history = await pages.HistoryAsync(organisation, own.Id, sample.Ct);
        Assert.Equal(["statements.confirm", "references.import"], history.Select(h => h.Act));
    }

    [Theory, EachDatabase]
    public async Task Reads_OfAnotherOrganisation_SeeNothing(string dialect)
    {
        await using var sample = await WholeAsync(dialect);
        var stranger = sample.World.Someone().Organisation;
        var (boards, databases) = (sample.World.Boards, sample.World.Databases);

        Assert.Null(await new Names(databases).ServiceAsync(sample.World.Someone(), "platform", sample.Ct));
        Assert.Null(await sample.Summaries.OfAsync(stranger, sample.Platform.Id, sample.Ct));
        Assert.Null(await new Todos(databases, boards).PageAsync(stranger, sample.Platform.Id, null, new(), null, 10, sample.Ct));
        Assert.Null(await new Server.References.Checks.Checks(databases, boards, sample.World.Time).RunAsync(stranger, sample.Platform.Id, sample.Ct));
        Assert.Equal("not-found", (await sample.Publisher.ExportAsync(sample.Platform.Id, Server.References.Publishing.Audience.Internal, "json", "ja", sample.World.Someone(), sample.Ct)).Refusal!.Code);
    }
}
