using System.Data.Common;
using System.Text;
using Akashi.Ledger;
using Akashi.Ledger.Records;
using Akashi.Server.Kernel;
using Akashi.Server.Tests.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Akashi.Server.Tests.Ledger;

/// <summary>A database and a log that live through many servers, and what must be true of them whenever one has died.</summary>
internal sealed class CrashCampaign : IAsyncDisposable
{
    private readonly TestWorld _world;
    private readonly string _folder = Directory.CreateTempSubdirectory("akashi-crash-").FullName;
    private readonly List<Checkpoint> _seen = [];

    private CrashCampaign(TestWorld world) => _world = world;

    public int Rounds { get; private set; }
    public long Acknowledged { get; private set; }
    public double LongestStart { get; private set; }

    private string Log => Path.Combine(_folder, "ledger", _world.Operator.Organisation.Value.ToString());

    public static async Task<CrashCampaign> OpenAsync(string dialect) => new(await TestWorld.OpenAsync(dialect));

    /// <summary>Starts the next server on what the last one left.</summary>
    public CrashingServer Start(int people, params IReadOnlyList<string> under) => CrashingServer.Start(_world.Database, _folder, people, under);

    /// <summary>Starts, lets people act for a while, kills, checks. Every fifth server is killed whenever it comes, the others while people act.</summary>
    public async Task<CrashingServer> RoundAsync(TimeSpan working, int people, params IReadOnlyList<string> under)
    {
        using var server = Start(people, under);
        if (Rounds % 5 == 4) await server.ReadyAsync(_world.Ct);
        else if (await server.ActingAsync(_world.Ct) is { } ms) LongestStart = Math.Max(LongestStart, ms);
        await Task.Delay(working, _world.Ct);
        await server.KillAsync();
        Assert.Null(server.Refused);
        await CheckAsync(server);
        return server;
    }

    /// <summary>What must hold at any moment: no acknowledged act is lost, the log has no gap and no second history, the rows are what it says.</summary>
    public async Task CheckAsync(CrashingServer server)
    {
        Rounds++;
        Acknowledged += server.Acknowledged.Count;
        if (_world.Databases.Dialect == "postgres") await QuietAsync();
        await using var db = _world.Open();
        var head = await db.LedgerHeads.SingleAsync(_world.Ct);
        Assert.Equal(head.Size, await db.Leaves.LongCountAsync(_world.Ct));
        Assert.Equal(head.Size - 1, await db.Leaves.MaxAsync(l => l.Index, _world.Ct));
        await AcknowledgedAsync(db, [.. server.Acknowledged]);
        await HistoryAsync(head);
    }

    private async Task AcknowledgedAsync(Db db, IReadOnlyList<(Guid Entry, int Version)> acts)
    {
        if (acts.Count == 0) return;
        var entries = acts.Select(a => a.Entry).Distinct().ToList();
        var events = await db.Events.Where(e => entries.Contains(e.EntryId)).Select(e => new { e.EntryId, e.EntryVersion, e.Leaf }).ToDictionaryAsync(e => (e.EntryId, e.EntryVersion), e => e.Leaf, _world.Ct);
        var indexes = acts.Select(a => events.TryGetValue(a, out var leaf) && leaf is { } index ? index : throw new InvalidOperationException($"The acknowledged act {a} is gone.")).ToHashSet();
        var from = indexes.Min();
        var leaves = await db.Leaves.Where(l => l.Index >= from).ToDictionaryAsync(l => l.Index, l => l.Body, _world.Ct);
        var rows = (await db.Parties.Select(p => new { Id = p.Id.Value, p.Version }).ToListAsync(_world.Ct)).Concat(await db.Services.Select(s => new { Id = s.Id.Value, s.Version }).ToListAsync(_world.Ct))
            .ToDictionary(r => r.Id, r => r.Version);
        foreach (var act in acts)
        {
            var leaf = Encoding.UTF8.GetString(leaves[events[act]!.Value]);
            Assert.Contains($"\"entry\":\"{act.Entry}\"", leaf, StringComparison.Ordinal);
            Assert.EndsWith($"\"version\":{act.Version}}}", leaf, StringComparison.Ordinal);
            Assert.True(rows[act.Entry] >= act.Version, $"The row of {act} is at version {rows[act.Entry]}.");
        }
    }

    /// <summary>The published log is whole, continues every checkpoint that was ever seen, and the rows are what it says.</summary>
    private async Task HistoryAsync(LedgerHead head)
    {
        if (!File.Exists(Path.Combine(Log, "checkpoint")))
        {
            Assert.Empty(_seen);
            return;
        }
        var keys = (await File.ReadAllLinesAsync(Path.Combine(Log, "vkeys"), _world.Ct)).Select(NoteVerifier.Parse);
        await using DbConnection connection = _world.Databases.Dialect == "sqlite" ? new SqliteConnection($"Data Source={_world.Database}") : new NpgsqlConnection(_world.Database);
        await connection.OpenAsync(_world.Ct);
        await using var records = new DatabaseRecords(connection, StateSchema.Parse(await File.ReadAllBytesAsync(Path.Combine(Log, StateSchema.FileName), _world.Ct)));
        var check = new RecordCheck(records);
        var verified = await LogVerifier.RunAsync(new FolderStorage(Log), new() { Policy = WitnessPolicy.Of(keys), Earlier = _seen, OnEntry = (i, entry) => check.Take(i, entry.Span) }, _world.Ct);
        Assert.True(verified.Ok, $"{verified.Fault}");
        Assert.True(verified.Checkpoint!.Size <= head.Size);
        var report = await check.FinishAsync(_world.Ct);
        Assert.True(report.First is null, $"{report.First}");
        Assert.Equal(head.Size, report.Leaves + report.Pending);
        _seen.Add(verified.Checkpoint);
        if (_seen.Count > 20) _seen.RemoveAt(1);
    }

    /// <summary>A commit that the database was busy with when its client died may still end; that is not the moment to look.</summary>
    private async Task QuietAsync()
    {
        await using var connection = new NpgsqlConnection(_world.Database);
        await connection.OpenAsync(_world.Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'";
        while (Convert.ToInt64(await command.ExecuteScalarAsync(_world.Ct), System.Globalization.CultureInfo.InvariantCulture) > 0) await Task.Delay(10, _world.Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
