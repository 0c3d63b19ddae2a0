using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.PrivilegedAccess.Maintenance;

/// <summary>What a request for maintenance says beside the rest.</summary>
/// <param name="Content">The work.</param>
/// <param name="Components">Parts of the system that will be touched.</param>
/// <param name="Workers">Of the list: who comes.</param>
/// <param name="Tools">Of the list: what they bring; empty for nothing.</param>
/// <param name="Escort">Who of us attends; null for unattended work.</param>
/// <param name="RightsCheck">For unattended work: how their rights were checked before (8.2.6).</param>
public sealed record MaintenanceBody(string Content, IReadOnlyList<string>? Components, IReadOnlyList<Guid>? Workers, IReadOnlyList<Guid>? Tools, PersonId? Escort, string? RightsCheck);

/// <summary>Somebody or something of the list, as it was called then.</summary>
public sealed record MaintenanceName(Guid Id, string Name, string Of);

/// <summary>What was planned, and at the end what was done: date, people, content and components (8.2.2). It writes itself; the holder or the escort may correct it.</summary>
/// <param name="From">UTC. Null until the work has ended.</param>
/// <param name="Until">UTC. Null until the work has ended.</param>
/// <param name="ReportedAt">UTC. When somebody last said what was really done; null while it says what was planned.</param>
public sealed record MaintenanceWork(
    string Content, IReadOnlyList<string> Components, IReadOnlyList<MaintenanceName> Workers, IReadOnlyList<MaintenanceName> Tools, PersonId? Escort, string? RightsCheck,
    DateTimeOffset? From = null, DateTimeOffset? Until = null, DateTimeOffset? ReportedAt = null);

/// <param name="Content">What was really done.</param>
/// <param name="Components">What was really touched.</param>
public sealed record WorkReport(string Content, IReadOnlyList<string>? Components);

/// <summary>The maintenance record wrote itself.</summary>
public sealed record MaintenanceRecorded(MaintenanceWork Work) : Event;

/// <summary>Somebody said what was really done.</summary>
public sealed record MaintenanceReported(WorkReport Report) : Event;

/// <summary>The rules of a plan.</summary>
internal static class MaintenancePlan
{
    private const int LongestText = 2_000;

    /// <returns>Refusals: <c>maintenance.plan</c>, <c>maintenance.no-escort</c>, <c>maintenance.unknown-escort</c>, <c>maintenance.not-approved</c>.</returns>
    public static async Task<Outcome<MaintenanceWork>> ReadAsync(Db db, MaintenanceBody? body, CancellationToken ct)
    {
        if (body is null || !Fits(body.Content) || Tidy(body.Components) is not { Count: > 0 } components || body.Workers is not { Count: > 0 }) return MaintenanceRefusals.Plan;
        if (body.Escort is null && !Fits(body.RightsCheck)) return MaintenanceRefusals.NoEscort;
        if (body.Escort is { } escort && !await db.People.AnyAsync(p => p.Id == escort && !p.Erased, ct)) return MaintenanceRefusals.UnknownEscort;
        var (workers, tools) = (await NamesAsync(db, MaintenanceKind.Worker, body.Workers, ct), await NamesAsync(db, MaintenanceKind.Tool, body.Tools ?? [], ct));
        if ((workers.Refusal ?? tools.Refusal) is { } no) return no;
        return new MaintenanceWork(body.Content.Trim(), components, workers.Value!, tools.Value!, body.Escort, body.Escort is null ? body.RightsCheck!.Trim() : null);
    }

    /// <summary>Everybody and everything is still on the list: looked at again when it is approved.</summary>
    /// <returns>Refusal: <c>maintenance.not-approved</c>.</returns>
    public static async Task<Refusal?> CheckAsync(Db db, MaintenanceWork work, CancellationToken ct) =>
        (await NamesAsync(db, MaintenanceKind.Worker, [.. work.Workers.Select(w => w.Id)], ct)).Refusal ?? (await NamesAsync(db, MaintenanceKind.Tool, [.. work.Tools.Select(t => t.Id)], ct)).Refusal;

    /// <returns>Refusal: <c>maintenance.plan</c>.</returns>
    public static Outcome<MaintenanceWork> Reported(MaintenanceWork work, WorkReport report, DateTimeOffset at) =>
        Fits(report.Content) && Tidy(report.Components) is { Count: > 0 } components ? work with { Content = report.Content.Trim(), Components = components, ReportedAt = at } : MaintenanceRefusals.Plan;

    private static async Task<Outcome<IReadOnlyList<MaintenanceName>>> NamesAsync(Db db, MaintenanceKind kind, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var names = new List<MaintenanceName>();
        foreach (var id in ids.Distinct())
        {
            var wanted = new MaintenanceItemId(id);
            var item = await db.MaintenanceItems.FirstOrDefaultAsync(i => i.Id == wanted && i.Kind == kind, ct);
            if (item is null || item.WithdrawnAt is not null) return MaintenanceRefusals.NotApproved(item?.Name ?? id.ToString());
            names.Add(new(id, item.Name, item.Of));
        }
        return names;
    }

    private static IReadOnlyList<string> Tidy(IReadOnlyList<string>? words) => [.. (words ?? []).Select(w => w.Trim()).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal)];

    private static bool Fits(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestText;
}
