using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Akashi.Server.Kernel;

/// <summary>
/// Carries SQLite's write-ahead log over into the database file between commits. By default the commit that fills the log does that
/// itself, which made every third import wait some 10 ms longer. What is committed is on disk before and after, whatever happens here.
/// Source: SQLite documentation, Write-Ahead Logging §2.3.
/// </summary>
public sealed class WalKeeper(DbFactory databases) : IAfterCommit
{
    /// <summary>Entries committed from which on the log is carried over; about the 1,000 pages at which SQLite would do so itself.</summary>
    public const int CarryAt = 256;

    /// <summary>Pages of log at which a commit carries it over after all, should nobody else get to it.</summary>
    private const int PagesAtMost = 20_000;

    private int _entries;

    /// <summary>Tells a writing connection to leave the log to the keeper.</summary>
    internal static void LeaveTo(sqlite3 connection) => raw.sqlite3_wal_autocheckpoint(connection, PagesAtMost);

    public void Committed(OrganisationId organisation, IReadOnlyList<Entry> entries)
    {
        if (databases.Dialect != "sqlite" || Interlocked.Add(ref _entries, entries.Count) < CarryAt) return;
        Volatile.Write(ref _entries, 0);
        _ = Task.Run(CarryAsync);
    }

    private async Task CarryAsync()
    {
        try
        {
            await using var db = databases.Open(default);
            // Passive: waits for nobody and lets nobody wait.
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException)
        {
            // Another carries it over at this moment, or the server ends; what is committed stands in the log.
        }
    }
}
