using System.Net;
using System.Text;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Workbook;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Akashi.Server.Tests.Ledger;

/// <summary>Who looked at what is not public stands in the log, over HTTP as a client meets it; who looks at the rest does not.</summary>
public sealed class SensitiveReadsTests(ServerWorld server) : IClassFixture<ServerWorld>
{
    private OrganisationId Organisation => server.Services.GetRequiredService<LocalOperator>().Actor.Organisation;

    [Fact]
    public async Task Rows_UnderNda_AreOneLeafWithTheirCount()
    {
        var leaves = await AddedAsync("api/services/platform/statements?catalog=mhlw-5&disclosure=nda&limit=5");

        var leaf = Assert.Single(leaves);
        Assert.Contains("\"act\":\"references.rows\"", leaf, StringComparison.Ordinal);
        Assert.Contains("rows=5 sensitive=5\"", leaf, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"read\"", leaf, StringComparison.Ordinal);
        Assert.Contains("\"protocol\":\"api\"", leaf, StringComparison.Ordinal);
        Assert.Empty(await AddedAsync("api/services/platform/statements?catalog=mhlw-5&disclosure=nda&limit=5"));
    }

    [Fact]
    public async Task Rows_ThatArePublic_LeaveNone() =>
        Assert.Empty(await AddedAsync("api/services/platform/statements?catalog=mic-1&disclosure=public&limit=20"));

    [Fact]
    public async Task Exports_EachOfThem_AreLeaves()
    {
        for (var i = 0; i < 2; i++)
            Assert.Contains("\"act\":\"references.export\"", Assert.Single(await AddedAsync("api/services/platform/export?format=json")), StringComparison.Ordinal);
        Assert.Contains("\"act\":\"references.export-list\"", Assert.Single(await AddedAsync("api/services/platform/lists/todo?format=csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_OfTheLog_AreServedToItsOrganisationOnly()
    {
        var log = server.Services.GetRequiredService<Akashi.Server.Ledger.LedgerPublisher>();
        await log.FlushAsync(Organisation, Ct);

        Assert.StartsWith("akashi.internal/log/", await server.Http.GetStringAsync($"ledger/{Organisation.Value}/checkpoint", Ct), StringComparison.Ordinal);
        foreach (var path in (string[])[$"ledger/{Guid.Empty}/checkpoint", $"ledger/{Organisation.Value}/policy.new", $"ledger/{Organisation.Value}/..%2F..%2Fkeys", $"ledger/{Organisation.Value}/tile/0/999"])
            Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(path, Ct)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await server.Stranger.GetAsync($"ledger/{Organisation.Value}/checkpoint", Ct)).StatusCode);
    }

    [Theory, EachDatabase]
    public async Task Preview_OfAnImportThatShowsWhatIsUnderNda_IsALeaf(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx");
        await using var db = sample.World.Open();
        var closed = await (from s in db.Statements join c in db.Controls on s.Control equals c.Id join k in db.Catalogs on s.Catalog equals k.Id
                            where s.Disclosure == Disclosure.Nda && k.Name == "mhlw-5" orderby c.Ordinal select c.Code).FirstAsync(Ct);
        var file = new InputFile("mhlw-5.csv", new MemoryStream(Encoding.UTF8.GetBytes($"項番,適合性,提供事業者の見解\n{closed},一部適合,改めた見解\n")));
        var before = (await LoggedLeaf.OfAsync(sample.World)).Count;

        var plan = await sample.World.MustAsync(sample.Importer.PlanAsync(new(sample.Platform.Id, null, [file], ReadOptions.None with { Catalogs = new Dictionary<string, string> { ["mhlw-5.csv"] = "mhlw-5" } }), sample.By, Ct));

        Assert.True(plan.Complete, string.Join("; ", plan.Problems.Select(p => p.Message.En)));
        Assert.Equal(["references.preview-import"], (await LoggedLeaf.OfAsync(sample.World)).Skip(before).Select(l => l.Act));
    }

    /// <summary>The leaves that a request adds.</summary>
    private async Task<IReadOnlyList<string>> AddedAsync(string path)
    {
        await using var db = server.Services.GetRequiredService<DbFactory>().Open(Organisation);
        var before = await db.Leaves.LongCountAsync(Ct);
        var answer = await server.Http.GetAsync(path, Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return [.. (await db.Leaves.Where(l => l.Index >= before).OrderBy(l => l.Index).Select(l => l.Body).ToListAsync(Ct)).Select(Encoding.UTF8.GetString)];
    }
}
