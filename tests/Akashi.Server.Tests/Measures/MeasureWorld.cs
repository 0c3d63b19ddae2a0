using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Measures;

/// <summary>A world with measures at work over real verifications of the ledger and retention policies.</summary>
internal sealed class MeasureWorld : IAsyncDisposable
{
    private MeasureWorld(TestWorld world, Bindings bindings)
    {
        World = world;
        Boards = new(world.Databases, new(world.Databases), bindings, world.Time);
        world.Listeners.Add(Boards);
        Desk = world.Desk;
        Observer = new(Desk, world.Databases, Boards, world.Time);
        Clauses = new(Boards, new(world.Databases), world.Databases, Desk, world.Time);
    }

    public TestWorld World { get; }
    public MeasureBoards Boards { get; }
    public Desk Desk { get; }
    public Observer Observer { get; }
    public ClauseReading Clauses { get; }
    public OrganisationId Organisation => World.Operator.Organisation;
    public CancellationToken Ct => World.Ct;

    /// <summary>With a catalog "tiny" of three controls: 1.1-01 by a measure, 1.1-02 by measure and attestation, 1.1-03 unbound.</summary>
    public static async Task<MeasureWorld> OpenAsync(string dialect)
    {
        var world = new MeasureWorld(await TestWorld.OpenAsync(dialect), new([new("tiny",
        [
            new("1.1-01", [new("ledger.verification-age", null), new("ledger.chain-breaks", null)], null),
            new("1.1-02", [new("ledger.retention", null)], [new("read", new("読んで確かめる。", "Read and confirm."))]),
        ])]));
        await world.World.CatalogAsync(3);
        return world;
    }

    /// <summary>The log was verified, and this was found.</summary>
    public Task<VerificationRun> VerifiedAsync(string? fault = null) => World.MustAsync(Desk.RunAsync<VerificationRun>(Verifications.Verify, World.Operator, (db, stand) =>
    {
        var run = VerificationRun.Ended(new(Ids.New(World.Time)), new(10, 10, 1, 5, 7, fault, fault is null ? new("", "") : new("相違", "Fault")), stand);
        db.Add(run);
        return Task.FromResult<Outcome<VerificationRun>>(run);
    }, Ct));

    public async Task<RetentionPolicy> RetentionAsync(int days)
    {
        await World.GrantAsync(RetentionPolicy.Set.Id);
        return await World.MustAsync(Desk.OpenAsync(RetentionPolicy.Set, new(days, "文書管理規程"), World.Operator, Ct));
    }

    public Task<Outcome<Observation>> AttestAsync(Actor by, string code = "1.1-03", string? attestation = null, bool holds = true, int days = 365, string remarks = "記録を抜き取って確かめた。") =>
        Desk.OpenAsync(Observation.Attest, new("tiny", code, attestation, ObservationMethod.Examine, holds, World.Time.GetUtcNow().AddDays(days), null, remarks), by, Ct);

    public async Task<ClauseStatus> StatusAsync(string code, DateTimeOffset? asOf = null) => (await World.MustAsync(Clauses.FindAsync(World.Operator, "tiny", code, asOf, Ct))).Clause.Status;

    public void Pass(TimeSpan time) => World.Time.Advance(time);

    public async ValueTask DisposeAsync()
    {
        Boards.Dispose();
        await World.DisposeAsync();
    }
}
