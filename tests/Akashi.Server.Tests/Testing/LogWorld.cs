using Akashi.Ledger;
using Akashi.Ledger.Records;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Services;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Akashi.Server.Tests.Testing;

/// <summary>A world with its log on disk, and everybody who may look at it: a start of the server, a full verification, the check of the rows.</summary>
internal sealed class LogWorld : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("akashi-log-").FullName;
    private readonly EphemeralDataProtectionProvider _seal = new();
    private readonly List<Func<Task>> _dispose = [];
    private Server _server;

    private LogWorld(TestWorld world)
    {
        World = world;
        Folders = new(Path.Combine(_data, "ledger"));
        Keys = new(Path.Combine(_data, "keys"), _seal);
        _server = new(world.Databases, world.Sequencer, world.Desk, PublisherOn(world.Databases, world.Sequencer));
    }

    public TestWorld World { get; }

    /// <summary>The desk of the server that runs now.</summary>
    public Desk Desk => _server.Desk;

    public LedgerPublisher Publisher => _server.Publisher;

    public LedgerFolders Folders { get; }
    public LedgerKeys Keys { get; }
    public OrganisationId Organisation => World.Operator.Organisation;
    public string Folder => Folders.Of(Organisation);
    public string Origin => LogOrigin.Of(Organisation);
    public WitnessPolicy OwnPolicy => WitnessPolicy.Of(Keys.Of(Organisation, Origin).Verifiers);
    private CancellationToken Ct => World.Ct;

    public static async Task<LogWorld> OpenAsync(string dialect) => new(await TestWorld.OpenAsync(dialect));

    /// <summary>A world with so many leaves and a checkpoint over them: two parties, one of them changed, then reads.</summary>
    public static async Task<LogWorld> WithLeavesAsync(string dialect, int leaves)
    {
        var log = await OpenAsync(dialect);
        var world = log.World;
        var party = await world.PartyAsync(PartyKind.Provider, "提供");
        await world.PartyAsync(PartyKind.Customer, "利用");
        await world.MustAsync(world.Desk.ActAsync(Party.Change, party.Key, 1, new PartyBody(PartyKind.Provider, new("新名", "New")), world.Operator, world.Ct));
        await Task.WhenAll(Enumerable.Range(0, leaves - 4).Select(i => world.Sequencer.NoteAsync(new LeafFacts("references.rows", LeafOutcome.Read) { About = $"rows={i}" }, world.Operator)));
        await log.PublishAsync();
        return log;
    }

    /// <summary>Publishes what is committed.</summary>
    public async Task<Checkpoint> PublishAsync() => (await _server.Publisher.FlushAsync(Organisation, Ct)).Newest!;

    /// <summary>
    /// Ends the server and starts the next one, which does all that a start does before anybody may act: check, take over, adopt,
    /// publish. It runs on the same database, or on another one that was put in its place.
    /// </summary>
    public async Task RestartAsync(DbFactory? databases = null)
    {
        var (at, keys) = (databases ?? _server.Databases, new LedgerKeys(Path.Combine(_data, "keys"), _seal));
        var sequencer = new Sequencer(at, World.Time);
        var desk = new Desk(at, sequencer, World.Time, []);
        var start = new LedgerStart(at, new(at, Folders, keys), sequencer, new(desk, at, sequencer));
        await start.CheckAsync(Ct);
        foreach (var organisation in await start.ToAdoptAsync(Ct)) await start.AdoptAsync(organisation, new Progress<double>(), Ct);
        _server.Publisher.Dispose();
        _server = new(at, sequencer, desk, PublisherOn(at, sequencer));
        await PublishAsync();
    }

    /// <summary>The code with which a start refuses; null when it goes on.</summary>
    public async Task<string?> StartRefusalAsync(DbFactory? databases = null) =>
        (await Record.ExceptionAsync(() => RestartAsync(databases))) switch
        {
            null => null,
            LedgerRefusedException refused => refused.Refusal.Code,
            LedgerBrokenException broken => broken.Fault.Code,
            var other => throw new InvalidOperationException("The start fell over.", other),
        };

    /// <summary>A full verification of the folder, as anybody does it who has the log's public key.</summary>
    public Task<VerifyReport> VerifyAsync(WitnessPolicy? policy = null, params IReadOnlyList<Checkpoint> earlier) => VerifyAsync(null, policy, earlier);

    /// <summary>The first fault of a full verification, or of the rows beside it; null when all is right.</summary>
    public async Task<string?> RowFaultAsync(string? database = null) => (await RowReportAsync(database)).First?.Code;

    public async Task<RecordReport> RowReportAsync(string? database = null)
    {
        await using System.Data.Common.DbConnection connection = World.Databases.Dialect == "sqlite" ? new SqliteConnection($"Data Source={database ?? World.Database}") : new NpgsqlConnection(database ?? World.Database);
        await connection.OpenAsync(Ct);
        await using var records = new DatabaseRecords(connection, StateSchema.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, StateSchema.FileName), Ct)));
        var check = new RecordCheck(records);
        var verified = await VerifyAsync((i, entry) => check.Take(i, entry.Span), null, []);
        Assert.Null(verified.Fault);
        return await check.FinishAsync(Ct);
    }

    private Task<VerifyReport> VerifyAsync(Action<long, ReadOnlyMemory<byte>>? onEntry, WitnessPolicy? policy, IReadOnlyList<Checkpoint> earlier) =>
        LogVerifier.RunAsync(new FolderStorage(Folder), new() { Policy = policy ?? OwnPolicy, Earlier = earlier, OnEntry = onEntry }, Ct);

    /// <summary>Writes to the database past the server, as somebody does who can reach it.</summary>
    public async Task<int> SqlAsync(FormattableString sql)
    {
        await using var db = _server.Databases.Open(Organisation);
        return await db.Database.ExecuteSqlAsync(sql, Ct);
    }

    /// <summary>A copy of the database as it stands now.</summary>
    public async Task<DbFactory> BackupAsync()
    {
        var copy = await World.CopyAsync();
        _dispose.Add(copy.Dispose);
        return DbFactory.For(copy.Database);
    }

    /// <summary>A copy of the log's folder as it stands now.</summary>
    public string CopyFolder()
    {
        var copy = Path.Combine(_data, $"copy-{Directory.GetDirectories(_data).Length}");
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return copy;
    }

    /// <summary>Puts a copy of the log's folder in its place, as somebody does who restores a backup.</summary>
    public void RestoreFolder(string copy)
    {
        Directory.Delete(Folder, recursive: true);
        Directory.Move(copy, Folder);
    }

    /// <summary>The file of the log's signing keys is gone.</summary>
    public void LoseKey() => Directory.Delete(Path.Combine(_data, "keys"), recursive: true);

    private LedgerPublisher PublisherOn(DbFactory databases, Sequencer sequencer) => new(databases, sequencer, Folders, Keys, World.Time, NullLogger<LedgerPublisher>.Instance);

    public async ValueTask DisposeAsync()
    {
        _server.Publisher.Dispose();
        foreach (var dispose in _dispose) await dispose();
        await World.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private sealed record Server(DbFactory Databases, Sequencer Sequencer, Desk Desk, LedgerPublisher Publisher);
}
