using Akashi.Ledger;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Ledger;

/// <summary>The ledger room over a test's own database and folder, without its background loops: a test publishes when it wants to.</summary>
internal sealed class LogWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akashi-log-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddHttpClient().BuildServiceProvider();

    private LogWorld(TestWorld world)
    {
        World = world;
        Folders = new(Path.Combine(_folder, "ledger"));
        Keys = new(Path.Combine(_folder, "keys"), new EphemeralDataProtectionProvider());
        Publisher = new(world.Databases, world.Sequencer, Folders, Keys, world.Time, NullLogger<LedgerPublisher>.Instance);
        Witnesses = new(Publisher, Folders, Clients, world.Time, NullLogger<WitnessRounds>.Instance);
        Verifications = new(world.Desk, world.Databases, Publisher, Folders, Keys, world.Time);
    }

    public TestWorld World { get; }
    public LedgerFolders Folders { get; }
    public LedgerKeys Keys { get; }
    public LedgerPublisher Publisher { get; }
    public WitnessRounds Witnesses { get; }
    public Verifications Verifications { get; }
    public IHttpClientFactory Clients => _services.GetRequiredService<IHttpClientFactory>();
    public OrganisationId Organisation => World.Operator.Organisation;
    public string Folder => Folders.Of(Organisation);

    /// <summary>The Ed25519 key, which every verifier knows.</summary>
    public string Vkey => File.ReadLines(Path.Combine(Folder, LedgerFolders.KeysFile)).First();

    public static async Task<LogWorld> OpenAsync(string dialect) => new(await TestWorld.OpenAsync(dialect));

    public Task<LogPublication> PublishAsync() => Publisher.FlushAsync(Organisation, World.Ct);

    public OpenedCheckpoint Published() =>
        Checkpoint.Open(File.ReadAllBytes(Path.Combine(Folder, LedgerFolders.CheckpointFile)), File.ReadLines(Path.Combine(Folder, LedgerFolders.KeysFile)).Select(NoteVerifier.Parse));

    public StartCheck Check() => new(World.Databases, Folders, Keys);

    /// <summary>The newest leaves, oldest first, as their JSON texts.</summary>
    public async Task<IReadOnlyList<string>> LeavesAsync(int newest)
    {
        await using var db = World.Open();
        var bodies = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Leaves.OrderByDescending(l => l.Index).Take(newest).Select(l => l.Body), World.Ct);
        bodies.Reverse();
        return [.. bodies.Select(System.Text.Encoding.UTF8.GetString)];
    }

    public async ValueTask DisposeAsync()
    {
        Witnesses.Dispose();
        Publisher.Dispose();
        await _services.DisposeAsync();
        await World.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
