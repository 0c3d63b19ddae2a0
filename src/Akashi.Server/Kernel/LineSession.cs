using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Akashi.Server.Kernel;

/// <summary>
/// The line's hold on the database: one context, one connection and its prepared statements, kept from commit to commit and let go of when
/// nobody acts for a while or something went wrong.
/// </summary>
internal sealed class LineSession : IAsyncDisposable
{
    private LeafWriter? _writer;

    public LineSession(DbFactory databases, OrganisationId organisation)
    {
        Db = databases.Open(organisation);
        // What goes wrong undoes the whole transaction; there is nothing to save within it.
        Db.Database.AutoSavepointsEnabled = false;
        Db.Shared = new(Db);
    }

    public Db Db { get; }

    public async Task<IDbContextTransaction> BeginAsync()
    {
        if (_writer is null)
        {
            await Db.Database.OpenConnectionAsync(CancellationToken.None);
            _writer = new(Db.Database.GetDbConnection());
        }
        return await Db.BeginWriteAsync(CancellationToken.None);
    }

    /// <summary>Runs what waits together, in its order; each finds what those before it did.</summary>
    /// <returns>What is still to be written before the leaves.</returns>
    public async Task<IReadOnlyList<EntryStatement>> RunAsync(List<SequencedWork> together, DateTimeOffset at, LeafBatch leaves)
    {
        var shared = Db.Shared!;
        foreach (var (i, work) in together.Index())
        {
            if (!work.Plain || work.Wants is { } changed && shared.HasChanged(changed.Id)) await shared.SaveAsync(CancellationToken.None);
            // One entry alone is found as quickly by itself, and SQLite answers without a journey.
            if (together.Count > 1 && Db is PostgresDb && work.Wants is { } wanted && !shared.TryFind(wanted.Id, out _))
                await shared.LoadAsync(together.Skip(i).TakeWhile(w => w.Plain).Select(w => w.Wants).OfType<(Type, Guid)>().Where(w => !shared.HasChanged(w.Item2)), CancellationToken.None);
            await work.RunAsync(Db, at, leaves);
            Db.Under = null;
            if (work.Plain) continue;
            Db.ChangeTracker.Clear();
            Db.Many.Clear();
        }
        return await shared.TakeAsync(CancellationToken.None);
    }

    public Task WriteAsync(IDbContextTransaction transaction, IReadOnlyList<EntryStatement> entries, LeafBatch leaves, HeadRow head, DateTimeOffset at) =>
        _writer!.WriteAsync(transaction.GetDbTransaction(), entries, leaves, head, at.ToUnixTimeMilliseconds(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
        await Db.DisposeAsync();
    }
}
