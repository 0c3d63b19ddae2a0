using Akashi.Server.Kernel;
using Akashi.Server.Registers.Vulnerabilities.Scoring;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.Vulnerabilities;

/// <summary>What of the findings is asked for; null asks for all.</summary>
public sealed record FindingFilter(FindingState? State = FindingState.Open, ServiceId? Service = null, CvssSeverity? Severity = null, bool? Exploited = null, string? Weakness = null);

/// <summary>How many findings are open, and past their day without a decision in force.</summary>
/// <param name="LastRun">UTC; null when no feed was ever taken in, and then no finding means nothing.</param>
public sealed record FindingCounts(int Open, int Overdue, int Exploited, int Undecided, DateTimeOffset? LastRun);

/// <summary>One finding with what its sources say.</summary>
/// <param name="EvidenceRegister">Register of the entry that last opened or closed it; null when the reader may not see that.</param>
public sealed record FindingWhole(Finding Finding, IReadOnlyList<Advisory> Advisories, string? EvidenceRegister);

/// <summary>The bill of materials of what runs, without its components.</summary>
public sealed record NewestSet(ComponentSetId Id, ServiceId Service, string Label, string Format, DateTimeOffset ReceivedAt);

/// <summary>Findings in the order of their days, of the services that whoever asks may open.</summary>
public sealed class FindingsReading(DbFactory databases, TimeProvider time)
{
    /// <param name="after">Last of the page before; null begins.</param>
    public async Task<IReadOnlyList<Finding>> ListAsync(FindingFilter filter, (DateOnly Due, FindingId Id)? after, int limit, Actor by, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        var found = db.Findings.AsQueryable();
        if (filter.State is { } state) found = found.Where(f => f.State == state);
        if (filter.Service is { } service) found = found.Where(f => f.Service == service);
        if (filter.Severity is { } severity) found = found.Where(f => f.Severity == severity);
        if (filter.Exploited is { } exploited) found = found.Where(f => f.Exploited == exploited);
        if (filter.Weakness is { Length: > 0 } weakness) found = found.Where(f => f.Weakness == weakness);
        if (after is { } last)
        {
            var (due, id) = last;
            found = found.Where(f => f.Due > due || (f.Due == due && f.Id > id));
        }
        return await found.OrderBy(f => f.Due).ThenBy(f => f.Id).Take(Math.Clamp(limit, 1, 1_000)).ToListAsync(ct);
    }

    public async Task<FindingCounts> CountAsync(Actor by, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        var today = Clock.Today(time);
        var open = db.Findings.Where(f => f.State == FindingState.Open);
        // Whether an approval is given stands in its value, so what is past its day is looked at one by one.
        var late = await open.Where(f => f.Due < today && f.Treatment != Treatment.NotAffected).ToListAsync(ct);
        return new(await open.CountAsync(ct), late.Count(f => f.IsOverdue(today)), await open.CountAsync(f => f.Exploited, ct), await open.CountAsync(f => f.Treatment == Treatment.Undecided, ct),
            await db.FeedRuns.OrderByDescending(r => r.At).Select(r => (DateTimeOffset?)r.At).FirstOrDefaultAsync(ct));
    }

    public async Task<Finding?> FindAsync(FindingId id, Actor by, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        return await db.Findings.FirstOrDefaultAsync(f => f.Id == id, ct);
    }

    public async Task<FindingWhole?> WholeAsync(FindingId id, Actor by, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        if (await db.Findings.FirstOrDefaultAsync(f => f.Id == id, ct) is not { } finding) return null;
        var advisories = await db.Advisories.Where(a => a.Weakness == finding.Weakness && !a.Withdrawn).OrderBy(a => a.Source).ToListAsync(ct);
        var (set, run) = (new ComponentSetId(finding.Evidence), new FeedRunId(finding.Evidence));
        return new(finding, advisories, await db.ComponentSets.AnyAsync(s => s.Id == set, ct) ? nameof(ComponentSet) : await db.FeedRuns.AnyAsync(r => r.Id == run, ct) ? nameof(FeedRun) : null);
    }

    /// <summary>Of every service that has one.</summary>
    public async Task<IReadOnlyList<NewestSet>> NewestSetsAsync(Actor by, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        return await db.ComponentSets.Where(s => s.Newest).OrderBy(s => s.Service).Select(s => new NewestSet(s.Id, s.Service, s.Label, s.Format, s.ReceivedAt)).ToListAsync(ct);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<FeedRun>> RunsAsync(Actor by, CancellationToken ct)
    {
        await using var db = databases.OpenFor(by);
        return await db.FeedRuns.OrderByDescending(r => r.At).Take(200).ToListAsync(ct);
    }
}
