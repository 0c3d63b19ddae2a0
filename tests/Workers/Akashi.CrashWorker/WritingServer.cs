using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.CrashWorker;

/// <summary>What of the server writes: desk, line, publisher, and the checks of its start. No web, no boards.</summary>
internal sealed class WritingServer : IDisposable
{
    private readonly DbFactory _databases;
    private readonly LedgerStart _start;
    private readonly LedgerPublisher _publisher;

    public WritingServer(string database, string folder)
    {
        _databases = DbFactory.For(database);
        var time = TimeProvider.System;
        Log = new(_databases, time);
        Desk = new(_databases, Log, time, []);
        var folders = new LedgerFolders(Path.Combine(folder, "ledger"));
        var keys = new LedgerKeys(Path.Combine(folder, "keys"), DataProtectionProvider.Create(new DirectoryInfo(Path.Combine(folder, "seal"))));
        _start = new(_databases, new(_databases, folders, keys), Log, new(Desk, _databases, Log));
        _publisher = new(_databases, Log, folders, keys, time, NullLogger<LedgerPublisher>.Instance);
    }

    public Sequencer Log { get; }
    public Desk Desk { get; }
    public Actor By { get; private set; } = null!;

    /// <exception cref="LedgerRefusedException">The log contradicts itself.</exception>
    public async Task StartAsync()
    {
        await _start.CheckAsync(CancellationToken.None);
        await using var db = _databases.Open(default);
        var organisation = await db.Organisations.IgnoreQueryFilters().Select(o => o.Id).SingleAsync();
        By = new(new(organisation.Value), organisation, _ => true);
        foreach (var old in await _start.ToAdoptAsync(CancellationToken.None)) await _start.AdoptAsync(old, new Progress<double>(), CancellationToken.None);
        await _publisher.StartAsync(CancellationToken.None);
    }

    /// <summary>Ids and versions of the parties there are.</summary>
    public async Task<(Guid Id, int Version)?> PartyAsync(int number)
    {
        await using var db = _databases.Open(By.Organisation);
        var name = $"名{number}";
        var party = await db.Parties.Where(p => p.Name.En == name).FirstOrDefaultAsync();
        return party is null ? null : (party.Key, party.Version);
    }

    public Task StopAsync() => _publisher.StopAsync(CancellationToken.None);

    public void Dispose() => _publisher.Dispose();
}
