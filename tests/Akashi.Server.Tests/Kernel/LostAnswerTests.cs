using System.Data.Common;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Akashi.Server.Tests.Kernel;

/// <summary>A commit that gives an error may have been made or not: the acts are done once in either case.</summary>
public sealed class LostAnswerTests
{
    [Theory, EachDatabase]
    public Task Commit_MadeButItsAnswerLost_IsNotDoneTwice(string dialect) => DoneOnceAsync(dialect, new Losing { AfterCommit = true });

    [Theory, EachDatabase]
    public Task Commit_LostBeforeItWasMade_IsDoneAgain(string dialect) => DoneOnceAsync(dialect, new Losing { AfterCommit = false });

    private static async Task DoneOnceAsync(string dialect, Losing losing)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var databases = new DbFactory(() => dialect == "sqlite"
            ? new SqliteDb(new DbContextOptionsBuilder<SqliteDb>(SqliteDb.For(world.Database)).AddInterceptors(losing).Options)
            : new PostgresDb(new DbContextOptionsBuilder<PostgresDb>(PostgresDb.For(world.Database)).AddInterceptors(losing).Options), dialect);
        var desk = new Desk(databases, new Sequencer(databases, world.Time), world.Time, []);
        var before = (await LoggedLeaf.OfAsync(world)).Count;
        losing.Armed = true;

        var opened = await desk.OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("甲", "A")), world.Operator, world.Ct);
        var next = await desk.ActAsync(Party.Change, opened.Value!.Key, 1, new PartyBody(PartyKind.Provider, new("乙", "B")), world.Operator, world.Ct);

        Assert.False(losing.Armed);
        Assert.Equal(2, next.Value!.Version);
        Assert.Equal(["parties.register", "parties.change"], (await LoggedLeaf.OfAsync(world)).Skip(before).Select(l => l.Act));
        await using var db = world.Open();
        Assert.Equal("乙", (await db.Parties.SingleAsync(world.Ct)).Name.Ja);
    }

    /// <summary>Loses one answer.</summary>
    private sealed class Losing : DbTransactionInterceptor
    {
        public bool AfterCommit { get; init; }
        public bool Armed { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (!AfterCommit) Lose();
            return ValueTask.FromResult(result);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (AfterCommit) Lose();
            return Task.CompletedTask;
        }

        private void Lose()
        {
            if (!Armed) return;
            Armed = false;
            throw new IOException("The connection was lost.");
        }
    }
}
