using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Measures;

public sealed class AttestationTests
{
    [Theory, EachDatabase]
    public async Task Clause_WithoutAMeasure_IsDueUntilAttestedAndAgainWhenThatRunsOut(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        var start = world.World.Time.GetUtcNow();
        Assert.Equal(ClauseStatus.AttestationDue, await world.StatusAsync("1.1-03"));
        world.Pass(TimeSpan.FromHours(1));

        await world.World.MustAsync(world.AttestAsync(world.World.Operator, days: 30));
        var met = await world.World.MustAsync(world.Clauses.FindAsync(world.World.Operator, "tiny", "1.1-03", null, world.Ct));
        world.Pass(TimeSpan.FromDays(30));
        var over = await world.StatusAsync("1.1-03");
        var detail = await world.World.MustAsync(world.Clauses.FindAsync(world.World.Operator, "tiny", "1.1-03", null, world.Ct));

        Assert.Equal((ClauseStatus.Met, start.AddHours(1).AddDays(30)), (met.Clause.Status, met.Clause.LapsesAt));
        Assert.Equal(ClauseStatus.AttestationDue, over);
        // What it was on days that are gone stays what it was.
        Assert.Equal(ClauseStatus.AttestationDue, await world.StatusAsync("1.1-03", start));
        Assert.Equal(ClauseStatus.Met, await world.StatusAsync("1.1-03", start.AddDays(29)));
        Assert.Equal([ClauseStatus.AttestationDue, ClauseStatus.Met], detail.History.Select(h => h.Status));
    }

    [Theory, EachDatabase]
    public async Task Clause_WithMeasureAndAttestation_NeedsBoth(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);

        Assert.Equal(ClauseStatus.NoData, await world.StatusAsync("1.1-02"));
        await world.RetentionAsync(400);
        Assert.Equal(ClauseStatus.AttestationDue, await world.StatusAsync("1.1-02"));
    }

    [Theory, EachDatabase]
    public async Task Exempt_NoData_IsNotApplicableButAFailingFigureSpeaksOn(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        var by = world.World.Operator;
        Task<Outcome<Observation>> Exempt(string reason) =>
            world.Desk.OpenAsync(Observation.Exempt, new("tiny", "1.1-01", null, ObservationMethod.Examine, false, world.World.Time.GetUtcNow().AddDays(90), null, reason), by, world.Ct);

        Assert.Equal("attestation.reason", (await Exempt("ない")).Refusal!.Code);
        var exemption = await world.World.MustAsync(Exempt("この組織では台帳を外部に委託しているため。"));
        Assert.Equal(ClauseStatus.NotApplicable, await world.StatusAsync("1.1-01"));
        await world.VerifiedAsync("row.changed");
        Assert.Equal(ClauseStatus.NotMet, await world.StatusAsync("1.1-01"));
        await world.VerifiedAsync();
        Assert.Equal(ClauseStatus.Met, await world.StatusAsync("1.1-01"));
        Assert.Equal(Verdict.NotApplicable, exemption.Verdict);
    }

    [Theory, EachDatabase]
    public async Task Withdraw_TakesTheAttestationBackOnceAndAHistoryRemains(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        var by = world.World.Operator;
        var attested = await world.World.MustAsync(world.AttestAsync(by));
        world.Pass(TimeSpan.FromDays(1));

        var brief = await world.Desk.ActAsync(Observation.Withdraw, attested.Id.Value, 1, new WithdrawalBody("誤り"), by, world.Ct);
        await world.World.MustAsync(world.Desk.ActAsync(Observation.Withdraw, attested.Id.Value, 1, new WithdrawalBody("別の条項と取り違えていたため。"), by, world.Ct));
        var again = await world.Desk.ActAsync(Observation.Withdraw, attested.Id.Value, 2, new WithdrawalBody("別の条項と取り違えていたため。"), by, world.Ct);
        var detail = await world.World.MustAsync(world.Clauses.FindAsync(by, "tiny", "1.1-03", null, world.Ct));

        Assert.Equal(["attestation.reason", "attestation.withdrawn"], new[] { brief, again }.Select(o => o.Refusal!.Code));
        Assert.Equal(ClauseStatus.AttestationDue, detail.Clause.Status);
        Assert.Equal([ClauseStatus.AttestationDue, ClauseStatus.Met], detail.History.Select(h => h.Status));
        Assert.Equal(ClauseStatus.Met, await world.StatusAsync("1.1-03", world.World.Time.GetUtcNow().AddHours(-1)));
    }

    [Theory, EachDatabase]
    public async Task Attest_WithoutEvidenceExpiryOrSubject_IsRefused(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        var by = world.World.Operator;
        var good = new AttestationBody("tiny", "1.1-03", null, ObservationMethod.Interview, true, world.World.Time.GetUtcNow().AddDays(30), null, "担当者に聞いて確かめた。");
        async Task<string> Code(AttestationBody body) => (await world.Desk.OpenAsync(Observation.Attest, body, by, world.Ct)).Refusal!.Code;

        Assert.Equal("attestation.method", await Code(good with { Method = ObservationMethod.Test }));
        Assert.Equal("attestation.expiry", await Code(good with { Expires = world.World.Time.GetUtcNow() }));
        Assert.Equal("attestation.expiry", await Code(good with { Expires = world.World.Time.GetUtcNow().AddDays(401) }));
        Assert.Equal("attestation.evidence", await Code(good with { Remarks = "よい" }));
        Assert.Equal("attestation.evidence", await Code(good with { Remarks = null }));
        Assert.Equal("attestation.control", await Code(good with { Code = "9.9-99" }));
        Assert.Equal("attestation.control", await Code(good with { Catalog = "nothing" }));
        Assert.Equal("attestation.unknown", await Code(good with { Attestation = "readers" }));
        Assert.Equal("attestation.document", await Code(good with { Documents = [new DocumentId(Ids.New(world.World.Time))] }));
        Assert.Equal(ClauseStatus.AttestationDue, await world.StatusAsync("1.1-03"));
    }

    [Theory, EachDatabase]
    public async Task Clauses_OfAnotherOrganisationOrWithoutPermission_AreNotSeenNorChanged(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        var mine = await world.World.MustAsync(world.AttestAsync(world.World.Operator));
        var stranger = world.World.Someone();
        var lesser = world.World.Someone(world.Organisation) with { Permits = _ => false };

        Assert.Equal("not-found", (await world.Clauses.ListAsync(stranger, "tiny", null, world.Ct)).Refusal!.Code);
        Assert.Equal("not-found", (await world.Clauses.FindAsync(stranger, "tiny", "1.1-03", null, world.Ct)).Refusal!.Code);
        Assert.Empty((await world.Clauses.ObservedAsync(stranger, mine.Subject, null, 10, world.Ct)).Value!);
        Assert.Equal("attestation.control", (await world.AttestAsync(stranger)).Refusal!.Code);
        Assert.Equal("not-found", (await world.Desk.ActAsync(Observation.Withdraw, mine.Id.Value, 1, new WithdrawalBody("別の条項と取り違えていたため。"), stranger, world.Ct)).Refusal!.Code);

        Assert.Equal("not-permitted", (await world.Clauses.ListAsync(lesser, "tiny", null, world.Ct)).Refusal!.Code);
        Assert.Equal("not-permitted", (await world.Clauses.FindAsync(lesser, "tiny", "1.1-03", null, world.Ct)).Refusal!.Code);
        Assert.Equal("not-permitted", (await world.Clauses.ObservedAsync(lesser, mine.Subject, null, 10, world.Ct)).Refusal!.Code);
        Assert.Equal("not-permitted", (await world.AttestAsync(lesser)).Refusal!.Code);
        Assert.Equal("not-permitted", (await world.Desk.ActAsync(Observation.Withdraw, mine.Id.Value, 1, new WithdrawalBody("別の条項と取り違えていたため。"), lesser, world.Ct)).Refusal!.Code);
        Assert.Equal("not-permitted", (await world.Desk.OpenAsync(TargetSetting.Set, new("ledger.retention", 400, "規程"), lesser, world.Ct)).Refusal!.Code);
        Assert.Equal(ClauseStatus.Met, await world.StatusAsync("1.1-03"));
    }

    [Theory, EachDatabase]
    public async Task List_AtTheEndOfAPastDay_CountsAsThen(string dialect)
    {
        await using var world = await MeasureWorld.OpenAsync(dialect);
        var today = Clock.Today(world.World.Time);
        world.Pass(TimeSpan.FromDays(2));
        await world.World.MustAsync(world.AttestAsync(world.World.Operator));

        var then = await world.World.MustAsync(world.Clauses.ListAsync(world.World.Operator, "tiny", world.Clauses.EndOf(today), world.Ct));
        var now = await world.World.MustAsync(world.Clauses.ListAsync(world.World.Operator, "tiny", world.Clauses.EndOf(today.AddDays(2)), world.Ct));

        Assert.True(then.Past);
        Assert.Equal(new DateTimeOffset(today.ToDateTime(new TimeOnly(23, 59, 59, 999)), Clock.Japan), then.AsOf);
        Assert.Equal((0, 1), (then.Count(ClauseStatus.Met), then.Count(ClauseStatus.AttestationDue)));
        Assert.Equal((false, 1), (now.Past, now.Count(ClauseStatus.Met)));
    }
}
