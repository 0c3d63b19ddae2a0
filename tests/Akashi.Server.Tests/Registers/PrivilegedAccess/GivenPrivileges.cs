using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

/// <summary>The room of privileged access in a world of its own: one who asks, and two who may approve.</summary>
internal sealed class GivenPrivileges(TestWorld world) : IAsyncDisposable
{
    public TestWorld World { get; } = world;
    public Actor Asker => World.Operator;
    public Actor Approver { get; } = world.Colleague();
    public Actor Second { get; } = world.Colleague();
    public PrivilegesReading Reading { get; } = new(world.Databases, world.Time);
    public PrivilegeClock Clock { get; } = new(world.Desk, world.Databases, world.Time, NullLogger<PrivilegeClock>.Instance);
    public DateTimeOffset Now => World.Time.GetUtcNow();
    public CancellationToken Ct => World.Ct;

    public static async Task<GivenPrivileges> OpenAsync(string dialect) => new(await TestWorld.OpenAsync(dialect));

    public PrivilegeBody Body(double hours = 2, double after = 0, string act = "people.erase") =>
        new("個人情報の消去", "本人からの依頼", "TICKET-1", PrivilegeTarget.OfActs(act), Now.AddHours(after), Now.AddHours(after + hours));

    public PrivilegeBody ServerBody(double minutes = 60, double after = 0) =>
        new("データベースの保守", "索引の作り直し", null, new(TargetKind.Servers, null, ["postgres"], ["db1.example.jp"]), Now.AddMinutes(after), Now.AddMinutes(after + minutes));

    public Task<PrivilegeRequest> AskAsync(PrivilegeBody? body = null) => World.MustAsync(World.Desk.OpenAsync(PrivilegeRequest.Ask, body ?? Body(), Asker, Ct));

    public Task<Outcome<PrivilegeRequest>> ActAsync<TBody>(Act<PrivilegeRequest, TBody> act, PrivilegeRequest on, TBody body, Actor by) =>
        World.Desk.ActAsync(act, on.Key, on.Version, body, by, Ct);

    public Task<Outcome<PrivilegeRequest>> ActAsync(Act<PrivilegeRequest, NoBody> act, PrivilegeRequest on, Actor by) => ActAsync(act, on, new NoBody(), by);

    public Task<PrivilegeRequest> MustAsync(Act<PrivilegeRequest, NoBody> act, PrivilegeRequest on, Actor by) => World.MustAsync(ActAsync(act, on, by));

    public async Task<PrivilegeRequest> GrantedAsync(PrivilegeBody? body = null) => await MustAsync(PrivilegeRequest.Approve, await AskAsync(body), Approver);

    public async Task<PrivilegeRequest> FoundAsync(PrivilegeRequest request) => (await Reading.FindAsync(Asker.Organisation, request.Key, Ct))!;

    public async Task SetRuleAsync(RuleBody rule)
    {
        await World.GrantAsync(PrivilegeRule.Set.Id);
        await World.MustAsync(World.Desk.OpenAsync(PrivilegeRule.Set, rule, Asker, Ct));
    }

    public async Task<IReadOnlyList<string>> EventsAsync(PrivilegeRequest request)
    {
        await using var db = World.Open();
        return [.. db.Events.Where(e => e.EntryId == request.Key).OrderBy(e => e.EntryVersion).Select(e => e.Type)];
    }

    public ValueTask DisposeAsync()
    {
        Clock.Dispose();
        return World.DisposeAsync();
    }
}
