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

    /// <summary>Runs one work of the transaction; the next one finds nothing tracked.</summary>
    public async Task RunAsync(SequencedWork work, DateTimeOffset at, LeafBatch leaves)
    {
        await work.RunAsync(Db, at, leaves);
        if (Db.Under is null) return;
        Db.ChangeTracker.Clear();
        Db.Many.Clear();
        Db.Under = null;
    }

    public Task WriteAsync(IDbContextTransaction transaction, LeafBatch leaves, HeadRow head, DateTimeOffset at) =>
        _writer!.WriteAsync(transaction.GetDbTransaction(), leaves, head, at.ToUnixTimeMilliseconds(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
        await Db.DisposeAsync();
    }
}
