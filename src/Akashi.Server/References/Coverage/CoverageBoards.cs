using System.Collections.Concurrent;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Coverage;

/// <summary>
/// One board per organisation, built when first asked for and kept current from what the desk commits. A statement changes one
/// control; a changed service, party or catalog throws the board away and the next reader builds it anew.
/// </summary>
public sealed class CoverageBoards(DbFactory databases) : IAfterCommit, IDisposable
{
    /// <summary>More statements than this in one commit (an import) are cheaper to read anew.</summary>
    private const int RebuildAbove = 5_000;

    private readonly ConcurrentDictionary<OrganisationId, Slot> _slots = [];

    /// <summary>Reads the board under its lock. Do not keep hold of what <paramref name="read"/> was given.</summary>
    public async Task<T> ReadAsync<T>(OrganisationId organisation, Func<CoverageBoard, T> read, CancellationToken ct)
    {
        var slot = _slots.GetOrAdd(organisation, _ => new Slot());
        await slot.Lock.WaitAsync(ct);
        try
        {
            if (slot.Board is null || slot.Outdated)
            {
                slot.Outdated = false;
                slot.Board = await LoadAsync(organisation, ct);
            }
            while (slot.Changes.TryDequeue(out var s))
                slot.Board.Change(s.Service, s.Control, s.Party, FactOf(s));
            return read(slot.Board);
        }
        catch
        {
            slot.Outdated = true;
            throw;
        }
        finally
        {
            slot.Lock.Release();
        }
    }

    public void Committed(OrganisationId organisation, IReadOnlyList<Entry> entries)
    {
        if (!_slots.TryGetValue(organisation, out var slot)) return;
        if (entries.Any(e => e is Service or Party or Catalog) || entries.Count > RebuildAbove) slot.Outdated = true;
        else foreach (var statement in entries.OfType<Statement>()) slot.Changes.Enqueue(statement);
    }

    /// <summary>Builds a board from nothing: services, controls, and the narrow columns of every statement.</summary>
    public async Task<CoverageBoard> LoadAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var kinds = await db.Parties.Select(p => new { p.Id, p.Kind }).ToDictionaryAsync(p => p.Id, p => p.Kind, ct);
        var services = await db.Services.Select(s => new { s.Id, s.Party, s.BuiltOn }).ToListAsync(ct);
        var catalogs = await db.Catalogs.OrderBy(c => c.Ordinal).Select(c => new { c.Id, c.Name, c.Title, c.Groups }).ToListAsync(ct);
        var controls = (await db.Controls.OrderBy(c => c.Ordinal).Select(c => new { c.Catalog, c.Id, c.Code, c.Group, c.Class, c.Title, c.Themes }).ToListAsync(ct))
            .ToLookup(c => c.Catalog, c => new BoardControl(c.Id, c.Code, c.Group, c.Class, c.Title, c.Themes));
        var board = new CoverageBoard(
            catalogs.Select(c => new BoardCatalog(c.Id, c.Name, c.Title, c.Groups, [.. controls[c.Id]])),
            services.Select(s => (s.Id, s.Party, kinds[s.Party], s.BuiltOn)));
        await FactReader.ReadAsync(databases, organisation, board, ct);
        board.JudgeAll();
        return board;
    }

    internal static StatementFact FactOf(Statement s) => new(true, s.Conformity, s.Disclosure, s.HasEvidence, s.DutyParties,
        s.AssessedAt.ToUnixTimeMilliseconds(), s.ReviewedAt.ToUnixTimeMilliseconds());

    public void Dispose()
    {
        foreach (var slot in _slots.Values) slot.Lock.Dispose();
    }

    private sealed class Slot
    {
        public SemaphoreSlim Lock { get; } = new(1, 1);
        public CoverageBoard? Board { get; set; }
        public volatile bool Outdated;
        public ConcurrentQueue<Statement> Changes { get; } = [];
    }
}
