using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Importing;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Reading;

/// <summary>One party's statement on the control for one service of the chain.</summary>
public sealed record LayerView(ChainService Service, PartyId Speaker, Text SpeakerName, StatementView? Statement, IReadOnlyList<Document> Documents);

/// <summary>Everything known about one control for one service.</summary>
/// <param name="Layers">The viewed service's own party first, then the services underneath, then statements of other parties on them.</param>
public sealed record ControlDetail(
    ControlView Control, string Catalog, Text CatalogTitle, CatalogId CatalogId, CoverageCell Cell, IReadOnlyList<LayerView> Layers, string? Previous, string? Next);

/// <summary>One step in a statement's history.</summary>
/// <param name="Leaf">Index in the log; null for what happened before the log began.</param>
public sealed record HistoryStep(int Version, string Act, Text Person, DateTimeOffset At, IReadOnlyList<FieldDifference> Changes, long? Leaf);

/// <summary>Reads the page of a control and the history of a statement.</summary>
public sealed class ControlPages(DbFactory databases, CoverageBoards boards, Chains chains)
{
    /// <returns>Null when there is no such service, catalog or control.</returns>
    public async Task<ControlDetail?> OfAsync(Actor by, ServiceId service, string catalogName, string code, CancellationToken ct)
    {
        var organisation = by.Organisation;
        await using var db = databases.Open(organisation);
        if (await db.Catalogs.FirstOrDefaultAsync(c => c.Name == catalogName, ct) is not { } catalog) return null;
        if (await db.Controls.FirstOrDefaultAsync(c => c.Catalog == catalog.Id && c.Code == code, ct) is not { } control) return null;
        var chain = await chains.OfAsync(organisation, service, ct);
        if (chain.Count == 0) return null;
        var cell = await boards.ReadAsync(organisation, b => b.Find(service)?.CellsOf(b.IndexOf(catalog.Id)) is { } cells ? cells[control.Ordinal] : default, ct);
        var services = chain.Select(c => c.Service).ToList();
        var statements = await db.Statements.Where(s => s.Control == control.Id && services.Contains(s.Service)).ToListAsync(ct);
        var parties = await db.Parties.ToDictionaryAsync(p => p.Id, ct);
        var speakers = statements.Select(s => s.Party).Distinct().ToList();
        var documents = (await db.Documents.Where(d => speakers.Contains(d.Party)).ToListAsync(ct)).ToLookup(d => d.Party);

        LayerView Layer(ChainService of, PartyId speaker, Statement? said) => new(of, speaker, parties[speaker].Name, said is null ? null : StatementView.Of(said) with { Body = Withholding.Of(said.Body, of.Service, documents[speaker], by.Sight) },
            said is null ? [] : [.. documents[speaker].Where(d => by.Sight.Reads(of.Service, d.Disclosure) && said.Citations.Any(c => c.Kind is CitationKind.Document && c.Reference == d.Number))]);
        var layers = chain.Select(c => Layer(c, c.Party, statements.FirstOrDefault(s => s.Service == c.Service && s.Party == c.Party))).ToList();
        var others = statements.Where(s => chain.All(c => c.Service != s.Service || c.Party != s.Party))
            .Select(s => Layer(chain.First(c => c.Service == s.Service), s.Party, s));
        return new(ControlView.Of(control), catalog.Name, catalog.Title, catalog.Id, cell, [.. layers, .. others],
            await BesideAsync(db, control, -1, ct), await BesideAsync(db, control, +1, ct));
    }

    /// <summary>What happened to a statement, newest first, each step with what it changed.</summary>
    public async Task<IReadOnlyList<HistoryStep>> HistoryAsync(OrganisationId organisation, StatementId statement, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var events = await db.Events.Where(e => e.EntryId == statement.Value && e.Register == nameof(Statement)).OrderBy(e => e.EntryVersion).ToListAsync(ct);
        var people = await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var steps = new List<HistoryStep>();
        StatementBody? before = null;
        foreach (var e in events)
        {
            var assessed = e.Type == nameof(StatementAssessed) ? JsonSerializer.Deserialize<StatementAssessed>(e.Body, Columns.Json) : null;
            var changes = assessed is null ? [] : PrintedStatement.Differences(before, assessed.Body);
            if (assessed is not null) before = assessed.Body;
            steps.Add(new(e.EntryVersion, e.Act, people.GetValueOrDefault(e.Person, new Text("不明", "Unknown")), e.At, changes, e.Leaf));
        }
        steps.Reverse();
        return steps;
    }

    private static Task<string?> BesideAsync(Db db, Control control, int step, CancellationToken ct) =>
        db.Controls.Where(c => c.Catalog == control.Catalog && c.Ordinal == control.Ordinal + step).Select(c => (string?)c.Code).FirstOrDefaultAsync(ct);
}
