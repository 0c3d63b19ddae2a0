using Akashi.Ledger;
using Akashi.Server.Ledger;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Ledger;

/// <summary>The ledger room over a log's world, without its background loops: a test publishes, asks witnesses and verifies when it wants to.</summary>
internal sealed class LedgerRoom : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddHttpClient().BuildServiceProvider();

    private LedgerRoom(LogWorld log)
    {
        Log = log;
        Witnesses = new(log.Publisher, log.Folders, Clients, World.Time, NullLogger<WitnessRounds>.Instance);
        Verifications = new(World.Desk, World.Databases, log.Publisher, log.Folders, log.Keys, World.Time);
    }

    public LogWorld Log { get; }
    public TestWorld World => Log.World;
    public WitnessRounds Witnesses { get; }
    public Verifications Verifications { get; }
    public IHttpClientFactory Clients => _services.GetRequiredService<IHttpClientFactory>();

    /// <summary>The Ed25519 key, which every verifier knows.</summary>
    public string Vkey => File.ReadLines(FileOf(LedgerFolders.KeysFile)).First();

    public static async Task<LedgerRoom> OpenAsync(string dialect) => new(await LogWorld.OpenAsync(dialect));

    public Task<LogPublication> PublishAsync() => Log.Publisher.FlushAsync(Log.Organisation, World.Ct);

    public OpenedCheckpoint Published() => Checkpoint.Open(File.ReadAllBytes(FileOf(LedgerFolders.CheckpointFile)), File.ReadLines(FileOf(LedgerFolders.KeysFile)).Select(NoteVerifier.Parse));

    public string FileOf(string name) => Path.Combine(Log.Folder, name);

    /// <summary>The newest leaves, oldest first, as their JSON texts.</summary>
    public async Task<IReadOnlyList<string>> LeavesAsync(int newest)
    {
        await using var db = World.Open();
        var bodies = await db.Leaves.OrderByDescending(l => l.Index).Take(newest).Select(l => l.Body).ToListAsync(World.Ct);
        bodies.Reverse();
        return [.. bodies.Select(System.Text.Encoding.UTF8.GetString)];
    }

    public async ValueTask DisposeAsync()
    {
        Witnesses.Dispose();
        await _services.DisposeAsync();
        await Log.DisposeAsync();
    }
}
