using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Checks;
using Akashi.Server.References.Coverage;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.References;

public sealed class ChecksTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly StatementBody Good = StatementBody.Empty with
    {
        Conformity = Conformity.Conformant, Disclosure = Disclosure.Public, Finding = "文献[01]の記載により確認した。",
        Citations = [new(CitationKind.Document, "01", CitedIn.Both)], ResponsibleRole = "責任者", ReviewDue = new(2027, 1, 1),
    };

    public static TheoryData<string, StatementBody> Flaws => new()
    {
        { "conformant-without-evidence", Good with { Citations = [], Finding = null } },
        { "finding-cites-more", Good with { Citations = [.. Good.Citations, new(CitationKind.Document, "02", CitedIn.Finding)] } },
        { "column-cites-more", Good with { Citations = [.. Good.Citations, new(CitationKind.Document, "02", CitedIn.Column)] } },
        { "nda-without-source", Good with { Disclosure = Disclosure.Nda } },
        { "public-cites-closed", Good with { Citations = [.. Good.Citations, new(CitationKind.Document, "N01", CitedIn.Both)] } },
        { "unknown-document", Good with { Citations = [new(CitationKind.Document, "99", CitedIn.Both)] } },
        { "expired-evidence", Good with { Citations = [new(CitationKind.Document, "03", CitedIn.Both)] } },
        { "out-of-scope-without-duty", Good with { Conformity = Conformity.OutOfScope } },
        { "duty-without-role", Good with { ResponsibleRole = null } },
        { "review-overdue", Good with { ReviewDue = new(2026, 11, 22) } },
    };

    [Theory, MemberData(nameof(Flaws))]
    public void Find_OneFlaw_IsFoundByItsCheckAndNoOther(string id, StatementBody body)
    {
        var found = Run(body).Where(c => c.Rows.Count > 0).Select(c => c.Check);

        Assert.Equal([id], found);
    }

    [Fact]
    public void Find_GoodStatement_IsLeftInPeace() => Assert.DoesNotContain(Run(Good), c => c.Rows.Count > 0);

    [Fact]
    public void Find_UntitledDocument_IsNamedOnce()
    {
        var view = View(Good, untitled: true);

        Assert.Equal("02", Assert.Single(Checks.All.Single(c => c.Id == "untitled-document").Find(view)).Code);
    }

    [Fact]
    public void All_EveryCheck_HasWordsInBothLanguagesAndAnIdOfItsOwn()
    {
        Assert.Equal(Checks.All.Count, Checks.All.Select(c => c.Id).Distinct().Count());
        Assert.All(Checks.All, c => Assert.All(new[] { c.Title, c.Remedy }, t => Assert.True(t.Ja.Length > 0 && t.En.Length > 0)));
    }

    [Theory, EachDatabase]
    public async Task Run_SampleOrganisation_FindsThePlantedFlaws(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        await sample.ImportAsync(sample.Platform, "provider-reference.xlsx", "provider-documents.csv");
        await sample.ImportAsync(sample.Ehr, "integrator-mhlw.csv", "integrator-mic.csv", "integrator-meti.csv", "integrator-documents.csv");
        await sample.ImportAsync(sample.Clinical, "hospital-mhlw.csv", "hospital-mic.csv", "hospital-meti.csv", "hospital-documents.csv");
        var checks = new Checks(sample.World.Databases, sample.World.Boards, sample.World.Time);

        var found = new Dictionary<string, int>();
        foreach (var service in new[] { sample.Ehr, sample.Clinical })
            foreach (var result in (await checks.RunAsync(sample.By.Organisation, service.Id, sample.Ct))!)
                found[result.Id] = found.GetValueOrDefault(result.Id) + result.Rows.Count;

        Assert.Equal((4, 2, 5, 10), (found["conformant-without-evidence"], found["unknown-document"], found["out-of-scope-without-duty"], found["review-overdue"]));
        Assert.True(found["finding-cites-more"] >= 5 && found["column-cites-more"] >= 5 && found["nda-without-source"] >= 3 && found["duty-without-role"] > 0);
    }

    [Theory, EachDatabase]
    public async Task Run_AfterACommit_LooksAgain(string dialect)
    {
        await using var sample = await SampleWorld.OpenAsync(dialect);
        var world = sample.World;
        var checks = new Checks(world.Databases, world.Boards, world.Time);
        var desk = new Desk(world.Databases, world.Sequencer, world.Time, [world.Boards, checks]);
        await sample.ImportAsync(sample.Ehr, "integrator-mhlw.csv");
        async Task<int> UntitledAsync() => (await checks.RunAsync(sample.By.Organisation, sample.Ehr.Id, sample.Ct))!.Single(c => c.Id == "untitled-document").Rows.Count;

        var before = await UntitledAsync();
        await world.MustAsync(desk.OpenAsync(Document.Register, new DocumentBody(sample.Ehr.Party, "77", null, null, null, Disclosure.Public), sample.By, sample.Ct));

        Assert.Equal(before + 1, await UntitledAsync());
    }

    [Fact]
    public void Page_OneAfterTheOther_GivesEveryFindingOnceAndCountsOnTheFirst()
    {
        CheckRow[] Rows(int count) => [.. Enumerable.Range(0, count).Select(i => new CheckRow("tiny", $"{i}", new("題", "Title"), new("", "")))];
        CheckResult[] results = [.. new[] { ("a", 3), ("b", 0), ("c", 4) }.Select(r => new CheckResult(r.Item1, Severity.Error, new("題", "Title"), new("", ""), Rows(r.Item2)))];
        var pages = new List<FindingPage>();
        for (int? after = null; pages.Count == 0 || after is not null; after = pages[^1].Next) pages.Add(FindingPage.Of(results, null, after, 2)!);

        Assert.Equal([2, 2, 2, 1], pages.Select(p => p.Findings.Count));
        Assert.Equal(["a0", "a1", "a2", "c0", "c1", "c2", "c3"], pages.SelectMany(p => p.Findings).Select(f => f.Check + f.Code));
        Assert.All(pages, p => Assert.Equal(7, p.Total));
        Assert.Equal([("a", 3), ("b", 0), ("c", 4)], pages[0].Checks!.Select(c => (c.Id, c.Count)));
        Assert.All(pages.Skip(1), p => Assert.Null(p.Checks));
        Assert.Equal(["c0", "c1", "c2", "c3"], FindingPage.Of(results, "c", null, 100)!.Findings.Select(f => f.Check + f.Code));
        Assert.Null(FindingPage.Of(results, "none", null, 100));
    }

    private static List<(string Check, List<CheckRow> Rows)> Run(StatementBody body)
    {
        var view = View(body, untitled: false);
        return [.. Checks.All.Select(c => (c.Id, c.Find(view).ToList()))];
    }

    private static CheckView View(StatementBody body, bool untitled)
    {
        var stand = new Stand(new Actor(default, default, _ => true), DateTimeOffset.UnixEpoch);
        Document Doc(string number, Disclosure disclosure, DateOnly? until = null, string? title = "題名") =>
            Document.Register.Open(new DocumentBody(new PartyId(Guid.Empty), number, title, null, null, disclosure, null, until), stand, Guid.Empty).Value!;
        var documents = new[] { Doc("01", Disclosure.Public), Doc("02", Disclosure.Public, title: untitled ? null : "題名"), Doc("03", Disclosure.Public, Today.AddDays(-1)), Doc("N01", Disclosure.Nda) }.ToDictionary(d => d.Number);
        var cell = new CoverageCell(CoverageState.Covered, PartySet.None, PartySet.None, TaskState.Done, DutyFromAbove: true, ReviewNeeded: false);
        return new([new("tiny", "1-1", new("題", "Title"), body, cell)], documents, Today);
    }
}
