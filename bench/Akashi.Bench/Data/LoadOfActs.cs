using System.Diagnostics;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Bench.Data;

/// <summary>People who work at the same time, each on an entry of their own, one act after the other.</summary>
internal sealed class LoadOfActs
{
    private readonly World _world;
    private readonly Desk _desk;
    private readonly (Guid Id, int Version)[] _parties;
    private int _name;

    private LoadOfActs(World world, (Guid, int)[] parties) => (_world, _desk, _parties) = (world, world.The<Desk>(), parties);

    public int People => _parties.Length;

    public static async Task<LoadOfActs> OpenAsync(World world, int people, CancellationToken ct)
    {
        var parties = new (Guid, int)[people];
        for (var i = 0; i < people; i++) parties[i] = (World.Must(await world.The<Desk>().OpenAsync(Party.Register, Body(i), world.By, ct)).Key, 1);
        return new(world, parties);
    }

    /// <summary>Everybody does so many acts; returns how long each took, in ms.</summary>
    public Task<double[]> ActsAsync(int each, CancellationToken ct) => AllAsync(each, who => ActAsync(who, ct), ct);

    /// <summary>The same with leaves that change no row.</summary>
    public Task<double[]> NotesAsync(int each, CancellationToken ct)
    {
        var (log, facts) = (_world.The<Sequencer>(), new LeafFacts("references.rows", LeafOutcome.Read) { About = "platform/generated-1 1.1-01..1.1-10 rows=100 sensitive=46" });
        return AllAsync(each, _ => log.NoteAsync(facts, _world.By), ct);
    }

    /// <summary>One act as before there was a ledger.</summary>
    public async Task FormerAsync(FormerDesk former, int who, CancellationToken ct) =>
        _parties[who].Version = await former.RenameAsync(_parties[who].Id, _parties[who].Version, Body(Interlocked.Increment(ref _name)), ct);

    /// <summary>One act of one of them; returns which entry it brought to which version.</summary>
    public async Task<(Guid Entry, int Version)> ActAsync(int who, CancellationToken ct)
    {
        var (id, version) = _parties[who];
        return _parties[who] = (id, World.Must(await _desk.ActAsync(Party.Change, id, version, Body(Interlocked.Increment(ref _name)), _world.By, ct)).Version);
    }

    /// <summary>The body of a leaf as this load writes them.</summary>
    public async Task<byte[]> LeafAsync(string act, CancellationToken ct)
    {
        await using var db = _world.Open();
        var leaves = await db.Leaves.OrderByDescending(l => l.Index).Select(l => l.Body).Take(1_000).ToListAsync(ct);
        return leaves.First(l => System.Text.Encoding.UTF8.GetString(l).Contains($"\"act\":\"{act}\"", StringComparison.Ordinal));
    }

    private async Task<double[]> AllAsync(int each, Func<int, Task> act, CancellationToken ct)
    {
        var taken = new double[People * each];
        await Task.WhenAll(Enumerable.Range(0, People).Select(who => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await act(who);
                taken[who * each + i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }, ct)));
        return taken;
    }

    private static PartyBody Body(int n) => new(PartyKind.Provider, new($"提供事業者{n}", $"Provider {n}"));
}
