using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Measures;

/// <summary>How the controls of a catalog stand, now or at a past moment, for pages, API and command line.</summary>
public sealed class ClauseReading(MeasureBoards boards, CatalogFiles catalogs, DbFactory databases, Desk desk, TimeProvider time)
{
    public static readonly Act List = new("clauses.list", new("条項の状態の一覧", "List clause statuses"));
    public static readonly Act Read = new("clauses.read", new("条項の状態の閲覧", "Read clause status"));

    /// <summary>The catalog by which a provider is judged unless another is named.</summary>
    public const string DefaultCatalog = "provision-standard";

    /// <summary>Observations of one subject on a page.</summary>
    public const int Most = 200;

    /// <summary>The last moment of a day in Japan; null when the day has not ended yet, which means now.</summary>
    public DateTimeOffset? EndOf(DateOnly? day)
    {
        if (day is not { } past) return null;
        var end = new DateTimeOffset(past.AddDays(1).ToDateTime(TimeOnly.MinValue), Clock.Japan).ToUniversalTime().AddMilliseconds(-1);
        return end >= time.GetUtcNow() ? null : end;
    }

    /// <param name="asOf">A past moment; null for now.</param>
    /// <returns>Refusals: <c>not-permitted</c>, <c>not-found</c>.</returns>
    public async Task<Outcome<ClauseList>> ListAsync(Actor by, string catalog, DateTimeOffset? asOf, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(List, by)) return Refusal.NotPermitted;
        if (await catalogs.OfAsync(by.Organisation, catalog, ct) is not { } file) return Refusal.NotFound;
        return await AtAsync(by.Organisation, asOf, (board, at) =>
            new ClauseList(file, at, asOf is not null, [.. file.Controls.Select(c => new ClauseLine(c, board.ClauseOf(catalog, c.Code, at)))]), ct);
    }

    /// <returns>Refusals: <c>not-permitted</c>, <c>not-found</c>.</returns>
    public async Task<Outcome<ClauseDetail>> FindAsync(Actor by, string catalog, string code, DateTimeOffset? asOf, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(Read, by)) return Refusal.NotPermitted;
        if ((await catalogs.OfAsync(by.Organisation, catalog, ct)) is not { } file || file.Controls.FirstOrDefault(c => c.Code == code) is not { } control) return Refusal.NotFound;
        var (at, clause) = await AtAsync(by.Organisation, asOf, (board, at) => (at, board.ClauseOf(catalog, code, at)), ct);
        return new ClauseDetail(file, control, at, asOf is not null, clause, StatusHistory.Of(clause, await ObservationsAsync(by.Organisation, clause, at, ct), at));
    }

    /// <summary>What was observed of a subject, newest first: a measure's id, or an attestation's <c>catalog/code#id</c>.</summary>
    /// <param name="before">Only what was collected before this moment.</param>
    public async Task<Outcome<IReadOnlyList<Observation>>> ObservedAsync(Actor by, string subject, DateTimeOffset? before, int limit, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(Read, by)) return Refusal.NotPermitted;
        await using var db = databases.Open(by.Organisation);
        var until = before ?? DateTimeOffset.MaxValue.AddYears(-1);
        return await db.Observations.Where(o => o.Subject == subject && o.Collected < until).OrderByDescending(o => o.Collected).ThenByDescending(o => o.Id).Take(limit).ToListAsync(ct);
    }

    /// <summary>Every measure with what it gives.</summary>
    public async Task<Outcome<IReadOnlyList<(Measure Measure, Measurement Given)>>> MeasuresAsync(Actor by, DateTimeOffset? asOf, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(List, by)) return Refusal.NotPermitted;
        return await AtAsync(by.Organisation, asOf, (board, at) => (List<(Measure, Measurement)>)[.. MeasureList.All.Select(m => (m, board.States.Read(m, at)))], ct);
    }

    private async Task<T> AtAsync<T>(OrganisationId organisation, DateTimeOffset? asOf, Func<MeasureBoard, DateTimeOffset, T> read, CancellationToken ct) =>
        asOf is { } past ? read(await boards.ReplayAsync(organisation, past, null, ct), past) : await boards.ReadAsync(organisation, read, ct);

    /// <summary>The newest observations of everything that a clause is judged by, oldest first.</summary>
    private async Task<List<Observation>> ObservationsAsync(OrganisationId organisation, Clause clause, DateTimeOffset at, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        string[] subjects =
        [
            .. clause.Measures.Select(m => m.Measure.Id),
            .. clause.Attestations.Select(a => a.Attestation.Id).Append(AttestationNames.Exemption).Select(a => AttestationNames.SubjectOf(clause.Catalog, clause.Code, a)),
        ];
        var all = new List<Observation>();
        foreach (var subject in subjects)
            all.AddRange(await db.Observations.Where(o => o.Subject == subject && o.Collected <= at).OrderByDescending(o => o.Collected).ThenByDescending(o => o.Id).Take(Most).ToListAsync(ct));
        return [.. all.OrderBy(o => o.Collected).ThenBy(o => o.Id.Value)];
    }
}

/// <summary>The controls of a catalog with their statuses, in printed order.</summary>
/// <param name="AsOf">UTC.</param>
/// <param name="Past">True for a moment that was asked for, false for now.</param>
public sealed record ClauseList(CatalogFile Catalog, DateTimeOffset AsOf, bool Past, IReadOnlyList<ClauseLine> Lines)
{
    public int Count(ClauseStatus status) => Lines.Count(l => l.Clause.Status == status);

    /// <summary>True when the control stands in the group or below it.</summary>
    public bool IsIn(ControlFile control, string group)
    {
        for (var at = control.Group; at is not null; at = Catalog.Groups.FirstOrDefault(g => g.Id == at)?.Parent)
            if (at == group) return true;
        return false;
    }
}

public sealed record ClauseLine(ControlFile Control, Clause Clause);

public sealed record ClauseDetail(CatalogFile Catalog, ControlFile Control, DateTimeOffset AsOf, bool Past, Clause Clause, IReadOnlyList<StatusStep> History);
