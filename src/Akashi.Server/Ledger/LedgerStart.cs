using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>What a start does about the log before anybody may act: check, take over, adopt.</summary>
internal sealed class LedgerStart(DbFactory databases, StartCheck check, Sequencer sequencer, Adoption adoption)
{
    /// <exception cref="LedgerRefusedException">A log contradicts itself; the server must not start.</exception>
    public async Task CheckAsync(CancellationToken ct)
    {
        foreach (var organisation in await OrganisationsAsync(ct)) await check.RunAsync(organisation, ct);
    }

    /// <summary>Rows that have no leaf for their present columns, per organisation; mostly none.</summary>
    public async Task<IReadOnlyList<OrganisationId>> ToAdoptAsync(CancellationToken ct)
    {
        await using var db = databases.Open(default);
        var fingerprint = StateForms.Of(db).Fingerprint;
        var old = await db.LedgerHeads.IgnoreQueryFilters().Where(h => h.Schema != fingerprint).Select(h => h.Organisation).ToListAsync(ct);
        // From before there was a log at all.
        var without = await db.Organisations.IgnoreQueryFilters().Select(o => o.Id).Where(o => !db.LedgerHeads.IgnoreQueryFilters().Any(h => h.Organisation == o)).ToListAsync(ct);
        return [.. old, .. without];
    }

    public async Task AdoptAsync(OrganisationId organisation, IProgress<double> progress, CancellationToken ct)
    {
        await sequencer.NoteAsync(new LeafFacts(Adoption.Adopt.Id, LeafOutcome.Done), Actor.Machine(organisation));
        await adoption.RunAsync(organisation, progress, ct);
    }

    private async Task<List<OrganisationId>> OrganisationsAsync(CancellationToken ct)
    {
        await using var db = databases.Open(default);
        return await db.LedgerHeads.IgnoreQueryFilters().Select(h => h.Organisation).ToListAsync(ct);
    }
}
