using System.Collections.Concurrent;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Checks;

/// <summary>What one check found in a service's reference.</summary>
public sealed record CheckResult(string Id, Severity Severity, Text Title, Text Remedy, IReadOnlyList<CheckRow> Rows);

/// <summary>Runs every check over a service's reference.</summary>
public sealed class Checks(DbFactory databases, CoverageBoards boards, TimeProvider time) : IAfterCommit
{
    private readonly ConcurrentDictionary<OrganisationId, Kept> _kept = [];

    /// <summary>Every class that derives from <see cref="Check"/>, errors first.</summary>
    public static IReadOnlyList<Check> All { get; } =
        [.. typeof(Check).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Check)) && !t.IsAbstract).Select(t => (Check)Activator.CreateInstance(t)!).OrderBy(c => c.Severity).ThenBy(c => c.Id, StringComparer.Ordinal)];

    /// <returns>One result per check, also when it found nothing; null when the organisation has no such service.</returns>
    public async Task<IReadOnlyList<CheckResult>?> RunAsync(OrganisationId organisation, ServiceId service, CancellationToken ct)
    {
        // Good until somebody commits or the day ends. A commit during the run leaves a new, empty shelf, and the result on the old one.
        var shelf = _kept.GetOrAdd(organisation, _ => new(Today));
        if (shelf.Day != Today) _kept[organisation] = shelf = new(Today);
        if (shelf.Results.TryGetValue(service, out var known)) return known;
        if (await ViewAsync(organisation, service, ct) is not { } view) return null;
        return shelf.Results[service] = [.. All.Select(c => new CheckResult(c.Id, c.Severity, c.Title, c.Remedy, [.. c.Find(view)]))];
    }

    public void Committed(OrganisationId organisation, IReadOnlyList<Entry> entries) => _kept.TryRemove(organisation, out _);

    private sealed record Kept(DateOnly Day)
    {
        public ConcurrentDictionary<ServiceId, IReadOnlyList<CheckResult>> Results { get; } = [];
    }

    private DateOnly Today => Clock.Today(time);

    private async Task<CheckView?> ViewAsync(OrganisationId organisation, ServiceId id, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        if (await db.Services.FirstOrDefaultAsync(s => s.Id == id, ct) is not { } service) return null;
        var bodies = await db.Statements.Where(s => s.Service == id && s.Party == service.Party)
            .Select(s => new { s.Control, Body = new StatementBody(s.Conformity, s.View, s.Finding, s.Disclosure, s.Citations, s.Duties, s.ResponsibleRole, s.ReviewDue, s.Notes) })
            .ToDictionaryAsync(s => s.Control, s => s.Body, ct);
        var documents = await db.Documents.Where(d => d.Party == service.Party).ToDictionaryAsync(d => d.Number, ct);
        var statements = await boards.ReadAsync(organisation, board => Statements(board, id, bodies), ct);
        return new(statements, documents, Today);
    }

    private static List<CheckedStatement> Statements(CoverageBoard board, ServiceId id, Dictionary<ControlId, StatementBody> bodies)
    {
        var statements = new List<CheckedStatement>();
        if (board.Find(id) is not { } service) return statements;
        foreach (var (index, catalog) in board.Catalogs.Index())
        {
            if (service.CellsOf(index) is not { } cells) continue;
            foreach (var (ordinal, control) in catalog.Controls.Index())
                statements.Add(new(catalog.Name, control.Code, control.Title, bodies.GetValueOrDefault(control.Id, StatementBody.Empty), cells[ordinal]));
        }
        return statements;
    }
}
