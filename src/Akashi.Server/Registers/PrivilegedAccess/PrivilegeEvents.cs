using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;

namespace Akashi.Server.Registers.PrivilegedAccess;

/// <param name="Title">Role or work, in the requester's words: "database maintenance".</param>
/// <param name="About">Ticket, change or entry that it is for; null when there is none.</param>
/// <param name="From">UTC. From when it is wanted; what is approved later begins at the approval.</param>
/// <param name="To">UTC. Until when.</param>
/// <param name="Maintenance">For maintenance by outsiders; null otherwise.</param>
public sealed record PrivilegeBody(string Title, string Reason, string? About, PrivilegeTarget Target, DateTimeOffset From, DateTimeOffset To, MaintenanceBody? Maintenance = null);

/// <param name="WhyNow">Why it cannot wait for an approval: the second reason.</param>
/// <param name="Minutes">For how long.</param>
public sealed record BreakGlassBody(string Title, string Reason, string WhyNow, string? About, PrivilegeTarget Target, int Minutes);

/// <summary>A decision with its reason.</summary>
public sealed record ReasonBody(string Reason);

/// <param name="Proper">False when something about the use was not right.</param>
/// <param name="Note">What the reviewer looked at and found.</param>
public sealed record ReviewBody(bool Proper, string Note);

/// <summary>Somebody asked for a privilege.</summary>
public sealed record PrivilegeRequested(PrivilegeBody Request, RuleBody Rule) : Event;

/// <summary>Somebody took a privilege at once, without an approval.</summary>
public sealed record PrivilegeBroken(BreakGlassBody Request, RuleBody Rule, DateTimeOffset Until) : Event;

/// <summary>One of the approvers agreed.</summary>
public sealed record PrivilegeApproved(PersonId By, int Approvals, int Needed) : Event;

/// <summary>Enough approvers agreed: the grant holds from then until then.</summary>
public sealed record PrivilegeGranted(DateTimeOffset From, DateTimeOffset Until) : Event;

/// <summary>An approver said no.</summary>
public sealed record PrivilegeRejected(PersonId By, string Reason) : Event;

/// <summary>The requester took the request back.</summary>
public sealed record PrivilegeWithdrawn : Event;

/// <summary>Nobody decided in time.</summary>
public sealed record PrivilegeLapsed : Event;

/// <summary>The grant was used for the first time, for this act.</summary>
public sealed record PrivilegeUsed(string Act) : Event;

/// <summary>The grant is over.</summary>
/// <param name="How">By itself at its time, given back, or revoked.</param>
/// <param name="At">UTC. When it stopped holding, however late that was recorded.</param>
/// <param name="Used">False for a grant that nobody used.</param>
public sealed record PrivilegeOver(PrivilegeStatus How, DateTimeOffset At, bool Used, string? Reason, DateTimeOffset ReviewBy) : Event;

/// <summary>Nobody reviewed it in time: a finding, open until somebody does.</summary>
public sealed record PrivilegeReviewMissed(DateTimeOffset ReviewBy) : Event;

/// <summary>Somebody else looked at how it was used.</summary>
public sealed record PrivilegeReviewed(PersonId By, bool Proper, string Note) : Event;
