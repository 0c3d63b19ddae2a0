using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.Changes;

public readonly record struct ChangeId(Guid Value) : IId;

/// <summary>Planned and approved first, or begun at once and approved afterwards.</summary>
public enum ChangeKind { Normal, Emergency }

/// <summary>How much can go wrong; the rule says how many persons must approve each class.</summary>
public enum RiskClass { Low, Medium, High }

public enum ChangeStatus { Requested, Rejected, Withdrawn, Approved, Started, Finished, Closed }

public enum ChangeResult { Done, Partly, RolledBack, Failed }

/// <summary>
/// 変更. Nothing in operation changes without a reason, a judgement of its security impact, a test, a way back and the yes of others
/// (provision standard 4.5.3, 4.5.4); customers hear of it beforehand (11.1.7). Acts: the other part of this class.
/// </summary>
public sealed partial class Change : Entry
{
    public ChangeId Id { get; private set; }
    public PersonId Person { get; private set; }
    public ChangeBody Plan { get; private set; } = ChangeBody.None;
    public ChangeKind Kind { get; private set; }
    public ChangeStatus Status { get; private set; }

    /// <summary>The rule that it was made under.</summary>
    public ChangeRuleBody Rule { get; private set; } = ChangeRule.Default;

    /// <summary>Who must agree and who has.</summary>
    public Approval Approval { get; private set; } = Approval.Of(1, default, "");

    /// <summary>UTC. When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; private set; }

    /// <summary>UTC. Planned window; repeated from the plan for the list.</summary>
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset To { get; private set; }

    /// <summary>UTC. Until when an emergency change must be approved; null for others.</summary>
    public DateTimeOffset? ApproveBy { get; private set; }

    /// <summary>UTC. When the last needed person agreed; null before.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>The last test that was recorded; null before.</summary>
    public TestRecord? Test { get; private set; }

    /// <summary>What customers were told first; null before.</summary>
    public CustomerNotice? Told { get; private set; }

    public PersonId? StartedBy { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How it went; null before its end.</summary>
    public ChangeOutcome? Ended { get; private set; }

    /// <summary>Why it was rejected, or what was seen at closing; null otherwise.</summary>
    public string? Remark { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>True for an emergency change that nobody else approved in time: a finding.</summary>
    public bool IsApprovalOverdue(DateTimeOffset at) => ApproveBy is { } by && (ApprovedAt ?? at) >= by;

    /// <summary>UTC. The first moment at which the notice time has run; null while customers were not told.</summary>
    public DateTimeOffset? NoticeRunsUntil => Told?.At.AddDays(Rule.NoticeDays);

    /// <summary>True when it takes place in the same time on one of the same services.</summary>
    public bool Collides(Change other) => Id != other.Id && From < other.To && other.From < To && Plan.Services.Any(other.Plan.Services.Contains);

    internal sealed class Table : IEntityTypeConfiguration<Change>
    {
        public void Configure(EntityTypeBuilder<Change> builder)
        {
            builder.ToTable("changes");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.From });
            builder.HasIndex(x => new { x.Organisation, x.Status });
            builder.Ignore(x => x.NoticeRunsUntil);
            builder.Property(x => x.Plan).AsJson();
            builder.Property(x => x.Rule).AsJson();
            builder.Property(x => x.Approval).AsJson();
            builder.Property(x => x.Test!).AsJson();
            builder.Property(x => x.Told!).AsJson();
            builder.Property(x => x.Ended!).AsJson();
        }
    }
}
