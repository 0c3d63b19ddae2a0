using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.Registers.Changes;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Registers.Changes;

/// <summary>The room of changes in a world of its own: one who asks and works, two who may approve.</summary>
internal sealed class ChangeRoom(TestWorld world) : IAsyncDisposable
{
    public TestWorld World { get; } = world;
    public Actor Asker => World.Operator;
    public Actor Approver { get; } = world.Colleague();
    public Actor Second { get; } = world.Colleague();
    public ChangesReading Reading { get; } = new(world.Databases, world.Time);
    public DateTimeOffset Now => World.Time.GetUtcNow();
    public CancellationToken Ct => World.Ct;

    public static async Task<ChangeRoom> OpenAsync(string dialect) => new(await TestWorld.OpenAsync(dialect));

    public ChangeBody Body(RiskClass risk = RiskClass.Low, double afterDays = 0, params PartyId[] customers) =>
        new("検索の改修", "遅いため", risk, [], ["検索サーバー"], customers, "外部への口は増えない", "前の版に戻す", 15, Now.AddDays(afterDays), Now.AddDays(afterDays).AddHours(2));

    public Task<Outcome<Change>> TryAsync<TBody>(Act<Change, TBody> act, Change on, TBody body, Actor by) => World.Desk.ActAsync(act, on.Key, on.Version, body, by, Ct);

    public Task<Change> DoAsync<TBody>(Act<Change, TBody> act, Change on, TBody body, Actor by) => World.MustAsync(TryAsync(act, on, body, by));

    public Task<Change> AskAsync(ChangeBody? body = null) => World.MustAsync(World.Desk.OpenAsync(Change.Ask, body ?? Body(), Asker, Ct));

    public Task<Change> TestedAsync(Change change) => DoAsync(Change.RecordTest, change, new(true, "検証環境で合格"), Asker);

    public async Task<Change> ApprovedAsync(ChangeBody? body = null) => await DoAsync(Change.Approve, await TestedAsync(await AskAsync(body)), new(), Approver);

    public async Task<Dictionary<string, Measurement>> MeasuresAsync()
    {
        using var boards = new MeasureBoards(World.Databases, new(World.Databases), Bindings.Shipped, World.Time);
        return await boards.ReadAsync(Asker.Organisation, (board, now) => MeasureList.All.ToDictionary(m => m.Id, m => board.States.Read(m, now)), Ct);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
