using Akashi.Ledger;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Measures;

/// <summary>
/// Keeps what measures give: when a verdict, a target or, by new facts, a figure has changed, and once a day. A figure that only grew older
/// is no news until it changes the verdict.
/// </summary>
public sealed class Observer(Desk desk, DbFactory databases, MeasureBoards boards, TimeProvider time)
{
    /// <summary>How long an observation counts: the next day's may come late by a day.</summary>
    public static readonly TimeSpan Counts = TimeSpan.FromDays(2);

    /// <summary>Looks at every measure of an organisation now and keeps what is news.</summary>
    /// <returns>The observations that were kept.</returns>
    public async Task<IReadOnlyList<Observation>> ObserveAsync(OrganisationId organisation, CancellationToken ct)
    {
        var last = await LastAsync(organisation, ct);
        var checkpoint = await CheckpointAsync(organisation, ct);
        var news = await boards.ReadAsync(organisation, (board, now) => MeasureList.All
            .Select(m => (Measure: m, Given: board.States.Read(m, now), board.States.Of(m).FirstLeaf, board.States.Of(m).LastLeaf))
            .Where(m => IsNews(last.GetValueOrDefault(m.Measure.Id), m.Given, m.LastLeaf, now))
            .Select(m => (m.Measure.Id, m.Given, At: now, Range: new LogRange(m.FirstLeaf, board.Next!.Value, checkpoint.Size, checkpoint.Root))).ToList(), ct);
        if (news.Count == 0) return [];
        var kept = await desk.RunAsync<IReadOnlyList<Observation>>(Observation.Observe, Actor.Machine(organisation), (db, stand) =>
        {
            List<Observation> observations = [.. news.Select(n => Observation.Measurement(new(Ids.New(time)), n.Id, n.Given, n.At, n.At + Counts, n.Range, stand))];
            db.AddRange(observations);
            return Task.FromResult<Outcome<IReadOnlyList<Observation>>>(observations);
        }, ct);
        return kept.Value ?? [];
    }

    private static bool IsNews(LastObservation? last, Measurement given, long? lastLeaf, DateTimeOffset now) =>
        last is null || last.Verdict != given.Verdict || last.Measured!.Target != given.Target || DayOf(last.Collected) != DayOf(now)
        || (lastLeaf >= last.Evidence!.End && (last.Measured.Value != given.Value || last.Measured.Population != given.Population));

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Clock.Japan).DateTime);

    /// <summary>The newest observation of each measure.</summary>
    private async Task<Dictionary<string, LastObservation>> LastAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var last = new Dictionary<string, LastObservation>();
        foreach (var measure in MeasureList.All)
        {
            var id = measure.Id;
            if (await db.Observations.Where(o => o.Subject == id).OrderByDescending(o => o.Collected).ThenByDescending(o => o.Id)
                .Select(o => new LastObservation(o.Verdict, o.Collected, o.Measured, o.Evidence)).FirstOrDefaultAsync(ct) is { } found) last[id] = found;
        }
        return last;
    }

    private async Task<(long Size, string? Root)> CheckpointAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        if (await db.LedgerHeads.Select(h => h.Checkpoint).FirstOrDefaultAsync(ct) is not { } note) return (0, null);
        var checkpoint = Checkpoint.Parse(SignedNote.Parse(note).Text);
        return (checkpoint.Size, checkpoint.Root.ToString());
    }

    private sealed record LastObservation(Verdict Verdict, DateTimeOffset Collected, Measurement? Measured, LogRange? Evidence);
}
