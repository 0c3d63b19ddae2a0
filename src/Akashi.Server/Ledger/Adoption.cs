using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>
/// Gives a leaf to every row that has none for its present columns: rows from before the log, and rows of registers that an upgrade has
/// changed. Begun again where a crash ended it, since a register counts as adopted only when all are.
/// </summary>
internal sealed class Adoption(Desk desk, DbFactory databases, Sequencer sequencer)
{
    public static readonly Act Adopt = new("ledger.adopt", new("台帳への引き継ぎ", "Adopt into the ledger"));

    /// <summary>Rows per transaction.</summary>
    private const int Chunk = 500;

    public async Task<int> RunAsync(OrganisationId organisation, IProgress<double> progress, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var head = await db.LedgerHeads.FirstAsync(ct);
        var schema = StateForms.Of(db);
        if (head.Schema == schema.Fingerprint) return 0;
        var changed = schema.ChangedSince(head.Schema);
        var adopted = 0;
        foreach (var (i, type) in changed.Index())
        {
            var register = (IRegister)Activator.CreateInstance(typeof(Register<>).MakeGenericType(type.ClrType))!;
            for (var done = 0; ; done += Chunk)
            {
                var outcome = await desk.RunAsync<int>(Adopt, Actor.Machine(organisation), (at, _) => register.AdoptAsync(at, done, Chunk, ct), ct);
                if (outcome.Refusal is { } no) throw new InvalidOperationException($"{no.Code}: {no.Message.En}");
                adopted += outcome.Value;
                if (outcome.Value < Chunk) break;
            }
            progress.Report((i + 1.0) / changed.Count);
        }
        await sequencer.AdoptedAsync(organisation, schema.Fingerprint);
        return adopted;
    }

    private interface IRegister
    {
        Task<Outcome<int>> AdoptAsync(Db db, int skip, int take, CancellationToken ct);
    }

    private sealed class Register<T> : IRegister where T : Entry
    {
        public async Task<Outcome<int>> AdoptAsync(Db db, int skip, int take, CancellationToken ct)
        {
            // Ids never change and nobody opens entries before the door is open, so places in this order stand still.
            var rows = await db.Set<T>().AsTracking().OrderBy(e => EF.Property<object>(e, "Id")).Skip(skip).Take(take).ToListAsync(ct);
            foreach (var row in rows) row.Adopt();
            return rows.Count;
        }
    }
}
