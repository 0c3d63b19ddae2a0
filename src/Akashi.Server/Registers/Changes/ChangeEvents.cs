using Akashi.Server.Kernel;
using Akashi.Server.Services;

namespace Akashi.Server.Registers.Changes;

/// <param name="Components">What is changed, in words.</param>
/// <param name="Customers">Parties that notice it; they are told beforehand.</param>
/// <param name="Impact">What it means for security; nobody may approve without it.</param>
/// <param name="Rollback">How to go back.</param>
/// <param name="RollbackMinutes">How long going back takes, in minutes.</param>
/// <param name="From">UTC. Planned window; an emergency begins at once.</param>
/// <param name="To">UTC. End of the window.</param>
public sealed record ChangeBody(
    string Title, string Reason, RiskClass Risk, IReadOnlyList<ServiceId> Services, IReadOnlyList<string> Components, IReadOnlyList<PartyId> Customers,
    string Impact, string Rollback, int RollbackMinutes, DateTimeOffset From, DateTimeOffset To)
{
    internal static readonly ChangeBody None = new("", "", RiskClass.Low, [], [], [], "", "", 0, default, default);
}

/// <param name="Evidence">What was tested and where the result stands.</param>
public sealed record TestBody(bool Passed, string Evidence);

/// <param name="Content">What will change for them.</param>
/// <param name="Technical">The technical description.</param>
/// <param name="Proof">How and to whom it was delivered, and what shows it.</param>
public sealed record CustomerNoticeBody(string Content, string Technical, string Proof);

/// <param name="Verification">What was looked at afterwards, and what was found.</param>
/// <param name="Deviation">In what it differed from the plan; null for nothing. Compulsory unless it was done as planned.</param>
public sealed record ChangeOutcome(ChangeResult Result, string Verification, string? Deviation);

/// <summary>A decision on a change, with its reason.</summary>
public sealed record ChangeRemark(string Note);

/// <summary>A test with who and when (UTC).</summary>
public sealed record TestRecord(bool Passed, string Evidence, PersonId By, DateTimeOffset At);

/// <summary>What customers were told, and since when (UTC).</summary>
public sealed record CustomerNotice(CustomerNoticeBody Notice, PersonId By, DateTimeOffset At);

/// <summary>Somebody asked for a change.</summary>
public sealed record ChangeRequested(ChangeBody Plan, ChangeRuleBody Rule) : Event;

/// <summary>An emergency change began without an approval.</summary>
/// <param name="ApproveBy">UTC. Until when others must approve it.</param>
/// <param name="Untold">True when customers are affected and were not told beforehand.</param>
public sealed record EmergencyStarted(ChangeBody Plan, ChangeRuleBody Rule, DateTimeOffset ApproveBy, bool Untold) : Event;

/// <summary>A test was recorded.</summary>
public sealed record ChangeTested(bool Passed, string Evidence) : Event;

/// <summary>Customers were told.</summary>
public sealed record ChangeTold(CustomerNoticeBody Notice) : Event;

/// <summary>One of the approvers agreed.</summary>
public sealed record ChangeApproved(PersonId By, int Votes, int Needed) : Event;

/// <summary>Somebody said no.</summary>
public sealed record ChangeRejected(PersonId By, string Reason) : Event;

/// <summary>Whoever asked took it back.</summary>
public sealed record ChangeWithdrawn : Event;

/// <summary>Work began.</summary>
public sealed record ChangeStarted(PersonId By) : Event;

/// <summary>Work ended.</summary>
public sealed record ChangeFinished(ChangeOutcome Outcome) : Event;

/// <summary>Another person looked at the result.</summary>
public sealed record ChangeClosed(PersonId By, string Note) : Event;
