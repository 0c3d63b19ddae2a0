using Akashi.Server.Kernel;
using Akashi.Server.Services;

namespace Akashi.Server.Registers.Incidents;

/// <param name="DiscoveredAt">When it was noticed; null for now.</param>
/// <param name="Mark">For programs: the same mark again, while the incident is open, is a line in its timeline instead of another incident.</param>
public sealed record NewIncident(string? Title, string? Description, IncidentSource Source, DateTimeOffset? DiscoveredAt, bool Exercise = false, IReadOnlyList<ServiceId>? Services = null, string? Mark = null)
{
    /// <summary>Characters of a mark.</summary>
    public const int LongestMark = 120;
}

/// <param name="Basis">On what the severity rests.</param>
public sealed record TriageBody(IncidentSeverity Severity, string? Basis, PersonalData PersonalData, IReadOnlyList<ServiceId>? Services, IReadOnlyList<PartyId>? Customers, PersonId? Lead);

public sealed record IncidentReason(string? Reason);

/// <param name="At">When all was whole again; null for now.</param>
public sealed record RecoveryBody(DateTimeOffset? At, string? How);

/// <param name="Cause">The root cause.</param>
/// <param name="Lesson">What is done so that it does not come again.</param>
public sealed record ClosingBody(string? Cause, string? Lesson);

/// <summary>Somebody or something noticed an incident.</summary>
public sealed record IncidentReported(int Number, string Title, IncidentSource Source, bool Exercise, DateTimeOffset DiscoveredAt) : Event;

/// <summary>The severity was decided, or decided anew.</summary>
public sealed record IncidentTriaged(IncidentSeverity Severity, string Basis, PersonalData PersonalData, IReadOnlyList<ServiceId> Services, IReadOnlyList<PartyId> Customers, PersonId? Lead, bool Exercise) : Event;

public sealed record IncidentDismissed(string Reason) : Event;

public sealed record IncidentRecovered(DateTimeOffset At, string How) : Event;

public sealed record IncidentClosed(string Cause, string Lesson) : Event;

/// <param name="Customers">True when customers are affected, and wait to hear how it goes.</param>
public sealed record IncidentReopened(string Reason, DateTimeOffset ReportedAt, bool Customers) : Event;

internal static class IncidentRefusals
{
    public static readonly Refusal Over = new("incident.over", new("このインシデントはすでに終わっています。続きがあるときは再開してください。", "This incident is over. Reopen it when it goes on."));
    public static readonly Refusal Future = new("incident.time", new("時刻は、気づいた時から今までの間で入力してください。", "The time must lie between the discovery and now."), 400);
    public static readonly Refusal TooLong = new("incident.text", new Text("1字以上{0}字以内で入力してください。", "Please write from 1 to {0} characters.").With(Incident.LongestText), 400);
    public static readonly Refusal Unknown = new("incident.unknown", new("指定されたサービス、当事者または担当者が登録されていません。", "A service, party or person that is named is not registered."), 400);

    /// <summary>Refuses what says nothing or too much.</summary>
    public static Refusal? Words(string? text) => text?.Trim().Length is > 0 and <= Incident.LongestText ? null : TooLong;
}
