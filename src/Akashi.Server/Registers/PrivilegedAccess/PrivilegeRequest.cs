using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.PrivilegedAccess;

public readonly record struct PrivilegeRequestId(Guid Value) : IId;

/// <summary>How far a request has come, as its last event said. What holds at a moment is <see cref="PrivilegeRequest.StandAt"/>.</summary>
public enum PrivilegeStatus { Requested, Rejected, Withdrawn, Lapsed, Granted, Expired, GivenBack, Revoked }

/// <summary>What holds at a moment, whether or not the server has recorded it yet.</summary>
public enum PrivilegeStand { Requested, Rejected, Withdrawn, Lapsed, Approved, Live, ReviewDue, ReviewOverdue, Reviewed }

/// <summary>
/// 特権の申請. Nobody holds privilege standing: it is asked for, approved by others, held for a time, ended and reviewed (provision standard
/// 2.1.6, 4.4.2, 4.4.3). Rejected, lapsed and unused requests stay. Acts: the other part of this class.
/// </summary>
public sealed partial class PrivilegeRequest : Entry
{
    public PrivilegeRequestId Id { get; private set; }

    /// <summary>Who asked, and who will hold it.</summary>
    public PersonId Person { get; private set; }

    /// <summary>Role or work, in the requester's words.</summary>
    public string Title { get; private set; } = "";

    public string Reason { get; private set; } = "";

    /// <summary>Why it could not wait; null for an ordinary request.</summary>
    public string? WhyNow { get; private set; }

    /// <summary>Ticket, change or entry that it is for.</summary>
    public string? About { get; private set; }

    public PrivilegeTarget Target { get; private set; } = new(TargetKind.Akashi);
    public DateTimeOffset AskedFrom { get; private set; }
    public DateTimeOffset AskedTo { get; private set; }
    public DateTimeOffset RequestedAt { get; private set; }
    public PrivilegeStatus Status { get; private set; }

    /// <summary>Taken at once, without an approval.</summary>
    public bool BreakGlass { get; private set; }

    /// <summary>Who must agree and who has.</summary>
    public Approval Approval { get; private set; } = Approval.Of(1, default, "");

    /// <summary>The rule that it was made under.</summary>
    public RuleBody Rule { get; private set; } = PrivilegeRule.Default(TargetKind.Akashi);

    /// <summary>UTC. Until when approvers may decide.</summary>
    public DateTimeOffset DecideBy { get; private set; }

    /// <summary>UTC. The grant holds from here; null while there is none.</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>UTC. The grant holds until before this moment; when it ended early, the moment of that.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>UTC. Null for a grant that nobody used.</summary>
    public DateTimeOffset? FirstUsedAt { get; private set; }

    /// <summary>Why it was rejected, or revoked; null otherwise.</summary>
    public string? Remark { get; private set; }

    /// <summary>UTC. Until when it must be reviewed; null before its end.</summary>
    public DateTimeOffset? ReviewBy { get; private set; }

    /// <summary>True once the finding "not reviewed in time" opened itself.</summary>
    public bool ReviewMissed { get; private set; }

    public PersonId? ReviewedBy { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }

    /// <summary>False when something about the use was not right; null before the review.</summary>
    public bool? ReviewedProper { get; private set; }

    public string? ReviewNote { get; private set; }

    /// <summary>For maintenance by outsiders: what is planned, at the end what was done; null otherwise.</summary>
    public MaintenanceWork? Work { get; private set; }

    /// <summary>UTC. When time alone changes something next; null when nothing is waited for.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>What holds at a moment. Right even when the server was late to record it.</summary>
    public PrivilegeStand StandAt(DateTimeOffset at) => Status switch
    {
        PrivilegeStatus.Requested => at < DecideBy ? PrivilegeStand.Requested : PrivilegeStand.Lapsed,
        PrivilegeStatus.Rejected => PrivilegeStand.Rejected,
        PrivilegeStatus.Withdrawn => PrivilegeStand.Withdrawn,
        PrivilegeStatus.Lapsed => PrivilegeStand.Lapsed,
        PrivilegeStatus.Granted when at < From => PrivilegeStand.Approved,
        PrivilegeStatus.Granted when at < Until => PrivilegeStand.Live,
        _ when ReviewedAt is not null => PrivilegeStand.Reviewed,
        _ => at < (ReviewBy ?? ReviewByOf(Until!.Value)) ? PrivilegeStand.ReviewDue : PrivilegeStand.ReviewOverdue,
    };

    /// <summary>True while the grant may be used.</summary>
    public bool IsLive(DateTimeOffset at) => StandAt(at) is PrivilegeStand.Live;

    /// <summary>True when it asks for this privileged act of Akashi.</summary>
    public bool Names(string act) => Target.Acts?.Contains(act, StringComparer.Ordinal) is true;

    /// <summary>True for a grant that has ended without ever being used.</summary>
    public bool IsUnused(DateTimeOffset at) => Until <= at && FirstUsedAt is null;

    private DateTimeOffset ReviewByOf(DateTimeOffset end) => end.AddDays(Rule.ReviewDays);

    internal sealed class Table : IEntityTypeConfiguration<PrivilegeRequest>
    {
        public void Configure(EntityTypeBuilder<PrivilegeRequest> builder)
        {
            builder.ToTable("privilege_requests");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.DueAt });
            builder.HasIndex(x => new { x.Organisation, x.Status });
            builder.Property(x => x.Target).AsJson();
            builder.Property(x => x.Approval).AsJson();
            builder.Property(x => x.Rule).AsJson();
            builder.Property(x => x.Work!).AsJson();
        }
    }
}
