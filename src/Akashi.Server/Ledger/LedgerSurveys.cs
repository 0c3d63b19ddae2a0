using System.Globalization;
using System.Text;
using Akashi.Ledger;
using Akashi.Ledger.Records;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>Surveys a log: reads the leaves that came since the last survey, each once, and says how the rest stands.</summary>
internal sealed class LedgerSurveys(Desk desk, DbFactory databases, LedgerFolders folders, WitnessRounds witnesses, TimeStamping stamps, TimeProvider time)
{
    private const int Chunk = 4_096;

    public async Task<Outcome<LedgerSurvey>> RunAsync(OrganisationId organisation, CancellationToken ct)
    {
        var found = await LookAsync(organisation, ct);
        return await desk.RunAsync<LedgerSurvey>(LedgerSurvey.Survey, Actor.Machine(organisation), (db, stand) =>
        {
            var survey = LedgerSurvey.Ended(new(Ids.New(time)), found, stand);
            db.Add(survey);
            return Task.FromResult<Outcome<LedgerSurvey>>(survey);
        }, ct);
    }

    private async Task<LedgerSurveyed> LookAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var head = await db.LedgerHeads.FirstAsync(ct);
        var from = await db.Set<LedgerSurvey>().OrderByDescending(s => s.At).ThenByDescending(s => s.Id).Select(s => (long?)s.Until).FirstOrDefaultAsync(ct) ?? 0;
        var (counted, sessions) = (new Count(), new SessionCount());
        for (var next = from; next < head.Size;)
        {
            var low = next;
            var leaves = await db.Leaves.Where(l => l.Index >= low && l.Index < head.Size).OrderBy(l => l.Index).Select(l => l.Body).Take(Chunk).ToListAsync(ct);
            // A leaf that is missing is found by a verification; here it would keep the survey from its end.
            if (leaves.Count == 0) break;
            foreach (var leaf in leaves)
            {
                counted.Take(leaf);
                sessions.Take(leaf);
            }
            next += leaves.Count;
        }
        var published = await folders.Storage(organisation).ReadAsync(LedgerFolders.CheckpointFile, ct) is { } note ? Checkpoint.Parse(SignedNote.Parse(note).Text).Size : 0;
        var policy = witnesses.Of(organisation);
        var cosigned = policy.Count == 0 ? (long?)null : policy.Min(w => w.Size);
        return new(from, head.Size, counted.Incomplete, counted.SetBacks, counted.Denied, published, await AtAsync(db, published, head.Size, ct),
            policy.Count, cosigned is { } least ? await AtAsync(db, least, head.Size, ct) : null, stamps.Newest?.At, await sessions.TallyAsync(db, ct));
    }

    /// <summary>Time of a leaf; null when the log is not that long.</summary>
    private static async Task<DateTimeOffset?> AtAsync(Db db, long index, long size, CancellationToken ct) =>
        index < size && await db.Leaves.Where(l => l.Index == index).Select(l => l.Body).FirstOrDefaultAsync(ct) is { } body ? TimeOf(body) : null;

    private static DateTimeOffset? TimeOf(byte[] body) => Leaf.TryParse(body, out var leaf, out _)
        ? DateTimeOffset.Parse(Encoding.ASCII.GetString(leaf.At), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) : null;

    private sealed class Count
    {
        public long Incomplete { get; private set; }
        public long SetBacks { get; private set; }
        public long Denied { get; private set; }

        public void Take(byte[] body)
        {
            if (!Leaf.TryParse(body, out var leaf, out _)) Incomplete++;
            else if (leaf.IsSetBack) SetBacks++;
            else if (leaf.Outcome.SequenceEqual("denied"u8)) Denied++;
        }
    }
}
