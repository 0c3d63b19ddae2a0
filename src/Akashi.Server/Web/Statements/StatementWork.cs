using System.Text.Json;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Akashi.Server.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.Statements;

/// <summary>A document as the picker shows it.</summary>
public sealed record DocumentItem(string Number, string? Title, Disclosure Disclosure);

/// <summary>Reads and saves what the form needs, through the desk.</summary>
public sealed class StatementWork(Desk desk, DbFactory databases)
{
    /// <summary>Changes the party's statement, or opens it. A statement that somebody else opened meanwhile is a stale version, too.</summary>
    public async Task<Outcome<Statement>> SaveAsync(ServiceItem service, ControlDetail control, StatementId? id, int version, StatementBody body, Actor by, CancellationToken ct)
    {
        if (id is { } known) return await desk.ActAsync(Statement.Assess, known.Value, version, body, by, ct);
        var opened = await desk.OpenAsync(Statement.Open, new NewStatement(service.Id, control.CatalogId, control.Control.Id, service.Party, body), by, ct);
        if (opened.Refusal is not { Code: "duplicate" }) return opened;
        await using var db = databases.Open(by.Organisation);
        var winner = await db.Statements.FirstOrDefaultAsync(s => s.Service == service.Id && s.Control == control.Control.Id && s.Party == service.Party, ct);
        return winner is null ? opened : Refusal.Stale(winner.Version, winner);
    }

    public Task<Outcome<Statement>> ConfirmAsync(StatementId id, int version, Actor by, CancellationToken ct) =>
        desk.ActAsync(Statement.Confirm, id.Value, version, new Confirmation(null), by, ct);

    /// <summary>What the statement said before its last change; null when it has changed only once.</summary>
    public async Task<StatementBody?> FormerAsync(OrganisationId organisation, StatementId id, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var bodies = await db.Events.Where(e => e.EntryId == id.Value && e.Type == nameof(StatementAssessed)).OrderByDescending(e => e.EntryVersion).Select(e => e.Body).Take(2).ToListAsync(ct);
        return bodies.Count < 2 ? null : JsonSerializer.Deserialize<StatementAssessed>(bodies[1], Columns.Json)!.Body;
    }

    /// <summary>Who made the last change to an entry.</summary>
    public async Task<Text> LastByAsync(OrganisationId organisation, Guid entry, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var person = await db.Events.Where(e => e.EntryId == entry).OrderByDescending(e => e.EntryVersion).Select(e => e.Person).FirstOrDefaultAsync(ct);
        return await db.People.Where(p => p.Id == person).Select(p => (Text?)p.Name).FirstOrDefaultAsync(ct) ?? new("不明", "Unknown");
    }

    public async Task<IReadOnlyList<DocumentItem>> DocumentsAsync(OrganisationId organisation, PartyId party, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var documents = await db.Documents.Where(d => d.Party == party).Select(d => new DocumentItem(d.Number, d.Title, d.Disclosure)).ToListAsync(ct);
        return [.. documents.OrderBy(d => d.Number, DocumentNumbers.Order)];
    }
}
